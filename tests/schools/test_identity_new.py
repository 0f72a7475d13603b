"""/account/schoolaccount/nieuw/…: what someone does whose school account nobody here has."""

import re
import time
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from schools.models import User
from tests.letters import another, mailed_code
from tests.schools.newcomers import ACCEPT, ADDRESS, CODE, EMAIL, OVER, SCHOOL, prove
from tests.schools.oidc import NEW, StubProvider, configure, entry, round_trip
from tests.world import Cast, InvitationFactory

pytestmark = pytest.mark.django_db


# ---- the page ---------------------------------------------------------------------------


def test_the_page_greets_and_offers_three_ways(newcomer: Client) -> None:
    page = newcomer.get(NEW)
    assert "Nog één stap" in page.text
    assert "Dag Wei Tan." in page.text
    assert {ADDRESS, SCHOOL} <= set(re.findall(r'href="([^"]+)"', page.text))
    assert "/account/login/?next=/account/schoolaccount/koppelen/" in page.text
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("address", [NEW, ADDRESS, CODE, ACCEPT, SCHOOL])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_an_identity_that_waits_there_is_nothing(
    client: Client, entree: StubProvider, address: str, method: str
) -> None:
    assert getattr(client, method)(address)["Location"] == OVER


def test_it_waits_in_the_session_only_and_for_half_an_hour(newcomer: Client, monkeypatch: Any) -> None:
    assert not SocialAccount.objects.exists()
    assert not User.objects.exists()
    assert Client().get(NEW)["Location"] == OVER
    now = time.time()
    monkeypatch.setattr("schools.identities.time.time", lambda: now + 30 * 60 + 1)
    assert newcomer.get(NEW)["Location"] == OVER
    assert "identity" not in newcomer.session


def test_it_waits_no_longer_where_the_provider_is_gone(newcomer: Client, settings: Any, stub: StubProvider) -> None:
    configure(settings, entry(stub, issuer="https://elders.example"))
    assert newcomer.get(NEW)["Location"] == OVER


def test_another_person_at_the_same_computer_begins_anew(newcomer: Client) -> None:
    assert "Begin opnieuw" in newcomer.get(NEW).text
    assert newcomer.post(f"{NEW}vergeten/", {"next": "https://elders.example/"})["Location"] == "/"
    assert newcomer.get(NEW)["Location"] == OVER


def test_a_second_round_trip_replaces_the_first_and_what_was_proven_for_it(
    newcomer: Client, entree: StubProvider
) -> None:
    prove(newcomer)
    entree.subject = "iemand-anders@vijver"
    round_trip(newcomer)
    assert newcomer.get(ACCEPT)["Location"] == ADDRESS


# ---- invited: proving the address -------------------------------------------------------


def test_the_address_of_the_claim_stands_in_the_field_and_may_be_another(newcomer: Client) -> None:
    assert f'value="{EMAIL}"' in newcomer.get(ADDRESS).text
    newcomer.post(ADDRESS, {"email": " Wei@Elders.EXAMPLE "})
    assert mail.outbox[-1].to == ["wei@elders.example"]


def test_a_missing_address_is_asked_for(client: Client, entree: StubProvider) -> None:
    del entree.claims["mail"]
    round_trip(client)
    assert 'value="' not in re.findall(r'<input class="input"[^>]*>', client.get(ADDRESS).text)[0]
    refused = client.post(ADDRESS, {"email": ""})
    assert refused.status_code == 422
    assert "Vul je e-mailadres in." in refused.text


@pytest.mark.parametrize("email", ["geen-adres", "a@b", "a@x.nl\nbcc: b@x.nl", "x" * 250 + "@x.nl"])
def test_what_is_no_address_gets_no_mail(newcomer: Client, email: str) -> None:
    response = newcomer.post(ADDRESS, {"email": email})
    assert response.status_code == 422
    assert "Het ziet eruit als naam@school.nl." in response.text or "Zorg ervoor" in response.text
    assert not mail.outbox


def test_the_mail_is_short_dutch_text_and_html_with_the_code(newcomer: Client) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    [letter] = mail.outbox
    assert letter.subject == "Je code voor Handreiking"
    assert letter.body.startswith("Dag,\n\n")
    assert f"\n{mailed_code()}\n" in letter.body
    [(html, kind)] = letter.alternatives
    assert kind == "text/html"
    assert mailed_code() in html
    assert "<img" not in html


