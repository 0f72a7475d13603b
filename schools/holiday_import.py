"""Take over the regions' school holidays from the government's open data.

The shape is that of opendata.rijksoverheid.nl, infotype schoolholidays, as JSON: a list of documents or one of them,
each with content[].vacations[].regions[]. The file is fetched by a person; the site itself asks nobody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from schools.calendar import SchoolYear
from schools.models import RegionHoliday, School

SHIPPED = Path(__file__).parent / "region_holidays" / "2025-2028.json"
LEVELS = ("content", "vacations", "regions")
WHOLE_COUNTRY = "heel nederland"
LONGEST = timedelta(days=70)
SCHOOL_YEAR = re.compile(r"^(\d{4})\s*[-–/]\s*(\d{4})$")


class BadHolidays(Exception):
    """The file can't be taken over; `problems` names each place and what is wrong there."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class _Problem(Exception):
    """What is wrong at one place."""


@dataclass(frozen=True)
class Given:
    """One holiday of one region, as the file has it."""

    year: SchoolYear
    region: str
    name: str
    starts_on: date
    ends_on: date
    is_fixed: bool


@dataclass(frozen=True)
class Outcome:
    """What became of the holidays of one region in one school year."""

    year: SchoolYear
    region: str
    added: int
    changed: int
    removed: int
    same: int

    def __str__(self) -> str:
        names = ("new", self.added), ("changed", self.changed), ("removed", self.removed), ("the same", self.same)
        done = ", ".join(f"{number} {name}" for name, number in names if number)
        return f"{self.year.first_year}-{self.year.first_year + 1} {self.region:<6} {done}"


def read_holidays(text: str) -> list[Given]:
    """Return the holidays in the government's JSON, one per region; raise BadHolidays with every problem."""
    try:
        documents = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadHolidays([f"this is not JSON: {error}"]) from error
    found: dict[tuple[str, SchoolYear, str], Given] = {}
    problems: list[str] = []
    for number, document in enumerate(documents if isinstance(documents, list) else [documents], start=1):
        for place, records in _walk(document, f"document {number}"):
            try:
                for given in _read(records):
                    _keep(given, found)
            except _Problem as problem:
                problems.append(f"{place}: {problem}")
    starts = {(given.region, given.starts_on): given for given in found.values()}
    problems += [
        f"{given.name} and {starts[given.region, given.starts_on].name} of {given.region} begin on the same day"
        for given in found.values()
        if starts[given.region, given.starts_on] != given
    ]
    if not found and not problems:
        problems.append("there is no holiday in this file")
    if problems:
        raise BadHolidays(problems)
    return sorted(found.values(), key=lambda given: (given.year.first_year, given.region, given.starts_on))


def _keep(given: Given, found: dict[tuple[str, SchoolYear, str], Given]) -> None:
    """Add a holiday; a school year may stand in several documents, as long as they agree."""
    if found.setdefault((given.region, given.year, given.name), given) != given:
        raise _Problem(f"{given.name} of {given.region} stands in the file twice, with other dates")


@transaction.atomic
def import_holidays(holidays: list[Given], *, dry_run: bool = False) -> list[Outcome]:
    """Make the table say what the file says for each region and school year in it; others stay as they are."""
    groups: dict[tuple[int, str], list[Given]] = {}
    for given in holidays:
        groups.setdefault((given.year.first_year, given.region), []).append(given)
    return [_take_over(group, dry_run=dry_run) for _, group in sorted(groups.items())]


