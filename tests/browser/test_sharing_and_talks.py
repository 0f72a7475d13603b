"""Two people, each in a browser of their own: sharing and a talk by keyboard alone, and without JavaScript."""

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.browser.test_keyboard import tab_to
from tests.browser.writing import STORED, expect_drafts, expect_no_draft
from tests.world import PeerConversationFactory, ReflectionFactory

TEXT = "Een kiezel in mijn schoen"
PLEASURE = "4c-plezier"


class Keyboard:
    """Tab, space, Enter and letters."""

    javascript = True

    def press(self, page, locator, key="Enter"):
        tab_to(page, locator)
        page.keyboard.press(key)

    def write(self, page, locator, text):
        tab_to(page, locator)
        page.keyboard.type(text)

    def choose(self, page, locator, label):
        tab_to(page, locator)
        page.keyboard.type(label[:3])
        expect(locator.locator("option:checked")).to_have_text(label)


class WithoutJavaScript:
    """What HTML does by itself."""

    javascript = False

    def press(self, page, locator, key="Enter"):
        if key == "Space" or locator.get_attribute("type") in {"checkbox", "radio"}:
            locator.check(force=True)
        else:
            locator.click()

    def write(self, page, locator, text):
        locator.fill(text)

    def choose(self, page, locator, label):
        locator.select_option(label=label)


@pytest.fixture(params=[Keyboard, WithoutJavaScript])
def hands(request):
    return request.param()


@pytest.fixture
def people(open_page, cast, hands):
    return [open_page(one.user, javascript=hands.javascript, width=390) for one in (cast.joost, cast.marieke)]


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def answer(page, question=PLEASURE):
    return page.locator(f"[id='{question}-form'] textarea")


def test_sharing_reading_reacting_and_taking_back(people, cast, hands):
    joost, marieke = people
    written = ReflectionFactory(author=cast.joost.user, text=TEXT)
    joost.goto(f"/reflecties/{written.pk}/")
    hands.press(joost, joost.get_by_role("link", name="Deel met een collega"))
    hands.press(joost, joost.get_by_label("Marieke Postma"), "Space")
    hands.press(joost, joost.locator("[name=way]:checked"), "ArrowDown")
    if not hands.javascript:
        joost.locator("[value=live]").check(force=True)
    hands.press(joost, button(joost, "Deel"))
    expect(joost.get_by_text("Gedeeld met Marieke Postma.")).to_be_visible()
    expect(joost.get_by_text("met wat je verandert")).to_be_visible()

    marieke.goto("/reflecties/gedeeld/")
    hands.press(marieke, marieke.get_by_role("link", name="Joost van Dijk"))
    expect(marieke.get_by_text(TEXT)).to_be_visible()
    hands.write(marieke, marieke.get_by_label("Jouw reactie"), "Dat herken ik.")
    hands.press(marieke, button(marieke, "Plaats je reactie"))
    expect(marieke.get_by_text("Dat herken ik.")).to_be_visible()

    joost.goto(f"/reflecties/{written.pk}/")
    expect(joost.get_by_text("Marieke leest mee")).to_be_visible()
    hands.press(joost, joost.get_by_role("link", name="Delen of terugnemen"))
    hands.press(joost, button(joost, "Neem terug van Marieke Postma"))
    expect(joost.get_by_text("Marieke Postma kan dit niet meer lezen.")).to_be_visible()
    marieke.reload()
    expect(marieke.get_by_text(TEXT)).to_have_count(0)
    expect(marieke.get_by_role("heading", level=1)).to_have_text("Deze pagina is er niet")


