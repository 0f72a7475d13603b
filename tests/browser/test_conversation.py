"""The team conversation as people have it: three devices and a server that dies, keys alone, and no JavaScript."""

import sqlite3

import pytest
from playwright.sync_api import expect

from checklists.agreeing import agree
from checklists.conversation import go
from tests.browser.conftest import worrying
from tests.browser.site_process import Server
from tests.browser.test_accessibility import violations
from tests.browser.test_keyboard import tab_to
from tests.browser.writing import sign_in
from tests.checklists.talks import address, alone, opened, together

PEOPLE = {"lead": "ib@vijver.example", "follow": "directeur@vijver.example", "late": "leerkracht@vijver.example"}
SOON = 5_000  # within this, who follows sees what was recorded

# A round at De Vijver in which everyone answers alone; five colleagues are done.
PREPARE = """
from checklists.answering import answer, finish
from checklists.models import Round
from checklists.opening import open_round
from schools.models import Membership, School, User
school = School.objects.get(code="vijver23")
lead = Membership.objects.get(school=school, user__email="ib@vijver.example")
Round.objects.filter(school=school).open().delete()
done = [
    Membership.objects.create(school=school, user=User.objects.create(email=f"klaar{n}@vijver.example", name=f"Klaar {n}"))
    for n in range(5)
]
round_ = Round.objects.create(school=school, name="Studiedag", edition_key="po-1.0", depth="kern", way="alone")
open_round(round_, lead)
for number, member in enumerate(done):
    answer(round_, member, "PO-B1", stand=str(number % 4))
    finish(round_, member)
"""
LATE = """
from checklists.answering import answer, finish
from checklists.models import Round
from schools.models import Membership
round_ = Round.objects.get(name="Studiedag")
joost = Membership.objects.get(school=round_.school, user__email="leerkracht@vijver.example")
answer(round_, joost, "PO-B1", stand="3")
finish(round_, joost)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("site"))
    for command in (["migrate"], ["createcachetable"], ["seed_demo"], ["shell", "-c", PREPARE]):
        assert server.manage(*command).wait() == 0
    server.start()
    yield server
    if server.process.poll() is None:
        server.kill()


@pytest.fixture
def devices(browser, site):
    """Return three people, each with a browser of their own, signed in; complaints of the browsers fail the test."""
    contexts, complaints, pages = [], [], {}
    for name, email in PEOPLE.items():
        size = {"width": 1920, "height": 1080} if name == "lead" else {"width": 390, "height": 844}
        context = browser.new_context(base_url=site.url, viewport=size, locale="nl-NL", reduced_motion="reduce")
        context.set_default_timeout(15_000)
        contexts.append(context)
        pages[name] = context.new_page()
        pages[name].on("pageerror", lambda error: complaints.append(str(error)))
        pages[name].on("console", lambda message: complaints.append(message.text) if complains(message) else None)
        sign_in(pages[name], email)
    yield pages
    for context in contexts:
        context.close()
    assert not complaints


def complains(message):
    """Tell whether a message is an error, and not just that the server is away: htmx and the browser say so too."""
    return worrying(message) and not message.text.startswith(("htmx:", "Failed to load resource: net::ERR_"))


def test_three_devices_and_a_server_that_dies_in_mid_conversation(devices, site):
    lead, follow, late = (devices[name] for name in PEOPLE)
    with sqlite3.connect(site.database) as connection:
        (number,) = connection.execute("SELECT id FROM checklists_round WHERE name = 'Studiedag'").fetchone()
    place = f"/school/vijver23/checklist/{number}/"
    follow.goto(f"{place}volg/")
    expect(follow.get_by_role("heading", level=1)).to_have_text("Het gesprek begint zo")

    lead.goto(f"{place}gesprek/")
    lead.get_by_role("button", name="Begin het gesprek").click()
    expect(follow.get_by_role("heading", level=1)).to_have_text("Waarom zitten we hier?", timeout=SOON)
    lead.locator("#volgende").click()
    expect(lead.locator("#werk")).to_contain_text("5 van ")

    late.goto(f"{place}volg/")
    expect(late.get_by_role("link", name="Vul de lijst in")).to_be_visible()
    assert site.manage("shell", "-c", LATE).wait() == 0
    for page in (follow, late, lead):
        expect(page.locator("main")).to_contain_text("6 van ", timeout=SOON)

    lead.get_by_role("button", name="Sluit het invullen").click()
    expect(lead.locator("#punt")).to_contain_text("Ons team heeft samen beschreven")
    for page in (follow, late):
        expect(page.locator("#punt")).to_contain_text("Ons team heeft samen beschreven", timeout=SOON)
        expect(page.locator(".legend")).to_contain_text("2 gewoon bij ons")
    lead.get_by_role("button", name="Grotendeels").click()
    expect(follow.locator(".agreed")).to_have_text("Grotendeels", timeout=SOON)
    lead.get_by_label("Wat er gezegd is").press_sequentially("In de onderbouw lukt het.")
    expect(lead.locator("#bewaard")).to_contain_text("Bewaard")
    expect(follow.locator("#nu")).to_contain_text("In de onderbouw lukt het.", timeout=SOON)
    lead.locator("#volgende").click()
    expect(lead.locator(".count")).to_contain_text("punt 2 van 12")
    second = lead.locator("#punt").inner_text()
    expect(follow.locator("#punt")).to_have_text(second, timeout=SOON)

    site.kill()
    expect(follow.locator("#verbinding")).to_contain_text("Even geen verbinding", timeout=SOON)
    lead.get_by_role("button", name="In ontwikkeling").click()
    expect(lead.locator("#meldingen")).to_contain_text("Bewaren lukt nu niet")
    expect(lead.locator("#punt")).to_have_text(second)

    site.start()
    lead.get_by_role("button", name="In ontwikkeling").click()
    expect(lead.get_by_role("button", name="In ontwikkeling")).to_have_attribute("aria-pressed", "true")
    expect(follow.locator(".agreed")).to_have_text("In ontwikkeling", timeout=2 * SOON)
    expect(follow.locator("#verbinding")).to_contain_text("Je kijkt mee")
    lead.goto(f"{place}gesprek/")
    expect(lead.locator("#punt")).to_have_text(second)
    expect(lead.locator(".count")).to_contain_text("punt 2 van 12")


def test_a_hidden_tab_does_not_ask(devices, site):
    page = devices["follow"]
    with sqlite3.connect(site.database) as connection:
        (number,) = connection.execute("SELECT id FROM checklists_round WHERE name = 'Studiedag'").fetchone()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script("Object.defineProperty(document, 'hidden', {get: () => window.away === true})")
    page.goto(f"/school/vijver23/checklist/{number}/volg/")
    page.wait_for_timeout(3_500)
    assert len([url for url in asked if url.endswith("/volg/")]) == 2
    page.evaluate("window.away = true")
    page.wait_for_timeout(3_500)  # the one that was planned finds the tab hidden
    before = len(asked)
    page.wait_for_timeout(4_000)
    assert len(asked) == before
    page.evaluate("window.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(500)
    assert len(asked) == before + 1


# ---- one device ---------------------------------------------------------------------------------


def test_the_keys_alone_lead_through_the_items(open_page, cast):
    round_ = together(cast.marieke)
    page = open_page(cast.marieke.user)
    page.goto(address(round_))
    page.keyboard.press("ArrowRight")
    expect(page.locator(".count")).to_contain_text("punt 2 van 12")
    tab_to(page, page.get_by_role("button", name="Nog niet"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Nog niet")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Nog niet")).to_be_focused()
    tab_to(page, page.get_by_label("Wat er gezegd is"))
    page.keyboard.type("Eén zin.")
    page.keyboard.press("ArrowLeft")  # moves in the text, not in the talk
    expect(page.locator("#bewaard")).to_contain_text("Bewaard")
    expect(page.locator(".count")).to_contain_text("punt 2 van 12")
    tab_to(page, page.get_by_text("Stappen", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Gelijke kansen"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Geldt dit voor ieder kind?")
    page.keyboard.press("PageUp")
    expect(page.locator(".count")).to_contain_text("punt 2 van 12")
    assert round_.team_views.get().note == "Eén zin."


def test_what_is_typed_goes_along_with_the_button_at_once(open_page, cast):
    round_ = together(cast.marieke)
    page = open_page(cast.marieke.user)
    page.goto(address(round_))
    page.get_by_label("Wat er gezegd is").fill("Snel getypt.")
    page.locator("#volgende").click()
    expect(page.locator(".count")).to_contain_text("punt 2 van 12")
    assert round_.team_views.get().note == "Snel getypt."


def test_typing_and_tapping_right_after_is_no_conflict_with_oneself(open_page, cast):
    round_ = together(cast.marieke)
    page = open_page(cast.marieke.user)
    page.goto(address(round_))
    page.get_by_label("Wat er gezegd is").press_sequentially("Een.")
    page.wait_for_timeout(1_000)  # the save while typing has just begun
    page.get_by_role("button", name="Grotendeels").click()
    expect(page.get_by_role("button", name="Grotendeels")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".conflict")).to_have_count(0)
    view = round_.team_views.get()
    assert (view.stand, view.note) == ("2", "Een.")


def test_two_who_lead_see_both(open_page, cast):
    round_ = together(cast.marieke)
    page = open_page(cast.marieke.user)
    page.goto(address(round_))
    agree(round_, "PO-B1", stand="0", note="Van Fatima.", seen=0)
    page.get_by_label("Wat er gezegd is").fill("Van Marieke.")
    page.get_by_role("button", name="Gewoon bij ons").click()
    both = page.locator(".conflict")
    expect(both).to_contain_text("Van Fatima.")
    expect(both).to_contain_text("Van Marieke.")
    assert not violations(page)
    page.get_by_role("button", name="Bewaar wat jij invulde").click()
    expect(both).to_have_count(0)
    view = round_.team_views.get()
    assert (view.stand, view.note) == ("3", "Van Marieke.")


def test_the_clock_counts_up_hurries_nobody_and_can_be_hidden(open_page, cast):
    round_ = together(cast.marieke)
    page = open_page(cast.marieke.user)
    page.clock.install()
    page.goto(address(round_))
    clock = page.locator("[data-clock]")
    expect(clock).to_have_text("0 van 35 minuten")
    page.clock.run_for(12 * 60_000)
    expect(clock).to_have_text("12 van 35 minuten")
    page.clock.run_for(24 * 60_000)
    expect(clock).to_have_text("36 minuten. Jullie mogen door")
    page.get_by_role("button", name="Verberg de klok").click()
    expect(clock).to_be_hidden()
    page.reload()
    expect(clock).to_be_hidden()
    page.get_by_role("button", name="Toon de klok").click()
    expect(clock).to_be_visible()


def test_without_javascript_the_whole_talk_works(open_page, cast):
    round_ = together(cast.marieke)
    page = open_page(cast.marieke.user, javascript=False)
    page.goto(address(round_))
    expect(page.locator("[data-clock]")).to_have_text("35 minuten")
    page.get_by_label("Wat er gezegd is").fill("Zonder script.")
    page.get_by_role("button", name="Nog niet").click()
    expect(page.get_by_role("button", name="Nog niet")).to_have_attribute("aria-pressed", "true")
    page.locator("#volgende").click()
    expect(page.locator(".count")).to_contain_text("punt 2 van 12")
    follower = open_page(cast.joost.user, javascript=False)
    follower.goto(address(round_, "volg/"))
    before = follower.locator("#punt").inner_text()
    page.locator("#volgende").click()
    expect(page.locator(".count")).to_contain_text("punt 3 van 12")
    follower.get_by_role("link", name="Ververs").click()
    expect(follower.locator("#punt")).not_to_have_text(before)
    assert round_.team_views.get().note == "Zonder script."
    go(round_, cast.marieke, "gelijke-kansen")
    page.goto(address(round_))
    page.get_by_role("button", name="Sluit het invullen en kies prioriteiten").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Leg deze prioriteiten vast").click()
    page.locator("#volgende").click()
    expect(page.get_by_label("Wat willen jullie bereiken?")).to_be_visible()


@pytest.mark.parametrize(
    "step", ["doel", "ieder-voor-zich", "pijlers", "gelijke-kansen", "prioriteiten", "eerste-doel"]
)
def test_every_step_is_accessible_on_the_board_and_on_a_phone(open_page, cast, step):
    round_ = alone(cast.marieke, done=5) if step == "ieder-voor-zich" else opened(cast.marieke)
    if step != "ieder-voor-zich":
        agree(round_, "PO-B1", stand="1", note="Een heelmooilangwoordzonderspatiesomtezienofhetpast.", seen=0)
        round_.choose(cast.marieke, ["PO-B1", "PO-B3"])
    go(round_, cast.marieke, step)
    found = []
    for page, rest in ((open_page(cast.marieke.user), "gesprek/"), (open_page(cast.joost.user), "volg/")):
        page.goto(address(round_, rest))
        found += violations(page)
    assert not found


def test_the_board_is_readable_from_five_metres(open_page, cast):
    round_ = opened(cast.marieke)
    page = open_page(cast.marieke.user, width=1920, height=1080)
    for step in ("doel", "pijlers", "gelijke-kansen", "prioriteiten", "vertellen"):
        go(round_, cast.marieke, step)
        page.goto(address(round_))
        small = page.evaluate(
            """[...document.querySelectorAll('main *')].filter((part) => part.getClientRects().length
              && !part.closest('.visually-hidden') && [...part.childNodes].some((one) => one.nodeType === 3 && one.data.trim())
              && parseFloat(getComputedStyle(part).fontSize) < 24).map((part) => part.outerHTML.slice(0, 90))"""
        )
        assert not small
    go(round_, cast.marieke, "pijlers")
    page.goto(address(round_))
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('#punt')).fontSize)") >= 32
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
