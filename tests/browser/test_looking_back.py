"""Looking back, the question of the day and a card: by keyboard, without JavaScript, on paper, and with axe in every state."""

import json
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from reflections.models import Reflection
from reflections.question_mail import stop_link
from tests.browser.test_accessibility import press, violations
from tests.world import SCALE_QUESTION, ReflectionFactory


@pytest.fixture
def joost(transactional_db, cast):
    """Joost, with enough to look back on."""
    user = cast.joost.user
    for number in range(25):
        ReflectionFactory(
            author=user,
            text=f"Stilte na de pauze, keer {number}.",
            group="Groep 6",
            written_on=localdate() - timedelta(days=number),
        )
    for number, level in enumerate((1, 2, 3)):
        day = localdate() - timedelta(days=30 * number)
        ReflectionFactory(author=user, question=SCALE_QUESTION, content={"level": level}, written_on=day)
    ReflectionFactory(author=user, text="Toen ook al.", written_on=localdate() - timedelta(days=365))
    ReflectionFactory(
        author=user, question="1c-meeste-plezier", text="lang " * 3000, written_on=localdate() - timedelta(days=3)
    )
    return user


def test_words_are_looked_for_by_keyboard_and_stay_out_of_the_address(open_page, joost):
    page = open_page(joost)
    page.goto("/reflecties/")
    page.get_by_label("Zoek in wat je schreef").focus()
    page.keyboard.type("stilte")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/reflecties/")
    assert page.locator("mark").first.inner_text() == "Stilte"
    assert page.get_by_role("status").filter(has_text="25 antwoorden").count() == 1
    press(page.get_by_role("button", name="Ouder"))
    assert page.locator(".reflections--list > li").count() == 5
    assert "stilte" not in page.url.lower()


def test_everything_works_without_javascript(open_page, joost):
    page = open_page(joost, javascript=False)
    page.goto("/reflecties/")
    page.get_by_text("Kies een periode, cirkel, handvat of klas").click()
    page.get_by_label("Vanaf").fill(str(localdate() - timedelta(days=2)))
    press(page.get_by_role("button", name="Toon"))
    assert page.url.endswith(f"/reflecties/?van={localdate() - timedelta(days=2)}")
    assert page.locator(".reflections--list > li").count() == 4
    with page.expect_download() as kept:
        page.get_by_role("button", name="JSON").click()
    with open(kept.value.path(), "rb") as file:  # noqa: PTH123 - Playwright's own path
        assert len(json.load(file)["reflections"]) == 4
    page.goto("/vandaag/")
    first = page.locator(".ask label:not(.visually-hidden)").inner_text()
    press(page.get_by_role("button", name="Liever een andere"))
    assert page.locator(".ask label:not(.visually-hidden)").inner_text() != first
    press(page.get_by_role("button", name="Sla over"))
    assert page.get_by_role("heading", name="Vandaag even niet").count() == 1
    press(page.get_by_role("button", name="Toch een vraag"))
    assert page.locator(".ask textarea").count() == 1


def test_the_pages_are_accessible_in_every_state(open_page, joost):
    page, found = open_page(joost), []
    page.goto("/reflecties/")
    found += violations(page)
    page.get_by_label("Zoek in wat je schreef").fill("pauze")
    press(page.get_by_role("button", name="Zoek", exact=True))
    found += violations(page)
    page.get_by_label("Zoek in wat je schreef").fill("bestaat niet")
    press(page.get_by_role("button", name="Zoek", exact=True))
    found += violations(page)
    for address in ("/reflecties/?van=2026-05-01&tot=2026-01-01", "/reflecties/?pagina=2", "/reflecties/bewaren/"):
        page.goto(address)
        found += violations(page)
    page.goto("/vandaag/")
    found += violations(page)
    press(page.get_by_role("button", name="Sla over"))
    found += violations(page)
    assert not found


def test_the_pages_of_the_question_by_mail_are_accessible(open_page, joost):
    page, found = open_page(joost), []
    page.goto("/reflecties/per-mail/")
    found += violations(page)
    press(page.get_by_role("button", name="Mail me elke week een vraag"))
    found += violations(page)
    visitor = open_page()
    for address in (stop_link.token(joost), "zomaar"):
        visitor.goto(f"/reflecties/per-mail/stop/{address}/")
        found += violations(visitor)
    visitor.goto(f"/reflecties/per-mail/stop/{stop_link.token(joost)}/")
    press(visitor.get_by_role("button", name="Stop de mail"))
    found += violations(visitor)
    assert not found


def test_who_has_written_nothing_sees_an_accessible_page(open_page, cast, transactional_db):
    page = open_page(cast.fatima.user)
    page.goto("/reflecties/")
    assert not violations(page)


@pytest.mark.parametrize(("paper", "size"), [("a4", b"595"), ("a5", b"420")])
def test_a_card_fits_on_one_page_of_its_paper(open_page, paper, size):
    from io import BytesIO

    from pypdf import PdfReader

    page = open_page()
    for slug in ("samen-verantwoordelijk", "rust-voor-leerlingen", "je-eigen-instrument"):
        page.goto(f"/handvatten/{slug}/kaart/?maat={paper}")
        made = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        assert len(made.pages) == 1
        assert round(float(made.pages[0].mediabox.width)) == int(size)


def test_the_page_to_print_has_everything_and_no_buttons(open_page, joost):
    page = open_page(joost)
    page.goto("/reflecties/bewaren/")
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="Print").is_visible()
    assert page.locator("article.kept").count() == Reflection.objects.visible_to(joost).count()