def test_a_talk_from_asking_to_what_they_agree(people, hands):
    joost, marieke = people
    marieke.goto("/handvatten/vragen-met-een-collega/")
    hands.press(marieke, marieke.get_by_role("link", name="Vraag een collega"))
    hands.choose(marieke, marieke.get_by_label("Met wie wil je dit gesprek voeren?"), "Joost van Dijk")
    hands.press(marieke, button(marieke, "Vraag het"))
    expect(marieke.get_by_text("Joost van Dijk krijgt een mail.")).to_be_visible()
    for page, text in ((marieke, "Het buitenspelen"), (joost, "De kring op maandag")):
        page.goto("/reflecties/gesprekken/")
        hands.press(page, page.locator("a.cover"))
        hands.write(page, answer(page), text)
        save = page.locator(f"[id='{PLEASURE}-form']").get_by_role("button", name="Bewaar")
        hands.press(page, save)
        expect(page.locator(f"[id='{PLEASURE}-status']")).to_contain_text(
            re.compile(r"Bewaard om \d\d:\d\d · alleen jij")
        )
        hands.press(page, button(page, "Ik ben klaar"))
        expect(button(page, "Ik ben klaar")).to_have_count(0)
    expect(joost.get_by_text("Het buitenspelen")).to_be_visible()
    marieke.reload()
    expect(marieke.get_by_text("De kring op maandag")).to_be_visible()
    hands.write(marieke, marieke.get_by_role("textbox", name="Wat spreken jullie af?"), "Vrijdag samen naar buiten.")
    hands.press(marieke, button(marieke, "Bewaar de afspraken"))
    expect(marieke.get_by_text("Jullie afspraken zijn bewaard.")).to_be_visible()
    joost.reload()
    expect(joost.get_by_role("textbox", name="Wat spreken jullie af?")).to_have_value("Vrijdag samen naar buiten.")


@pytest.fixture
def talk(cast):
    return PeerConversationFactory(asker=cast.joost, partner=cast.marieke)


def test_two_tabs_of_one_person_show_both_texts(open_page, cast, talk):
    first = open_page(cast.joost.user)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(f"/reflecties/gesprekken/{talk.pk}/")
    answer(first).fill("Van de eerste tab")
    expect(first.locator(f"[id='{PLEASURE}-status']")).to_contain_text("Bewaard om")
    answer(second).fill("Van de tweede tab")
    both = second.get_by_role("button", name="Houd allebei, onder elkaar")
    expect(both).to_be_visible()
    expect(second.get_by_label("Wat daar staat")).to_have_text("Van de eerste tab")
    both.click()
    expect(answer(second)).to_have_value("Van de eerste tab\n\nVan de tweede tab")
    expect_no_draft(second)


@pytest.fixture
def train(browser, live_server, cast, talk):
    """Joost's browser in a train, where the network comes and goes."""
    context = browser.new_context(base_url=live_server.url, locale="nl-NL", reduced_motion="reduce")
    client = Client()
    client.force_login(cast.joost.user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield context
    context.close()


def test_what_was_typed_without_a_network_comes_back_and_what_came_too_late_can_be_copied(train, talk):
    def type_in_a_tunnel(page, text):
        train.set_offline(True)
        answer(page).fill(text)
        expect(page.locator(f"[id='{PLEASURE}-status']")).to_contain_text("Nog niet bewaard: geen verbinding.")
        expect_drafts(page, 1)
        page.close()
        train.set_offline(False)

    def opened():
        page = train.new_page()
        page.goto(f"/reflecties/gesprekken/{talk.pk}/")
        return page

    type_in_a_tunnel(opened(), "In de trein getypt")
    page = opened()
    expect(page.get_by_text("We hebben teruggezet wat je hier")).to_be_visible()
    expect(page.locator(f"[id='{PLEASURE}-status']")).to_contain_text("Bewaard om")
    expect_no_draft(page)
    type_in_a_tunnel(page, "In de trein getypt, en te laat")
    talk.ended_at = talk.began_at
    talk.save()
    page = opened()
    left = page.locator("[data-drafts-left]")
    expect(left).to_contain_text("In de trein getypt, en te laat")
    assert "trein" not in page.evaluate(STORED)
    left.get_by_role("button", name="Gooi weg").click()
    expect_no_draft(page)
