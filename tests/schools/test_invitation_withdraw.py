"""/school/<code>/uitnodigingen/<id>/intrekken/: the link stops working."""

import pytest
from django.test import Client

from schools.models import JournalEntry
from tests.world import InvitationFactory

pytestmark = pytest.mark.django_db


def address(invitation):
    return f"/school/{invitation.school.code}/uitnodigingen/{invitation.pk}/intrekken/"


def test_the_link_stops_working(cast, as_user):
    invitation = InvitationFactory(school=cast.fatima.school, token="dicht")
    assert Client().get("/uitnodiging/dicht/").status_code == 200
    assert as_user(cast.fatima.user).post(address(invitation)).status_code == 302
    page = Client().get("/uitnodiging/dicht/")
    assert page.status_code == 410
    assert "ingetrokken" in page.text
    assert JournalEntry.objects.get().deed == "invitation_withdrawn"


def test_what_was_accepted_stays_accepted(cast, as_user):
    invitation = InvitationFactory(school=cast.fatima.school, accepted=True)
    as_user(cast.fatima.user).post(address(invitation))
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


def test_a_teacher_may_not(cast, as_user):
    invitation = InvitationFactory(school=cast.fatima.school)
    assert as_user(cast.joost.user).post(address(invitation)).status_code == 403
    assert as_user(cast.fatima.user).get(address(invitation)).status_code == 405
