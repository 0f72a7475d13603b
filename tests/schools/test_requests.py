"""Asking to take part, confirming, and deciding: what each deed leads to, for whom, and once."""

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from schools import requests
from schools.models import Invitation, JournalEntry, School, SchoolRequest
from tests.world import (
    BoardFactory,
    InvitationFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolRequestFactory,
    UserFactory,
    member_named,
)

pytestmark = pytest.mark.django_db
EMAIL = "s.dewit@x.example"


def whole(path: str) -> str:
    return f"https://handreiking.example{path}"


def unsaved(**changes: Any) -> SchoolRequest:
    told = {"school_name": "De Vijver", "place": "Leek", "brin": "", "name": "Sam de Wit", "email": EMAIL} | changes
    return SchoolRequest(sector="po", role="teacher", **told)


def waiting(**changes: Any) -> SchoolRequest:
    return SchoolRequestFactory(confirmed=True, **({"name": "Sam de Wit", "email": EMAIL} | changes))


def receivers() -> list[str]:
    return [address for message in mail.outbox for address in message.to]


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


# ---- deciding as the school's admin -----------------------------------------------------


def test_granting_invites_the_address_in_the_role_that_the_admin_chooses(cast):
    asked = waiting(school=cast.fatima.school, role="principal")
    assert requests.grant(asked, cast.fatima, role="coordinator", whole=whole) == requests.Outcome.SENT
    invitation = Invitation.objects.get()
    assert (invitation.school, invitation.email, invitation.invited_by) == (cast.fatima.school, EMAIL, cast.fatima)
    assert (invitation.role, invitation.is_admin) == ("coordinator", False)
    asked.refresh_from_db()
    assert (asked.decision, asked.is_open) == ("granted", False)
    assert receivers() == [EMAIL]
    assert "https://handreiking.example/uitnodiging/" in mail.outbox[0].body
    entry = JournalEntry.objects.get()
    assert (entry.member, entry.deed, entry.subject) == (cast.fatima, "request_granted", "Sam de Wit")


def test_an_open_invitation_is_renewed_not_doubled(cast):
    invitation = InvitationFactory(school=cast.fatima.school, email=EMAIL, expired=True)
    requests.grant(waiting(school=cast.fatima.school), cast.fatima, role="coordinator", whole=whole)
    renewed = Invitation.objects.get()
    assert renewed == invitation
    assert renewed.token_digest != invitation.token_digest
    assert (renewed.role, renewed.is_usable) == ("coordinator", True)


def test_who_became_a_member_in_the_meantime_gets_nothing_new(cast):
    member_named("Sam", "S.dewit@x.example", cast.fatima.school)
    asked = waiting(school=cast.fatima.school)
    assert requests.grant(asked, cast.fatima, role="teacher", whole=whole) == requests.Outcome.MEMBER
    asked.refresh_from_db()
    assert not asked.is_open
    assert mail.outbox == []
    assert not Invitation.objects.exists()


def test_refusing_mails_the_reason_and_keeps_it(cast):
    asked = waiting(school=cast.fatima.school)
    assert requests.refuse(asked, "Je werkt hier\nniet <meer>.", cast.fatima)
    asked.refresh_from_db()
    assert (asked.decision, asked.answer) == ("refused", "Je werkt hier\nniet <meer>.")
    message = mail.outbox[0]
    assert message.to == [EMAIL]
    assert "niet <meer>." in message.body
    assert "Je werkt hier<br>niet &lt;meer&gt;." in message.alternatives[0][0]
    assert JournalEntry.objects.get().deed == "request_refused"
    assert not Invitation.objects.exists()


DECIDE = {
    "grant": lambda asked, by: requests.grant(asked, by, role="teacher", whole=whole),
    "refuse": lambda asked, by: requests.refuse(asked, "Nee.", by),
}


@pytest.mark.parametrize("second", DECIDE.values(), ids=DECIDE)
@pytest.mark.parametrize("first", DECIDE.values(), ids=DECIDE)
def test_of_two_admins_who_decide_at_once_the_first_counts(cast, first, second):
    asked = waiting(school=cast.fatima.school)
    same = SchoolRequest.objects.get(pk=asked.pk)
    first(asked, cast.fatima)
    asked.refresh_from_db()
    decided, mails = asked.decision, len(mail.outbox)
    with pytest.raises(requests.Decided):
        second(same, cast.fatima)
    asked.refresh_from_db()
    assert (asked.decision, len(mail.outbox), JournalEntry.objects.count()) == (decided, mails, 1)


