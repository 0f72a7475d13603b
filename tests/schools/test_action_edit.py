"""/school/<code>/acties/<id>/wijzigen/: change what is done, by whom or by when."""

import pytest

from tests.world import ActionFactory, GoalFactory

pytestmark = pytest.mark.django_db


def address(action):
    return f"/school/{action.goal.school.code}/acties/{action.pk}/wijzigen/"


def test_who_does_it_changes_it_and_the_history_keeps_what_was(cast, as_user):
    action = ActionFactory(goal=GoalFactory(owner=cast.marieke), owner=cast.joost, text="Borden tekenen", due_on=None)
    as_user(cast.joost.user).post(address(action), {"text": "Borden ophangen", "owner": cast.joost.pk, "due_on": ""})
    action.refresh_from_db()
    assert action.text == "Borden ophangen"
    change = action.goal.changes.get()
    assert (change.before, change.after, change.by) == ("Borden tekenen", "Borden ophangen", cast.joost)


def test_a_day_that_has_passed_may_stay(cast, as_user):
    action = ActionFactory(goal=GoalFactory(owner=cast.marieke), late=True)
    data = {"text": "Anders gezegd", "owner": cast.marieke.pk, "due_on": action.due_on.isoformat()}
    assert as_user(cast.marieke.user).post(address(action), data).status_code == 302


def test_a_colleague_may_not(cast, as_user):
    action = ActionFactory(goal=GoalFactory(owner=cast.marieke))
    assert as_user(cast.joost.user).get(address(action)).status_code == 403
