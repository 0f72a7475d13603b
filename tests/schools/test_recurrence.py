"""The dates of a series: never in a holiday or a weekend, in order, within the school year, and with an end."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schools.calendar import SchoolYear
from schools.recurrence import MOST, Rhythm, same_weekday, series_of


class Open:
    """A school with some weeks off."""

    def __init__(self, *closed: tuple[date, date]) -> None:
        self.closed = closed

    def is_open(self, day: date) -> bool:
        return day.weekday() < 5 and not any(first <= day <= last for first, last in self.closed)


AUTUMN = (date(2026, 10, 17), date(2026, 10, 25))
CHRISTMAS = (date(2026, 12, 19), date(2027, 1, 3))
DAYS = st.dates(date(2026, 8, 1), date(2028, 7, 31))
HOLIDAYS = st.lists(
    st.tuples(DAYS, st.integers(0, 50)).map(lambda one: (one[0], one[0] + timedelta(one[1]))), max_size=6
)
ENDS: st.SearchStrategy[tuple[date | None, int | None]] = st.one_of(
    st.tuples(DAYS, st.none()), st.tuples(st.none(), st.integers(1, 500)), st.tuples(DAYS, st.integers(1, 500))
)


@given(first=DAYS, weeks=st.integers(0, 12), ends=ENDS, holidays=HOLIDAYS)
@settings(max_examples=300, deadline=None)
def test_a_series_keeps_its_rules_whatever_is_asked(
    first: date, weeks: int, ends: tuple[date | None, int | None], holidays: Iterable[tuple[date, date]]
) -> None:
    until, number = ends
    school = Open(*holidays)
    if until is not None and until < first:
        with pytest.raises(ValueError, match="ends after it begins"):
            series_of(first, Rhythm(weeks, until, number), school)
        return
    series = series_of(first, Rhythm(weeks, until, number), school)
    assert all(school.is_open(day) for day in series.days)
    assert not any(school.is_open(day) for day in series.skipped)
    assert all(one < other for one, other in pairwise(series.days))
    assert len(series.days) <= min(number or MOST, MOST)
    assert all(day in SchoolYear.of(first) and day >= first for day in series.days)
    assert until is None or all(day <= until for day in series.days)
    assert {day.weekday() for day in (*series.days, *series.skipped)} <= {first.weekday()}


def test_every_other_week_passes_over_the_holidays_and_keeps_its_beat() -> None:
    series = series_of(date(2026, 10, 6), Rhythm(2, number=5), Open(AUTUMN, CHRISTMAS))
    assert series.days == [
        date(2026, 10, 6),
        date(2026, 11, 3),
        date(2026, 11, 17),
        date(2026, 12, 1),
        date(2026, 12, 15),
    ]
    assert series.skipped == [date(2026, 10, 20)]


def test_each_month_comes_on_the_same_weekday() -> None:
    series = series_of(date(2026, 9, 8), Rhythm(0, until=date(2026, 12, 31)), Open())
    assert series.days == [date(2026, 9, 8), date(2026, 10, 13), date(2026, 11, 10), date(2026, 12, 8)]


def test_the_fifth_tuesday_is_the_last_one_in_a_month_with_four() -> None:
    assert same_weekday(2027, 2, 1, 4) == date(2027, 2, 23)
    assert same_weekday(2027, 3, 1, 4) == date(2027, 3, 30)


def test_a_series_stops_at_the_end_of_the_school_year_and_says_so() -> None:
    series = series_of(date(2027, 7, 6), Rhythm(1, number=10), Open())
    assert series.days == [date(2027, 7, 6), date(2027, 7, 13), date(2027, 7, 20), date(2027, 7, 27)]
    assert series.ends_with_year


def test_a_series_without_an_end_does_not_begin() -> None:
    with pytest.raises(ValueError, match="a series has an end"):
        series_of(date(2026, 9, 8), Rhythm(1), Open())
