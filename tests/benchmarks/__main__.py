"""Measure, and write the tables to docs/performance.md: `make bench`, on a PostgreSQL of its own.

A benchmark is a module beside this one with TITLE, WORDS and `measure()`; name it in `main`. Its rows are name, seconds,
queries and bytes; they are compared with the first one, in one run on one machine: a ratio tells more than seconds that were taken elsewhere.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import tests.environment  # noqa: F401 – the settings of the tests, before Django reads them

ROOT = Path(__file__).parent.parent.parent
HEAD = """# How fast it is

`make bench` measures this on PostgreSQL and writes it here. Look at the ratios: seconds differ from one machine to the
next, and with what else runs on it. Tests watch the number of queries; nothing fails for being slow.
"""


def main() -> None:
    """Make the tables, run every benchmark in a database of its own, and write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handreiking.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    if connection.vendor != "postgresql":
        sys.exit("Run this beside a database of its own: bin/with-postgres .venv/bin/python -m tests.benchmarks")
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from tests.benchmarks import outcome, wall

    benchmarks = (outcome, wall)
    parts = [HEAD, *(table(one.TITLE, one.WORDS, one.measure()) for one in benchmarks)]
    (ROOT / "docs" / "performance.md").write_text("\n".join(parts), encoding="utf-8")
    sys.stdout.write("\n".join(parts[1:]))


def table(title: str, words: str, rows: list[tuple[str, float, int, int]]) -> str:
    """Return a benchmark as a section: what was measured, its milliseconds, the ratio, queries and size."""
    first = rows[0][1]
    lines = [f"## {title}", "", words, "", "| | ms | ratio | queries | kB |", "|---|---:|---:|---:|---:|"]
    lines += [
        f"| {name} | {1000 * seconds:.0f} | {seconds / first:.2f} | {queries} | {size / 1024:.0f} |"
        for name, seconds, queries, size in rows
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