def test_no_page_tells_whether_an_address_is_known_or_invited(newcomer: Client, cast: Cast) -> None:
    InvitationFactory(school=cast.fatima.school, email="uitgenodigd@x.example")
    pages = set()
    for email in ("ib@vijver.example", "uitgenodigd@x.example", "onbekend@x.example"):
        response = newcomer.post(ADDRESS, {"email": email}, follow=True)
        assert mail.outbox[-1].to == [email]
        pages.add(re.sub(r'value="\w{64}"', "", response.text.replace(email, "…")))
    assert len(pages) == 1
    assert len({letter.body.replace(mailed_code(letter), "…") for letter in mail.outbox}) == 1


def test_the_session_holds_no_code(newcomer: Client) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    assert mailed_code() not in str(dict(newcomer.session))


def test_a_wrong_code_is_refused_with_what_to_do_and_the_right_one_works_after(newcomer: Client) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    refused = newcomer.post(CODE, {"code": another(mailed_code())})
    assert refused.status_code == 422
    assert "Deze code klopt niet." in refused.text
    assert newcomer.post(CODE, {"code": f" {mailed_code()[:3]} {mailed_code()[3:]} "})["Location"] == ACCEPT


@pytest.mark.parametrize("code", ["", "x", "۱۲۳۴۵۶", "1" * 21, "\x00"])
def test_what_is_no_code_is_refused(newcomer: Client, code: str) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    assert newcomer.post(CODE, {"code": code}).status_code == 422
    assert newcomer.get(ACCEPT)["Location"] == ADDRESS


def test_after_five_wrong_codes_the_right_one_does_not_work(newcomer: Client) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    for _ in range(5):
        assert newcomer.post(CODE, {"code": another(mailed_code())}).status_code == 422
    response = newcomer.post(CODE, {"code": mailed_code()}, follow=True)
    assert response.redirect_chain == [(ADDRESS, 302)]
    assert "Je hebt het vijf keer geprobeerd. Vraag een nieuwe code." in response.text
    assert newcomer.get(ACCEPT)["Location"] == ADDRESS
    assert prove(newcomer)["Location"] == ACCEPT


def test_a_code_that_is_old_does_not_work(newcomer: Client, monkeypatch: Any) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    now = time.time()
    monkeypatch.setattr("schools.address_proof.time.time", lambda: now + 601)
    assert newcomer.post(CODE, {"code": mailed_code()})["Location"] == ADDRESS


def test_a_newer_code_replaces_the_older_one(newcomer: Client) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    first = mailed_code()
    newcomer.post(ADDRESS, {"email": "ander@x.example"})
    assert first == mailed_code() or newcomer.post(CODE, {"code": first}).status_code == 422


def test_the_code_of_another_session_does_not_work(newcomer: Client, entree: StubProvider) -> None:
    """Who reads somebody's mail over the shoulder, or talks a code out of them, needs that browser too."""
    victim = Client()
    round_trip(victim)
    victim.post(ADDRESS, {"email": EMAIL})
    newcomer.post(ADDRESS, {"email": EMAIL})
    theirs, mine = mailed_code(mail.outbox[0]), mailed_code(mail.outbox[1])
    assert theirs == mine or newcomer.post(CODE, {"code": theirs}).status_code == 422


def test_an_address_gets_three_mails_a_minute_from_wherever_they_are_asked(
    newcomer: Client, entree: StubProvider
) -> None:
    for number in range(3):
        other = Client(REMOTE_ADDR=f"192.0.2.{number}")
        round_trip(other)
        assert other.post(ADDRESS, {"email": EMAIL}).status_code == 302
    refused = newcomer.post(ADDRESS, {"email": EMAIL})
    assert refused.status_code == 422
    assert "Er gingen al een paar mails naar dit adres." in refused.text
    assert len(mail.outbox) == 3


def test_a_mail_server_that_is_down_is_said(newcomer: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    refused = newcomer.post(ADDRESS, {"email": EMAIL})
    assert refused.status_code == 422
    assert "De mail ging niet weg." in refused.text


@pytest.mark.parametrize("address", [CODE, ACCEPT])
def test_no_step_is_skipped(newcomer: Client, cast: Cast, address: str) -> None:
    InvitationFactory(school=cast.fatima.school, email=EMAIL)
    assert newcomer.post(address, {"name": "Wei", "code": "000000"})["Location"] == ADDRESS
    newcomer.post(ADDRESS, {"email": EMAIL})
    assert newcomer.post(ACCEPT, {"name": "Wei"})["Location"] == ADDRESS
    assert not User.objects.filter(email=EMAIL).exists()
