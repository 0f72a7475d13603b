"""The rows of the agenda's list: moments, evaluation dates and holidays, in the periods between the holidays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from schools.holidays import KnownHoliday
from schools.models import AgendaMoment, Evaluation
from schools.rhythm import REAL_HOLIDAY, length_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """A date on the agenda: one of the three is given."""

    on: date
    moment: AgendaMoment | None = None
    evaluation: Evaluation | None = None
    holiday: KnownHoliday | None = None

    @property
    def last_day(self) -> date:
        """Return the day after which it is past: of a holiday its last one."""
        return self.holiday.ends_on if self.holiday else self.on

    @property
    def is_late(self) -> bool:
        """Tell whether it is an evaluation whose date has passed."""
        return self.evaluation is not None and self.evaluation.is_late

    @property
    def is_past(self) -> bool:
        """Tell whether it is over."""
        return self.last_day < localdate()

    @property
    def counts(self) -> bool:
        """Tell whether it is a moment that takes place, or an evaluation."""
        return self.evaluation is not None or (self.moment is not None and self.moment.cancelled_at is None)


@dataclass
class Period:
    """A part of the school year between two holidays: its name, its days, and its rows. `next`: what comes first."""

    name: str
    first: date
    last: date
    rows: list[Row] = field(default_factory=list)
    next: Row | None = None

    @property
    def past(self) -> list[Row]:
        """Return what is over."""
        return [row for row in self.rows if row.is_past]

    @property
    def coming(self) -> list[Row]:
        """Return what is now or comes."""
        return [row for row in self.rows if not row.is_past]

    @property
    def past_count(self) -> int:
        """Return how many moments and evaluations are over."""
        return sum(row.counts for row in self.past)


def rows_of(
    moments: Iterable[AgendaMoment], evaluations: Iterable[Evaluation], holidays: Iterable[KnownHoliday]
) -> list[Row]:
    """Return everything as rows, in order."""
    rows = [Row(one.day, moment=one) for one in moments]
    rows += [Row(one.held_on or one.due_on, evaluation=one) for one in evaluations]
    rows += [Row(one.starts_on, holiday=one) for one in holidays]
    return sorted(rows, key=lambda row: (row.on, row.holiday is None))


def periods_of(year: SchoolYear, rows: Sequence[Row], holidays: Iterable[KnownHoliday], today: date) -> list[Period]:
    """Return the periods of a school year with their rows; a holiday stands at the end of the one before it."""
    real = sorted((one for one in holidays if length_of(one) >= REAL_HOLIDAY), key=lambda one: one.starts_on)
    periods, first, before = list[Period](), year.start, "zomer"
    for holiday in real:
        if holiday.starts_on > first:
            periods.append(Period(name_of(before, short(holiday.name)), first, holiday.starts_on - ONE_DAY))
        first, before = max(first, holiday.ends_on + ONE_DAY), short(holiday.name)
    if first <= year.end:
        periods.append(Period(name_of(before, "zomer") if real else f"Schooljaar {year}", first, year.end))
    for row in rows:
        fitting = [one for one in periods if one.first <= row.on] or periods[:1]
        if fitting:
            fitting[-1].rows.append(row)
    upcoming = next((row for row in rows if row.counts and not row.is_past and row.on >= today), None)
    for period in periods:
        period.next = upcoming if upcoming in period.rows else None
    return [period for period in periods if period.rows]


def short(name: str) -> str:
    """Return the name of a holiday as it stands in a heading: 'Herfstvakantie' is 'herfst'."""
    known = {"voorjaarsvakantie": "voorjaar"}
    return known.get(name.lower(), name.lower().removesuffix("vakantie").strip()) or name.lower()


def name_of(before: str, after: str) -> str:
    """Return the name of the time between two holidays: 'Herfst tot kerst'."""
    return f"{before[:1].upper()}{before[1:]} tot {after}" if before != after else f"Tot {after}"
