"""/aanmelden/<token>/: confirm with a click, once, within seven days."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from schools.models import School, SchoolRequest
from tests.world import SchoolRequestFactory, UserFactory

pytestmark = pytest.mark.django_db
LINK = "/aanmelden/bewijs/"


def asked(**changes):
    return SchoolRequestFactory(
        token="bewijs", school_name="Het Kompas", name="Sam de Wit", why="Ik val in.", **changes
    )


def test_opening_the_link_shows_what_was_asked_and_confirms_nothing():
    request = asked()
    for method in ("get", "head", "options"):
        getattr(Client(), method)(LINK)
    page = Client().get(LINK).text
    for text in ("Klopt je aanvraag?", "Het Kompas", "Sam de Wit", "Ik val in.", request.email):
        assert text in page
    request.refresh_from_db()
    assert request.confirmed_at is None
    assert mail.outbox == []


def test_a_click_confirms_and_the_page_says_what_happens_next():
    UserFactory(is_staff=True, is_superuser=True)
    request = asked()
    response = Client().post(LINK, follow=True)
    assert response.redirect_chain == [(LINK, 302)]
    assert "Je aanvraag is bevestigd" in response.text
    request.refresh_from_db()
    assert request.is_open
    assert len(mail.outbox) == 1


def test_the_page_does_not_tell_whether_the_school_takes_part(cast):
    School.objects.filter(pk=cast.fatima.school_id).update(brin="12AB00")
    SchoolRequestFactory(token="a", brin="12AB00")
    SchoolRequestFactory(token="b", brin="99ZZ00")
    known, unknown = (Client().post(f"/aanmelden/{token}/", follow=True) for token in "ab")
    assert SchoolRequest.objects.filter(school=cast.fatima.school).count() == 1
    assert known.text.replace("/aanmelden/a/", "") == unknown.text.replace("/aanmelden/b/", "")


def test_a_second_click_changes_nothing():
    UserFactory(is_staff=True, is_superuser=True)
    request = asked()
    Client().post(LINK)
    request.refresh_from_db()
    first = request.confirmed_at
    response = Client().post(LINK, follow=True)
    assert response.status_code == 200
    assert "Je aanvraag is bevestigd" in response.text
    request.refresh_from_db()
    assert request.confirmed_at == first
    assert len(mail.outbox) == 1


def test_a_link_of_a_request_that_was_decided_on_says_so():
    asked(confirmed=True, decision="refused", decided_at=timezone.now(), answer="Nee, want geheim.")
    response = Client().post(LINK, follow=True)
    assert "Er is al beslist" in response.text
    assert "geheim" not in response.text
    assert "Sam de Wit" not in response.text


def test_a_link_that_is_too_old_says_why():
    request = asked(sent_at=timezone.now() - SchoolRequest.LASTS)
    for response in (Client().get(LINK), Client().post(LINK, follow=True)):
        assert response.status_code == 410
        assert "De link is ouder dan zeven dagen." in response.text
        assert "Sam de Wit" not in response.text
    request.refresh_from_db()
    assert request.confirmed_at is None


def test_a_link_of_almost_seven_days_works():
    assert timedelta(days=7) == SchoolRequest.LASTS
    asked(sent_at=timezone.now() - timedelta(days=6, hours=23))
    assert Client().get(LINK).status_code == 200


@pytest.mark.parametrize("token", ["onbekend", "b%C3%A9wijs.", "a" * 300, "%00", "%EF%BF%BD"])
def test_a_token_that_was_never_given_is_a_friendly_404(token):
    asked()
    for response in (Client().get(f"/aanmelden/{token}/"), Client().post(f"/aanmelden/{token}/")):
        assert response.status_code == 404
        assert "Deze link werkt niet meer" in response.text


def test_the_digest_and_the_token_of_an_invitation_are_no_key(ours):
    assert Client().get(f"/aanmelden/{asked().token_digest}/").status_code == 404
    assert Client().get(f"/aanmelden/{ours.kwargs['token']}/").status_code == 404
    assert Client().get(f"/uitnodiging/{ours.kwargs['request_token']}/").status_code == 404


def test_the_page_is_kept_in_no_cache_and_its_address_goes_nowhere():
    asked()
    response = Client().get(LINK)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert 'name="robots" content="noindex"' in response.text


def test_another_site_can_not_confirm_for_someone():
    asked()
    assert Client(enforce_csrf_checks=True).post(LINK).status_code == 403
    assert not SchoolRequest.objects.filter(confirmed_at__isnull=False).exists()
