"""The page of figures: docs/performance.md, and the raw output of each benchmark in docs/benchmarks/.

Every benchmark keeps a section of its own, and its rows in the table on top; what was not measured again stays as it was.
A benchmark that is not run by `python -m tests.benchmarks` can do the same: `report.keep("load", Section(…))`.
"""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
RAW = PAGE.parent / "benchmarks"
ORDER = [
    "public", "pages", "saving", "outcome", "polling", "memory", "startup", "lighthouse", "load", "wall", "country"
]  # fmt: skip
HEAD = """# How fast it is

`make bench` measures this on PostgreSQL, with the settings of production, and writes it here; `make bench ONLY=pages` measures one part again, and `SIZE=1` takes a whole country instead of a tenth. Look at the ratios: both sides of each were measured in turns, in one run. Seconds differ from one machine to the next, and with what else runs on it. Tests watch the number of queries; nothing fails for being slow.
"""
TABLE = """## What was to be reached

| what | to reach | measured | met | raw |
|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Row:
    """A line of the table: what, what was to be reached, what was measured, and whether that is enough."""

    what: str
    target: str
    measured: str
    met: bool

    def line(self, name: str) -> str:
        """Return the line in Markdown; the last cell leads to the raw output, and says whose line it is."""
        met = "yes" if self.met else "**no**"
        return f"| {self.what} | {self.target} | {self.measured} | {met} | [{name}](benchmarks/{name}.txt) |"


@dataclass(frozen=True)
class Section:
    """What a benchmark found: a heading, Markdown under it, its lines of the table, and the raw output."""

    title: str
    body: str
    rows: tuple[Row, ...] = ()
    raw: str = ""


def machine() -> str:
    """Return in one line what this ran on; PostgreSQL where there is a connection to it."""
    from django.db import connection

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [f"{len(os.sched_getaffinity(0))} cores", f"{memory:.0f} GB of memory"]
    if connection.vendor == "postgresql":
        number = connection.pg_version
        parts.append(f"PostgreSQL {number // 10000}.{number % 10000}")
    parts += [f"Python {platform.python_version()}", f"Django {version('django')}"]
    return ", ".join(parts)


def keep(name: str, section: Section) -> None:
    """Put a section and its lines of the table on the page, in the place of earlier ones, and keep the raw output."""
    today, load = date.today(), os.getloadavg()[1]  # noqa: DTZ011 – a note for people
    stamp = f"Measured on {today:%d-%m-%Y}: {machine()}; the machine’s load in the last five minutes was {load:.1f}."
    RAW.mkdir(exist_ok=True)
    (RAW / f"{name}.txt").write_text(f"{section.title}\n{stamp}\n\n{section.raw.strip()}\n", encoding="utf-8")
    rows, sections = read()
    rows[name] = [row.line(name) for row in section.rows]
    sections[name] = f"## {section.title}\n\n{section.body.strip()}\n\n{stamp}\n"
    write(rows, sections)


def read() -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return the lines of the table and the sections that are on the page, by the name of their benchmark."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    head, *parts = re.split(r"^<!-- (\w+) -->\n", text, flags=re.MULTILINE)
    sections = {name: part.strip() + "\n" for name, part in zip(parts[::2], parts[1::2], strict=True)}
    rows: dict[str, list[str]] = {}
    for line in head.splitlines():
        if found := re.search(r"\(benchmarks/(\w+)\.txt\) \|$", line):
            rows.setdefault(found[1], []).append(line)
    return rows, sections


def write(rows: dict[str, list[str]], sections: dict[str, str]) -> None:
    """Write the page, in the order of ORDER; names that are not in it come last."""
    names = sorted(rows.keys() | sections.keys(), key=lambda name: (place(name), name))
    lines = [line for name in names for line in rows.get(name, ())]
    parts = [f"<!-- {name} -->\n{sections[name]}" for name in names if name in sections]
    PAGE.write_text("\n".join([HEAD, TABLE + "\n".join(lines) + "\n", *parts]), encoding="utf-8")


def place(name: str) -> int:
    """Return where a benchmark stands on the page."""
    return ORDER.index(name) if name in ORDER else len(ORDER)


def table(heads: tuple[str, ...], lines: list[tuple[str, ...]]) -> str:
    """Return a table in Markdown; every column but the first is aligned right."""
    rule = "|---|" + "---:|" * (len(heads) - 1)
    return "\n".join([f"| {' | '.join(heads)} |", rule, *(f"| {' | '.join(line)} |" for line in lines)])
