"""/school/<code>/aanvragen/<id>/: let someone in who asked, or refuse with a reason."""

import pytest
from django.core import mail
from django.utils import timezone

from schools.models import Invitation, SchoolRequest
from tests.world import SchoolRequestFactory, member_named

pytestmark = pytest.mark.django_db
EMAIL = "s.dewit@x.example"


@pytest.fixture
def asked(cast):
    told = {"name": "Sam de Wit", "email": EMAIL, "role": "principal", "why": "Ik val in <b>nu</b>."}
    return SchoolRequestFactory(school=cast.fatima.school, confirmed=True, **told)


def address(asked):
    return f"/school/{asked.school.code}/aanvragen/{asked.pk}/"


def members_of(asked):
    return f"/school/{asked.school.code}/leden/"


def test_the_page_shows_who_asks_and_why(cast, as_user, asked):
    page = as_user(cast.fatima.user).get(address(asked)).text
    for text in ("Sam de Wit wil meedoen", EMAIL, "Directeur of teamleider", "Ik val in &lt;b&gt;nu&lt;/b&gt;."):
        assert text in page


def test_a_role_with_all_rights_is_never_chosen_beforehand(cast, as_user, asked):
    assert '<option value="teacher" selected>' in as_user(cast.fatima.user).get(address(asked)).text
    SchoolRequest.objects.update(role="coordinator")
    assert '<option value="coordinator" selected>' in as_user(cast.fatima.user).get(address(asked)).text


def test_letting_in_sends_an_invitation(cast, as_user, asked):
    client = as_user(cast.fatima.user)
    response = client.post(address(asked), {"decision": "granted", "role": "coordinator"}, follow=True)
    assert response.redirect_chain == [(members_of(asked), 302)]
    assert f"Sam de Wit mag meedoen. De uitnodiging is verstuurd naar {EMAIL}." in response.text
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.invited_by) == (EMAIL, "coordinator", cast.fatima)
    assert mail.outbox[0].to == [EMAIL]


def test_refusing_sends_the_reason(cast, as_user, asked):
    response = as_user(cast.fatima.user).post(
        address(asked), {"decision": "refused", "reason": "We kennen je niet."}, follow=True
    )
    assert "Sam de Wit krijgt een mail met je antwoord." in response.text
    assert "We kennen je niet." in mail.outbox[0].body
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"decision": "granted"}, "Kies een rol."),
        ({"decision": "granted", "role": "boss"}, "Kies een van de rollen."),
        ({"decision": "refused", "reason": " "}, "Schrijf op waarom niet."),
        ({"decision": "refused", "reason": "a" * 501}, "Gebruik hooguit 500 tekens."),
        ({"decision": "maybe", "role": "teacher", "reason": "a"}, "wil meedoen"),
        ({}, "wil meedoen"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_said_and_nothing_is_decided(cast, as_user, asked, data, sentence):
    response = as_user(cast.fatima.user).post(address(asked), data)
    assert response.status_code == 422
    assert sentence in response.text
    asked.refresh_from_db()
    assert asked.is_open
    assert mail.outbox == []


def test_who_comes_second_reads_that_it_was_decided(cast, as_user, asked):
    other = member_named("Ria", "beheer@vijver.example", asked.school, "principal")
    as_user(other.user).post(address(asked), {"decision": "refused", "reason": "Nee."})
    client = as_user(cast.fatima.user)
    response = client.post(address(asked), {"decision": "granted", "role": "teacher"}, follow=True)
    assert response.redirect_chain == [(members_of(asked), 302)]
    assert "Over deze aanvraag is al beslist." in response.text
    assert "Over deze aanvraag is al beslist." in client.get(address(asked), follow=True).text
    assert not Invitation.objects.exists()
    assert len(mail.outbox) == 1


def test_who_is_a_member_already_gets_no_mail(cast, as_user, asked):
    member_named("Sam", EMAIL, asked.school)
    client = as_user(cast.fatima.user)
    response = client.post(address(asked), {"decision": "granted", "role": "teacher"}, follow=True)
    assert "deed al mee met dit adres" in response.text
    assert mail.outbox == []


def test_a_mail_server_that_is_down_is_said(cast, as_user, asked, monkeypatch):
    def down(self, fail_silently=False):
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    client = as_user(cast.fatima.user)
    page = client.post(address(asked), {"decision": "granted", "role": "teacher"}, follow=True).text
    assert "Probeer het straks met ‘Stuur opnieuw’." in page
    assert f'<span class="visually-hidden"> naar {EMAIL}</span>' in page


def test_only_who_manages_the_accounts_of_this_school(cast, as_user, asked):
    data = {"decision": "granted", "role": "teacher"}
    for member, status in ((cast.joost, 403), (cast.marieke, 403), (cast.bram, 404)):
        assert as_user(member.user).get(address(asked)).status_code == status
        assert as_user(member.user).post(address(asked), data).status_code == status
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("change", [{"confirmed_at": None}, {"school": None}], ids=str)
def test_what_is_not_confirmed_or_for_the_site_admin_does_not_exist_here(cast, as_user, asked, change):
    place = address(asked)
    SchoolRequest.objects.update(**change)
    assert as_user(cast.fatima.user).get(place).status_code == 404


# ---- the list of members ----------------------------------------------------------------


def test_the_list_of_members_shows_who_waits_and_nobody_else(cast, as_user, asked):
    SchoolRequestFactory(school=asked.school, name="Nog Niet Bevestigd")
    SchoolRequestFactory(school=cast.bram.school, name="Van Een Ander", confirmed=True)
    decided = {"confirmed": True, "decision": "refused", "decided_at": timezone.now()}
    SchoolRequestFactory(school=asked.school, name="Al Besloten", **decided)
    page = as_user(cast.fatima.user).get(members_of(asked)).text
    assert "Wie wil meedoen" in page
    assert f'href="{address(asked)}"' in page
    for name in ("Nog Niet Bevestigd", "Van Een Ander", "Al Besloten"):
        assert name not in page


def test_without_requests_the_list_says_nothing_of_them(cast, as_user):
    assert "Wie wil meedoen" not in as_user(cast.fatima.user).get(f"/school/{cast.fatima.school.code}/leden/").text


def test_the_number_of_queries_does_not_grow(cast, as_user, asked, count_queries):
    client = as_user(cast.fatima.user)
    client.get(members_of(asked))
    few = [count_queries(client, members_of(asked)), count_queries(client, address(asked))]
    SchoolRequestFactory.create_batch(50, school=asked.school, confirmed=True)
    assert [count_queries(client, members_of(asked)), count_queries(client, address(asked))] == few
