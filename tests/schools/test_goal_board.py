"""/school/<code>/doelen/kringen/: which circles are worked on, and from which pillar the goals come."""

import re

import pytest

from tests.world import EvaluationFactory, GoalFactory, MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


def page(client, member, query=""):
    return client.get(f"/school/{member.school.code}/doelen/kringen/{query}")


def test_a_ring_with_a_goal_is_lively_and_the_others_lie_still(cast, as_user):
    GoalFactory(owner=cast.marieke, ring=3, aim="Elke groep kiest een afspraak")
    GoalFactory(owner=cast.marieke, ring=5, concept=True, aim="Nog een concept")
    text = page(as_user(cast.joost.user), cast.joost).text
    assert re.findall(r'<g data-ring="(\d)" class="lively"', text) == ["3"]
    assert text.count("Deze kring ligt nu stil.") == 5
    assert "Elke groep kiest een afspraak" in text
    assert "Nog een concept" not in text


def test_a_goal_stands_at_its_pillar_and_circle_and_without_an_item_under_los(cast, as_user):
    GoalFactory(owner=cast.marieke, ring=3, item_code="PO-O3")
    GoalFactory(owner=cast.marieke, ring=None)
    rows = dict(
        re.findall(r'<th scope="row">(\w+)</th>(.*?)</tr>', page(as_user(cast.joost.user), cast.joost).text, re.DOTALL)
    )
    cells = {name: re.findall(r"<b>(\d)</b>|–", row) for name, row in rows.items()}
    assert cells["Schoolomgeving"] == ["", "", "1", "", "", "", ""]
    assert cells["Los"] == ["", "", "", "", "", "", "1"]
    assert list(cells) == ["Beleid", "Educatie", "Schoolomgeving", "Signaleren", "Los"]


def test_it_filters_by_team_and_by_owner(cast, as_user):
    team = TeamFactory(lead=cast.joost)
    GoalFactory(owner=cast.marieke, team=team, ring=2, aim="Van het team")
    GoalFactory(owner=cast.joost, ring=2, aim="Van Joost")
    client = as_user(cast.fatima.user)
    assert "Van Joost" not in page(client, cast.fatima, f"?team={team.pk}").text
    assert "Van het team" not in page(client, cast.fatima, f"?eigenaar={cast.joost.pk}").text
    refused = page(client, cast.fatima, f"?eigenaar={cast.bram.pk}")
    assert refused.status_code == 422
    assert cast.bram.user.name not in refused.text


def test_a_school_with_both_sectors_filters_by_sector_and_keeps_what_belongs_to_none(cast, as_user):
    cast.marieke.school.sector = "both"
    cast.marieke.school.save()
    for code in ("PO-B1", "VO-B1", ""):
        GoalFactory(owner=cast.marieke, ring=1, item_code=code, aim=f"Doel uit {code or 'niets'}")
    text = page(as_user(cast.marieke.user), cast.marieke, "?sector=vo").text
    assert [word in text for word in ("Doel uit VO-B1", "Doel uit niets", "Doel uit PO-B1")] == [True, True, False]


def test_without_goals_the_water_is_still(cast, as_user):
    assert "Het water is nog stil" in page(as_user(cast.bram.user), cast.bram).text


def test_the_number_of_queries_is_the_same_for_1_and_for_50_goals(cast, as_user, count_queries):
    client, address = as_user(cast.joost.user), f"/school/{cast.joost.school.code}/doelen/kringen/"
    client.get(address)
    GoalFactory(owner=cast.marieke, ring=1)
    few = count_queries(client, address)
    for number in range(50):
        goal = GoalFactory(owner=MembershipFactory(school=cast.joost.school), ring=number % 6 + 1, evaluate_on=False)
        EvaluationFactory(goal=goal)
    assert count_queries(client, address) == few
