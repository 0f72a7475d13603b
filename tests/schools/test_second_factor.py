"""A second factor: made, used, replaced and taken away; and who has to have one."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from schools.models import User
from tests.world import PASSWORD, Cast, MembershipFactory

INDEX = "/account/2fa/"
ACTIVATE = "/account/2fa/totp/activate/"
AUTHENTICATE = "/account/2fa/authenticate/"
CODES = "/account/2fa/recovery-codes/"


def set_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def totp(secret: str) -> str:
    """Return the code that an app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def log_in(client: Client, user: User) -> Any:
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD})


def activate(client: Client) -> tuple[str, Any]:
    """Set up an app as a person who just signed in; return its secret and the answer."""
    page = client.get(ACTIVATE)
    assert page.status_code == 200
    found = re.search(r'id="sleutel">(\w+)<', page.text)
    assert found
    return found[1], client.post(ACTIVATE, {"code": totp(found[1])})


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<code>(\w+)</code>", client.get(CODES).text)


def is_in(client: Client) -> bool:
    return client.get("/reflecties/").status_code == 200


def with_app(user: User) -> tuple[str, list[str]]:
    """Give a person an app; return its secret and the recovery codes."""
    client = Client()
    log_in(client, user)
    secret, _ = activate(client)
    return secret, recovery_codes(client)


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


# ---- who has to have one ----------------------------------------------------------------


@pytest.fixture
def chief(marieke: User) -> User:
    """Marieke, who manages the site as well."""
    marieke.is_staff = marieke.is_superuser = True
    marieke.save()
    return marieke


def test_the_django_admin_leads_to_the_second_factor_with_an_explanation(
    client: Client, chief: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_FOR = {"staff"}
    log_in(client, chief)
    for address in ("/beheer/", "/beheer/schools/school/", "/beheer/schools/school/add/"):
        response = client.get(address, follow=True)
        assert response.redirect_chain == [("/account/2fa/?nodig=staff", 302)]
        assert "Eerst een tweede stap" in response.text
    assert client.post("/beheer/schools/school/add/", {}).status_code == 302
    activate(client)
    assert client.get("/beheer/").status_code == 200
    assert "Eerst een tweede stap" not in client.get("/account/2fa/?nodig=staff").text


def test_nobody_is_locked_out_of_the_rest(client: Client, chief: User, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = {"staff", "admin"}
    log_in(client, chief)
    for address in ("/vandaag/", "/reflecties/", "/account/logout/", "/account/password/change/", INDEX, ACTIVATE):
        assert client.get(address).status_code == 200
    assert client.post("/beheer/logout/").status_code in {200, 302}
    assert not is_in(client)


def test_without_the_setting_nobody_has_to(client: Client, chief: User, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = set()
    client.force_login(chief)
    assert client.get("/beheer/").status_code == 200


def test_who_does_not_manage_the_site_is_not_asked_for_one(client: Client, cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = {"staff"}
    assert client.get("/beheer/")["Location"].startswith("/beheer/login/")
    client.force_login(cast.joost.user)
    assert client.get("/beheer/")["Location"].startswith("/beheer/login/")


@pytest.mark.parametrize(("listed", "wanted"), [({"admin"}, True), ({"staff"}, False), (set(), False)])
def test_a_schools_pages_want_one_of_its_admins_where_the_site_says_so(
    client: Client, cast: Cast, settings: Any, listed: set[str], wanted: bool
) -> None:
    settings.SECOND_FACTOR_FOR = listed
    cast.marieke.is_admin = True
    cast.marieke.save()
    client.force_login(cast.marieke.user)
    for page in ("leden", "doelen"):
        address = f"/school/{cast.marieke.school.code}/{page}/"
        response = client.get(address)
        assert (response.status_code == 302) == wanted
        if wanted:
            assert response["Location"] == "/account/2fa/?nodig=school"
            part = client.get(address, headers={"hx-request": "true"})
            assert part["HX-Redirect"] == "/account/2fa/?nodig=school"


def test_a_school_asks_one_of_its_own_principal_and_of_no_other_school(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.SECOND_FACTOR_FOR = set()
    cast.fatima.school.second_factor_since = timezone.now()
    cast.fatima.school.save()
    set_password(cast.fatima.user)
    log_in(client, cast.fatima.user)
    address = f"/school/{cast.fatima.school.code}/leden/"
    response = client.get(address, follow=True)
    assert response.redirect_chain == [("/account/2fa/?nodig=school", 302)]
    assert "De pagina’s van je school gaan open" in response.text
    activate(client)
    assert client.get(address).status_code == 200
    elsewhere = MembershipFactory(user=cast.joost.user, school=cast.bram.school, role="principal")
    client.force_login(cast.joost.user)
    assert client.get(f"/school/{elsewhere.school.code}/leden/").status_code == 200


def test_who_does_not_manage_accounts_is_not_asked_for_one(client: Client, cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = {"admin"}
    client.force_login(cast.joost.user)
    assert client.get(f"/school/{cast.joost.school.code}/doelen/").status_code == 200
    assert client.get(f"/school/{cast.joost.school.code}/leden/").status_code == 403
    assert client.get(f"/school/{cast.bram.school.code}/leden/").status_code == 404


def test_a_site_admin_takes_away_a_lost_second_factor_but_sees_no_secret(
    client: Client, chief: User, cast: Cast, as_user: Callable[..., Client]
) -> None:
    cast.joost.user.set_password(PASSWORD)
    cast.joost.user.save()
    with_app(cast.joost.user)
    client.force_login(chief)
    app = Authenticator.objects.get(user=cast.joost.user, type="totp")
    page = client.get(f"/beheer/mfa/authenticator/{app.pk}/change/")
    assert page.status_code == 200
    assert "gAAAA" not in page.text
    client.post(f"/beheer/mfa/authenticator/{app.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.filter(pk=app.pk).exists()
    assert client.get("/beheer/mfa/authenticator/add/").status_code == 403
    assert client.get("/beheer/usersessions/usersession/").status_code == 404
