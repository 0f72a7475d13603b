"""The outcome of a round by keyboard alone, and what axe and a narrow screen say of each state that it can be in."""

import pytest
from playwright.sync_api import expect

from checklists.agreeing import agree
from checklists.answering import answer, finish
from checklists.closing import close, show
from tests.browser.test_accessibility import violations
from tests.browser.test_keyboard import tab_to
from tests.rounds import open_alone
from tests.world import MembershipFactory

STATES = ["waiting", "below five", "shown", "agreed"]


def round_in(state, cast):
    """Return a round of De Vijver that is closed, and as far as its name says."""
    round_ = open_alone(cast.marieke.school, edition_key="po-1.0", name="Najaar")
    few = state == "below five"
    for number, member in enumerate(
        [cast.marieke, cast.joost, *MembershipFactory.create_batch(4, school=round_.school)]
    ):
        answer(round_, member, "PO-B1", stand=str(number % 4), remark="Dit gaat in de onderbouw anders.", flag=True)
        answer(round_, member, "PO-B3", stand="2")
        if number < (4 if few else 6):
            finish(round_, member)
    close(round_, cast.marieke, without_answers=few)
    if state in {"shown", "agreed"}:
        show(round_, cast.marieke)
    if state == "agreed":
        for code, stand in (("PO-B1", "1"), ("PO-B3", "2"), ("PO-O1", "0")):
            agree(round_, code, stand=stand, note="", seen=0)
    return round_


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state_and_nothing_scrolls_sideways(open_page, cast, state, scheme):
    round_ = round_in(state, cast)
    page = open_page(cast.marieke.user, scheme=scheme)
    page.goto(f"/school/{round_.school.code}/checklist/{round_.pk}/uitkomst/")
    for fold in page.locator("main summary").all():
        fold.click()
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_by_keyboard_a_fold_opens_priorities_are_chosen_and_a_goal_is_made(open_page, cast):
    round_ = round_in("agreed", cast)
    page = open_page(cast.marieke.user)
    page.goto(f"/school/{round_.school.code}/checklist/{round_.pk}/uitkomst/")
    boxes = page.locator("#kiezen").get_by_role("checkbox")
    tab_to(page, boxes.first)
    page.keyboard.press("Space")
    expect(boxes.first).to_be_checked()
    fold = page.locator("summary").filter(has_text="De punten van Beleid")
    tab_to(page, fold)
    page.keyboard.press("Enter")
    expect(fold.locator("..")).to_have_attribute("open", "")
    page.get_by_role("heading", level=1).click()
    tab_to(page, page.get_by_role("button", name="Leg deze prioriteiten vast"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Jullie prioriteiten staan vast.")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Maak hier een doel van").first)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Wat willen jullie bereiken?")).to_be_visible()
