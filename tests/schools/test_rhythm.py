"""What the agenda proposes on the rhythm of the school year."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schools.calendar import SchoolYear
from schools.holidays import SchoolDays
from schools.models import AgendaMoment, RegionHoliday
from schools.rhythm import proposals

YEAR = SchoolYear(2026)
HOLIDAYS = [
    RegionHoliday(region="midden", name="Zomervakantie", starts_on=date(2026, 7, 18), ends_on=date(2026, 8, 30)),
    RegionHoliday(region="midden", name="Herfstvakantie", starts_on=date(2026, 10, 17), ends_on=date(2026, 10, 25)),
    RegionHoliday(region="midden", name="Kerstvakantie", starts_on=date(2026, 12, 19), ends_on=date(2027, 1, 3)),
    RegionHoliday(region="midden", name="Voorjaarsvakantie", starts_on=date(2027, 2, 20), ends_on=date(2027, 2, 28)),
    RegionHoliday(region="midden", name="Meivakantie", starts_on=date(2027, 4, 24), ends_on=date(2027, 5, 9)),
    RegionHoliday(region="midden", name="Zomervakantie", starts_on=date(2027, 7, 17), ends_on=date(2027, 8, 29)),
]


class Days:
    """SchoolDays over known holidays, without a database."""

    first_from, last_before, is_open = SchoolDays.first_from, SchoolDays.last_before, SchoolDays.is_open

    def __init__(self, holidays=HOLIDAYS):
        self.holidays = holidays

    def holiday_on(self, day):
        return next((one for one in self.holidays if one.starts_on <= day <= one.ends_on), None)


def found(today=date(2026, 8, 1), moments=(), waved=(), holidays=HOLIDAYS):
    return proposals(YEAR, Days(holidays), holidays, today=today, moments=moments, waved=waved)


def planned(kind, day, proposal=""):
    return SimpleNamespace(kind=kind, day=day, proposal=proposal)


def test_the_year_has_its_rhythm():
    assert [(one.day, one.kind.value) for one in found()] == [
        (date(2026, 9, 8), "meeting"),
        (date(2026, 10, 13), "evaluation"),
        (date(2026, 10, 26), "briefing"),
        (date(2027, 1, 4), "briefing"),
        (date(2027, 1, 12), "meeting"),
        (date(2027, 1, 26), "evaluation"),
        (date(2027, 3, 1), "briefing"),
        (date(2027, 4, 20), "evaluation"),
        (date(2027, 5, 10), "briefing"),
        (date(2027, 5, 25), "meeting"),
        (date(2027, 6, 15), "evaluation"),
        (date(2027, 7, 6), "meeting"),
    ]


@given(today=st.dates(date(2026, 8, 1), date(2027, 7, 31)))
@settings(max_examples=60, deadline=None)
def test_a_proposal_is_never_past_in_a_weekend_or_in_a_holiday(today):
    for one in found(today):
        assert one.day >= today
        assert Days().is_open(one.day)
        assert one.begin < one.end


def test_what_is_planned_already_is_not_proposed():
    taken = {one.key for one in found()} - {one.key for one in found(moments=[planned("briefing", date(2027, 1, 5))])}
    assert taken == {"na-12-19"}
    moved = planned(AgendaMoment.Kind.MEETING, date(2026, 11, 3), proposal="start")
    assert "start" not in {one.key for one in found(moments=[moved])}


def test_what_was_waved_away_stays_away():
    assert "einde" not in {one.key for one in found(waved={"einde"})}


def test_without_known_holidays_the_usual_dates_stand_in():
    without = found(holidays=[])
    assert [one.kind.value for one in without].count("evaluation") == 4
    assert all(one.day.weekday() < 5 for one in without)


@pytest.mark.parametrize("name", ["Herfstvakantie", "Vrije week", "Herfst-\nvakantie", "H" * 60])
def test_the_name_of_a_holiday_may_be_anything(name):
    own = RegionHoliday(region="midden", name=name, starts_on=date(2026, 10, 17), ends_on=date(2026, 10, 25))
    assert any(name.lower() in one.title for one in found(holidays=[own]))
