"""/school/<code>/acties/<id>/weg/: an action goes, its goal remembers it."""

import pytest

from schools.models import Action
from tests.world import ActionFactory, GoalFactory

pytestmark = pytest.mark.django_db


def remove(client, action):
    return client.post(f"/school/{action.goal.school.code}/acties/{action.pk}/weg/")


def test_it_goes_and_stays_to_be_read_in_the_history(cast, as_user):
    action = ActionFactory(goal=GoalFactory(owner=cast.marieke), text="Borden tekenen", due_on=None)
    client = as_user(cast.marieke.user)
    remove(client, action)
    assert not Action.objects.exists()
    history = client.get(f"/school/{action.goal.school.code}/doelen/{action.goal_id}/geschiedenis/").text
    assert "<del>Borden tekenen</del>" in history


def test_a_colleague_may_not(cast, as_user):
    action = ActionFactory(goal=GoalFactory(owner=cast.marieke))
    assert remove(as_user(cast.joost.user), action).status_code == 403
    assert Action.objects.exists()
