"""/school/<code>/checklist/prioriteit/<id>/doel/: from a priority straight to a goal."""

import pytest
from django.utils import timezone

from schools.models import Goal
from tests.world import RoundFactory, TeamFactory

pytestmark = pytest.mark.django_db


def test_the_goal_brings_the_item_its_circle_and_handvatten_and_is_made_once(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, depth="kern", edition_key="po-1.0", closed_at=timezone.now())
    round_.choose(cast.marieke, ["PO-B5"])
    priority = round_.priorities.get()
    address = f"/school/{round_.school.code}/checklist/prioriteit/{priority.pk}/doel/"
    client = as_user(cast.marieke.user)
    first, again = client.post(address), client.post(address)
    goal = Goal.objects.visible_to(cast.marieke).get()
    assert first["Location"] == again["Location"] == f"/school/{round_.school.code}/doelen/{goal.pk}/wijzigen/"
    assert goal.item_code == "PO-B5"
    assert goal.state == Goal.State.CONCEPT
    assert goal.ring == 4
    assert "op-de-teamagenda" in goal.handvatten
    assert as_user(cast.joost.user).post(address).status_code == 403


def test_the_goal_of_a_teams_round_is_the_teams_and_its_history_begins_there(cast):
    team = TeamFactory(school=cast.marieke.school, lead=cast.joost)
    round_ = RoundFactory(school=team.school, team=team, edition_key="po-1.0", closed_at=timezone.now())
    round_.choose(cast.marieke, ["PO-B5"])
    goal = round_.priorities.get().make_goal(cast.marieke)
    assert (goal.scope, goal.team) == (Goal.Scope.TEAM, team)
    assert list(goal.changes.values_list("field", "by")) == [("state", cast.marieke.pk)]
