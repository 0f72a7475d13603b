"""Filling in alone in a real browser: on a phone, by keyboard, stopped and gone on elsewhere; axe; without script."""

import re

import pytest
from playwright.sync_api import expect

from checklists.answering import own_answers
from checklists.closing import close
from tests.browser.test_accessibility import violations
from tests.browser.test_keyboard import tab_to
from tests.rounds import open_alone

PHONE = {"width": 390, "height": 800}


@pytest.fixture
def round_(cast):
    return open_alone(cast.marieke.school, people=5, edition_key="po-1.0", name="Najaar")


def start(round_):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/invullen/"


def item(page, number):
    return page.locator(".item").nth(number)


def saved(page):
    return page.expect_response(lambda response: response.request.method == "POST")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_on_a_phone_from_begin_to_klaar_and_back_gone_on_with_elsewhere(open_page, cast, round_, javascript):
    phone = open_page(cast.joost.user, **PHONE, javascript=javascript)
    phone.goto(start(round_))
    phone.get_by_role("link", name="Begin").click()
    if javascript:
        with saved(phone):
            item(phone, 0).get_by_text("Grotendeels").click()
        expect(phone.locator("#bewaard")).to_contain_text("zonder je naam")
        with saved(phone):
            item(phone, 1).get_by_text("Hier eerst").click()
        expect(item(phone, 1)).to_contain_text("nog twee")
    else:
        item(phone, 0).get_by_label("Grotendeels").check(force=True)
        item(phone, 1).get_by_label("Hier eerst").check(force=True)
        phone.get_by_role("button", name="Bewaar en ga naar Educatie").click()
    laptop = open_page(cast.joost.user, javascript=javascript)
    laptop.goto(start(round_))
    laptop.get_by_role("link", name="Ga verder").click()
    expect(item(laptop, 0).get_by_label("Grotendeels")).to_be_checked()
    expect(item(laptop, 1).get_by_label("Hier eerst")).to_be_checked()
    for name in ("Educatie", "Schoolomgeving", "Signaleren"):
        laptop.get_by_role("button", name=f"Bewaar en ga naar {name}").click()
    laptop.get_by_role("button", name="Bewaar en ga verder").click()
    expect(laptop.get_by_text("11 punten staan nog open.")).to_be_visible()
    laptop.get_by_role("button", name="Klaar").click()
    expect(laptop.get_by_role("heading", level=1)).to_have_text("Je bent klaar. Dank je wel.")
    assert own_answers(round_, cast.joost).finished
    laptop.get_by_role("button", name="Toch nog iets veranderen").click()
    expect(item(laptop, 0).get_by_label("Grotendeels")).to_be_checked()
    assert not own_answers(round_, cast.joost).finished


