"""The life of a goal as a state machine: alive means an owner and a coming moment, and nothing disappears."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schools.models import Evaluation, Goal, JournalEntry
from tests.world import GoalFactory

pytestmark = pytest.mark.django_db
DECISIONS = st.lists(st.sampled_from(Evaluation.Decision.values), max_size=8)


@given(decisions=DECISIONS, days=st.integers(0, 300))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_goal_that_is_alive_always_has_a_coming_evaluation(cast, decisions, days):
    goal = GoalFactory(school=cast.marieke.school, owner=cast.marieke, started_on=None)
    goal.start(cast.marieke, localdate() + timedelta(days=days))
    held = 0
    for decision in decisions:
        coming = goal.evaluations.coming()
        assert coming.exists() == goal.is_alive
        if not goal.is_alive:
            break
        coming.first().hold(
            cast.marieke,
            seen="Iets.",
            progress=held % 4,
            worked="",
            decision=decision,
            next_on=localdate() + timedelta(days=days) if decision in Evaluation.WITH_NEXT_DATE else None,
            reason="Genoeg." if decision == "stop" else "",
        )
        held += 1
        goal.refresh_from_db()
    assert goal.evaluations.filter(held_on__isnull=False).count() == held
    assert goal.evaluations.coming().exists() == goal.is_alive
    assert goal.state != Goal.State.CONCEPT
    goal.evaluations.all().delete()
    goal.delete()


def test_a_goal_does_not_start_in_the_past_or_twice(cast):
    goal = GoalFactory(school=cast.marieke.school, owner=cast.marieke, started_on=None)
    with pytest.raises(ValueError, match="today or later"):
        goal.start(cast.marieke, localdate() - timedelta(days=1))
    goal.refresh_from_db()
    assert goal.state == Goal.State.CONCEPT
    goal.start(cast.marieke, localdate())
    with pytest.raises(ValueError, match="only a concept"):
        goal.start(cast.marieke, localdate())


def test_a_goal_that_is_over_does_not_stop_or_succeed_again(cast):
    goal = GoalFactory(school=cast.marieke.school, owner=cast.marieke, started_on=localdate())
    goal.stop(cast.marieke, "Te veel tegelijk.")
    for step in (
        lambda: goal.stop(cast.marieke, "Toch niet."),
        lambda: goal.achieve(cast.marieke),
        lambda: goal.secure(cast.marieke),
    ):
        with pytest.raises(ValueError, match="alive"):
            step()
    goal.refresh_from_db()
    assert goal.stop_reason == "Te veel tegelijk."


def test_the_journal_tells_of_school_goals_and_never_of_class_goals(cast):
    for own_class in (False, True):
        goal = GoalFactory(owner=cast.joost, own_class=own_class, concept=True)
        goal.start(cast.joost, localdate())
    assert JournalEntry.objects.filter(school=cast.joost.school).count() == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"aim": ""},
        {"ring": 7},
        {"scope": "wereld"},
        {"started_on": None, "achieved_on": localdate()},
        {"secured_on": localdate()},
        {"stopped_on": localdate()},
        {"achieved_on": localdate(), "secured_on": localdate(), "stopped_on": localdate(), "stop_reason": "x"},
    ],
)
def test_the_database_refuses_a_goal_in_two_states(cast, broken):
    goal = GoalFactory(school=cast.marieke.school, owner=cast.marieke, started_on=localdate(), evaluate_on=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Goal.objects.filter(pk=goal.pk).update(**broken)
