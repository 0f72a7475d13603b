"""/school/<code>/doelen/<id>/weg/: a concept is thrown away; what runs or ran stays."""

import pytest

from schools.models import Goal
from tests.world import GoalFactory

pytestmark = pytest.mark.django_db


def remove(client, goal):
    return client.post(f"/school/{goal.school.code}/doelen/{goal.pk}/weg/")


def test_who_began_a_concept_throws_it_away(cast, as_user):
    goal = GoalFactory(owner=cast.joost, idea=True)
    assert remove(as_user(cast.joost.user), goal).status_code == 302
    assert not Goal.objects.exists()


@pytest.mark.parametrize("state", ["running", "achieved", "secured", "stopped"])
def test_what_runs_or_ran_stays(state, cast, as_user):
    goal = GoalFactory(owner=cast.marieke, **({} if state == "running" else {state: True}))
    response = as_user(cast.marieke.user).post(f"/school/{goal.school.code}/doelen/{goal.pk}/weg/", follow=True)
    assert "Dit doel loopt al." in response.text
    assert Goal.objects.filter(pk=goal.pk).exists()


def test_a_proposal_is_answered_and_not_thrown_away_by_who_decides(cast, as_user):
    goal = GoalFactory(owner=cast.joost, proposed=True)
    remove(as_user(cast.fatima.user), goal)
    assert Goal.objects.filter(pk=goal.pk).exists()
