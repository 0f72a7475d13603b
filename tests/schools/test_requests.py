"""Asking to take part, confirming, and deciding: what each deed leads to, for whom, and once."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from schools import requests
from schools.models import School, SchoolRequest
from tests.schools.asking import EMAIL, receivers, waiting, whole
from tests.world import (
    InvitationFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolRequestFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def unsaved(**changes: Any) -> SchoolRequest:
    told = {"school_name": "De Vijver", "place": "Leek", "brin": "", "name": "Sam de Wit", "email": EMAIL} | changes
    return SchoolRequest(sector="po", role="teacher", **told)


@pytest.fixture
def site_admin(db):
    return UserFactory(email="beheer@site.example", is_staff=True, is_superuser=True)


# ---- asking -----------------------------------------------------------------------------


def test_the_mail_has_the_only_copy_of_the_token():
    assert requests.ask(unsaved(), whole)
    asked = SchoolRequest.objects.get()
    assert (asked.school, asked.confirmed_at, asked.is_usable) == (None, None, True)
    message = mail.outbox[0]
    html = message.alternatives[0][0]
    tokens = {re.search(r"https://handreiking.example/aanmelden/([\w-]+)/", text)[1] for text in (message.body, html)}
    assert SchoolRequest.objects.for_token(tokens.pop()).get() == asked
    assert not tokens
    assert not SchoolRequest.objects.for_token(asked.token_digest).exists()


def test_nobody_can_have_own_words_mailed_to_a_stranger():
    requests.ask(unsaved(school_name="win nu op casino.example", name="casino.example", why="casino"), whole)
    message = mail.outbox[0]
    for text in (message.subject, message.body, message.alternatives[0][0]):
        assert "casino" not in text


def test_an_address_with_an_account_is_told_to_sign_in_and_gets_no_token(cast):
    assert requests.ask(unsaved(email="ib@vijver.example"), whole)
    assert not SchoolRequest.objects.exists()
    message = mail.outbox[0]
    assert message.to == ["ib@vijver.example"]
    assert "Je hebt al een account" in message.body
    assert "https://handreiking.example/account/login/" in message.body
    assert "/aanmelden/" not in message.body


@pytest.mark.parametrize("state", [{}, {"expired": True}], ids=str)
def test_an_invited_address_is_told_whom_to_ask_and_the_invitation_stays_as_it_is(cast, state):
    invitation = InvitationFactory(school=cast.fatima.school, email=EMAIL, **state)
    requests.ask(unsaved(school_name="iets anders"), whole)
    assert not SchoolRequest.objects.exists()
    assert "Je bent al uitgenodigd, door De Vijver." in mail.outbox[0].body
    assert "wie op je school de accounts beheert" in mail.outbox[0].body
    before = invitation.token_digest
    invitation.refresh_from_db()
    assert invitation.token_digest == before


@pytest.mark.parametrize("state", [{"withdrawn": True}, {"accepted": True}], ids=str)
def test_an_invitation_that_is_over_stops_nobody(cast, state):
    InvitationFactory(school=cast.fatima.school, email=EMAIL, **state)
    requests.ask(unsaved(), whole)
    assert SchoolRequest.objects.count() == 1


def test_an_invitation_to_a_school_where_nobody_can_send_it_again_stops_nobody():
    InvitationFactory(email=EMAIL, expired=True)
    requests.ask(unsaved(), whole)
    assert SchoolRequest.objects.count() == 1


def test_who_asks_the_same_again_while_it_waits_is_told_so():
    waiting(school_name="De Vijver")
    requests.ask(unsaved(school_name="de vijver"), whole)
    assert SchoolRequest.objects.count() == 1
    assert "Er is nog niet over beslist." in mail.outbox[0].body


def test_a_form_that_is_sent_twice_leads_to_one_request():
    for _ in range(2):
        requests.ask(unsaved(), whole)
    first, second = SchoolRequest.objects.order_by("pk")
    requests.confirm(second, whole)
    assert SchoolRequest.objects.get() == second
    with pytest.raises(SchoolRequest.DoesNotExist):
        requests.confirm(first, whole)


def test_what_nobody_confirmed_or_was_decided_long_ago_is_erased():
    day = timezone.now()
    SchoolRequestFactory(sent_at=day - timedelta(days=15))
    kept = [SchoolRequestFactory(sent_at=day - timedelta(days=13)), waiting(sent_at=day - timedelta(days=400))]
    old = {"decision": "refused", "confirmed_at": day - timedelta(days=400)}
    waiting(**old, decided_at=day - timedelta(days=366), email="a@x.example")
    kept.append(waiting(**old, decided_at=day - timedelta(days=364), email="b@x.example"))
    out = StringIO()
    call_command("forget_requests", stdout=out)
    assert out.getvalue() == "Erased: 2\n"
    assert set(SchoolRequest.objects.all()) == set(kept)


# ---- confirming -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept", "found"),
    [
        ("12AB00", "12AB00", True),
        ("12AB", "12AB00", True),
        ("12AB", "12AB", True),
        ("12AB01", "12AB00", False),
        ("12AB00", "12AB", False),
        ("", "", False),
    ],
)
def test_the_brin_leads_to_the_school(cast, site_admin, given, kept, found):
    School.objects.filter(pk=cast.fatima.school_id).update(brin=kept)
    asked = SchoolRequestFactory(brin=given)
    requests.confirm(asked, whole)
    asked.refresh_from_db()
    assert asked.confirmed_at
    assert asked.school == (cast.fatima.school if found else None)
    assert receivers() == ["directeur@vijver.example" if found else site_admin.email]


def test_four_characters_with_two_vestigingen_are_for_the_site_admin(cast, site_admin):
    School.objects.filter(pk=cast.fatima.school_id).update(brin="12AB00")
    other = MembershipFactory(school__brin="12AB01", role="principal").school
    assert requests.school_of("12AB") is None
    assert requests.school_of("12AB01") == other
    School.objects.filter(pk=other.pk).update(archived_at=timezone.now())
    assert requests.school_of("12AB") == cast.fatima.school


def test_a_school_without_someone_who_can_decide_is_for_the_site_admin(site_admin):
    SchoolFactory(brin="12AB00")  # as imported, without members
    MembershipFactory(school__brin="12CD00")
    MembershipFactory(school__brin="12EF00", role="principal", left_at=timezone.now())
    MembershipFactory(school__brin="12GH00", role="principal", user__is_active=False)
    assert [requests.school_of(brin) for brin in ("12AB00", "12CD00", "12EF00", "12GH00")] == [None] * 4


def test_every_admin_of_the_school_and_its_mailbox_get_a_mail_without_personal_data(cast):
    School.objects.filter(pk=cast.fatima.school_id).update(brin="12AB00", mailbox="sociaal@vijver.example")
    MembershipFactory(school=cast.fatima.school, is_admin=True, user__email="beheer@vijver.example")
    asked = SchoolRequestFactory(brin="12AB00", name="Sam de Wit", email=EMAIL, why="Ik val in.")
    requests.confirm(asked, whole)
    assert receivers() == ["directeur@vijver.example", "beheer@vijver.example", "sociaal@vijver.example"]
    for message in mail.outbox:
        assert message.subject == "Iemand wil meedoen met De Vijver"
        for text in (message.body, message.alternatives[0][0]):
            assert f"https://handreiking.example/school/{cast.fatima.school.code}/aanvragen/{asked.pk}/" in text
            for secret in ("Sam", "s.dewit", "Ik val in", "<img"):
                assert secret not in text


def test_a_new_school_is_for_the_active_staff_with_the_permission(site_admin, caplog):
    permission = Permission.objects.get(codename="change_schoolrequest")
    chosen = UserFactory(email="b@site.example", is_staff=True)
    chosen.user_permissions.add(permission)
    UserFactory(is_staff=True)
    UserFactory().user_permissions.add(permission)
    UserFactory(is_staff=True, is_superuser=True, is_active=False)
    asked = SchoolRequestFactory(school_name="Het Kompas", name="Sam de Wit", email=EMAIL)
    requests.confirm(asked, whole)
    assert receivers() == [site_admin.email, chosen.email]
    body = mail.outbox[0].body
    assert "Iemand meldt Het Kompas aan." in body
    assert f"https://handreiking.example/beheer/schools/schoolrequest/{asked.pk}/change/" in body
    assert "Sam" not in body
    assert not caplog.records


def test_the_operator_reads_it_where_nobody_can_decide(caplog):
    requests.confirm(SchoolRequestFactory(), whole)
    assert "no active staff account has the permission" in caplog.text


@pytest.mark.parametrize(
    "late", [{"confirmed": True}, {"sent_at": timezone.now() - timedelta(days=7)}], ids=["used", "old"]
)
def test_it_is_confirmed_once_and_in_time(late, site_admin):
    asked = SchoolRequestFactory(**late)
    with pytest.raises(requests.Unusable):
        requests.confirm(asked, whole)
    assert mail.outbox == []


def test_two_clicks_at_once_are_one(site_admin):
    asked = SchoolRequestFactory()
    twice = SchoolRequest.objects.get(pk=asked.pk)
    requests.confirm(asked, whole)
    with pytest.raises(requests.Unusable):
        requests.confirm(twice, whole)
    assert len(mail.outbox) == 1
