"""The days on which a school could look at a goal again, by the rhythm of the year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from schools.holidays import SchoolDays
from schools.models import School

AT_ONCE = 4  # days that are proposed: as many as a school year has
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class ProposedDay:
    """A day to look back, when of the year it is, and whether it is in the first school year that still has one."""

    on: date
    when: str
    is_soon: bool = True


def proposed_days(school: School, today: date | None = None) -> list[ProposedDay]:
    """Return the next four days to look back: those of this school year, then those of the next. All school days.

    Before the autumn holiday, at the end of January, before the May holiday, and in June.
    """
    start = today or localdate()
    first = SchoolYear.of(start)
    school_days = SchoolDays(school)
    coming: list[ProposedDay] = []
    for year in (first, SchoolYear(first.first_year + 1)):
        days = sorted(days_of(school_days, year), key=lambda day: day.on)
        coming += [day for day in days if day.on > start]
    soon = SchoolYear.of(coming[0].on)
    return [ProposedDay(day.on, day.when, day.on in soon) for day in coming[:AT_ONCE]]


def days_of(days: SchoolDays, year: SchoolYear) -> Iterator[ProposedDay]:
    """Yield the four days of a school year; where the holidays are not known, about when they usually are."""
    begins = {
        name: one.starts_on for one in days.holidays_in(year) for name in ("herfst", "mei") if is_it(one.name, name)
    }
    spring = year.first_year + 1
    yield ProposedDay(days.last_before(begins.get("herfst", date(year.first_year, 10, 12))), "vóór de herfstvakantie")
    yield ProposedDay(days.last_before(date(spring, 2, 1)), "eind januari")
    yield ProposedDay(days.last_before(begins.get("mei", date(spring, 4, 25))), "vóór de meivakantie")
    yield ProposedDay(days.first_from(date(spring, 6, 15)), "in juni")


def is_it(name: str, kind: str) -> bool:
    """Tell whether a holiday is the autumn or the May holiday, by its name."""
    return name.lower().startswith(kind)
