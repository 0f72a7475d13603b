"""The main job by keyboard alone: Tab, arrows, space and Enter."""

import re

from playwright.sync_api import expect

from tests.world import RoundFactory


def tab_to(page, locator, most=80):
    """Press Tab until the element has the focus; it must be reachable, and visibly focused."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {locator}")


def test_the_first_tab_stop_skips_to_the_content(open_page, cast):
    page = open_page(cast.joost.user)
    page.goto("/vandaag/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_menu_opens_and_closes_and_gives_the_focus_back(open_page, cast):
    page = open_page(cast.joost.user)
    page.goto("/vandaag/")
    button = page.locator(".menu-button")
    tab_to(page, button)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Mijn reflecties")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_a_pillar_is_filled_in_and_ended_by_keyboard(open_page, cast):
    round_ = RoundFactory(school=cast.marieke.school, name="Najaar")
    page = open_page(cast.marieke.user)
    page.goto(f"/school/{round_.school.code}/checklist/{round_.pk}/beleid/")
    for number in range(3):
        radios = page.locator(".item").nth(number).get_by_role("radio")
        tab_to(page, radios.first)
        with page.expect_response(lambda response: response.request.method == "POST"):
            page.keyboard.press("Space")
        with page.expect_response(lambda response: response.request.method == "POST"):
            page.keyboard.press("ArrowRight")
        expect(radios.nth(1)).to_be_checked()
        expect(radios.nth(1)).to_be_focused()
    expect(page.locator("#bewaard")).to_contain_text("Bewaard om")
    assert set(round_.team_views.values_list("stand", flat=True)) == {"1"}
    tab_to(page, page.get_by_role("button", name="Bewaar en ga naar Educatie"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/educatie/$"))


def test_after_a_refused_form_the_message_has_the_focus_and_leads_to_the_field(open_page, cast):
    page = open_page(cast.marieke.user)
    page.goto(f"/school/{cast.marieke.school.code}/agenda/nieuw/")
    tab_to(page, page.get_by_role("button", name="Zet in de agenda"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Wat gaan jullie doen?")).to_be_focused()
