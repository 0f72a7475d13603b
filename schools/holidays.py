"""When a school is closed: its own holidays where it keeps them, else those of its region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Value
from django.http import HttpRequest
from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from schools.models import Holiday, JournalEntry, Membership, RegionHoliday, School

ONE_DAY = timedelta(days=1)
KnownHoliday = Holiday | RegionHoliday


@dataclass(frozen=True)
class Days:
    """A holiday as it was filled in: its name, and its first and last day."""

    name: str
    starts_on: date
    ends_on: date


def holidays_of(school: School, year: SchoolYear) -> list[KnownHoliday]:
    """Return the holidays that begin in a school year, in order: the school's own, else the region's, else none.

    One query.
    """
    return _by_year(school, year)[year]


def holidays_during(school: School, year: SchoolYear) -> list[KnownHoliday]:
    """Return the holidays with a day in a school year; the summer holiday before it runs on into August."""
    before = SchoolYear(year.first_year - 1)
    known = _by_year(school, before, year)
    return [one for one in (*known[before], *known[year]) if one.ends_on >= year.start]


def holidays_this_year(request: HttpRequest, school: School) -> list[KnownHoliday]:
    """Return the holidays with a day in this school year, looked up once in a request: a page and its panels ask."""
    kept: dict[int, list[KnownHoliday]] = vars(request).setdefault("holidays", {})
    if school.pk not in kept:
        kept[school.pk] = holidays_during(school, SchoolYear.of(localdate()))
    return kept[school.pk]


def is_own(holidays: Iterable[KnownHoliday]) -> bool:
    """Tell whether the holidays of a school year are the school's own."""
    return any(isinstance(one, Holiday) for one in holidays)


def _by_year(school: School, *years: SchoolYear) -> dict[SchoolYear, list[KnownHoliday]]:
    """Return the holidays of some school years in a row; each year is the school's own or the region's as a whole."""
    reach = (years[0].start, years[-1].end)
    fields = ("starts_on", "ends_on", "name", "pk", "own", "fixed")
    own = Holiday.objects.filter(school=school, starts_on__range=reach).annotate(own=Value(1), fixed=Value(True))
    region = RegionHoliday.objects.filter(region=school.region, starts_on__range=reach)
    region = region.annotate(own=Value(0), fixed=F("is_fixed"))
    rows = own.order_by().values_list(*fields).union(region.order_by().values_list(*fields), all=True)
    known: dict[SchoolYear, list[KnownHoliday]] = {year: [] for year in years}
    for starts_on, ends_on, name, pk, kept, fixed in rows.order_by("-own", "starts_on", "pk"):
        found = known[SchoolYear.of(starts_on)]
        if kept:
            found.append(Holiday(pk=pk, school=school, name=name, starts_on=starts_on, ends_on=ends_on))
        elif not is_own(found):
            days = RegionHoliday(pk=pk, region=school.region, name=name, starts_on=starts_on, ends_on=ends_on)
            days.is_fixed = bool(fixed)  # a number, on SQLite
            found.append(days)
    return known


class SchoolDays:
    """The days on which a school is open: weekdays outside its holidays.

    Make one for as many questions as there are: a school year is looked up once, in one query.
    Where nobody knows the holidays of a year, all its weekdays count.
    """

    def __init__(self, school: School) -> None:
        self.school = school
        self._known: dict[SchoolYear, list[KnownHoliday]] = {}

    def holiday_on(self, day: date) -> KnownHoliday | None:
        """Return the holiday that a day falls in, if any."""
        return next((one for one in self.holidays_in(SchoolYear.of(day)) if one.starts_on <= day <= one.ends_on), None)

    def holidays_in(self, year: SchoolYear) -> list[KnownHoliday]:
        """Return the holidays of a school year, as `holidays_during` does."""
        if year not in self._known:
            self._known[year] = holidays_during(self.school, year)
        return self._known[year]

    def is_open(self, day: date) -> bool:
        """Tell whether the school is open on a day."""
        return day.weekday() < 5 and self.holiday_on(day) is None

    def first_from(self, day: date) -> date:
        """Return the day itself where the school is open, else the first day after it that it is."""
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def last_before(self, day: date) -> date:
        """Return the last day before this one on which the school is open."""
        day -= ONE_DAY
        while not self.is_open(day):
            day -= ONE_DAY
        return day


def is_school_day(school: School, day: date) -> bool:
    """Tell whether the school is open on a day; for many days, ask `SchoolDays`."""
    return SchoolDays(school).is_open(day)


def next_school_day(school: School, day: date) -> date:
    """Return the day itself where the school is open, else the first day after it that it is."""
    return SchoolDays(school).first_from(day)


def last_school_day_before(school: School, day: date) -> date:
    """Return the last day before this one on which the school is open."""
    return SchoolDays(school).last_before(day)


@transaction.atomic
def keep_own(by: Membership, year: SchoolYear, wanted: list[Days]) -> bool:
    """Make these the school's own holidays of a school year, and tell whether anything changed.

    What equals the region's holidays stays the region's, so that a correction there still arrives.
    """
    School.objects.select_for_update().get(pk=by.school_id)
    was = holidays_of(by.school, year)
    before = {Days(one.name, one.starts_on, one.ends_on) for one in was}
    if before == set(wanted):
        return False
    Holiday.objects.editable_by(by).of(year).delete()
    Holiday.objects.bulk_create(
        Holiday(school_id=by.school_id, name=one.name, starts_on=one.starts_on, ends_on=one.ends_on) for one in wanted
    )
    new = [f"{one.name} {_span(one)}" for one in wanted if one not in before]
    gone = [one.name for one in was if one.name not in {kept.name for kept in wanted}]
    JournalEntry.write(by, "holidays_changed", f"{year}: {', '.join([*new, *(f'{name} vervalt' for name in gone)])}")
    return True


@transaction.atomic
def back_to_region(by: Membership, year: SchoolYear) -> None:
    """Let a school year follow the region again."""
    School.objects.select_for_update().get(pk=by.school_id)
    if Holiday.objects.editable_by(by).of(year).delete()[0]:
        JournalEntry.write(by, "holidays_reset", str(year))


def _span(days: Days) -> str:
    return f"{days.starts_on:%d-%m-%Y} t/m {days.ends_on:%d-%m-%Y}"
