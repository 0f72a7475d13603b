"""/school/<code>/checklist/<id>/heropenen/: go on filling in."""

import pytest
from django.utils import timezone

from tests.world import RoundFactory, TeamViewFactory

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
