"""/school/<code>/acties/<id>/wijzigen/: change what is done, by whom or by when."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from schools.models import Action
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


@contextmanager
def taken_away_after_the_door(action: Action) -> Iterator[None]:
    """Take the action away as a colleague would who is a moment earlier: just after a view has looked it up."""
    looked_up = []

    def watch(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if 'FROM "schools_action"' in sql and sql.startswith("SELECT"):
            looked_up.append(sql)
            if len(looked_up) == 2:  # the action itself, and whether it may be changed
                Action.objects.filter(pk=action.pk).delete()
        return answer

    with connection.execute_wrapper(watch):
        yield
    assert len(looked_up) > 2


def test_an_action_that_a_colleague_just_took_away_is_said_and_what_was_typed_stays(cast, as_user):
    action = ActionFactory(goal=GoalFactory(owner=cast.marieke), owner=cast.joost)
    data = {"text": "Borden ophangen", "owner": cast.joost.pk, "due_on": ""}
    client = as_user(cast.joost.user)
    with taken_away_after_the_door(action):
        response = client.post(address(action), data)
    assert response.status_code == 422
    assert "Iemand haalde deze actie net weg." in response.text
    assert "Borden ophangen" in response.text
    assert not Action.objects.exists()


def test_nor_can_it_be_ticked(cast, as_user):
    action = ActionFactory(goal=GoalFactory(owner=cast.marieke), owner=cast.joost)
    client = as_user(cast.joost.user)
    with taken_away_after_the_door(action):
        assert client.post(address(action).replace("wijzigen", "klaar"), {"done": "on"}).status_code == 404
