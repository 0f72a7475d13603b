"""/school/<code>/doelen/<id>/actie/: a step under a goal, with who and by when."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from schools.models import Action
from tests.world import GoalFactory, TeamFactory

pytestmark = pytest.mark.django_db
DAY = localdate() + timedelta(days=9)


def post(client, goal, **data):
    return client.post(f"/school/{goal.school.code}/doelen/{goal.pk}/actie/", {"text": "Borden ophangen", **data})


def test_an_action_stands_under_the_goal_and_on_the_page_of_who_does_it(cast, as_user):
    goal = GoalFactory(owner=cast.marieke)
    response = post(as_user(cast.marieke.user), goal, owner=cast.joost.pk, due_on=DAY.isoformat())
    assert response["Location"].endswith(f"/doelen/{goal.pk}/#acties")
    action = Action.objects.get()
    assert (action.text, action.owner, action.due_on, action.done_on) == ("Borden ophangen", cast.joost, DAY, None)
    assert "Borden ophangen" in as_user(cast.joost.user).get("/vandaag/").text
    assert "Mijn acties" not in as_user(cast.fatima.user).get("/vandaag/").text
    assert goal.changes.get().field == "action"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": " "}, "Schrijf op wat er gaat gebeuren."),
        ({"text": "a" * 251}, "Dit is te lang"),
        ({"owner": ""}, "Kies wie het doet."),
        ({"due_on": "2020-01-01"}, "Deze dag is al geweest."),
        ({"due_on": "morgen"}, "Dit is geen datum."),
    ],
)
def test_what_can_not_be_is_said_and_what_was_typed_stays(data, sentence, cast, as_user):
    goal = GoalFactory(owner=cast.marieke)
    response = post(as_user(cast.marieke.user), goal, **{"owner": cast.joost.pk, "due_on": "", **data})
    assert response.status_code == 422
    assert sentence in response.text
    assert data.get("text", "Borden ophangen").strip() in response.text
    assert not Action.objects.exists()


@pytest.mark.parametrize("who", ["another school", "who left"])
def test_an_action_is_of_somebody_who_is_there(who, cast, as_user):
    owner = cast.bram if who == "another school" else cast.joost
    if who == "who left":
        owner.left_at = timezone.now()
        owner.save()
    goal = GoalFactory(owner=cast.marieke)
    assert post(as_user(cast.marieke.user), goal, owner=owner.pk).status_code == 422
    with pytest.raises(ValueError, match="somebody who is there"):
        Action(goal=goal).keep(cast.marieke, "Iets", owner, None)


def test_a_teacher_adds_actions_for_the_own_team_and_for_goals_they_own_and_not_elsewhere(cast, as_user):
    team = TeamFactory(lead=cast.marieke)
    team.members.add(cast.joost)
    client = as_user(cast.joost.user)
    of_team, owned, other = (
        GoalFactory(owner=cast.marieke, team=team),
        GoalFactory(owner=cast.joost),
        GoalFactory(owner=cast.marieke),
    )
    answers = [post(client, goal, owner=cast.joost.pk).status_code for goal in (of_team, owned, other)]
    assert answers == [302, 302, 403]


def test_under_a_class_goal_it_is_always_its_teacher(cast, as_user):
    goal = GoalFactory(owner=cast.joost, own_class=True)
    post(as_user(cast.joost.user), goal, owner=cast.marieke.pk)
    assert Action.objects.get().owner == cast.joost


@pytest.mark.parametrize("state", ["secured", "stopped"])
def test_a_goal_that_is_over_gets_no_more_actions(state, cast, as_user):
    assert post(as_user(cast.marieke.user), GoalFactory(owner=cast.marieke, **{state: True})).status_code == 403