def _take_over(group: list[Given], *, dry_run: bool) -> Outcome:
    year, region = group[0].year, group[0].region
    rows = list(RegionHoliday.objects.filter(region=region, starts_on__range=(year.start, year.end)))
    was = {row.name: (row.starts_on, row.ends_on, row.is_fixed) for row in rows}
    wanted = {one.name: (one.starts_on, one.ends_on, one.is_fixed) for one in group}
    if was != wanted and not dry_run:
        RegionHoliday.objects.filter(pk__in=[row.pk for row in rows]).delete()
        RegionHoliday.objects.bulk_create(
            RegionHoliday(region=region, name=name, starts_on=starts_on, ends_on=ends_on, is_fixed=is_fixed)
            for name, (starts_on, ends_on, is_fixed) in wanted.items()
        )
    return Outcome(
        year=year,
        region=region,
        added=len(wanted.keys() - was.keys()),
        changed=sum(was[name] != days for name, days in wanted.items() if name in was),
        removed=len(was.keys() - wanted.keys()),
        same=sum(was[name] == days for name, days in wanted.items() if name in was),
    )


def _walk(
    record: Any, place: str, keys: tuple[str, ...] = LEVELS, above: tuple[Any, ...] = ()
) -> Iterator[tuple[str, tuple[Any, ...] | _Problem]]:
    """Yield each region with what stands above it, and its place in the file; or the problem that is there instead."""
    children = record.get(keys[0]) if isinstance(record, dict) else None
    if not isinstance(children, list):
        yield place, _Problem(f"a list '{keys[0]}' is expected here")
        return
    for number, child in enumerate(children):
        spot = f"{place}, {keys[0]}[{number}]"
        if len(keys) == 1:
            yield spot, (*above, child)
        else:
            yield from _walk(child, spot, keys[1:], (*above, child))


def _read(records: tuple[Any, ...] | _Problem) -> list[Given]:
    """Return the holiday for its region, or for all three where it is the whole country's."""
    if isinstance(records, _Problem):
        raise records
    content, vacation, region = records
    year = _year(_text(content, "schoolyear"))
    name = _text(vacation, "type")
    name = name[:1].upper() + name[1:]
    if len(name) > 60:
        raise _Problem("type: this name is longer than 60 characters")
    fixed = _text(vacation, "compulsorydates").lower()
    if fixed not in {"true", "false"}:
        raise _Problem(f"compulsorydates: '{fixed}' is neither true nor false")
    where = _text(region, "region").lower()
    regions: list[str] = list(School.Region.values) if where == WHOLE_COUNTRY else [where]
    if not set(regions) <= set(School.Region.values):
        raise _Problem(f"region: '{where}' is not noord, midden, zuid or heel Nederland")
    starts_on, ends_on = _day(region, "startdate"), _day(region, "enddate")
    if ends_on < starts_on:
        raise _Problem(f"{name} ends on {ends_on}, before it starts on {starts_on}")
    if ends_on - starts_on >= LONGEST:
        raise _Problem(f"{name} lasts longer than {LONGEST.days} days")
    if starts_on not in year:
        raise _Problem(f"{name} starts on {starts_on}, outside the school year {year}")
    return [Given(year, one, name, starts_on, ends_on, fixed == "true") for one in regions]


def _text(record: Any, key: str) -> str:
    """Return a text without the stray spaces that the feed has; a boolean counts as its word."""
    value = record.get(key) if isinstance(record, dict) else None
    text = " ".join(str(value).split()) if isinstance(value, str | bool) else ""
    if not text:
        raise _Problem(f"'{key}' is missing")
    return text


def _year(text: str) -> SchoolYear:
    match = SCHOOL_YEAR.match(text)
    if not match or int(match[2]) != int(match[1]) + 1 or not 2000 <= int(match[1]) <= 2100:
        raise _Problem(f"schoolyear: '{text}' is not a school year such as 2026-2027")
    return SchoolYear(int(match[1]))


def _day(record: Any, key: str) -> date:
    """Return the Dutch day of a moment: 2026-10-09T22:00:00.000Z is 10 October. A day without a time is that day."""
    text = _text(record, key)
    try:
        if len(text) == len("2026-10-10"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
        return localtime(moment).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        raise _Problem(f"{key}: '{text}' is not a date such as 2026-10-09T22:00:00.000Z") from None
