"""/school/<code>/agenda/<id>/vervallen/: a moment does not take place, for a reason; one or all that follow."""

import pytest

from schools.models import AgendaMoment, JournalEntry
from tests.schools.test_moment_edit import series
from tests.world import AgendaItemFactory, AgendaMomentFactory

pytestmark = pytest.mark.django_db


def address(moment):
    return f"/school/{moment.school.code}/agenda/{moment.pk}/vervallen/"


def test_it_stays_with_its_reason_and_with_what_was_written(cast, as_user):
    moment = AgendaMomentFactory(school=cast.marieke.school)
    AgendaItemFactory(moment=moment, notes="Al iets")
    response = as_user(cast.marieke.user).post(address(moment), {"reason": "De helft is ziek."})
    assert response.status_code == 302
    moment.refresh_from_db()
    assert (bool(moment.cancelled_at), moment.cancel_reason, moment.sequence) == (True, "De helft is ziek.", 1)
    page = as_user(cast.joost.user).get(response["Location"]).text
    assert "Dit moment gaat niet door: De helft is ziek." in page
    assert "Al iets" in page
    assert JournalEntry.objects.get().deed == "moment_cancelled"


def test_a_reason_is_asked_for(cast, as_user):
    moment = AgendaMomentFactory(school=cast.marieke.school)
    response = as_user(cast.marieke.user).post(address(moment), {"reason": " "})
    assert response.status_code == 422
    assert "Schrijf kort op waarom het vervalt." in response.text


def test_one_or_all_that_follow(cast, as_user):
    _, second, _, fourth = series(cast.marieke.school)
    client = as_user(cast.marieke.user)
    client.post(address(fourth), {"reason": "Studiedag"})
    client.post(address(second), {"reason": "Gestopt", "following": "on"})
    reasons = list(AgendaMoment.objects.visible_to(cast.joost).values_list("cancel_reason", flat=True))
    assert reasons == ["", "Gestopt", "Gestopt", "Studiedag"]
    fourth.refresh_from_db()
    assert fourth.sequence == 1


def test_a_series_of_another_school_with_the_same_name_is_left_alone(cast, as_user):
    ours, theirs = series(cast.marieke.school), series(cast.bram.school)
    AgendaMoment.objects.update(series=ours[0].series)
    as_user(cast.marieke.user).post(address(ours[0]), {"reason": "Gestopt", "following": "on"})
    assert not AgendaMoment.objects.filter(school=cast.bram.school, cancelled_at__isnull=False).exists()
    assert theirs


def test_a_teacher_may_not(cast, as_user):
    moment = AgendaMomentFactory(school=cast.marieke.school)
    assert as_user(cast.joost.user).post(address(moment), {"reason": "x"}).status_code == 403
