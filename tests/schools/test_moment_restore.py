"""/school/<code>/agenda/<id>/toch/: a moment that was cancelled takes place after all."""

import pytest
from django.utils import timezone

from tests.world import AgendaMomentFactory

pytestmark = pytest.mark.django_db


def address(moment):
    return f"/school/{moment.school.code}/agenda/{moment.pk}/toch/"


def test_it_takes_place_after_all_and_calendars_hear_of_it_once(cast, as_user):
    moment = AgendaMomentFactory(
        school=cast.marieke.school, cancelled_at=timezone.now(), cancel_reason="Ziek", sequence=1
    )
    for _ in range(2):
        assert as_user(cast.marieke.user).post(address(moment)).status_code == 302
    moment.refresh_from_db()
    assert (moment.cancelled_at, moment.cancel_reason, moment.sequence) == (None, "", 2)


def test_it_wants_a_post_of_a_coordinator(cast, as_user):
    moment = AgendaMomentFactory(school=cast.marieke.school)
    assert as_user(cast.marieke.user).get(address(moment)).status_code == 405
    assert as_user(cast.joost.user).post(address(moment)).status_code == 403
