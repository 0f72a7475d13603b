"""/school/<code>/teams/<id>/opheffen/: a team that is no more."""

import pytest

from schools.models import JournalEntry
from tests.world import TeamFactory

pytestmark = pytest.mark.django_db


def address(team):
    return f"/school/{team.school.code}/teams/{team.pk}/opheffen/"


def test_a_team_ends_by_post_alone_and_once(cast, as_user):
    team = TeamFactory(lead=cast.marieke, name="Onderbouw")
    client = as_user(cast.fatima.user)
    assert client.get(address(team)).status_code == 405
    response = client.post(address(team), follow=True)
    assert "Team Onderbouw is opgeheven." in response.text
    assert "Nog geen teams" in response.text
    team.refresh_from_db()
    assert team.ended_at
    assert client.post(address(team)).status_code == 404
    team.end(cast.fatima)
    assert [(entry.deed, entry.subject) for entry in JournalEntry.objects.all()] == [("team_ended", "Onderbouw")]


def test_only_who_manages_the_accounts_may(cast, as_user):
    team = TeamFactory(lead=cast.joost)
    for member in (cast.joost, cast.marieke):
        assert as_user(member.user).post(address(team)).status_code == 403
    team.refresh_from_db()
    assert team.ended_at is None
