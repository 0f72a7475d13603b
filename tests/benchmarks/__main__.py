"""Measure, and write the figures to docs/performance.md: `make bench`, on a PostgreSQL of its own.

    make bench                       all of it, with a tenth of the country
    make bench ONLY=pages,saving     these alone; the rest of the page stays as it was
    make bench SIZE=1                with the whole country
    … -m tests.benchmarks --quick    a few times each, to see whether it works; nothing is written

A benchmark is a module beside this one with `measure(size) -> Section`; NAMES has them in the order in which they run.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from time import monotonic
from typing import Any

import tests.benchmarks.environment  # noqa: F401 – the settings of production, before Django reads them

NAMES = ["startup", "public", "outcome", "wall", "polling", "memory", "country", "saving", "pages"]


def main() -> None:
    """Make the databases, run the benchmarks one by one, and put each on the page as soon as it is done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help=f"of {', '.join(NAMES)}; comma-separated")
    parser.add_argument("--size", type=float, default=0.1, help="the part of the country: 0.1 is 800 schools")
    parser.add_argument("--quick", action="store_true", help="take few times, and leave the page as it is")
    wanted = parser.parse_args()
    import django

    django.setup()
    from tests.benchmarks import databases, report

    databases.prepare()
    failed = False
    for name in [name for name in NAMES if name in wanted.only.split(",") or not wanted.only]:
        begun = monotonic()
        module: Any = import_module(f"tests.benchmarks.{name}")
        if wanted.quick:
            hurry(module)
        section = module.measure(wanted.size)
        if not wanted.quick:
            report.keep(name, section)
        failed |= any(not row.met for row in section.rows)
        sys.stdout.write(f"\n{section.title} ({monotonic() - begun:.0f} s)\n\n{section.raw}\n")
        sys.stdout.writelines(row.line(name) + "\n" for row in section.rows)
        sys.stdout.flush()
    sys.exit("A figure falls short: see docs/performance.md." if failed else 0)


def hurry(module: Any) -> None:
    """Let a benchmark take few times."""
    for fact in {"TIMES", "AGAIN", "TURNS"} & vars(module).keys():
        setattr(module, fact, 3)


if __name__ == "__main__":
    main()