def test_by_keyboard_a_choice_a_flag_and_a_remark_are_kept_and_the_focus_stays(open_page, cast, round_):
    page = open_page(cast.joost.user)
    page.goto(f"{start(round_)}beleid/")
    radios = item(page, 0).get_by_role("radio")
    tab_to(page, radios.first)
    with saved(page):
        page.keyboard.press("Space")
    with saved(page):
        page.keyboard.press("ArrowRight")
    expect(radios.nth(1)).to_be_checked()
    expect(radios.nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(item(page, 0).get_by_label("Hier eerst")).to_be_focused()
    with saved(page):
        page.keyboard.press("Space")
    expect(item(page, 0)).to_contain_text("Je hebt er nog twee.")
    expect(item(page, 0).get_by_label("Hier eerst")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Het staat er, maar het leeft nog niet.")
    with saved(page):
        page.keyboard.press("Tab")
    expect(page.locator("#bewaard")).to_contain_text("Bewaard om")
    kept = own_answers(round_, cast.joost).answers["PO-B1"]
    assert (kept.stand, kept.remark, kept.flag) == ("1", "Het staat er, maar het leeft nog niet.", 1)


def test_the_fourth_flag_goes_out_again_with_a_sentence(open_page, cast, round_):
    page = open_page(cast.joost.user)
    page.goto(f"{start(round_)}beleid/")
    for number in range(3):
        with saved(page):
            item(page, number).get_by_text("Hier eerst").click()
    expect(item(page, 2)).to_contain_text("alle drie gezet")
    page.goto(f"{start(round_)}educatie/")
    with saved(page):
        item(page, 0).get_by_text("Hier eerst").click()
    expect(item(page, 0)).to_contain_text("Haal eerst ergens een vlag weg")
    expect(item(page, 0).get_by_label("Hier eerst")).not_to_be_checked()
    expect(item(page, 0).get_by_label("Hier eerst")).to_be_focused()
    assert not violations(page)


def test_when_the_round_closed_or_the_session_ended_the_page_stays_with_what_was_typed(open_page, cast, round_):
    page = open_page(cast.joost.user)
    page.goto(f"{start(round_)}beleid/")
    item(page, 0).get_by_text("Opmerking").first.click()
    page.context.clear_cookies(name="sessionid")
    box = page.get_by_label("Opmerking bij punt 1")
    box.fill("Dit wil ik niet kwijt.")
    with saved(page):
        box.blur()
    expect(page.get_by_text("Je bent uitgelogd.")).to_be_visible()
    expect(box).to_have_value("Dit wil ik niet kwijt.")
    assert page.evaluate("Object.values({...localStorage}).join()").find("kwijt") == -1
    page.evaluate("document.querySelectorAll('textarea').forEach(area => area.value = area.defaultValue)")

    page = open_page(cast.fatima.user)
    page.goto(f"{start(round_)}beleid/")
    close(round_, cast.marieke, without_answers=True)
    item(page, 0).get_by_text("Opmerking").first.click()
    box = page.get_by_label("Opmerking bij punt 1")
    box.fill("Te laat.")
    with saved(page):
        box.blur()
    expect(page.get_by_role("alert")).to_contain_text("intussen afgerond")
    expect(box).to_have_value("Te laat.")
    page.evaluate("document.querySelectorAll('textarea').forEach(area => area.value = area.defaultValue)")


def test_every_page_of_filling_in_alone_and_on_paper_is_accessible(open_page, cast, round_):
    page = open_page(cast.marieke.user)
    base = start(round_).removesuffix("invullen/")
    found = []
    for address in ("invullen/", "invullen/educatie/", "invullen/klaar/", "papier/", "papier/invoeren/"):
        page.goto(base + address)
        found += violations(page)
    page.get_by_role("button", name="Tel dit formulier mee").click()
    expect(page.get_by_role("alert")).to_be_focused()
    found += violations(page)
    page.goto(f"{base}invullen/klaar/")
    page.get_by_role("button", name="Klaar").click()
    expect(page).to_have_url(re.compile("/klaar/$"))
    found += violations(page)
    assert not found


def test_two_windows_with_different_remarks_show_both_until_one_is_chosen(open_page, cast, round_):
    first, second = open_page(cast.joost.user), open_page(cast.joost.user)
    for page in (first, second):
        page.goto(f"{start(round_)}beleid/")
    for page, text in ((first, "Van de telefoon."), (second, "Van de laptop.")):
        item(page, 0).get_by_text("Opmerking").first.click()
        page.get_by_label("Opmerking bij punt 1").fill(text)
        with saved(page):
            page.get_by_label("Opmerking bij punt 1").blur()
    expect(second.locator(".conflict")).to_contain_text("Van de telefoon.")
    assert not violations(second)
    second.get_by_role("button", name="Bewaar wat ik hier typte").click()
    expect(second.locator(".conflict")).to_have_count(0)
    expect(second.get_by_label("Opmerking bij punt 1")).to_have_value("Van de laptop.")
    assert own_answers(round_, cast.joost).answers["PO-B1"].remark == "Van de laptop."
