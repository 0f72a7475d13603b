"""/school/<code>/teams/<id>/wijzigen/: another name, other members, another lead."""

import pytest
from django.utils import timezone

from schools.models import JournalEntry
from tests.world import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(cast):
    team = TeamFactory(lead=cast.marieke, name="Onderbouw")
    team.members.add(cast.marieke, cast.joost)
    return team


def address(team):
    return f"/school/{team.school.code}/teams/{team.pk}/wijzigen/"


def test_the_page_shows_the_team_as_it_is_its_members_first(cast, as_user, team):
    page = as_user(cast.fatima.user).get(address(team)).text
    assert f'<option value="{cast.marieke.pk}" selected>' in page
    assert page.index("In dit team") < page.index(f'name="members" value="{cast.joost.pk}" checked')
    assert page.index("Andere collega’s") < page.index(f'name="members" value="{cast.fatima.pk}">')


def test_what_changed_is_kept_and_stands_in_the_journal_in_words(cast, as_user, team):
    data = {"name": "Bovenbouw", "lead": cast.fatima.pk, "members": [cast.joost.pk, cast.fatima.pk]}
    assert as_user(cast.fatima.user).post(address(team), data).status_code == 302
    team.refresh_from_db()
    assert (team.name, team.lead) == ("Bovenbouw", cast.fatima)
    assert set(team.members.all()) == {cast.joost, cast.fatima}
    entry = JournalEntry.objects.get()
    assert entry.deed == "team_changed"
    assert entry.subject == (
        "Bovenbouw: heette Onderbouw; trekker: Marieke Postma → Fatima El Amrani; "
        "erbij: Fatima El Amrani; eruit: Marieke Postma"
    )


def test_the_same_again_leaves_no_trace_in_the_journal(cast, as_user, team):
    data = {"name": "Onderbouw", "lead": cast.marieke.pk, "members": [cast.joost.pk, cast.marieke.pk]}
    assert as_user(cast.fatima.user).post(address(team), data).status_code == 302
    assert not JournalEntry.objects.exists()


def test_another_teams_name_is_refused_and_its_own_in_capitals_is_not(cast, as_user, team):
    TeamFactory(lead=cast.marieke, name="Bovenbouw")
    data = {"members": [cast.joost.pk]}
    assert as_user(cast.fatima.user).post(address(team), data | {"name": "bovenbouw"}).status_code == 422
    assert as_user(cast.fatima.user).post(address(team), data | {"name": "ONDERBOUW"}).status_code == 302


def test_a_team_of_another_school_or_that_ended_is_not_there(cast, as_user, team):
    other = TeamFactory(lead=cast.bram)
    client = as_user(cast.fatima.user)
    assert client.get(f"/school/{team.school.code}/teams/{other.pk}/wijzigen/").status_code == 404
    team.ended_at = timezone.now()
    team.save()
    assert client.get(address(team)).status_code == 404
    assert client.post(address(team), {"name": "X", "members": [cast.joost.pk]}).status_code == 404


def test_the_model_itself_refuses_an_outsider_and_a_lead_who_is_no_member(cast, team):
    gone = MembershipFactory(school=team.school, left_at=timezone.now())
    for members, lead in (([cast.bram], None), ([gone], None), ([cast.joost], cast.marieke)):
        with pytest.raises(ValueError, match="present members of its school"):
            team.keep(cast.fatima, "Onderbouw", members, lead)
    assert set(team.members.all()) == {cast.marieke, cast.joost}
