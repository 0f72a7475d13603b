"""Deciding on a request to take part: as the school's admin, and as the site admin."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from schools import requests
from schools.models import Invitation, JournalEntry, School, SchoolRequest
from tests.schools.asking import EMAIL, receivers, waiting, whole
from tests.world import (
    BoardFactory,
    InvitationFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolRequestFactory,
    member_named,
)

pytestmark = pytest.mark.django_db


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
