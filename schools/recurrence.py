"""The dates of a series: every so many weeks, or each month on the same weekday. Never in a holiday or a weekend."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Protocol

from schools.calendar import SchoolYear

MOST = 60  # moments of a series; who wants more has a rhythm that nobody looks at any more
MOST_WEEKS = 12  # between two moments
WEEK = timedelta(days=7)


class OpenDays(Protocol):
    """Knows on which days the school is open."""

    def is_open(self, day: date) -> bool:
        """Tell whether the school is open on a day."""


@dataclass(frozen=True)
class Rhythm:
    """How often a series comes back: every `weeks` weeks, or with 0 each month on the same weekday (the 2nd Tuesday).

    It ends after `until`, or when there are `number` of them; one of the two is given.
    """

    weeks: int
    until: date | None = None
    number: int | None = None


@dataclass(frozen=True)
class Series:
    """The dates of a series, the days that were passed over because the school is closed, and what cut it short."""

    days: list[date]
    skipped: list[date]
    ends_with_year: bool = False
    is_full: bool = False


def series_of(first: date, rhythm: Rhythm, school: OpenDays) -> Series:
    """Return the dates of a series from its first day on, in order, within the school year and no more than MOST.

    A day on which the school is closed is passed over, and does not count. Raises ValueError for a rhythm that never
    ends, or that ends before it begins.
    """
    if rhythm.until is None and rhythm.number is None:
        raise ValueError("a series has an end: a last day, or a number")
    if rhythm.until is not None and rhythm.until < first:
        raise ValueError("a series ends after it begins")
    year, days, skipped = SchoolYear.of(first), list[date](), list[date]()
    wanted = min(rhythm.number or MOST, MOST)
    for day in beats(first, rhythm.weeks):
        if rhythm.until is not None and day > rhythm.until:
            return Series(days, skipped)
        if day > year.end:
            return Series(days, skipped, ends_with_year=True)
        if len(days) == wanted:
            return Series(days, skipped, is_full=rhythm.number is None or rhythm.number > MOST)
        (days if school.is_open(day) else skipped).append(day)
    raise AssertionError("a school year has an end")


def beats(first: date, weeks: int) -> Iterator[date]:
    """Yield the days of a rhythm without end, holidays and all."""
    if weeks:
        yield from (first + beat * weeks * WEEK for beat in count())
    place = (first.day - 1) // 7
    for month in count(first.year * 12 + first.month - 1):
        yield same_weekday(month // 12, month % 12 + 1, first.weekday(), place)


def same_weekday(year: int, month: int, weekday: int, place: int) -> date:
    """Return the weekday of a month that is the first (place 0), the second, … or, from the fifth on, the last."""
    begin, length = monthrange(year, month)
    day = 1 + (weekday - begin) % 7 + 7 * place
    return date(year, month, day if day <= length else day - 7)
