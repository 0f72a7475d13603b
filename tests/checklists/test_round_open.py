"""/school/<code>/checklist/<id>/openen/: open a draft now."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from checklists.models import Round
from tests.world import MembershipFactory, RoundFactory, TeamFactory, weekday

pytestmark = pytest.mark.django_db


def open_it(client, round_):
    return client.post(f"/school/{round_.school.code}/checklist/{round_.pk}/openen/", follow=True)


def test_a_round_for_each_alone_opens_and_everyone_takes_part(cast, as_user):
    MembershipFactory.create_batch(2, school=cast.marieke.school)
    later = weekday(10)
    round_ = RoundFactory(school=cast.marieke.school, draft=True, alone=True, opens_on=later, closes_on=weekday(20))
    page = open_it(as_user(cast.marieke.user), round_).text
    assert "De afname is open." in page
    round_ = Round.objects.get()
    assert round_.is_open
    assert round_.opens_on == localdate(), "so that the last day may now lie before the day that was planned"
    assert round_.participations.count() == 5
    assert round_.key


def test_a_round_together_opens_at_its_first_pillar(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, draft=True)
    response = open_it(as_user(cast.marieke.user), round_)
    assert response.redirect_chain[-1][0].endswith(f"/checklist/{round_.pk}/beleid/")


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({}, "Kies eerst tot en met welke dag iedereen kan invullen."),
        ({"closes_on": localdate() - timedelta(days=1)}, "De laatste dag is al geweest."),
        ({"closes_on": weekday(7)}, "Jullie zijn met 3, en pas vanaf vijf antwoorden"),
    ],
)
def test_what_is_in_the_way_is_said_on_its_page_and_by_the_button(cast, as_user, state, sentence):
    round_ = RoundFactory(school=cast.marieke.school, draft=True, alone=True, **state)
    client = as_user(cast.marieke.user)
    page = client.get(f"/school/{round_.school.code}/checklist/{round_.pk}/").text
    assert sentence in page
    assert "Open nu" not in page
    assert sentence in open_it(client, round_).text
    assert not Round.objects.get().opened_at


def test_it_waits_for_another_one_that_is_open_and_for_a_team_that_is_no_more(cast, as_user):
    open_one = RoundFactory(school=cast.marieke.school)
    client = as_user(cast.marieke.user)
    round_ = RoundFactory(school=cast.marieke.school, draft=True)
    assert "Er is al een afname open voor de hele school." in open_it(client, round_).text
    team = TeamFactory(lead=cast.marieke)
    of_team = RoundFactory(school=cast.marieke.school, team=team, draft=True)
    team.end(cast.marieke)
    assert "Dit team is opgeheven." in open_it(client, of_team).text
    assert list(Round.objects.open()) == [open_one]


def test_pressing_twice_opens_once(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, draft=True)
    client = as_user(cast.marieke.user)
    open_it(client, round_)
    opened = Round.objects.get().opened_at
    assert open_it(client, round_).status_code == 200
    assert Round.objects.get().opened_at == opened


def test_a_teacher_may_not(cast, as_user):
    round_ = RoundFactory(school=cast.joost.school, draft=True)
    assert open_it(as_user(cast.joost.user), round_).status_code == 404
    assert not Round.objects.get().opened_at
