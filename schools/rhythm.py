"""Moments that the rhythm of the school year asks for: the agenda proposes them, the school decides.

The first weeks to the autumn holiday, after every holiday, before test and report periods, the end of the year; and
four times a year looking back. Never in a weekend or a holiday, never on a day that is past.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from schools.calendar import SchoolYear
from schools.holidays import KnownHoliday, SchoolDays
from schools.models import AgendaMoment

REAL_HOLIDAY = 4  # days; after a long weekend nothing begins anew
SUMMER = 21  # days; no other holiday lasts so long
NEAR = timedelta(days=4)  # a moment of the same sort so near says that the school planned it itself
ONE_DAY, WEEK = timedelta(days=1), timedelta(days=7)
TUESDAY = 1
Kind = AgendaMoment.Kind


@dataclass(frozen=True)
class Proposal:
    """A moment to take over or to wave away. `key` names it within its school year; `why` is a sentence."""

    key: str
    kind: Kind
    title: str
    why: str
    talk: str
    day: date
    begin: time = time(15, 15)
    end: time = time(16, 15)


@dataclass(frozen=True)
class Landmarks:
    """The days of a school year that its rhythm hangs on: first and last school day, and its real holidays."""

    first: date
    last: date
    holidays: Sequence[KnownHoliday]

    @classmethod
    def of(cls, year: SchoolYear, holidays: Iterable[KnownHoliday]) -> Landmarks:
        """Read them from the holidays with a day in the year; where those are not known, the usual dates stand in."""
        real = sorted((one for one in holidays if length_of(one) >= REAL_HOLIDAY), key=lambda one: one.starts_on)
        long = [one for one in real if length_of(one) >= SUMMER]
        begin = next((one.ends_on + ONE_DAY for one in long if one.starts_on < date(year.first_year, 9, 1)), None)
        end = next((one.starts_on - ONE_DAY for one in long if one.starts_on > date(year.end.year, 5, 31)), None)
        return cls(
            begin or date(year.first_year, 8, 24),
            end or date(year.end.year, 7, 9),
            [one for one in real if one not in long],
        )

    def holiday_in(self, *months: int) -> KnownHoliday | None:
        """Return the holiday that begins in one of the months; a school names its holidays as it likes."""
        return next((one for one in self.holidays if one.starts_on.month in months), None)


def length_of(holiday: KnownHoliday) -> int:
    """Return of how many days a holiday is."""
    days: int = (holiday.ends_on - holiday.starts_on).days + 1
    return days


def proposals(
    year: SchoolYear,
    school_days: SchoolDays,
    holidays: Iterable[KnownHoliday],
    *,
    today: date,
    moments: Collection[AgendaMoment],
    waved: Collection[str],
) -> list[Proposal]:
    """Return what is worth proposing in a school year, in order: not past, not waved away, not planned already."""
    taken = {moment.proposal for moment in moments}
    found = [
        one
        for one in rhythm_of(Landmarks.of(year, holidays), school_days)
        if one.day >= today
        and one.day in year
        and one.key not in taken
        and one.key not in waved
        and not any(moment.kind == one.kind and abs(moment.day - one.day) <= NEAR for moment in moments)
    ]
    return sorted(found, key=lambda one: one.day)


def rhythm_of(marks: Landmarks, school: SchoolDays) -> Iterator[Proposal]:
    """Yield the whole rhythm of a school year, each moment on a day on which the school is open."""
    yield from golden_weeks(marks, school)
    yield from after_holidays(marks, school)
    yield from before_tests(marks, school)
    yield from looking_back(marks, school)


def golden_weeks(marks: Landmarks, school: SchoolDays) -> Iterator[Proposal]:
    """Yield the start of the year, in the second week."""
    yield Proposal(
        "start",
        Kind.MEETING,
        "Start van het jaar: de gouden weken",
        "In de eerste weken vormt zich een groep. Spreek af wat jullie willen laten zien.",
        "Welke sfeer willen wij dit jaar de school in brengen?",
        tuesday_of(marks.first + WEEK, school),
    )


def after_holidays(marks: Landmarks, school: SchoolDays) -> Iterator[Proposal]:
    """Yield a briefing on the first school day after each real holiday."""
    for holiday in marks.holidays:
        yield Proposal(
            f"na-{holiday.starts_on:%m-%d}",
            Kind.BRIEFING,
            f"Briefing na de {holiday.name.lower()}"[:120],
            "Na een vakantie vormt een groep zich opnieuw.",
            "Wat hebben onze groepen deze eerste week van ons nodig?",
            school.first_from(holiday.ends_on + ONE_DAY),
            time(8, 0),
            time(8, 20),
        )


def before_tests(marks: Landmarks, school: SchoolDays) -> Iterator[Proposal]:
    """Yield a moment before the tests and reports of winter and of early summer."""
    year = SchoolYear.of(marks.first)
    for key, around in (("toetsen-winter", date(year.end.year, 1, 14)), ("toetsen-zomer", date(year.end.year, 5, 25))):
        yield Proposal(
            key,
            Kind.MEETING,
            "Rustig naar toetsen en rapporten",
            "Er komen drukke weken aan, voor de klas en voor jullie zelf.",
            "Hoe houden we het rustig, en wat laten we deze weken los?",
            tuesday_of(around, school),
        )


def looking_back(marks: Landmarks, school: SchoolDays) -> Iterator[Proposal]:
    """Yield four moments to look at the goals, and the end of the year."""
    year = SchoolYear.of(marks.first)
    autumn, may = marks.holiday_in(10, 11), marks.holiday_in(4, 5)
    june, end = tuesday_of(date(year.end.year, 6, 15), school), tuesday_of(marks.last - 10 * ONE_DAY, school)
    times: list[tuple[str, str, date | None, date]] = [
        (
            "evaluatie-herfst",
            "Terugkijken vóór de herfst",
            autumn.starts_on if autumn else None,
            date(year.first_year, 10, 10),
        ),
        ("evaluatie-januari", "Halverwege: hoe staan onze doelen ervoor?", None, date(year.end.year, 1, 30)),
        (
            "evaluatie-mei",
            "Terugkijken vóór de meivakantie",
            may.starts_on if may else None,
            date(year.end.year, 4, 22),
        ),
    ]
    for key, title, holiday, usual in times:
        before: date = holiday or usual
        day = tuesday_before(before, school)
        yield Proposal(key, Kind.EVALUATION, title, *WHY_LOOK_BACK, day)
    yield Proposal("evaluatie-juni", Kind.EVALUATION, "Eindevaluatie van de doelen", *WHY_LOOK_BACK, june)
    if end - june >= 2 * NEAR:
        yield Proposal(
            "einde",
            Kind.MEETING,
            "Terugblik en overdracht",
            "Sluit het jaar samen af, en geef door wat werkte.",
            "Waar zijn we trots op, en wat geven we mee aan de collega die deze groep krijgt?",
            end,
        )


WHY_LOOK_BACK = (
    "Een doel blijft leven als jullie er vier keer per jaar naar kijken.",
    "Welke kleine verandering zag jij, en wat deed jij daarvoor?",
)


def tuesday_of(day: date, school: SchoolDays) -> date:
    """Return the Tuesday of a day's week, or the first day after it on which the school is open."""
    return school.first_from(day + timedelta(days=TUESDAY - day.weekday()))


def tuesday_before(day: date, school: SchoolDays) -> date:
    """Return the last Tuesday before a day on which the school is open, not further back than it must."""
    tuesday = day - ONE_DAY
    for _ in range(28):
        if tuesday.weekday() == TUESDAY and school.is_open(tuesday):
            return tuesday
        tuesday -= ONE_DAY
    return school.last_before(day)
