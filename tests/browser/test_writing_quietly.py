"""The quiet mode from the first question to the end; taking an answer away and bringing it back; by keyboard; axe."""

import re

import pytest
from playwright.sync_api import expect

from reflections.models import Reflection
from tests.browser.test_accessibility import violations
from tests.browser.test_keyboard import tab_to
from tests.world import ReflectionFactory

PLACE = "/reflecties/schrijven/samen-verantwoordelijk/"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_two_questions_are_answered_and_found_on_the_last_page(open_page, cast, javascript):
    page = open_page(cast.joost.user, width=390, height=800, javascript=javascript)
    page.goto("/handvatten/samen-verantwoordelijk/")
    page.get_by_role("link", name="Rustig schrijven").click()
    expect(page.get_by_text("1 van 2", exact=True).first).to_be_visible()
    expect(page.get_by_text("Noem geen namen van leerlingen.")).to_be_visible()
    page.get_by_role("textbox").first.fill("Een paar rustige kinderen.")
    page.get_by_role("button", name="Volgende").click()
    expect(page).to_have_url(re.compile(r"\?vraag=2$"))
    page.get_by_role("textbox").first.fill("Samen de kring openen.")
    page.get_by_role("button", name="Vorige").click()
    expect(page.get_by_role("textbox").first).to_have_value("Een paar rustige kinderen.")
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("textbox").first).to_have_value("Samen de kring openen.")
    page.get_by_role("button", name="Klaar").click()
    expect(page).to_have_url(re.compile("/klaar/$"))
    expect(page.get_by_text("Vandaag schreef je bij alle 2 vragen")).to_be_visible()
    expect(page.get_by_text("Samen de kring openen.")).to_be_visible()
    assert Reflection.objects.visible_to(cast.joost.user).count() == 2


def test_it_goes_by_keyboard_alone(open_page, cast):
    page = open_page(cast.joost.user)
    page.goto(PLACE)
    tab_to(page, page.get_by_role("textbox").first)
    page.keyboard.type("Een zin.")
    tab_to(page, page.get_by_text("Voor welke klas of groep?"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Klas of groep", exact=True))
    page.keyboard.type("groep 5")
    tab_to(page, page.get_by_role("button", name="Volgende"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?vraag=2$"))
    tab_to(page, page.get_by_role("button", name="Vorige"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Klas of groep", exact=True)).to_have_value("groep 5")


def test_both_versions_are_chosen_from_by_keyboard_and_are_accessible(open_page, cast):
    page = open_page(cast.joost.user)
    page.goto(PLACE)
    slug = page.locator("form[data-draft]").get_attribute("data-draft")
    ReflectionFactory(author=cast.joost.user, question=slug, text="Van de telefoon.", version=9)
    page.get_by_role("textbox").first.focus()
    page.keyboard.type("Van de laptop.")
    expect(page.locator(".conflict")).to_be_visible()
    assert not violations(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    tab_to(page, page.get_by_role("button", name="Houd allebei, onder elkaar"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox").first).to_have_value("Van de telefoon.\n\nVan de laptop.")
    expect(page.get_by_role("status").last).to_be_focused()


def test_without_script_both_versions_are_a_page_of_their_own(open_page, cast):
    page = open_page(cast.joost.user, javascript=False)
    page.goto(PLACE)
    slug = page.locator("form[data-draft]").get_attribute("data-draft")
    ReflectionFactory(author=cast.joost.user, question=slug, text="Van de telefoon.", version=9)
    page.get_by_role("textbox").first.fill("Van de laptop.")
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kies wat je houdt")
    expect(page.locator(".conflict")).to_contain_text("Van de telefoon.")
    page.get_by_role("button", name="Bewaar wat hier staat").click()
    expect(page).to_have_url(re.compile(PLACE))
    expect(page.get_by_role("textbox").first).to_have_value("Van de laptop.")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_an_answer_is_changed_taken_away_and_brought_back(open_page, cast, javascript):
    own = ReflectionFactory(author=cast.joost.user, text="Rust.")
    page = open_page(cast.joost.user, width=390, height=800, javascript=javascript)
    page.goto("/reflecties/")
    page.locator(".reflections").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(f"/reflecties/{own.pk}/$"))
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.get_by_role("textbox").first.fill("Rust en lachen.")
        if not javascript:
            page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".save")).to_contain_text("Bewaard om")
    page.reload()
    expect(page.get_by_role("textbox").first).to_have_value("Rust en lachen.")
    page.get_by_role("button", name="Haal dit antwoord weg").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je antwoord is weg")
    assert not Reflection.objects.visible_to(cast.joost.user).exists()
    if javascript:
        assert not violations(page)
    page.get_by_role("button", name="Zet het terug").click()
    expect(page.get_by_text("Je antwoord staat er weer.")).to_be_visible()
    expect(page.get_by_role("textbox").first).to_have_value("Rust en lachen.")