@pytest.mark.parametrize("verb", DECIDE.values(), ids=DECIDE)
def test_what_is_of_another_school_or_not_confirmed_is_not_decided(cast, verb):
    for asked in (waiting(school=cast.bram.school), waiting(), SchoolRequestFactory(school=cast.fatima.school)):
        with pytest.raises(requests.Decided):
            verb(asked, cast.fatima)
        asked.refresh_from_db()
        assert asked.decided_at is None
    assert mail.outbox == []


# ---- deciding as the site admin ---------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "is_admin"), [("principal", False), ("coordinator", True), ("teacher", True)], ids=lambda value: str(value)
)
def test_a_new_school_begins_with_an_invitation_for_who_asked(role, is_admin):
    asked = waiting(school_name="Het Kompas", place="Leek", brin="12CD00", sector="vo", role=role)
    school, outcome = requests.grant_as_new(asked, region="noord", whole=whole)
    assert outcome == requests.Outcome.SENT
    school.full_clean()
    assert (school.name, school.place, school.brin, school.sector, school.region) == (
        *("Het Kompas", "Leek", "12CD00", "vo"),
        "noord",
    )
    invitation = school.invitations.get()
    assert (invitation.role, invitation.is_admin, invitation.invited_by) == (role, is_admin, None)
    asked.refresh_from_db()
    assert (asked.school, asked.decision) == (school, "granted")
    entry = JournalEntry.objects.get()
    assert (entry.school, entry.by_site, entry.deed) == (school, True, "school_made")
    with pytest.raises(requests.Decided):
        requests.grant_as_new(asked, region="noord", whole=whole)
    assert School.objects.count() == 1


def test_forwarding_lets_the_admins_of_a_school_decide(cast):
    asked = waiting()
    assert requests.forward(asked, cast.fatima.school, whole=whole) is None
    asked.refresh_from_db()
    assert (asked.school, asked.is_open) == (cast.fatima.school, True)
    assert receivers() == ["directeur@vijver.example"]
    assert SchoolRequest.objects.editable_by(cast.fatima).get() == asked
    assert JournalEntry.objects.get().by_site


def test_the_first_of_an_imported_school_is_invited_to_manage_it():
    school = SchoolFactory(board=BoardFactory())
    InvitationFactory(school=school, email=EMAIL, expired=True)
    asked = waiting(role="coordinator")
    assert requests.forward(asked, school, whole=whole) == requests.Outcome.SENT
    invitation = school.invitations.get()
    assert (invitation.role, invitation.is_admin, invitation.is_usable) == ("coordinator", True, True)
    asked.refresh_from_db()
    assert asked.decision == "granted"


def test_nobody_becomes_the_first_over_people_who_are_there():
    school = MembershipFactory().school
    asked = waiting()
    with pytest.raises(requests.NoAdmin):
        requests.forward(asked, school, whole=whole)
    asked.refresh_from_db()
    assert (asked.school, asked.is_open) == (None, True)
    assert mail.outbox == []


def test_the_school_can_not_decide_on_what_was_sent_on(cast):
    asked = waiting(school=cast.fatima.school)
    MembershipFactory(school=cast.bram.school, role="principal")
    requests.forward(SchoolRequest.objects.get(pk=asked.pk), cast.bram.school, whole=whole)
    with pytest.raises(requests.Decided):
        requests.grant(asked, cast.fatima, role="teacher", whole=whole)
    assert not Invitation.objects.exists()


def test_the_site_admin_refuses_without_a_school_too():
    requests.refuse(waiting(school_name="Het Kompas"), "We kennen deze school niet.")
    assert mail.outbox[0].subject == "Het antwoord op je aanvraag voor Het Kompas"
    assert not JournalEntry.objects.exists()


def test_a_mail_that_fails_undoes_nothing(cast, monkeypatch):
    def down(self, fail_silently=False):
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    asked = waiting(school=cast.fatima.school)
    assert requests.grant(asked, cast.fatima, role="teacher", whole=whole) == requests.Outcome.UNSENT
    assert Invitation.objects.get().is_open


# ---- what the database knows ------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [{"brin": "12ab"}, {"role": "boss"}, {"sector": "mbo"}, {"decision": "granted"}, {"decided_at": timezone.now()}],
    ids=lambda wrong: "-".join(wrong),
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolRequestFactory(**wrong)


def test_only_who_manages_the_accounts_sees_requests_and_only_their_own(cast):
    asked = waiting(school=cast.fatima.school)
    SchoolRequestFactory(school=cast.fatima.school)
    waiting(school=cast.bram.school, email="a@x.example")
    for member in (cast.joost, cast.marieke, cast.bram):
        assert not SchoolRequest.objects.visible_to(member).exists()
    assert SchoolRequest.objects.visible_to(cast.fatima).get() == asked
