"""/school/<code>/teams/nieuw/: make a team."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from schools.models import JournalEntry, Team
from tests.world import MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


def address(member):
    return f"/school/{member.school.code}/teams/nieuw/"


def test_who_manages_the_accounts_makes_a_team(cast, as_user):
    data = {"name": "  Onder   bouw ", "lead": cast.marieke.pk, "members": [cast.marieke.pk, cast.joost.pk]}
    response = as_user(cast.fatima.user).post(address(cast.fatima), data)
    assert response["Location"] == f"/school/{cast.fatima.school.code}/teams/"
    team = Team.objects.get()
    assert (team.name, team.lead, team.school) == ("Onder bouw", cast.marieke, cast.fatima.school)
    assert set(team.members.all()) == {cast.marieke, cast.joost}
    entry = JournalEntry.objects.get()
    assert (entry.deed, entry.subject, entry.member) == ("team_made", "Onder bouw", cast.fatima)


@pytest.mark.parametrize("who", ["joost", "marieke"])
def test_others_may_not(cast, as_user, who):
    member = getattr(cast, who)
    assert as_user(member.user).get(address(member)).status_code == 403
    assert as_user(member.user).post(address(member), {"name": "Onderbouw"}).status_code == 403


def test_the_lead_belongs_to_the_team_without_being_ticked(cast, as_user):
    as_user(cast.fatima.user).post(address(cast.fatima), {"name": "Onderbouw", "lead": cast.joost.pk})
    assert list(Team.objects.get().members.all()) == [cast.joost]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": ""}, "Geef het team een naam."),
        ({"name": "x" * 81}, "Dit is te lang"),
        ({"members": []}, "Kies minstens één collega."),
        ({"members": ["x"]}, "Kies collega’s van deze school."),
        ({"members": ["9" * 30]}, "Kies collega’s van deze school."),
        ({"lead": "0"}, "Kies een collega van deze school."),
    ],
)
def test_nonsense_is_refused_and_what_was_ticked_stays(cast, as_user, data, sentence):
    given = {"name": "Onderbouw", "members": [cast.joost.pk]} | data
    response = as_user(cast.fatima.user).post(address(cast.fatima), given)
    assert response.status_code == 422
    assert sentence in response.text
    assert (f'value="{cast.joost.pk}" checked' in response.text) == (cast.joost.pk in given["members"])
    assert not Team.objects.exists()


@pytest.mark.parametrize("field", ["lead", "members"])
def test_someone_of_another_school_or_who_left_cannot_be_chosen(cast, as_user, field):
    gone = MembershipFactory(school=cast.fatima.school, left_at=timezone.now())
    for outsider in (cast.bram, gone):
        data = {"name": "Onderbouw", "members": [cast.joost.pk]} | {field: [outsider.pk]}
        assert as_user(cast.fatima.user).post(address(cast.fatima), data).status_code == 422
    assert not Team.objects.exists()


def test_a_name_is_there_once_in_a_school_whatever_the_capitals(cast, as_user):
    TeamFactory(lead=cast.marieke, name="Onderbouw")
    data = {"name": "ONDERBOUW", "members": [cast.joost.pk]}
    response = as_user(cast.fatima.user).post(address(cast.fatima), data)
    assert response.status_code == 422
    assert "Er is al een team met deze naam." in response.text
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamFactory(lead=cast.marieke, name="onderbouw")
    TeamFactory(lead=cast.bram, name="Onderbouw")


def test_the_name_of_a_team_that_ended_is_free_again(cast, as_user):
    TeamFactory(lead=cast.marieke, name="Onderbouw", ended_at=timezone.now())
    data = {"name": "Onderbouw", "members": [cast.joost.pk]}
    assert as_user(cast.fatima.user).post(address(cast.fatima), data).status_code == 302


def test_with_many_colleagues_there_is_a_field_to_look_for_a_name(cast, as_user):
    client = as_user(cast.fatima.user)
    assert "Zoek op naam" not in client.get(address(cast.fatima)).text
    MembershipFactory.create_batch(30, school=cast.fatima.school)
    assert "Zoek op naam" in client.get(address(cast.fatima)).text


def test_the_number_of_queries_is_the_same_for_3_and_for_200_colleagues(cast, as_user, count_queries):
    client = as_user(cast.fatima.user)
    client.get(address(cast.fatima))
    few = count_queries(client, address(cast.fatima))
    MembershipFactory.create_batch(200, school=cast.fatima.school)
    assert count_queries(client, address(cast.fatima)) == few
