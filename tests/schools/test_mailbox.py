"""Mail to the school's functional mailbox: when someone who managed the accounts leaves, or one person is left."""

import pytest
from django.core import mail

from schools import membership
from tests.world import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(cast):
    """Another one who manages the accounts; the school has a mailbox."""
    cast.fatima.school.mailbox = "info@vijver.example"
    cast.fatima.school.save()
    return MembershipFactory(school=cast.fatima.school, is_admin=True, user__name="Ria Blom")


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Return what a deed mails, after its transaction."""

    def sent(deed, *args, **kwargs):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            deed(*args, **kwargs)
        return list(mail.outbox)

    return sent


def test_an_administrator_who_leaves_and_leaves_one_behind_is_told_once(cast, second, sent):
    [message] = sent(membership.leave, second)
    assert message.to == ["info@vijver.example"]
    assert message.subject == "Eén persoon beheert nu de accounts van De Vijver"
    assert "doet niet meer mee" in message.body
    assert "Nu beheert nog één persoon de accounts." in message.body


def test_one_who_steps_back_is_told_where_one_is_left(cast, second, sent):
    [message] = sent(membership.change, second, cast.fatima, role="teacher", is_admin=False)
    assert "Nog één persoon beheert nu de accounts van De Vijver" in message.body


def test_an_administrator_who_leaves_others_behind_is_told(cast, second, sent):
    MembershipFactory(school=cast.fatima.school, is_admin=True)
    [message] = sent(membership.deactivate, second, cast.fatima)
    assert message.subject == "De accounts van De Vijver: er ging iemand weg"
    assert "Anderen beheren de accounts nog." in message.body


def test_handing_over_and_leaving_is_one_mail(cast, second, sent):
    membership.change(second, cast.fatima, role="teacher", is_admin=False)
    [message] = sent(membership.hand_over, cast.fatima, cast.marieke, as_principal=True, stay_as=None)
    assert "doet niet meer mee" in message.body


def test_nothing_is_mailed_about_anybody_else(cast, second, sent):
    assert sent(membership.deactivate, cast.joost, cast.fatima) == []
    assert sent(membership.change, cast.marieke, cast.fatima, role="principal", is_admin=False) == []
    assert sent(membership.hand_over, second, cast.marieke, as_principal=False, stay_as="teacher") == []


def test_a_school_without_a_mailbox_gets_no_mail(cast, sent):
    second = MembershipFactory(school=cast.fatima.school, is_admin=True)
    assert sent(membership.leave, second) == []


def test_the_mail_names_nobody(cast, second, sent):
    [message] = sent(membership.leave, second)
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    for text in (message.subject, message.body, html):
        assert "De Vijver" in text
        for secret in ("Ria", "Blom", "Fatima", second.user.email, "<img"):
            assert secret not in text


def test_a_mail_server_that_is_down_stops_nobody_from_leaving(cast, second, sent, monkeypatch, caplog):
    def down(self, fail_silently=False):
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    sent(membership.leave, second)
    second.refresh_from_db()
    assert second.left_at
    assert "did not take the mail mailbox" in caplog.text


def test_a_refused_deed_mails_nothing(cast, second, sent):
    membership.leave(second)
    with pytest.raises(membership.LastAdmin):
        sent(membership.leave, cast.fatima)
    assert mail.outbox == []
