"""Someone at a computer who writes an answer, and what is looked at after."""

import re

from playwright.sync_api import expect

PASSWORD = "handreiking-demo"
JOOST, MARIEKE = "leerkracht@vijver.example", "ib@vijver.example"
PLACE = "/handvatten/je-eigen-instrument/"
QUESTION = "1c-op-mijn-best"
MARKER = "Roodborstje"
STORED = """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await caches.keys(),
  (await indexedDB.databases()).map((database) => database.name), document.cookie])"""


def sign_in(page, email):
    if "/account/login/" not in page.url:
        page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Log in", exact=True).click()


def field(page, question=QUESTION):
    return page.locator(f"[id='{question}-form'] textarea")


def status(page, question=QUESTION):
    return page.locator(f"[id='{question}-status']")


def write(page, text):
    """Type as people do, key by key, at the end of what stands there."""
    field(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def opened(computer, email=JOOST):
    page = computer.new_page()
    sign_in(page, email)
    page.goto(PLACE)
    return page


def expect_saved(page, text):
    """It says that it is saved, and a fresh page has it from the server, with nothing waiting in the browser."""
    page.wait_for_timeout(300)
    expect(status(page)).to_contain_text(re.compile(r"Bewaard om \d\d:\d\d · alleen jij ziet dit"), timeout=25_000)
    expect_no_draft(page)
    page.reload()
    expect(field(page)).to_have_value(text)
    expect(status(page)).to_contain_text("Bewaard om")
    expect_no_draft(page)


def wait_until(page, condition):
    """Wait for a condition in the page; Playwright's own wait_for_function needs what our policy forbids."""
    for _ in range(150):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {condition}")


def expect_drafts(page, number):
    count = "Object.keys(localStorage).filter((name) => name.startsWith('handreiking.draft')).length"
    wait_until(page, f"{count} === {number}")


def expect_no_draft(page):
    expect_drafts(page, 0)


def expect_draft(page):
    expect_drafts(page, 1)
    page.wait_for_timeout(300)  # nobody closes a tab within a tenth of a second after the last key
