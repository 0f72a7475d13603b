"""The days that are proposed to look back: four a year, on school days, and only those still to come."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schools.calendar import SchoolYear
from schools.goal_dates import proposed_days
from schools.holiday_import import SHIPPED, import_holidays, read_holidays
from schools.holidays import SchoolDays
from tests.world import HolidayFactory, SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db):
    import_holidays(read_holidays(SHIPPED.read_text(encoding="utf-8")))
    return SchoolFactory(region="midden")


def test_a_year_has_four_days_in_the_rhythm_of_the_school(school):
    days = proposed_days(school, date(2026, 8, 20))
    assert [(day.on, day.when) for day in days] == [
        (date(2026, 10, 16), "vóór de herfstvakantie"),
        (date(2027, 1, 29), "eind januari"),
        (date(2027, 4, 23), "vóór de meivakantie"),
        (date(2027, 6, 15), "in juni"),
    ]
    assert all(day.is_soon for day in days)


def test_what_has_been_is_not_proposed_and_the_next_year_fills_up(school):
    days = proposed_days(school, date(2027, 2, 1))
    assert [day.on.year for day in days] == [2027, 2027, 2027, 2028]
    assert [day.is_soon for day in days] == [True, True, False, False]


def test_after_june_all_are_of_the_next_school_year(school):
    assert {SchoolYear.of(day.on).first_year for day in proposed_days(school, date(2027, 7, 1))} == {2027}


def test_the_schools_own_holidays_count_and_not_the_regions(school):
    HolidayFactory(school=school, name="Herfstvakantie", starts_on=date(2026, 10, 24), ends_on=date(2026, 11, 1))
    assert proposed_days(school, date(2026, 8, 20))[0].on == date(2026, 10, 23)


def test_a_day_moves_off_a_holiday(school):
    HolidayFactory(school=school, name="Studieweek", starts_on=date(2027, 1, 25), ends_on=date(2027, 1, 31))
    assert date(2027, 1, 22) in [day.on for day in proposed_days(school, date(2026, 8, 20))]


@given(today=st.dates(date(2024, 1, 1), date(2032, 1, 1)), known=st.booleans())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_any_day_four_school_days_still_to_come_are_proposed(today, known, school):
    school.region = "midden" if known else "nergens"
    days, open_days = proposed_days(school, today), SchoolDays(school)
    assert len({day.on for day in days}) == 4
    assert all(day.on > today and open_days.is_open(day.on) for day in days)
    assert [day.on for day in days] == sorted(day.on for day in days)
    assert days[-1].on < today + timedelta(days=731)
