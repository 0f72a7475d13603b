"""Nothing typed is lost, and nothing of it stays for the next one: against a real server that really dies."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations

PASSWORD = "handreiking-demo"
JOOST, MARIEKE = "leerkracht@vijver.example", "ib@vijver.example"
PLACE = "/handvatten/je-eigen-instrument/"
QUESTION = "1c-op-mijn-best"
MARKER = "Roodborstje"
STORED = """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await caches.keys(),
  (await indexedDB.databases()).map((database) => database.name), document.cookie])"""


class Server:
    """The site as a process of its own, with its own database."""

    def __init__(self, folder):
        self.database = folder / "site.sqlite3"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def manage(self, *arguments):
        environment = os.environ | {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{self.database}"}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def start(self):
        self.process = self.manage("runserver", str(self.port), "--noreload", "--skip-checks")
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the server does not start")

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def forget(self, table):
        """Empty a table, behind the server's back."""
        with sqlite3.connect(self.database, timeout=20) as connection:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("site"))
    for command in ("migrate", "createcachetable", "seed_demo"):
        assert server.manage(command).wait() == 0
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(site):
    """The running server, with nothing written and nobody signed in."""
    for table in ("reflections_reaction", "reflections_share", "reflections_reflection", "django_session", "cache"):
        site.forget(table)
    yield site
    if site.process.poll() is not None:
        site.start()


@pytest.fixture
def computer(browser, server):
    """One browser on one computer, whoever sits there."""
    context = browser.new_context(base_url=server.url, locale="nl-NL", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context
    context.close()


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


def test_the_server_is_killed_in_mid_sentence_and_comes_back(computer, server):
    page = opened(computer)
    write(page, "Eerst dit.")
    expect(status(page)).to_contain_text("Bewaard om")
    server.kill()
    write(page, " En toen viel de server")
    expect(status(page)).to_contain_text("Nog niet bewaard: geen verbinding")
    expect(status(page)).to_contain_text("We proberen het vanzelf opnieuw")
    write(page, " om.")
    server.start()
    expect_saved(page, "Eerst dit. En toen viel de server om.")


def test_the_server_is_killed_and_the_tab_closed(computer, server):
    page = opened(computer)
    server.kill()
    write(page, f"{MARKER} zong.")
    expect_draft(page)
    page.close()
    server.start()
    again = computer.new_page()
    again.goto(PLACE)
    expect(field(again)).to_have_value(f"{MARKER} zong.")
    expect(again.locator(".draft")).to_contain_text("We hebben teruggezet wat je hier om")
    expect_saved(again, f"{MARKER} zong.")


def test_the_network_goes_and_comes_back(computer, server):
    page = opened(computer)
    computer.set_offline(True)
    write(page, "In de trein.")
    expect(status(page)).to_contain_text("geen verbinding")
    expect(page.locator("#meldingen")).to_be_empty()
    computer.set_offline(False)
    expect_saved(page, "In de trein.")


def test_while_the_network_is_gone_the_server_is_not_flooded(computer, server):
    page = opened(computer)
    tries = []
    page.on("requestfailed", lambda request: tries.append(request.url))
    page.clock.install()
    computer.set_offline(True)
    write(page, "In de tunnel.")
    page.clock.run_for(2_000)
    expect(status(page)).to_contain_text("geen verbinding")
    before = len(tries)
    for _ in range(60):
        page.clock.run_for(1_000)
        page.wait_for_timeout(20)
    assert 2 <= len(tries) - before <= 4
    computer.set_offline(False)


def test_the_answer_of_a_save_is_lost_on_the_way_and_nobody_is_asked_to_choose(computer, server):
    page = opened(computer)
    page.route(f"**/reflecties/{QUESTION}/", lambda route: (route.fetch(), route.abort()))
    write(page, "Het kwam wel aan.")
    expect(status(page)).to_contain_text("geen verbinding")
    page.unroute(f"**/reflecties/{QUESTION}/")
    write(page, " Echt.")
    expect_saved(page, "Het kwam wel aan. Echt.")
    expect(page.locator(".conflict")).to_have_count(0)


def test_the_session_is_gone_and_after_the_login_the_text_is_back_and_saved(computer, server):
    page = opened(computer)
    server.forget("django_session")
    write(page, f"{MARKER} in de heg.")
    page.wait_for_url("**/account/login/**")
    assert MARKER not in page.evaluate(STORED)
    sign_in(page, JOOST)
    assert PLACE in page.url
    expect(field(page)).to_have_value(f"{MARKER} in de heg.")
    expect_saved(page, f"{MARKER} in de heg.")


def test_a_draft_beside_what_the_server_has_is_offered_and_never_put_over_it(computer, server):
    page = opened(computer)
    write(page, "Dit staat er.")
    expect(status(page)).to_contain_text("Bewaard om")
    computer.set_offline(True)
    write(page, " Dit nog niet.")
    expect_draft(page)
    page.close()
    computer.set_offline(False)
    page = computer.new_page()
    page.goto(PLACE)
    offer = page.locator(".draft")
    expect(offer).to_contain_text(re.compile(r"Je was hier nog aan het schrijven \(om \d\d:\d\d\)"))
    expect(field(page)).to_have_value("Dit staat er.")
    offer.get_by_role("button", name="Zet terug").click()
    expect_saved(page, "Dit staat er. Dit nog niet.")


def test_a_draft_can_be_thrown_away(computer, server):
    page = opened(computer)
    write(page, "Dit blijft.")
    expect(status(page)).to_contain_text("Bewaard om")
    computer.set_offline(True)
    write(page, " Weg hiermee.")
    expect_draft(page)
    page.close()
    computer.set_offline(False)
    page = computer.new_page()
    page.goto("/vandaag/")
    expect(page.locator("[data-drafts]")).to_contain_text("Je was nog aan het schrijven")
    page.locator("[data-drafts]").get_by_role("link").click()
    page.get_by_role("button", name="Gooi weg").click()
    expect_no_draft(page)
    expect(field(page)).to_have_value("Dit blijft.")


def test_waiting_and_what_is_offered_back_is_accessible(computer, server):
    page = opened(computer)
    write(page, "Dit staat er.")
    expect(status(page)).to_contain_text("Bewaard om")
    computer.set_offline(True)
    write(page, " Dit nog niet.")
    expect(status(page)).to_contain_text("geen verbinding")
    found = violations(page)
    page.close()
    computer.set_offline(False)
    page = computer.new_page()
    for address in ("/vandaag/", "/account/logout/", PLACE):
        page.goto(address)
        expect(page.locator("[data-drafts]:visible, .draft")).to_have_count(1)
        found += violations(page)
    assert not found


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("Bewaar wat hier staat", "Uit het tweede tabblad."),
        ("Houd wat daar staat", "Uit het eerste tabblad."),
        ("Houd allebei, onder elkaar", "Uit het eerste tabblad.\n\nUit het tweede tabblad."),
    ],
)
def test_two_tabs_with_the_same_answer_show_both_and_keep_what_is_chosen(computer, server, choice, kept):
    first, second = opened(computer), computer.new_page()
    second.goto(PLACE)
    write(first, "Uit het eerste tabblad.")
    expect(status(first)).to_contain_text("Bewaard om")
    write(second, "Uit het tweede tabblad.")
    both = second.locator(".conflict")
    expect(both).to_contain_text("Uit het eerste tabblad.")
    expect(both).to_contain_text("Uit het tweede tabblad.")
    expect(status(second)).to_contain_text("Nog niet bewaard. Kies hieronder wat je houdt.")
    both.get_by_role("button", name=choice).click()
    expect(both).to_have_count(0)
    expect(field(second)).to_have_value(kept)
    write(second, " Verder.")
    expect_saved(second, f"{kept} Verder.")


