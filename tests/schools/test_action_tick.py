"""/school/<code>/acties/<id>/klaar/: done, or not after all."""

import pytest
from django.utils.timezone import localdate

from tests.world import ActionFactory, GoalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(cast):
    return ActionFactory(goal=GoalFactory(owner=cast.marieke), owner=cast.joost)


def tick(client, action, **data):
    return client.post(f"/school/{action.goal.school.code}/acties/{action.pk}/klaar/", data)


def test_done_and_not_after_all(cast, as_user, action):
    client = as_user(cast.joost.user)
    assert tick(client, action, done="on")["Location"].endswith("#acties")
    action.refresh_from_db()
    assert action.done_on == localdate()
    assert tick(client, action, vandaag="1")["Location"] == "/vandaag/"
    action.refresh_from_db()
    assert action.done_on is None
    assert list(action.goal.changes.values_list("field", flat=True)) == ["action_done", "action_undone"]


def test_done_twice_is_done_once(cast, as_user, action):
    for _ in range(2):
        tick(as_user(cast.joost.user), action, done="on")
    assert action.goal.changes.count() == 1


def test_a_done_action_leaves_the_page_of_today(cast, as_user, action):
    client = as_user(cast.joost.user)
    assert action.text in client.get("/vandaag/").text
    tick(client, action, done="on")
    assert action.text not in client.get("/vandaag/").text


def test_a_colleague_may_not(cast, as_user):
    action = ActionFactory(goal=GoalFactory(owner=cast.marieke))
    assert tick(as_user(cast.joost.user), action, done="on").status_code == 403
