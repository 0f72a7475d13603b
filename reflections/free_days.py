"""When the school of a person is closed. Whoever belongs to no school is free in weekends only."""

from datetime import date

from schools.calendar import SchoolYear
from schools.holidays import KnownHoliday, holidays_during, is_school_day
from schools.models import Membership


def holidays_around(member: Membership | None, day: date) -> list[KnownHoliday]:
    """Return the holidays with a day in the school year of `day`; none for who belongs to no school."""
    return holidays_during(member.school, SchoolYear.of(day)) if member else []


def is_open(member: Membership | None, day: date) -> bool:
    """Tell whether a day is a school day."""
    return is_school_day(member.school, day) if member else day.weekday() < 5
