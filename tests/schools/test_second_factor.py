"""A second factor: made, used, replaced and taken away; and who has to have one."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from schools.models import User
from tests.schools.second_factor import (
    ACTIVATE,
    CODES,
    INDEX,
    activate,
    is_in,
    log_in,
    recovery_codes,
    totp,
    with_app,
)
from tests.world import PASSWORD

AUTHENTICATE = "/account/2fa/authenticate/"


# ---- an app with codes ------------------------------------------------------------------


def test_who_signed_in_just_now_sets_up_an_app_and_gets_recovery_codes(client: Client, marieke: User) -> None:
    log_in(client, marieke)
    _, response = activate(client)
    assert response["Location"] == CODES
    assert len(recovery_codes(client)) == 10
    assert "Bij het inloggen vragen we een code uit je app." in client.get(INDEX).text


def test_an_older_session_is_asked_who_it_is_first(client: Client, marieke: User) -> None:
    client.force_login(marieke)
    assert client.get(ACTIVATE)["Location"].startswith("/account/reauthenticate/")
    response = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": ACTIVATE})
    assert response["Location"] == ACTIVATE
    assert client.get(ACTIVATE).status_code == 200


def test_a_session_of_more_than_five_minutes_is_an_older_one(client: Client, marieke: User, monkeypatch: Any) -> None:
    log_in(client, marieke)
    now = time.time()
    monkeypatch.setattr("schools.adapters.time.time", lambda: now + 301)
    assert client.get(ACTIVATE)["Location"].startswith("/account/reauthenticate/")


def test_the_qr_code_is_a_part_of_the_page_without_style_or_data(client: Client, marieke: User) -> None:
    log_in(client, marieke)
    html = client.get(ACTIVATE).text
    assert '<svg role="img" aria-label="QR-code voor je app"' in html
    assert "data:image" not in html
    assert not re.search(r"<style|\sstyle=|<\?xml", html)


def test_a_wrong_code_sets_up_nothing_and_keeps_the_secret(client: Client, marieke: User) -> None:
    log_in(client, marieke)
    secret = re.findall(r'id="sleutel">(\w+)<', client.get(ACTIVATE).text)
    response = client.post(ACTIVATE, {"code": "geen"})
    assert "Deze code klopt niet." in response.text
    assert re.findall(r'id="sleutel">(\w+)<', response.text) == secret
    assert not Authenticator.objects.exists()


def test_secrets_are_encrypted_in_the_database(client: Client, marieke: User) -> None:
    secret, _ = with_app(marieke)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert "gAAAA" in stored


def test_signing_in_then_takes_a_code_too(client: Client, marieke: User) -> None:
    with_app(marieke)
    assert log_in(client, marieke)["Location"] == AUTHENTICATE
    assert not is_in(client)
    page = client.get(AUTHENTICATE).text
    assert "Nog één stap" in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert "Deze code klopt niet." in client.post(AUTHENTICATE, {"code": "000 000x"}).text
    assert not is_in(client)


def test_the_code_of_the_app_opens_today(client: Client, marieke: User) -> None:
    secret, _ = with_app(marieke)
    log_in(client, marieke)
    cache.clear()  # the code was used a moment ago, to set the app up
    assert client.post(AUTHENTICATE, {"code": totp(secret)})["Location"] == "/vandaag/"
    assert is_in(client)


def test_the_code_of_the_app_works_once_for_as_long_as_it_is_good(
    client: Client, marieke: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, _ = with_app(marieke)
    code, now = totp(secret), time.time()
    cache.clear()  # it was used a moment ago, to set the app up
    log_in(client, marieke)
    assert client.post(AUTHENTICATE, {"code": code})["Location"] == "/vandaag/"
    cache.delete(f"allauth.mfa.totp.used?user={marieke.pk}&code={code}")  # allauth forgets it after half a minute
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now + 30)
    again = Client()
    log_in(again, marieke)
    assert again.post(AUTHENTICATE, {"code": f"{code[:3]} {code[3:]}"}).status_code == 200
    assert not is_in(again)


def test_a_recovery_code_works_once(marieke: User) -> None:
    _, codes = with_app(marieke)
    first, again = Client(), Client()
    log_in(first, marieke)
    assert first.post(AUTHENTICATE, {"code": codes[0]})["Location"] == "/vandaag/"
    assert "Je hebt er nog 9." in first.get(INDEX).text
    log_in(again, marieke)
    assert again.post(AUTHENTICATE, {"code": codes[0]}).status_code == 200
    assert not is_in(again)


def test_guessing_the_second_factor_ends_after_five_tries(client: Client, marieke: User) -> None:
    _, codes = with_app(marieke)
    log_in(client, marieke)
    for _ in range(5):
        client.post(AUTHENTICATE, {"code": "fout"})
    assert "Wacht vijf minuten" in client.post(AUTHENTICATE, {"code": codes[0]}).text
    assert not is_in(client)


def test_a_code_by_mail_does_not_replace_the_second_factor(client: Client, marieke: User) -> None:
    with_app(marieke)
    client.post("/account/login/code/", {"email": marieke.email})
    found = re.search(r"^\d{6}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    assert client.post("/account/login/code/confirm/", {"code": found.group()})["Location"] == AUTHENTICATE
    assert not is_in(client)


def test_recovery_codes_are_downloaded_as_text_and_made_anew(client: Client, marieke: User) -> None:
    log_in(client, marieke)
    activate(client)
    codes = recovery_codes(client)
    file = client.get(f"{CODES}download/")
    assert file["Content-Type"].startswith("text/plain")
    assert all(code in file.text for code in codes)
    assert client.post(f"{CODES}generate/")["Location"] == CODES
    assert not set(recovery_codes(client)) & set(codes)


def test_the_app_is_turned_off_and_the_codes_go_with_it(client: Client, marieke: User) -> None:
    log_in(client, marieke)
    activate(client)
    assert "De app uitzetten?" in client.get("/account/2fa/totp/deactivate/").text
    client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == ([marieke.email], "De app met codes staat uit")
    assert letter.body.startswith("Dag Marieke,\n\nDe app met codes is uitgezet bij je account bij Handreiking.")
    assert log_in(Client(), marieke)["Location"] == "/vandaag/"


def test_who_has_no_password_sets_up_an_app_too(client: Client, marieke: User) -> None:
    marieke.set_unusable_password()
    marieke.save()
    client.force_login(marieke)
    assert activate(client)[1]["Location"] == CODES


def test_an_address_that_was_never_confirmed_is_no_hindrance(client: Client, marieke: User) -> None:
    client.post("/account/password/reset/", {"email": marieke.email})
    log_in(client, marieke)
    assert activate(client)[1]["Location"] == CODES


NONSENSE = pytest.mark.parametrize(
    "credential",
    [
        "",
        "x",
        "1",
        "null",
        "[]",
        "{}",
        '{"id": 1}',
        '{"response": 1}',
        '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {}}',
        '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"userHandle": "eA", "clientDataJSON": "e30", "authenticatorData": "YQ", "signature": "YQ"}}',
        '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": 1}}',
        '{"id": "YQ", "rawId": "é", "type": [], "response": {"clientDataJSON": "e30", "attestationObject": "YQ"}}',
    ],
)


@NONSENSE
def test_nonsense_for_a_passkey_leads_back_to_the_login(client: Client, marieke: User, credential: str) -> None:
    client.get("/account/2fa/webauthn/login/", headers={"accept": "application/json"})
    response = client.post("/account/2fa/webauthn/login/", {"credential": credential}, follow=True)
    assert response.redirect_chain == [("/account/login/", 302)]
    assert 'class="alert tone-bad"' in response.text
    assert not is_in(client)


@NONSENSE
def test_nonsense_for_a_new_passkey_makes_none(client: Client, marieke: User, credential: str) -> None:
    log_in(client, marieke)
    client.get("/account/2fa/webauthn/add/")
    response = client.post("/account/2fa/webauthn/add/", {"name": "x", "credential": credential})
    assert response.status_code == 200
    assert 'class="alert tone-bad"' in response.text
    assert not Authenticator.objects.exists()


@NONSENSE
def test_nonsense_for_a_passkey_as_the_second_step_is_refused(client: Client, marieke: User, credential: str) -> None:
    with_app(marieke)
    log_in(client, marieke)
    client.get(AUTHENTICATE)
    response = client.post(AUTHENTICATE, {"credential": credential})
    assert response.status_code == 200
    assert 'class="alert tone-bad"' in response.text
    assert not is_in(client)
