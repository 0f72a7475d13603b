"""/school/<code>/checklist/<id>/heropenen/: go on filling in."""

import pytest
from django.utils import timezone

from checklists.closing import close, show
from tests.rounds import open_alone, say_done
from tests.world import RoundFactory, TeamFactory, TeamViewFactory, weekday

pytestmark = pytest.mark.django_db


def test_everything_that_was_agreed_stays(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, closed_at=timezone.now())
    TeamViewFactory(round=round_)
    round_.choose(cast.marieke, [round_.items[0].code])
    as_user(cast.marieke.user).post(f"/school/{round_.school.code}/checklist/{round_.pk}/heropenen/")
    round_.refresh_from_db()
    assert round_.closed_at is None
    assert round_.team_views.count() == 1
    assert round_.priorities.count() == 1


def test_it_is_refused_while_another_round_is_open(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, closed_at=timezone.now())
    RoundFactory(school=cast.marieke.school, closed_at=None)
    address = f"/school/{round_.school.code}/checklist/{round_.pk}/heropenen/"
    response = as_user(cast.marieke.user).post(address, follow=True)
    assert "Er is al een andere afname open." in response.text
    round_.refresh_from_db()
    assert round_.closed_at


# ---- after everyone answered alone ------------------------------------------------------


def reopen(client, round_):
    return client.post(f"/school/{round_.school.code}/checklist/{round_.pk}/heropenen/", follow=True)


@pytest.fixture
def closed(cast):
    """Six of eleven were done."""
    round_ = open_alone(cast.marieke.school, people=7, closes_on=weekday(7))
    say_done(round_, 6)
    close(round_, cast.marieke)
    return round_


def test_before_it_is_shown_it_opens_freely_for_who_was_not_done(cast, as_user, closed):
    say = reopen(as_user(cast.marieke.user), closed).text
    assert "De afname is weer open." in say
    assert "Er is nog geen laatste dag" in say
    closed.refresh_from_db()
    assert closed.is_open
    assert closed.waiting_sheets == 6
    assert closed.participations.unfinished().count() == 5


@pytest.mark.parametrize(("gone", "opens"), [(0, True), (1, False)])
def test_after_it_is_shown_only_with_five_people_left(cast, as_user, closed, gone, opens):
    show(closed, cast.marieke)
    for part in list(closed.participations.unfinished())[:gone]:
        part.member.left_at = timezone.now()
        part.member.save()
    page = reopen(as_user(cast.marieke.user), closed).text
    assert ("De afname is weer open." in page) == opens
    assert ("Met minder zou uit het verschil te lezen zijn wat één collega koos." in page) != opens
    closed.refresh_from_db()
    assert closed.is_open == opens


def test_a_round_of_the_school_does_not_stand_in_the_way_of_a_teams(cast, as_user):
    team = TeamFactory(lead=cast.marieke)
    round_ = RoundFactory(school=team.school, team=team, closed=True)
    RoundFactory(school=team.school)
    reopen(as_user(cast.marieke.user), round_)
    round_.refresh_from_db()
    assert round_.is_open
