"""When a school is closed: its own holidays or the region's, the day before and the day after."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from schools.calendar import SchoolYear, ribbon
from schools.holiday_import import SHIPPED, import_holidays, read_holidays
from schools.holidays import (
    SchoolDays,
    holidays_during,
    holidays_of,
    is_own,
    is_school_day,
    last_school_day_before,
    next_school_day,
)
from schools.models import Holiday
from tests.world import HolidayFactory, RegionHolidayFactory, SchoolFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2026)
DAYS = st.dates(date(2025, 9, 1), date(2028, 6, 1))
SPANS = st.lists(st.tuples(st.integers(0, 700), st.integers(0, 69)), max_size=12)
ON_THE_SAME_DATABASE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def closed_in(school, *spans):
    """Let a school keep holidays of its own, each as days from 1 August 2025 and a length."""
    school.holidays.all().delete()
    Holiday.objects.bulk_create(
        Holiday(
            school=school,
            name="Vrij",
            starts_on=date(2025, 8, 1) + timedelta(days=away),
            ends_on=date(2025, 8, 1) + timedelta(days=away + length),
        )
        for away, length in spans
    )


@pytest.fixture
def school(db):
    return SchoolFactory(region="midden")


@pytest.fixture
def shipped(db):
    return import_holidays(read_holidays(SHIPPED.read_text(encoding="utf-8")))


# ---- whose holidays ---------------------------------------------------------------------


def test_each_school_year_is_the_schools_own_or_the_regions_as_a_whole(school, shipped):
    own = HolidayFactory(school=school, starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 9))
    HolidayFactory(starts_on=date(2027, 10, 5), ends_on=date(2027, 10, 9))
    assert holidays_of(school, YEAR) == [own]
    assert is_own(holidays_of(school, YEAR))
    following = holidays_of(school, SchoolYear(2027))
    assert [one.name for one in following][::4] == ["Herfstvakantie", "Zomervakantie"]
    assert not is_own(following)
    assert holidays_of(school, SchoolYear(2030)) == []


def test_the_holidays_take_one_query(school, shipped, django_assert_num_queries):
    with django_assert_num_queries(1):
        holidays_during(school, YEAR)
    with django_assert_num_queries(1):
        holidays_of(school, YEAR)
    HolidayFactory(school=school, starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 9))
    with django_assert_num_queries(1):
        holidays_of(school, YEAR)
    days = SchoolDays(school)
    with django_assert_num_queries(1):
        for number in range(300):
            days.is_open(date(2026, 8, 1) + timedelta(days=number))


def test_the_summer_of_the_year_before_runs_on_into_this_one(school, shipped):
    summer, *others = holidays_during(school, YEAR)
    assert (summer.name, summer.ends_on) == ("Zomervakantie", date(2026, 8, 30))
    assert [one.starts_on for one in others] == sorted(one.starts_on for one in holidays_of(school, YEAR))
    assert not is_school_day(school, date(2026, 8, 28))
    assert is_school_day(school, date(2026, 8, 31))


# ---- school days ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "following", "before"),
    [
        (date(2026, 10, 16), date(2026, 10, 16), date(2026, 10, 15)),  # the Friday before the autumn holiday
        (date(2026, 10, 17), date(2026, 10, 26), date(2026, 10, 16)),
        (date(2026, 10, 26), date(2026, 10, 26), date(2026, 10, 16)),
        (date(2026, 12, 31), date(2027, 1, 4), date(2026, 12, 18)),
        (date(2027, 7, 31), date(2027, 8, 30), date(2027, 7, 16)),  # across the end of the school year
        (date(2027, 8, 1), date(2027, 8, 30), date(2027, 7, 16)),
        (date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 20)),  # a weekend
    ],
)
def test_the_days_round_a_holiday(school, shipped, day, following, before):
    assert next_school_day(school, day) == following
    assert last_school_day_before(school, day) == before


def test_the_first_and_the_last_day_of_a_holiday_belong_to_it(school):
    monday, friday = date(2026, 11, 2), date(2026, 11, 6)
    HolidayFactory(school=school, starts_on=monday, ends_on=friday)
    HolidayFactory(school=school, starts_on=date(2026, 11, 11), ends_on=date(2026, 11, 11))
    days = SchoolDays(school)
    closed = [number for number in range(2, 14) if not days.is_open(date(2026, 11, number))]
    assert closed == [2, 3, 4, 5, 6, 7, 8, 11]
    assert days.first_from(monday) == date(2026, 11, 9)
    assert days.last_before(date(2026, 11, 9)) == date(2026, 10, 30)


@given(day=DAYS)
@ON_THE_SAME_DATABASE
def test_without_any_holidays_every_weekday_counts(school, day):
    assert is_school_day(school, day) == (day.weekday() < 5)


@given(day=DAYS, spans=SPANS)
@example(day=date(2026, 8, 20), spans=[(350, 60)])
@ON_THE_SAME_DATABASE
def test_a_school_day_is_a_weekday_outside_all_holidays(school, day, spans):
    closed_in(school, *spans)
    inside = any(one.starts_on <= day <= one.ends_on for one in school.holidays.all())
    assert is_school_day(school, day) == (day.weekday() < 5 and not inside)


@given(day=DAYS, spans=SPANS)
@ON_THE_SAME_DATABASE
def test_the_day_after_and_the_day_before_are_the_nearest_school_days(school, day, spans):
    closed_in(school, *spans)
    days = SchoolDays(school)
    following, before = days.first_from(day), days.last_before(day)
    assert before < day <= following
    assert days.is_open(following)
    assert days.is_open(before)
    between = [before + timedelta(days=number) for number in range(1, (following - before).days)]
    assert not any(days.is_open(one) for one in between if one != day)
    assert days.first_from(following) == following
    assert (following == day) == days.is_open(day)
    assert days.last_before(following + timedelta(days=1)) == following


# ---- the ribbon -------------------------------------------------------------------------


@given(spans=SPANS, today=DAYS)
@ON_THE_SAME_DATABASE
def test_holidays_on_the_ribbon_stay_on_the_line(school, spans, today):
    closed_in(school, *spans)
    year = SchoolYear.of(today)
    holidays = holidays_during(school, year)
    bars = ribbon(today, [], holidays)["holidays"]
    assert len(bars) == len(holidays)
    for bar in bars:
        assert float(bar["x"]) >= 0
        assert float(bar["width"]) > 0
        assert float(bar["x"]) + float(bar["width"]) <= 100.05


def test_a_holiday_of_another_year_is_not_on_the_ribbon(school):
    elsewhere = RegionHolidayFactory(starts_on=date(2024, 10, 1), ends_on=date(2024, 10, 5))
    assert ribbon(date(2026, 11, 1), [], [elsewhere])["holidays"] == []
