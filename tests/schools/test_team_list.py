"""/school/<code>/teams/: everyone in the school sees the teams."""

import pytest
from django.utils import timezone

from tests.world import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


def address(member):
    return f"/school/{member.school.code}/teams/"


def test_a_team_stands_there_with_its_lead_and_its_members(cast, as_user):
    team = TeamFactory(lead=cast.marieke, name="Onderbouw")
    team.members.add(cast.marieke, cast.joost)
    page = as_user(cast.joost.user).get(address(cast.joost)).text
    for text in ("Onderbouw", "2 leden", "Marieke Postma trekt", "Joost van Dijk, Marieke Postma"):
        assert text in page
    assert "Fatima" not in page


def test_only_who_manages_the_accounts_finds_a_way_to_change_them(cast, as_user):
    team = TeamFactory(lead=cast.marieke)
    for member, may in ((cast.joost, False), (cast.marieke, False), (cast.fatima, True)):
        page = as_user(member.user).get(address(member)).text
        assert (f"{address(member)}nieuw/" in page) == may
        assert (f"{address(member)}{team.pk}/wijzigen/" in page) == may
        assert (f"/school/{member.school.code}/gegevens/" in page) == may


def test_teams_that_ended_and_those_of_another_school_are_not_there(cast, as_user):
    TeamFactory(lead=cast.marieke, name="Oude bouw", ended_at=timezone.now())
    TeamFactory(lead=cast.bram, name="Sectie talen")
    page = as_user(cast.joost.user).get(address(cast.joost)).text
    assert "Oude bouw" not in page
    assert "Sectie talen" not in page
    assert "Nog geen teams" in page


def test_who_left_is_not_named(cast, as_user):
    gone = MembershipFactory(school=cast.joost.school, user__name="Ada Vertrokken", left_at=timezone.now())
    TeamFactory(lead=cast.marieke).members.add(gone)
    assert "Ada Vertrokken" not in as_user(cast.joost.user).get(address(cast.joost)).text


def test_the_menu_leads_there_and_for_who_manages_the_school_by_its_other_pages(cast, as_user):
    assert address(cast.joost) in as_user(cast.joost.user).get("/vandaag/").text
    members = f"/school/{cast.fatima.school.code}/leden/"
    client = as_user(cast.fatima.user)
    assert members in client.get("/vandaag/").text
    assert address(cast.fatima) in client.get(members).text


def test_the_number_of_queries_is_the_same_for_1_and_for_50(cast, as_user, count_queries):
    client = as_user(cast.joost.user)
    client.get(address(cast.joost))
    TeamFactory(lead=cast.marieke).members.add(cast.marieke)
    few = count_queries(client, address(cast.joost))
    for _ in range(50):
        TeamFactory(lead=cast.joost).members.add(cast.joost, MembershipFactory(school=cast.joost.school))
    assert count_queries(client, address(cast.joost)) == few
