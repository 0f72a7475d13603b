"""/school/<code>/checklist/<id>/afronden/: end filling in."""

import pytest

from tests.world import RoundFactory, TeamViewFactory

pytestmark = pytest.mark.django_db


def test_an_empty_round_is_not_ended(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, closed_at=None)
    as_user(cast.marieke.user).post(f"/school/{round_.school.code}/checklist/{round_.pk}/afronden/")
    round_.refresh_from_db()
    assert round_.closed_at is None


@pytest.mark.parametrize(("who", "status"), [("joost", 403), ("marieke", 302), ("fatima", 302)])
def test_who_may_end_it(cast, as_user, who, status):
    round_ = RoundFactory(school=cast.marieke.school, closed_at=None)
    TeamViewFactory(round=round_)
    address = f"/school/{round_.school.code}/checklist/{round_.pk}/afronden/"
    assert as_user(getattr(cast, who).user).post(address).status_code == status
    round_.refresh_from_db()
    assert bool(round_.closed_at) is (status == 302)
