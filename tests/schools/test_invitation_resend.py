"""/school/<code>/uitnodigingen/<id>/opnieuw/: a new link; the old one stops working."""

import re

import pytest
from django.core import mail
from django.test import Client

from schools.models import JournalEntry
from tests.world import InvitationFactory

pytestmark = pytest.mark.django_db


def address(invitation):
    return f"/school/{invitation.school.code}/uitnodigingen/{invitation.pk}/opnieuw/"


def test_an_expired_invitation_is_sent_again_with_a_link_that_works(cast, as_user):
    invitation = InvitationFactory(school=cast.fatima.school, token="oud", expired=True)
    assert Client().get("/uitnodiging/oud/").status_code == 410
    assert as_user(cast.fatima.user).post(address(invitation)).status_code == 302
    invitation.refresh_from_db()
    assert invitation.is_usable
    link = re.search(r"/uitnodiging/[\w-]+/", mail.outbox[0].body).group()
    assert Client().get("/uitnodiging/oud/").status_code == 404
    assert Client().get(link).status_code == 200
    entry = JournalEntry.objects.get()
    assert (entry.deed, entry.subject) == ("invitation_resent", invitation.email)


@pytest.mark.parametrize("state", ["accepted", "withdrawn"])
def test_what_is_over_is_not_sent_again(cast, as_user, state):
    invitation = InvitationFactory(school=cast.fatima.school, **{state: True})
    client = as_user(cast.fatima.user)
    page = client.get(client.post(address(invitation))["Location"]).text
    assert "al aangenomen of ingetrokken" in page
    assert mail.outbox == []


def test_a_teacher_may_not_and_another_schools_is_not_there(cast, as_user):
    invitation = InvitationFactory(school=cast.fatima.school)
    assert as_user(cast.joost.user).post(address(invitation)).status_code == 403
    assert as_user(cast.fatima.user).get(address(invitation)).status_code == 405
    foreign = InvitationFactory(school=cast.bram.school)
    mixed = f"/school/{cast.fatima.school.code}/uitnodigingen/{foreign.pk}/opnieuw/"
    assert as_user(cast.fatima.user).post(mixed).status_code == 404
    assert mail.outbox == []
