"""The school year: 1 August to 31 July."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

MONTHS = ["augustus", "september", "oktober", "november", "december", "januari", "februari"]
MONTHS += ["maart", "april", "mei", "juni", "juli"]


class Closed(Protocol):
    """Days on which the school is closed, the last one included."""

    name: Any
    starts_on: Any
    ends_on: Any


@dataclass(frozen=True)
class SchoolYear:
    """A school year, known by the calendar year in which it begins."""

    first_year: int

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        """Return the school year that a day falls in."""
        return cls(day.year if day.month >= 8 else day.year - 1)

    @property
    def start(self) -> date:
        """Return 1 August."""
        return date(self.first_year, 8, 1)

    @property
    def end(self) -> date:
        """Return 31 July."""
        return date(self.first_year + 1, 7, 31)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.first_year}–{self.first_year + 1}"

    def share(self, day: date) -> str:
        """Return how far the day is in the year, as a percentage for SVG: '31.5'."""
        return f"{(day - self.start).days / ((self.end - self.start).days + 1) * 100:.1f}"

    def months(self) -> list[dict[str, str]]:
        """Return the twelve months with their place on the line."""
        firsts = [date(self.first_year + (month < 8), month, 1) for month in [*range(8, 13), *range(1, 8)]]
        return [
            {"x": self.share(first), "name": name[:3], "initial": name[0]}
            for first, name in zip(firsts, MONTHS, strict=True)
        ]


def ribbon(
    today: date, dates: Iterable[date], holidays: Iterable[Closed], *, year: SchoolYear | None = None
) -> dict[str, Any]:
    """Return the line of a school year, this one unless another is given: months, today where it is in it, holidays.

    Each date is a mark: past, next or coming.
    """
    year = year or SchoolYear.of(today)
    marks = sorted({day for day in dates if day in year})
    upcoming = next((day for day in marks if day >= today), None)
    return {
        "year": year,
        "months": year.months(),
        "today_x": year.share(today) if today in year else None,
        "dates": marks,
        "marks": [
            {"x": year.share(day), "kind": "next" if day == upcoming else "past" if day < today else "coming"}
            for day in marks
        ],
        "holidays": [bar for one in holidays for bar in bar_of(one, year)],
    }


def bar_of(holiday: Closed, year: SchoolYear) -> list[dict[str, Any]]:
    """Return the part of the line that a holiday takes in a school year, in a list that may be empty."""
    first, last = max(holiday.starts_on, year.start), min(holiday.ends_on, year.end)
    if last < first:
        return []
    width = float(year.share(last + timedelta(days=1))) - float(year.share(first))
    return [{"x": year.share(first), "width": f"{width:.1f}"}]


def half_a_year_on(day: date) -> date:
    """Return the weekday about half a year later, to see whether what was achieved has stayed."""
    later = day + timedelta(days=182)
    return later + timedelta(days=(7 - later.weekday()) % 7 if later.weekday() > 4 else 0)
