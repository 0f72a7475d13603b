"""When the school of a person is closed. Whoever belongs to no school is free in weekends only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from schools.calendar import SchoolYear
from schools.models import Holiday, Membership, RegionHoliday

KnownHoliday = Holiday | RegionHoliday


def holidays_around(member: Membership | None, day: date) -> Sequence[KnownHoliday]:
    """Return the holidays with a day in the school year of `day`: the school's own, else those of its region."""
    if member is None:
        return []
    year = SchoolYear.of(day)
    found: list[KnownHoliday] = []
    for one in (SchoolYear(year.first_year - 1), year):
        own = list(Holiday.objects.visible_to(member).of(one))
        region = RegionHoliday.objects.filter(region=member.school.region, starts_on__range=(one.start, one.end))
        found += own or list(region)
    return [one for one in found if one.ends_on >= year.start]


def is_open(member: Membership | None, day: date) -> bool:
    """Tell whether a day is a school day."""
    closed = any(one.starts_on <= day <= one.ends_on for one in holidays_around(member, day))
    return day.weekday() < 5 and not closed
