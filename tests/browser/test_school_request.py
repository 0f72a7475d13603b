"""From a visitor's form to the first page of a new school, in the browser, with the site admin in between."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from schools.models import SchoolRequest
from tests.browser.test_accessibility import press, violations
from tests.world import SchoolFactory, SchoolRequestFactory, UserFactory

LINK = re.compile(r"http://\S+")


@pytest.fixture
def site_admin(transactional_db):
    """The one who decides; the cache is no model, so what another test counted in it has to go."""
    cache.clear()
    yield UserFactory(is_staff=True, is_superuser=True, email="beheer@site.example")
    cache.clear()


def link_in_mail_to(address):
    message = mail.outbox[-1]
    assert message.to == [address]
    return LINK.search(message.body)[0]


def fill_in(page):
    page.get_by_label("Naam van de school").fill("CBS Het Kompas")
    page.get_by_label("Plaats").fill("Leek")
    page.get_by_label("BRIN").fill("12 ab-00")
    page.get_by_label("Soort onderwijs").select_option("po")
    page.get_by_label("Je naam").fill("Sam de Wit")
    page.get_by_label("Wat doe je op school?").select_option("coordinator")
    page.get_by_label("Je e-mailadres op school").fill("s.dewit@kompas.example")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_form_to_the_first_page(open_page, site_admin, javascript):
    SchoolFactory(name="De Kompasschool", place="Tiel")
    page = open_page(javascript=javascript)
    page.goto("/")
    page.get_by_role("link", name="Meld je school aan").click()
    fill_in(page)
    page.get_by_role("button", name="Verstuur je aanvraag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in je mail")

    page.goto(link_in_mail_to("s.dewit@kompas.example"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Klopt je aanvraag?")
    page.get_by_role("button", name="Ja, verstuur mijn aanvraag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je aanvraag is bevestigd")

    admin = open_page(site_admin)
    admin.goto(link_in_mail_to("beheer@site.example"))
    expect(admin.get_by_role("row", name="De Kompasschool")).to_contain_text("Tiel")
    admin.get_by_role("button", name="Laat toe als nieuwe school").click()
    expect(admin.get_by_text("Kies de regio.")).to_be_visible()
    admin.get_by_label("Vakantieregio").select_option("noord")
    admin.get_by_role("button", name="Laat toe als nieuwe school").click()
    expect(admin.get_by_text("CBS Het Kompas is aangemaakt.").first).to_be_visible()

    page.goto(link_in_mail_to("s.dewit@kompas.example"))
    page.locator("[name=name]").fill("Sam de Wit")
    page.locator("[name=password1]").fill("vier-natte-kiezels")
    page.get_by_role("button", name="Doe mee").click()
    expect(page).to_have_url(re.compile("/vandaag/$"))
    expect(page.get_by_text("Welkom bij CBS Het Kompas.")).to_be_visible()
    page.goto(f"/school/{SchoolRequest.objects.get().school.code}/leden/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Leden")


def test_the_form_and_the_pages_after_it_are_accessible_also_with_errors(open_page, site_admin):
    page, found = open_page(), []
    page.goto("/aanmelden/")
    press(page.get_by_role("button", name="Verstuur je aanvraag"))
    expect(page.locator("#fout")).to_be_focused()
    found += violations(page)
    page.get_by_role("link", name="Naam van de school").click()
    expect(page.get_by_label("Naam van de school")).to_be_focused()
    states = {"gone": None, "waits": {}, "done": {"confirmed": True}}
    for token, state in states.items():
        if state is not None:
            SchoolRequestFactory(token=token, why="Omdat het kan.\n" * 20, **state)
        page.goto(f"/aanmelden/{token}/")
        found += violations(page)
    assert not found


def test_a_refused_decision_is_accessible(open_page, transactional_db, ours):
    page = open_page(ours.member.user)
    page.goto(f"/school/{ours.kwargs['code']}/aanvragen/{ours.kwargs['request_id']}/")
    press(page.get_by_role("button", name="Wijs de aanvraag af"))
    expect(page.locator("#fout")).to_be_focused()
    assert not violations(page)
