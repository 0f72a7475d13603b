"""On a shared computer nothing of what one typed stays for the next one: against a real server."""

import time

from playwright.sync_api import expect

from tests.browser.writing import (
    MARIEKE,
    MARKER,
    PLACE,
    STORED,
    expect_draft,
    expect_no_draft,
    field,
    opened,
    sign_in,
    status,
    write,
)


def leave_a_draft(page, computer):
    computer.set_offline(True)
    write(page, f"{MARKER} is van mij.")
    expect_draft(page)
    assert MARKER not in page.evaluate(STORED)
    computer.set_offline(False)


def expect_nothing_of(page, marker):
    """Nothing readable is in the browser, on the page, or behind the button back."""
    assert marker not in page.evaluate(STORED)
    for _ in range(6):
        assert marker not in page.content()
        assert marker not in "".join(page.locator("textarea").evaluate_all("all => all.map(field => field.value)"))
        if page.go_back() is None:
            break
        page.wait_for_load_state()


def test_the_next_one_finds_nothing_after_a_session_that_ended(computer, server):
    page = opened(computer)
    write(page, f"{MARKER} staat er al.")
    expect(status(page)).to_contain_text("Bewaard om")
    leave_a_draft(page, computer)
    server.forget("django_session")
    page.goto("/account/login/")
    assert MARKER not in page.evaluate(STORED)
    sign_in(page, MARIEKE)
    expect_no_draft(page)
    page.goto(PLACE)
    expect(field(page)).to_have_value("")
    expect_nothing_of(page, MARKER)


def test_signing_out_leaves_nothing_also_behind_the_button_back(computer, server):
    page = opened(computer)
    write(page, f"{MARKER} staat er al.")
    expect(status(page)).to_contain_text("Bewaard om")
    leave_a_draft(page, computer)
    page.goto("/account/logout/")
    expect(page.locator("[data-drafts]")).to_contain_text("Log je uit, dan is het weg")
    with page.expect_navigation():
        page.get_by_role("button", name="Log uit", exact=True).click()
    assert page.evaluate(
        "[localStorage.length, Object.keys(sessionStorage).filter((name) => !name.startsWith('htmx-current'))]"
    ) == [0, []]
    expect_nothing_of(page, MARKER)
    page.goto("/account/login/")
    sign_in(page, MARIEKE)
    page.goto(PLACE)
    expect_nothing_of(page, MARKER)


def test_signing_out_clears_the_browser_also_without_our_script(computer, server):
    page = opened(computer)
    leave_a_draft(page, computer)
    page.goto("/account/logout/")
    page.evaluate("document.querySelector('main form').removeAttribute('data-forget')")
    with page.expect_response("**/account/logout/") as answer:
        page.get_by_role("button", name="Log uit", exact=True).click()
    assert answer.value.all_headers()["clear-site-data"] == '"cache", "storage"'
    expect_no_draft(page)


def test_who_signs_in_in_another_tab_never_gets_the_text_of_the_first(computer, server):
    page = opened(computer)
    server.forget("django_session")
    other = computer.new_page()
    sign_in(other, MARIEKE)
    write(page, f"{MARKER} van Joost.")
    expect(status(page)).to_contain_text("Laad de pagina opnieuw")
    other.goto(PLACE)
    expect(field(other)).to_have_value("")
    expect_no_draft(other)


def test_a_draft_goes_after_thirty_days(computer, server):
    page = opened(computer)
    leave_a_draft(page, computer)
    page.close()
    page = computer.new_page()
    page.clock.install(time=time.time() + 31 * 24 * 60 * 60)
    page.goto("/over/")
    expect_no_draft(page)


def test_without_encryption_nothing_is_kept_and_leaving_warns(computer, server):
    computer.add_init_script("delete Object.getPrototypeOf(crypto).subtle")
    page = opened(computer)
    computer.set_offline(True)
    write(page, "Dit bewaart niemand.")
    expect(status(page)).to_contain_text("Laat deze pagina open.")
    assert page.evaluate("localStorage.length") == 0
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.close(run_before_unload=True)
    page.wait_for_event("close") if not page.is_closed() else None
    assert asked == ["beforeunload"]
