"""The people of a school in a real browser: search as you type, the menu with two schools, leaving."""

import re

import pytest
from playwright.sync_api import expect

from tests.world import MembershipFactory, build_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db):
    return build_cast()


def test_the_list_follows_what_is_typed_and_the_field_keeps_the_focus(cast, open_page):
    page = open_page(cast.fatima.user)
    page.goto(f"/school/{cast.fatima.school.code}/leden/")
    page.get_by_label("Zoek op naam of adres").press_sequentially("joo")
    expect(page.locator("#gevonden")).to_contain_text("1 van de 3 leden gevonden")
    expect(page.get_by_role("row")).to_have_count(2)  # the heading, and Joost
    expect(page.get_by_label("Zoek op naam of adres")).to_be_focused()
    page.get_by_role("link", name="Wijzig Joost van Dijk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Joost van Dijk")
    page.go_back()
    expect(page.locator("#gevonden")).to_contain_text("1 van de 3 leden gevonden")


def test_without_javascript_the_button_searches(cast, open_page):
    page = open_page(cast.fatima.user, javascript=False)
    page.goto(f"/school/{cast.fatima.school.code}/leden/")
    page.get_by_label("Zoek op naam of adres").fill("marieke")
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator("#gevonden")).to_contain_text("1 van de 3 leden gevonden")


def test_by_keyboard_to_the_other_school_and_away_from_it(cast, open_page):
    MembershipFactory(user=cast.marieke.user, school=cast.bram.school)
    page = open_page(cast.marieke.user, width=390)
    page.goto(f"/school/{cast.marieke.school.code}/doelen/")
    page.get_by_role("button", name="jouw menu").press("Enter")
    page.get_by_role("link", name="Het Waterlicht Docent").press("Enter")
    expect(page).to_have_url(re.compile("/vandaag/$"))
    page.get_by_role("button", name="jouw menu").press("Enter")
    expect(page.get_by_role("link", name="Het Waterlicht Docent")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Weggaan bij Het Waterlicht").press("Enter")
    page.get_by_role("button", name="Ga weg bij deze school").press("Enter")
    expect(page.locator("#meldingen")).to_contain_text("Je doet niet meer mee met Het Waterlicht.")
    page.get_by_role("button", name="jouw menu").press("Enter")
    expect(page.get_by_text("Jouw school", exact=True)).to_be_visible()
