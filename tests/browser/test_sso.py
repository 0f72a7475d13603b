"""Signing in with a school account in the browser, at a certified OpenID Connect provider with Entree's claim names.

bin/test installs the provider (`npm ci` in tests/identity_provider); Playwright's own node runs it.
"""

import re

import pytest
from allauth.socialaccount.models import SocialAccount
from playwright.sync_api import expect

from schools.models import User
from tests.letters import mailed_code
from tests.schools.oidc import configure
from tests.world import InvitationFactory, build_cast

TODAY = re.compile("/vandaag/$")


@pytest.fixture
def cast(transactional_db):
    return build_cast()


def sign_in_at_school(page, who):
    """Press the button of the login, and sign in at the provider as one of people.json."""
    page.goto("/account/login/")
    page.get_by_role("button", name="Inloggen met Entree Federatie").click()
    answer_provider(page, who)


def answer_provider(page, who):
    expect(page.get_by_role("heading", name="Schoolaccount", exact=True)).to_be_visible()
    page.get_by_label("Wie ben je?").fill(who)
    page.get_by_role("button", name="Log in").click()


def link_joost(cast, entree):
    SocialAccount.objects.create(user=cast.joost.user, provider=entree.issuer, uid="joost@vijver")


@pytest.mark.parametrize("javascript", [True, False])
def test_someone_invited_comes_in_with_a_school_account_and_signs_in_with_it_the_next_time(
    open_page, cast, entree, javascript
):
    InvitationFactory(school=cast.fatima.school, email="w.tan@vijver.example")
    page = open_page(javascript=javascript)
    sign_in_at_school(page, "wei")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    page.get_by_role("link", name="Ik ben uitgenodigd").click()
    expect(page.get_by_label("E-mailadres")).to_have_value("w.tan@vijver.example")
    page.get_by_role("button", name="Mail me een code").click()
    page.get_by_label("Code van zes cijfers").fill("geen")
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze code klopt niet.")
    page.get_by_label("Code van zes cijfers").fill(mailed_code())
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Doe mee met De Vijver")
    expect(page.get_by_label("Je naam")).to_have_value("Wei")
    page.get_by_label("Je naam").fill("Wei Tan")
    page.get_by_role("button", name="Doe mee met je schoolaccount").click()
    expect(page).to_have_url(TODAY)
    expect(page.get_by_text("Welkom bij De Vijver.")).to_be_visible()

    page.context.clear_cookies()
    sign_in_at_school(page, "wei")
    expect(page).to_have_url(TODAY)
    assert User.objects.get(email="w.tan@vijver.example").memberships.get().school == cast.fatima.school


def test_the_link_of_an_invitation_and_a_school_account(open_page, cast, entree):
    InvitationFactory(school=cast.fatima.school, email="prive@x.example", token="bewijs")
    page = open_page()
    page.goto("/uitnodiging/bewijs/")
    page.get_by_role("button", name="Ga verder met Entree Federatie").click()
    answer_provider(page, "wei")
    page.get_by_role("button", name="Doe mee als Wei met je schoolaccount").click()
    expect(page).to_have_url(TODAY)


def test_a_known_identity_goes_straight_to_the_page_that_was_asked_for(open_page, cast, entree):
    link_joost(cast, entree)
    page = open_page()
    page.goto("/reflecties/")
    page.get_by_role("button", name="Inloggen met Entree Federatie").click()
    answer_provider(page, "joost")
    expect(page).to_have_url(re.compile("/reflecties/$"))


def test_the_policy_lets_a_form_lead_to_the_provider_at_once(open_page, cast, entree, settings):
    """Without a page between, the browser holds the redirect against form-action."""
    link_joost(cast, entree)
    entry = {"id": "entree", "name": "Entree Federatie", "issuer": entree.issuer, "claims": "standard"}
    configure(settings, entry | {"client_id": "handreiking", "secret": "geheim"})
    page = open_page()
    sign_in_at_school(page, "joost")
    expect(page).to_have_url(TODAY)


def test_an_account_is_linked_after_signing_in_the_usual_way(open_page, cast, entree):
    cast.marieke.user.set_password("een-lang-wachtwoord-voor-de-proef")
    cast.marieke.user.save()
    page = open_page()
    sign_in_at_school(page, "wei")
    page.get_by_role("link", name="Ik heb hier al een account").click()
    page.get_by_label("E-mailadres").fill("ib@vijver.example")
    page.get_by_label("Wachtwoord", exact=True).fill("een-lang-wachtwoord-voor-de-proef")
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Koppel je schoolaccount")
    page.get_by_role("button", name="Koppel ze").click()
    expect(page.get_by_text("Je schoolaccount is gekoppeld.")).to_be_visible()
    assert SocialAccount.objects.get().user == cast.marieke.user


def test_a_student_is_sent_away_kindly(open_page, cast, entree):
    before = User.objects.count()
    page = open_page()
    sign_in_at_school(page, "leerling")
    expect(page.get_by_role("heading", level=1)).to_have_text("Handreiking is voor wie op school werkt")
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == before


def test_who_stops_at_the_provider_reads_that_nothing_happened(open_page, cast, entree):
    page = open_page()
    page.goto("/account/login/")
    page.get_by_role("button", name="Inloggen met Entree Federatie").click()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je bent niet ingelogd")


def test_a_provider_that_goes_down_halfway_or_before_ends_at_a_page_that_says_what_to_do(open_page, cast, entree):
    page = open_page()
    page.goto("/account/login/")
    page.get_by_role("button", name="Inloggen met Entree Federatie").click()
    expect(page.get_by_label("Wie ben je?")).to_be_visible()
    answer = page.request.post(page.url, form={"wie": "joost"}, max_redirects=0)
    while "/callback/" not in answer.headers["location"]:
        answer = page.request.get(answer.headers["location"], max_redirects=0)
    entree.stop()
    page.goto(answer.headers["location"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen met je schoolaccount lukt nu niet")
    page.get_by_role("button", name="Inloggen met Entree Federatie").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen met je schoolaccount lukt nu niet")
    page.get_by_role("link", name="Inloggen op een andere manier").click()
    expect(page.get_by_label("Wachtwoord", exact=True)).to_be_visible()
