"""Two people at one goal, a goal in four steps, and an evaluation on the board: in a real browser."""

import re

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from schools.models import Goal
from tests.browser.test_accessibility import violations
from tests.world import GoalFactory, weekday


def test_two_people_change_one_goal_and_the_second_sees_both(open_page, cast):
    goal = GoalFactory(owner=cast.marieke, monitoring="Elke maand.")
    address = f"/school/{goal.school.code}/doelen/{goal.pk}/wijzigen/"
    first, second = open_page(cast.marieke.user), open_page(cast.fatima.user)
    for page, text in ((first, "Elke week."), (second, "Elke dag.")):
        page.goto(address)
        page.get_by_label("Hoe volgen jullie het?").fill(text)
    first.get_by_role("button", name="Bewaar").click()
    expect(first).to_have_url(re.compile(rf"/doelen/{goal.pk}/$"))
    second.get_by_role("button", name="Bewaar").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Kies wat je houdt")
    expect(second.locator("main")).to_contain_text("Elke week.")
    expect(second.locator("main")).to_contain_text("Elke dag.")
    assert not violations(second)
    second.get_by_role("radio", name="Allebei, onder elkaar").check()
    second.get_by_role("button", name="Bewaar wat ik koos").click()
    expect(second).to_have_url(re.compile(rf"/doelen/{goal.pk}/$"))
    goal.refresh_from_db()
    assert goal.monitoring == "Elke week.\n\nElke dag."


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_goal_is_made_in_four_steps_and_held_on_the_board(open_page, cast, javascript):
    page = open_page(cast.marieke.user, javascript=javascript, width=390 if javascript else 1280)
    page.goto(f"/school/{cast.marieke.school.code}/doelen/")
    page.get_by_role("link", name="Nieuw doel").click()
    page.get_by_label("Wat willen jullie bereiken?").fill("In mei groet elke klas bij de deur")
    page.get_by_role("button", name="Volgende stap").click()
    page.get_by_label("Hoe zien jullie dat het werkt?").fill("Kinderen groeten terug.")
    page.get_by_role("button", name="Bewaar, later verder").click()
    page.goto("/vandaag/")
    page.get_by_role("link", name="Ga verder met dit doel").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wie doet mee?")
    page.get_by_role("button", name="Volgende stap").click()
    page.get_by_label("Een eigen dag").fill(localdate().isoformat())
    page.get_by_role("button", name="Laat het doel lopen").click()
    expect(page.locator(".page-head .badge")).to_contain_text("Loopt")
    page.get_by_role("link", name="Samen op het digibord").click()
    for _ in range(2):
        page.get_by_role("link", name="Volgende").locator("visible=true").click()
    page.get_by_label("Wat zien we?").fill("Zes van de acht klassen groeten.")
    page.get_by_role("link", name="Volgende").locator("visible=true").click()
    page.get_by_role("radio", name="Op weg").check()
    page.get_by_role("link", name="Volgende").locator("visible=true").click()
    page.get_by_role("radio", name=re.compile("^Doorgaan")).check()
    expect(page.get_by_label("Wanneer kijken we weer?")).not_to_have_value("")  # the day that is planned already
    page.get_by_label("Wanneer kijken we weer?").fill("")
    page.get_by_role("button", name="Leg de evaluatie vast").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Spreek af wanneer jullie weer kijken")
    expect(page.get_by_label("Wat zien we?")).to_have_value("Zes van de acht klassen groeten.")
    page.get_by_role("alert").get_by_role("link", name="Wanneer kijken we weer?").click()
    page.get_by_label("Wanneer kijken we weer?").fill(weekday(60).isoformat())
    page.get_by_role("button", name="Leg de evaluatie vast").click()
    expect(page.locator(".timeline")).to_contain_text("Zes van de acht klassen groeten.")
    assert Goal.objects.visible_to(cast.marieke).get().is_alive
