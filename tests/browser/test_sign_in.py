"""Signing in as people do: with a code from a mail, with an app, with a recovery code, and with a passkey."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect

from tests.letters import mailed_code
from tests.schools.second_factor import totp
from tests.world import build_side

PASSWORD = "een-lang-wachtwoord-voor-de-proef"
TODAY = re.compile("/vandaag/$")


@pytest.fixture
def user(transactional_db):
    """A teacher with a password; the cache is no model, so what another test counted in it has to go."""
    cache.clear()
    user = build_side("INLOGGER").member.user
    user.set_password(PASSWORD)
    user.save()
    yield user
    cache.clear()


def sign_in(page, user):
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def set_up_app(page):
    """Set up an app from the menu on, and return its secret."""
    page.get_by_role("button", name="jouw menu").click()
    page.get_by_role("link", name="Je account").click()
    page.get_by_role("link", name="extra beveiliging").click()
    page.get_by_role("link", name="Stel een app in").click()
    expect(page.get_by_role("img", name="QR-code voor je app")).to_be_visible()
    page.get_by_text("Kun je niet scannen?").click()
    secret = page.locator("#sleutel").inner_text()
    page.get_by_label("Code uit je app").fill(totp(secret))
    page.get_by_role("button", name="Zet de app aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    return secret


def add_virtual_authenticator(page):
    """Give the browser a fingerprint reader that always agrees."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.parametrize("javascript", [True, False])
def test_a_code_from_the_mail(open_page, user, javascript):
    page = open_page(javascript=javascript)
    page.goto("/reflecties/")
    page.get_by_role("link", name="Met een code per mail").click()
    page.get_by_label("E-mailadres").fill(user.email)
    page.get_by_role("button", name="Mail me een code").click()
    field = page.get_by_label("Code van zes cijfers")
    field.fill("geen")
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Deze code klopt niet.")
    page.get_by_role("button", name="Stuur een nieuwe code").click()
    field.fill(mailed_code())
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page).to_have_url(re.compile("/reflecties/$"))
    assert len(mail.outbox) == 2


def test_an_app_and_a_recovery_code(open_page, user):
    page = open_page()
    sign_in(page, user)
    secret = set_up_app(page)
    code = page.locator("main code").first.inner_text()
    assert mail.outbox[-1].to == [user.email]
    assert mail.outbox[-1].subject == "Je account heeft een app met codes"

    other = open_page()
    sign_in(other, user)
    expect(other.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    cache.clear()  # the app's code was used a moment ago; an app would show the next one by now
    other.get_by_label("Code uit je app").fill(totp(secret))
    other.get_by_role("button", name="Log in", exact=True).click()
    expect(other).to_have_url(TODAY)

    third = open_page()
    sign_in(third, user)
    third.get_by_label("Code uit je app").fill(code)
    third.get_by_role("button", name="Log in", exact=True).click()
    expect(third).to_have_url(TODAY)

    third.goto("/account/sessions/")
    expect(third.get_by_role("button", name="Log daar uit")).to_have_count(2)
    third.get_by_role("button", name="Log overal uit, behalve hier").click()
    expect(third.get_by_text("Hier ben je nu")).to_have_count(1)
    page.goto("/vandaag/")
    expect(page).to_have_url(re.compile("/account/login/"))


def test_a_passkey(open_page, user):
    page = open_page()
    add_virtual_authenticator(page)
    sign_in(page, user)
    expect(page).to_have_url(TODAY)
    page.goto("/account/2fa/")
    page.get_by_role("link", name="Maak een passkey").click()
    page.get_by_label("Naam, om hem te herkennen").fill("Schoollaptop")
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_role("heading", level=2)).to_have_text("Schoollaptop")
    expect(page.get_by_text("Hiermee log je in zonder wachtwoord.")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/account/login/")
    fixed = Client().session
    fixed["van"] = "een ander"  # a session that someone else chose and planted here
    fixed.save()
    page.context.add_cookies(
        [{"name": "sessionid", "value": fixed.session_key, "url": page.evaluate("location.origin")}]
    )
    page.get_by_role("button", name="Met een passkey").click()
    expect(page).to_have_url(TODAY)
    [session] = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    assert session != fixed.session_key

    page.context.clear_cookies()
    sign_in(page, user)
    page.get_by_role("button", name="Met een passkey").click()
    expect(page).to_have_url(TODAY)


def test_who_has_no_passkey_here_reads_what_to_do(open_page, user):
    page = open_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")  # without a device: the browser refuses at once
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/account/login/")
    page.get_by_role("button", name="Met een passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Met de passkey lukte het niet.")