def test_while_both_are_on_show_typing_goes_on_and_is_what_is_kept(computer, server):
    first, second = opened(computer), computer.new_page()
    second.goto(PLACE)
    write(first, "Daar.")
    expect(status(first)).to_contain_text("Bewaard om")
    write(second, "Hier.")
    expect(second.locator(".conflict")).to_be_visible()
    write(second, " En nog wat.")
    second.wait_for_timeout(1_500)
    second.get_by_role("button", name="Houd allebei, onder elkaar").click()
    expect_saved(second, "Daar.\n\nHier. En nog wat.")


def test_a_tab_that_was_emptied_does_not_silently_wipe_what_another_wrote(computer, server):
    first = opened(computer)
    write(first, "Kort.")
    expect(status(first)).to_contain_text("Bewaard om")
    second = computer.new_page()
    second.goto(PLACE)
    write(first, " Nu langer.")
    expect(status(first)).to_contain_text("Bewaard om")
    first.wait_for_timeout(1_500)
    field(second).fill("")
    field(second).blur()
    expect(second.locator(".conflict")).to_contain_text("Je hebt het veld leeggemaakt.")
    expect(second.locator(".conflict")).to_contain_text("Kort. Nu langer.")
    second.get_by_role("button", name="Houd wat daar staat").click()
    expect(field(second)).to_have_value("Kort. Nu langer.")


def test_sentences_a_scale_and_the_class_come_back_too(computer, server):
    page = opened(computer)
    page.goto("/handvatten/klimaat-in-je-klas/")
    computer.set_offline(True)
    sentences = page.locator("[id='3a-stijl-form']")
    sentences.get_by_role("textbox").nth(1).fill("stil blijven")
    sentences.get_by_text("Voor welke klas of groep?").click()
    sentences.get_by_label("Klas of groep").fill("groep 7")
    page.locator("[name=level]").nth(2).check(force=True)
    expect_drafts(page, 2)
    page.close()
    computer.set_offline(False)
    page = computer.new_page()
    page.goto("/handvatten/klimaat-in-je-klas/")
    expect(page.locator("[name=level]").nth(2)).to_be_checked()
    expect(page.locator("[name=sentence_1]")).to_have_value("stil blijven")
    expect_no_draft(page)
    page.reload()
    expect(page.locator("[name=sentence_1]")).to_have_value("stil blijven")
    expect(page.locator("[id='3a-stijl-group']")).to_have_value("groep 7")


def test_a_hundred_thousand_signs_are_refused_with_a_sentence_and_stay(computer, server):
    page = opened(computer)
    field(page).fill("x" * 100_000)
    expect(status(page)).to_contain_text("het mag 20000 tekens zijn en het zijn er 100000")
    assert len(field(page).input_value()) == 100_000
    page.close()
    page = computer.new_page()
    page.goto(PLACE)
    expect(page.locator(".draft")).to_be_visible()
    expect(status(page)).to_contain_text("het mag 20000 tekens zijn")
    assert len(field(page).input_value()) == 100_000


def test_three_megabytes_are_refused_with_a_sentence_and_stay(computer, server):
    page = opened(computer)
    field(page).evaluate(
        "(field) => { field.value = 'abcdefgh '.repeat(350_000); field.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(status(page)).to_contain_text("te lang om te bewaren", timeout=30_000)
    page.close()
    page = computer.new_page()
    page.goto(PLACE)
    wait_until(page, f"document.querySelector('[id=\"{QUESTION}-text\"]').value.length > 3_000_000")


# ---- a shared computer ------------------------------------------------------------------


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
