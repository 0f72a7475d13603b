"""The pages of one's own account in a real browser: axe on each, with what is refused; and a new address, end to end."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.test_accessibility import press, violations
from tests.browser.test_sign_in import PASSWORD, add_virtual_authenticator, set_up_app, sign_in
from tests.letters import mailed_code
from tests.schools.second_factor import totp
from tests.world import build_side


@pytest.fixture
def user(transactional_db):
    """A teacher with a password; the cache is no model, so what another test counted in it has to go."""
    cache.clear()
    user = build_side("ACCOUNTER").member.user
    user.set_password(PASSWORD)
    user.save()
    yield user
    cache.clear()


def walked(page, addresses):
    """Return what axe finds on each of the addresses, which all have to be there."""
    found = []
    for address in addresses:
        assert page.goto(address).status == 200
        assert page.url.endswith(address), f"{address} led to {page.url}"
        found += violations(page)
    return found


def test_passkeys_recovery_codes_and_sessions_are_accessible(open_page, user):
    page = open_page()
    add_virtual_authenticator(page)
    sign_in(page, user)
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Naam, om hem te herkennen").fill("Een laptop met een heel lange naam, die van school is")
    page.get_by_role("button", name="Maak de passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    found = walked(
        page, ["/account/2fa/recovery-codes/", "/account/2fa/webauthn/", "/account/2fa/", "/account/sessions/"]
    )
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name=re.compile("^Geef een naam")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Naam van de passkey")
    found += violations(page)
    page.get_by_label("Naam, om hem te herkennen").fill("")
    press(page.get_by_role("button", name="Bewaar de naam"))
    expect(page.get_by_role("alert").first).to_contain_text("Vul dit nog in.")
    found += violations(page)
    page.goto("/account/2fa/webauthn/")
    page.get_by_role("link", name=re.compile("^Haal weg")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Passkey weghalen?")
    found += violations(page)
    other = open_page()
    sign_in(other, user)
    expect(other.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    found += violations(other)
    assert not found


def test_showing_again_who_one_is_is_accessible(open_page, user):
    first = open_page()
    add_virtual_authenticator(first)
    sign_in(first, user)
    set_up_app(first)
    found = walked(
        first,
        ["/account/2fa/recovery-codes/", "/account/2fa/recovery-codes/generate/", "/account/2fa/totp/deactivate/"],
    )
    first.goto("/account/2fa/webauthn/add/")
    first.get_by_label("Naam, om hem te herkennen").fill("Laptop")
    press(first.get_by_role("button", name="Maak de passkey"))
    page = open_page(user)  # signed in, but nobody knows how long ago
    page.goto("/account/email/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben jij het?")
    found += violations(page)
    page.get_by_label("Wachtwoord", exact=True).fill("fout")
    press(page.get_by_role("button", name="Ga verder"))
    expect(page.get_by_role("alert").first).to_contain_text("Dit is niet je huidige wachtwoord.")
    found += violations(page)
    found += walked(page, ["/account/2fa/reauthenticate/", "/account/2fa/webauthn/reauthenticate/"])
    page.goto("/account/2fa/reauthenticate/")
    page.get_by_label("Code uit je app").fill("1")
    press(page.get_by_role("button", name="Ga verder"))
    expect(page.get_by_role("alert").first).to_contain_text("Deze code klopt niet.")
    found += violations(page)
    assert not found


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_new_address_from_the_menu_to_the_mail_to_the_old_one(open_page, user, javascript):
    old, new = user.email, "nieuw@school.example"
    page, found = open_page(javascript=javascript), []
    look = (lambda: found.extend(violations(page))) if javascript else (lambda: None)
    sign_in(page, user)
    page.goto("/account/")
    page.get_by_role("link", name="Wijzig je e-mailadres").click()
    page.get_by_label("Nieuw e-mailadres").fill("zomaar")
    press(page.get_by_role("button", name="Mail me een code"))
    expect(page.get_by_role("alert").first).to_contain_text("Dit e-mailadres klopt nog niet.")
    expect(page.get_by_label("Nieuw e-mailadres")).to_have_value("zomaar")
    look()
    page.get_by_label("Nieuw e-mailadres").fill(new)
    press(page.get_by_role("button", name="Mail me een code"))
    look()
    page.get_by_label("Code van zes cijfers").fill("geen")
    press(page.get_by_role("button", name="Wijzig mijn adres"))
    expect(page.get_by_role("alert").first).to_contain_text("Deze code klopt niet.")
    look()
    press(page.get_by_role("button", name="Stuur een nieuwe code"))
    code = mailed_code()
    page.get_by_label("Code van zes cijfers").fill(code)
    press(page.get_by_role("button", name="Wijzig mijn adres"))
    expect(page.get_by_role("status")).to_contain_text(f"Je adres is nu {new}.")
    look()
    assert [letter.to for letter in mail.outbox] == [[new], [new], [old]]
    page.goto("/account/name/")
    page.get_by_label("Je naam").fill("")
    press(page.get_by_role("button", name="Bewaar je naam"))
    look()
    assert not found


def test_who_is_asked_to_sign_in_again_and_who_has_to_wait_can_read_it(open_page, user, settings):
    user.set_unusable_password()
    user.save()
    page = open_page(user)
    found = walked(page, ["/account/email/", "/account/password/set/"])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "reset_password": "1/h/ip"}
    visitor = open_page()
    for heading in ("De mail ging niet weg", "Even wachten"):
        visitor.goto("/account/password/reset/")
        visitor.get_by_label("E-mailadres").fill("niemand@school.example")
        press(visitor.get_by_role("button", name="Stuur de mail"))
        expect(visitor.get_by_role("heading", level=1)).to_have_text(heading)
        found += violations(visitor)
    assert not found


def test_an_app_still_opens_the_account_after_a_new_address(open_page, user):
    page = open_page()
    sign_in(page, user)
    secret = set_up_app(page)
    page.goto("/account/email/")
    page.get_by_label("Nieuw e-mailadres").fill("nieuw@school.example")
    press(page.get_by_role("button", name="Mail me een code"))
    code = mailed_code()
    page.get_by_label("Code van zes cijfers").fill(code)
    press(page.get_by_role("button", name="Wijzig mijn adres"))
    cache.clear()  # the app's code was used a moment ago
    user.refresh_from_db()
    other = open_page()
    sign_in(other, user)
    other.get_by_label("Code uit je app").fill(totp(secret))
    other.get_by_role("button", name="Log in", exact=True).click()
    expect(other).to_have_url(re.compile("/vandaag/$"))
