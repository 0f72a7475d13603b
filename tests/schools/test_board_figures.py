"""The figures that a board sees: counted of what is the school's, and of nothing that is a person's own."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.panels import schools_with_round
from schools import board_figures
from schools.board_figures import Figures, figures_of
from schools.calendar import SchoolYear
from schools.models import Evaluation, Goal
from tests.world import EvaluationFactory, GoalFactory, MembershipFactory, RoundFactory, SchoolFactory, TeamFactory

pytestmark = pytest.mark.django_db
TODAY = date(2027, 2, 10)  # a Wednesday in the middle of the school year 2026–2027


@pytest.fixture
def member():
    return MembershipFactory(role="principal")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(board_figures, "localdate", lambda: TODAY)


def figures(member):
    return figures_of([member.school], schools_with_round)[0]


def counts(found):
    return {name: value for name, value in vars(found).items() if name not in {"school", "has_round"} and value}


def goal(member, **facts):
    return GoalFactory(owner=member, evaluate_on=False, **({"started_on": date(2026, 9, 1)} | facts))


def looked_back(of, due, held=None, **facts):
    state = {"held": True, "held_on": held} if held else {}
    return EvaluationFactory(goal=of, due_on=due, **state, **facts)


def test_a_school_without_anything_has_nothing_to_count(member):
    assert figures(member) == Figures(member.school)
    assert not figures(member).has_goals
    assert not figures(member).has_moments


def test_a_goal_is_counted_once_in_the_state_it_is_in(member):
    day = {"started_on": date(2026, 9, 1), "achieved_on": date(2026, 11, 3)}
    goal(member)
    goal(member, team=TeamFactory(lead=member))
    goal(member, **day)
    goal(member, **day, secured_on=date(2027, 1, 12))
    goal(member, stopped_on=date(2026, 12, 1), stop_reason="Te veel.")
    goal(member, **day, stopped_on=date(2027, 2, 1), stop_reason="Te veel.")
    assert counts(figures(member)) == {"running": 2, "achieved": 1, "secured": 1, "stopped": 2}


def test_what_is_a_persons_own_is_never_counted(member):
    for state in ("own_class", "shown", "concept", "idea", "proposed", "declined"):
        one = goal(member, **{state: True}, **({"started_on": None} if state not in {"own_class", "shown"} else {}))
        looked_back(one, date(2026, 10, 6), date(2026, 10, 6))
        looked_back(one, date(2027, 4, 6))
    goal(member, own_class=True, achieved_on=date(2026, 11, 3), secured_on=date(2027, 1, 12))
    assert figures(member) == Figures(member.school)


@pytest.mark.parametrize(
    ("day", "counted"), [((2026, 7, 31), 0), ((2026, 8, 1), 1), ((2027, 7, 31), 1), ((2027, 8, 1), 0)]
)
def test_what_is_over_counts_in_its_own_school_year(member, day, counted):
    past = {"started_on": date(2025, 9, 1), "achieved_on": date(2026, 1, 1)}
    goal(member, **past, secured_on=date(*day))
    goal(member, **past, stopped_on=date(*day), stop_reason="Te veel.")
    assert (figures(member).secured, figures(member).stopped) == (counted, counted)


def test_what_has_run_for_years_still_runs(member):
    goal(member, started_on=date(2023, 9, 1))
    goal(member, started_on=date(2023, 9, 1), achieved_on=date(2024, 9, 1))
    assert counts(figures(member)) == {"running": 1, "achieved": 1}


@pytest.mark.parametrize(
    ("due", "held", "name"),
    [
        (date(2026, 10, 6), date(2026, 9, 29), "in_time"),
        (date(2026, 10, 6), date(2026, 10, 6), "in_time"),
        (date(2026, 10, 6), date(2026, 10, 13), "in_time"),
        (date(2026, 10, 6), date(2026, 10, 14), "afterwards"),
        (date(2027, 2, 2), None, "overdue"),
        (date(2027, 2, 3), None, "coming"),
        (date(2027, 7, 31), None, "coming"),
        (date(2026, 8, 1), date(2026, 8, 1), "in_time"),
        (date(2026, 7, 31), date(2026, 9, 1), None),
        (date(2027, 8, 1), None, None),
    ],
)
def test_a_moment_is_in_time_within_a_week_of_its_day(member, due, held, name):
    looked_back(goal(member), due, held)
    assert counts(figures(member)) == {"running": 1} | ({name: 1} if name else {})


def test_a_cancelled_moment_is_not_held_against_a_school(member):
    EvaluationFactory(goal=goal(member), cancelled=True, due_on=date(2026, 10, 6))
    assert not figures(member).has_moments


@pytest.mark.parametrize(
    ("closed", "held"),
    [((2026, 7, 31, 23, 30), False), ((2026, 8, 1, 0, 30), True), ((2027, 7, 31, 23, 30), True), (None, False)],
)
def test_a_round_was_held_in_the_year_in_which_it_was_closed_by_the_dutch_clock(member, closed, held):
    at = timezone.make_aware(timezone.datetime(*closed)) if closed else None
    opened = timezone.make_aware(timezone.datetime(2026, 5, 1))
    RoundFactory(school=member.school, opened_at=opened, closed_at=at)
    assert figures(member).has_round == held


def test_a_round_of_a_team_counts_and_a_draft_does_not(member):
    RoundFactory(school=member.school, draft=True)
    assert not figures(member).has_round
    at = timezone.make_aware(timezone.datetime(2026, 11, 3))
    RoundFactory(school=member.school, team=TeamFactory(lead=member), opened_at=at, closed_at=at)
    assert figures(member).has_round


def test_schools_keep_their_own_figures_and_the_order_they_came_in(member):
    other = MembershipFactory()
    goal(member)
    looked_back(goal(other), date(2026, 10, 6))
    found = figures_of([other.school, SchoolFactory(), member.school], schools_with_round)
    assert [(one.running, one.overdue) for one in found] == [(1, 1), (0, 0), (1, 0)]
    assert (found[0].school, found[2].school) == (other.school, member.school)


DAYS = st.dates(date(2025, 6, 1), date(2027, 12, 31))


@given(st.lists(st.tuples(DAYS, st.none() | DAYS, st.sampled_from(["school", "class"])), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_moment_of_the_year_is_counted_once_as_plain_python_counts_it(member, moments):
    Goal.objects.filter(school=member.school).delete()
    goals = {scope: goal(member, scope=scope) for scope in ("school", "class")}
    Evaluation.objects.bulk_create(
        Evaluation(goal=goals[scope], due_on=due, held_on=held, progress=1, decision="continue", seen="Iets.")
        for due, held, scope in moments
    )
    ours = [(due, held) for due, held, scope in moments if scope == "school" and due in SchoolYear(2026)]
    week = timedelta(days=7)
    found = figures(member)
    assert found.in_time == sum(held is not None and held - due <= week for due, held in ours)
    assert found.afterwards == sum(held is not None and held - due > week for due, held in ours)
    assert found.overdue == sum(held is None and TODAY - due > week for due, held in ours)
    assert found.in_time + found.afterwards + found.overdue + found.coming == len(ours)


def test_without_a_frozen_clock_it_is_about_this_school_year(member, monkeypatch):
    monkeypatch.undo()
    looked_back(goal(member, started_on=localdate()), localdate())
    assert counts(figures(member)) == {"running": 1, "coming": 1}
