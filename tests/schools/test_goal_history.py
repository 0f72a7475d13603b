"""/school/<code>/doelen/<id>/geschiedenis/: who changed what, and when, in words."""

import pytest

from schools.models import GoalChange
from tests.world import GoalChangeFactory, GoalFactory, MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


def page(client, goal):
    return client.get(f"/school/{goal.school.code}/doelen/{goal.pk}/geschiedenis/").text


def change(client, goal, **data):
    data = {"aim": goal.aim, "scope": "school", "owner": goal.owner_id, "version": goal.version} | data
    return client.post(f"/school/{goal.school.code}/doelen/{goal.pk}/wijzigen/", data)


def test_a_change_is_told_with_who_what_was_and_what_is(cast, as_user):
    goal = GoalFactory(owner=cast.marieke, monitoring="Elke maand vragen.")
    change(as_user(cast.fatima.user), goal, monitoring="Elke week vragen.")
    text = page(as_user(cast.joost.user), goal)
    assert "Fatima El Amrani</strong> wijzigde hoe jullie het volgen." in text
    assert "<del>Elke maand vragen.</del>" in text
    assert "Elke week vragen." in text


def test_people_teams_circles_and_whom_it_is_for_have_names(cast, as_user):
    team = TeamFactory(lead=cast.joost, name="Bovenbouw")
    goal = GoalFactory(owner=cast.marieke, ring=2)
    change(as_user(cast.fatima.user), goal, scope="team", team=team.pk, ring="3", owner=cast.joost.pk)
    text = page(as_user(cast.joost.user), goal)
    for words in (
        "Bovenbouw",
        "de hele school",
        "een team",
        "<del>Marieke Postma</del>",
        "Joost van Dijk",
        "3. De groep",
    ):
        assert words in text


def test_nothing_changed_keeps_nothing_and_the_version_stays(cast, as_user):
    goal = GoalFactory(owner=cast.marieke)
    change(as_user(cast.fatima.user), goal)
    goal.refresh_from_db()
    assert goal.version == 1
    assert not GoalChange.objects.exists()


def test_a_colleague_who_is_gone_is_an_old_member(cast, as_user):
    goal = GoalFactory(owner=cast.marieke)
    GoalChangeFactory(goal=goal, by=None, field="owner", before="999999", after=str(cast.marieke.pk))
    text = page(as_user(cast.joost.user), goal)
    assert "Een oud-lid" in text
    assert "oud-lid</del>" in text


def test_the_number_of_queries_is_the_same_for_1_and_for_50_changes(cast, as_user, count_queries):
    client, goal = as_user(cast.joost.user), GoalFactory(owner=cast.marieke)
    address = f"/school/{goal.school.code}/doelen/{goal.pk}/geschiedenis/"
    client.get(address)
    GoalChangeFactory(goal=goal, field="owner", before="1", after=str(cast.marieke.pk))
    few = count_queries(client, address)
    for _ in range(50):
        by = MembershipFactory(school=goal.school)
        GoalChangeFactory(goal=goal, by=by, field="owner", before=str(by.pk), after=str(cast.marieke.pk))
    assert count_queries(client, address) == few
