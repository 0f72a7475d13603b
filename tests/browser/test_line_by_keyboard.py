"""The whole line by keyboard alone: signing in, a checklist, a priority, a goal, and evaluations until it is secured."""

import re

from playwright.sync_api import Locator, Page, expect

from schools.models import Goal
from tests.browser.test_accessibility import violations
from tests.browser.test_keyboard import tab_to
from tests.world import RoundFactory, weekday

PASSWORD = "een-lang-wachtwoord-voor-de-proef"
MOST_STOPS = 220  # what Tab passes on the longest page, twice round


def press(page: Page, target: Locator) -> None:
    """Tab to a link or a button and press Enter."""
    expect(target).to_be_visible()
    tab_to(page, target, MOST_STOPS)
    page.keyboard.press("Enter")


def write(page: Page, field: Locator, text: str) -> None:
    """Tab to a field and type, in place of what stands there."""
    expect(field).to_be_visible()
    tab_to(page, field, MOST_STOPS)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page: Page, radio: Locator) -> None:
    """Tab into a group of radio buttons, then go to the one that is wanted with the arrows."""
    group = page.locator(f"input[type=radio][name='{radio.get_attribute('name')}']")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == radio.get_attribute("name"):
            break
    page.keyboard.press("Space")
    for _ in range(group.count()):
        if radio.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("ArrowDown")
    expect(radio).to_be_checked()


def set_day(page: Page, field: Locator, days: int) -> None:
    """Tab to a date field and type month, day and year: the order of Chromium's own language, not of the page's."""
    expect(field).to_be_visible()
    tab_to(page, field, MOST_STOPS)
    page.keyboard.type(f"{weekday(days):%m%d%Y}")
    expect(field).to_have_value(weekday(days).isoformat())


def sign_in(page: Page, user) -> None:
    """Sign in by the form."""
    user.set_password(PASSWORD)
    user.save()
    page.goto("/account/login/")
    write(page, page.get_by_label("E-mailadres"), user.email)
    write(page, page.get_by_label("Wachtwoord", exact=True), PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/vandaag/$"))


def fill_in(page: Page) -> None:
    """Say of each item how it stands, pillar by pillar, and end the round."""
    for pillar in ("Beleid", "Educatie", "Schoolomgeving", "Signaleren"):
        expect(page).to_have_title(re.compile(pillar))
        for item in page.locator(".item").all():
            with page.expect_response(lambda response: response.request.method == "POST"):
                choose(page, item.get_by_role("radio").first)
        press(page, page.locator("#invullen").get_by_role("button", name=re.compile("^Bewaar")))
    press(page, page.get_by_role("button", name="Rond af en bekijk de uitkomst"))


def evaluate(page: Page, goal: str, seen: str, decision: str, days: int | None = None) -> None:
    """From `/vandaag/`: open the goal, say what is seen, how far it is and how it goes on."""
    page.goto("/vandaag/")
    press(page, page.get_by_role("link", name=goal).first)
    write(page, page.get_by_label("Wat zien we?"), seen)
    choose(page, page.get_by_role("radio", name="Op weg"))
    choose(page, page.get_by_role("radio", name=re.compile(f"^{decision}")))
    if days:
        set_day(page, page.get_by_label("Wanneer kijken we weer?"), days)
    press(page, page.get_by_role("button", name="Leg de evaluatie vast"))
    expect(page.locator(".timeline")).to_contain_text(seen)
    assert not violations(page)


def test_from_an_item_of_the_checklist_to_a_secured_goal_without_a_mouse(open_page, cast):
    round_ = RoundFactory(school=cast.marieke.school, name="Najaar")
    page = open_page()
    sign_in(page, cast.marieke.user)
    press(page, page.get_by_role("link", name="Checklist", exact=True))
    press(page, page.get_by_role("link", name=re.compile("Vul|Ga verder")).first)
    fill_in(page)
    tab_to(page, page.locator("#kiezen").get_by_role("checkbox").first, MOST_STOPS)
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Leg deze prioriteiten vast"))
    press(page, page.locator(".tone-prio").get_by_role("button", name=re.compile("Maak hier een doel van")))
    write(page, page.get_by_label("Wat willen jullie bereiken?"), "In mei noemt elk kind iemand.")
    set_day(page, page.get_by_label("Een eigen dag"), 14)
    press(page, page.get_by_role("button", name="Laat het doel lopen"))
    expect(page.locator(".page-head .badge")).to_contain_text("Loopt")

    evaluate(page, "In mei noemt elk kind", "Vier van de vijf.", "Behaald", 60)
    expect(page.locator(".page-head .badge")).to_contain_text("Behaald")
    evaluate(page, "In mei noemt elk kind", "Het gaat vanzelf.", "Geborgd")
    expect(page.locator(".page-head .badge")).to_contain_text("Geborgd")

    goal = Goal.objects.visible_to(cast.marieke).get(aim="In mei noemt elk kind iemand.")
    assert goal.state == Goal.State.SECURED
    assert goal.item_code in {item.code for item in round_.items}
