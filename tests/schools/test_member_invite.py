"""/school/<code>/leden/uitnodigen/: invite many at once; what is wrong stays in the field."""

import re
from smtplib import SMTPException

import pytest
from django.core import mail

from schools.models import Invitation, JournalEntry
from tests.world import InvitationFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def invite(client, member, addresses, **changes):
    return client.post(
        f"/school/{member.school.code}/leden/uitnodigen/",
        {"addresses": addresses, "role": "teacher", **changes},
    )


def open_for(member):
    return set(Invitation.objects.visible_to(member).open().values_list("email", flat=True))


def test_everyone_gets_a_mail_of_their_own(cast, as_user):
    response = invite(as_user(cast.fatima.user), cast.fatima, "W.Tan@x.example\nDaan <d@x.example>", role="coordinator")
    assert response.status_code == 302
    assert open_for(cast.fatima) == {"w.tan@x.example", "d@x.example"}
    assert [message.to for message in mail.outbox] == [["w.tan@x.example"], ["d@x.example"]]
    for invitation in Invitation.objects.visible_to(cast.fatima):
        assert (invitation.role, invitation.is_admin, invitation.invited_by) == ("coordinator", False, cast.fatima)


def test_the_mail_has_the_link_and_no_other_personal_data(cast, as_user):
    invite(as_user(cast.fatima.user), cast.fatima, "w.tan@x.example", is_admin="on")
    message = mail.outbox[0]
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert message.subject == "Doe mee met De Vijver op Handreiking"
    links = {re.search(r"http://testserver/uitnodiging/[\w-]+/", text).group() for text in (message.body, html)}
    assert len(links) == 1
    token = links.pop().split("/")[-2]
    assert Invitation.objects.for_token(token).get().email == "w.tan@x.example"
    assert not Invitation.objects.visible_to(cast.fatima).filter(token_digest=token).exists()
    for text in (message.subject, message.body, html):
        assert "De Vijver" in text
        for secret in ("Fatima", "vijver.example", "w.tan", "Tan", "beheer", "<img"):
            assert secret not in text


def test_a_school_with_a_strange_name_is_written_as_it_is(cast, as_user):
    cast.fatima.school.name = "Kind & <Co>"
    cast.fatima.school.save()
    invite(as_user(cast.fatima.user), cast.fatima, "w.tan@x.example")
    message = mail.outbox[0]
    assert "Kind & <Co>" in message.subject
    assert "Kind & <Co>" in message.body
    assert "Kind &amp; &lt;Co&gt;" in message.alternatives[0][0]


def test_correct_lines_go_through_and_wrong_ones_stay_with_a_sentence_each(cast, as_user):
    text = "w.tan@x.example\nf.visser@school\nzomaar\nleerkracht@vijver.example"
    response = invite(as_user(cast.fatima.user), cast.fatima, text, role="coordinator", is_admin="on")
    assert response.status_code == 422
    assert open_for(cast.fatima) == {"w.tan@x.example"}
    page = response.text
    assert re.search(r"<textarea[^>]*>f.visser@school\nzomaar</textarea>", page)
    assert "In het vak staat alleen nog wat niet klopt." in page
    assert "‘f.visser@school’ mist een stuk na de @" in page
    assert "‘zomaar’ is geen e-mailadres" in page
    assert "Wel verstuurd: w.tan@x.example" in page
    assert "Al lid: leerkracht@vijver.example" in page
    assert '<option value="coordinator" selected>' in page
    assert re.search(r'name="is_admin" checked', page)


def test_members_and_who_is_invited_already_are_reported_and_get_no_mail(cast, as_user):
    InvitationFactory(school=cast.fatima.school, email="nieuw@x.example")
    client = as_user(cast.fatima.user)
    response = invite(client, cast.fatima, "IB@vijver.example; nieuw@x.example")
    page = client.get(response["Location"]).text
    assert "Al lid: ib@vijver.example" in page
    assert "Al uitgenodigd: nieuw@x.example" in page
    assert mail.outbox == []


def test_someone_of_another_school_can_be_invited(cast, as_user):
    invite(as_user(cast.fatima.user), cast.fatima, cast.bram.user.email)
    assert open_for(cast.fatima) == {cast.bram.user.email}


def test_a_withdrawn_or_accepted_invitation_does_not_stop_a_new_one(cast, as_user):
    InvitationFactory(school=cast.fatima.school, email="a@x.example", withdrawn=True)
    InvitationFactory(school=cast.fatima.school, email="b@x.example", accepted=True)
    invite(as_user(cast.fatima.user), cast.fatima, "a@x.example, b@x.example")
    assert open_for(cast.fatima) == {"a@x.example", "b@x.example"}


@pytest.mark.parametrize(
    ("addresses", "role", "sentence"),
    [
        ("", "teacher", "Schrijf een e-mailadres op"),
        (" ,; ", "teacher", "Schrijf een e-mailadres op"),
        ("a@x.example", "director", "Kies een van de rollen."),
        ("\n".join(f"a{number}@x.example" for number in range(101)), "teacher", "hooguit 100 in één keer"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(cast, as_user, addresses, role, sentence):
    response = invite(as_user(cast.fatima.user), cast.fatima, addresses, role=role)
    assert response.status_code == 422
    assert sentence in response.text
    assert not open_for(cast.fatima)
    assert mail.outbox == []


def test_a_mail_server_that_is_down_is_said_and_the_invitation_can_be_sent_again(cast, as_user, monkeypatch):
    def down(self, fail_silently=False):
        raise SMTPException

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    client = as_user(cast.fatima.user)
    page = client.get(invite(client, cast.fatima, "w.tan@x.example")["Location"]).text
    assert "De mail ging niet weg naar w.tan@x.example" in page
    assert open_for(cast.fatima) == {"w.tan@x.example"}


def test_the_journal_knows_who_was_invited(cast, as_user):
    invite(as_user(cast.fatima.user), cast.fatima, "w.tan@x.example")
    entry = JournalEntry.objects.get()
    assert (entry.deed, entry.subject, entry.member) == ("invitation_sent", "w.tan@x.example", cast.fatima)


def test_a_teacher_and_a_coordinator_may_not(cast, as_user):
    for member in (cast.joost, cast.marieke):
        assert invite(as_user(member.user), member, "w.tan@x.example").status_code == 403
    assert mail.outbox == []


def test_the_number_of_queries_of_the_form_does_not_grow(cast, as_user, count_queries):
    client, address = as_user(cast.fatima.user), f"/school/{cast.fatima.school.code}/leden/uitnodigen/"
    client.get(address)
    few = count_queries(client, address)
    MembershipFactory.create_batch(10, school=cast.fatima.school)
    assert count_queries(client, address) == few
