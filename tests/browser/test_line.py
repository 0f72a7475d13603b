"""The whole line as three people of De Vijver: from a question, by the checklist, to an evaluated goal."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from checklists.models import Round
from reflections.models import Reflection
from schools.models import Goal

SECRET = "Op dinsdag lukte het, omdat ik eerst koffie dronk."
PASSWORD = "een-lang-wachtwoord-voor-de-proef"


def sign_in(page, member):
    """Sign in by the form, as a person does."""
    member.user.set_password(PASSWORD)
    member.user.save()
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(member.user.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(re.compile("/vandaag/$"))


def write_for_oneself(page, javascript):
    """Answer the question of the day, and the three kinds of question in place on handvat 3a and 1c."""
    page.goto("/handvatten/je-eigen-instrument/")
    first = page.locator(".questions > li").first
    first.get_by_role("textbox").fill(SECRET)
    if not javascript:
        first.get_by_role("button", name="Bewaar").click()
        first = page.locator(".questions > li").first
    expect(first.locator(".save")).to_contain_text(re.compile(r"Bewaard om \d\d:\d\d · alleen jij ziet dit"))

    page.goto("/handvatten/klimaat-in-je-klas/")
    scale = page.locator(".questions > li").filter(has=page.get_by_role("radio"))
    scale.get_by_role("radio").nth(2).check()
    if not javascript:
        scale.get_by_role("button", name="Bewaar").click()
    expect(scale.locator(".save")).to_contain_text("Bewaard om")
    sentences = page.locator(".questions > li").filter(has=page.locator(".talk"))
    sentences.get_by_role("textbox").first.fill("rust brengen")
    if not javascript:
        sentences.get_by_role("button", name="Bewaar").click()
    expect(sentences.locator(".save")).to_contain_text("Bewaard om")
    page.reload()
    expect(scale.get_by_role("radio").nth(2)).to_be_checked()
    expect(sentences.get_by_role("textbox").first).to_have_value("rust brengen")


def fill_in_together(page, javascript):
    """Open a round of twelve items, fill in every pillar, and end it."""
    page.goto("/vandaag/")
    page.get_by_role("link", name="Checklist", exact=True).click()
    page.get_by_role("link", name="Begin een afname").click()
    page.get_by_label("Hoe noemen jullie deze afname?").fill("Najaar 2026")
    page.get_by_role("button", name="Open nu").click()
    for pillar, stands in (("Beleid", "013"), ("Educatie", "12u"), ("Schoolomgeving", "301"), ("Signaleren", "23n")):
        expect(page).to_have_title(re.compile(pillar))
        for number, stand in enumerate(stands):
            place = {"u": 4, "n": 5}.get(stand) or int(stand)
            radio = page.locator(".item").nth(number).get_by_role("radio").nth(place)
            if javascript:
                with page.expect_response(lambda response: response.request.method == "POST") as saved:
                    radio.check()
                assert saved.value.status == 200
            else:
                radio.check()
        if javascript:
            expect(page.locator(".tabs [aria-current]")).to_contain_text("3 van 3")
        page.locator("#invullen").get_by_role("button", name=re.compile("^Bewaar")).click()
    page.get_by_role("button", name="Rond af en bekijk de uitkomst").click()


def choose_priorities(page):
    """See the three lists; six are too many, three are kept."""
    expect(page.get_by_role("heading", name="Gaat goed")).to_be_visible()
    expect(page.get_by_role("heading", name="Verdient aandacht")).to_be_visible()
    expect(page.get_by_role("heading", name="Prioriteit", exact=True)).to_be_visible()
    boxes = page.locator("#kiezen").get_by_role("checkbox")
    for number in range(6):
        boxes.nth(number).check()
    page.get_by_role("button", name="Leg deze prioriteiten vast").click()
    expect(page.get_by_role("alert")).to_contain_text("hooguit vijf")
    assert sum(box.is_checked() for box in boxes.all()) == 6, "what was ticked stays ticked"
    for number in range(3, 6):
        boxes.nth(number).uncheck()
    page.get_by_role("button", name="Leg deze prioriteiten vast").click()
    expect(page.locator(".tone-prio .outcome")).to_have_count(3)


def make_a_goal(page):
    """Make a goal of the first priority; a date in the past and no date are refused."""
    page.locator(".tone-prio").get_by_role("button", name=re.compile("Maak hier een doel van")).first.click()
    page.get_by_label("Wat willen jullie bereiken?").fill("In mei noemt elk kind iemand bij wie het terechtkan.")
    page.get_by_label("Hoe volgen jullie het?").fill("Eén vraag in elk kindgesprek.")
    for box in page.locator("[name=dates]").all():
        box.uncheck()
    page.get_by_role("button", name="Laat het doel lopen").click()
    expect(page.get_by_role("alert")).to_contain_text("Een doel loopt pas")
    expect(page.get_by_label("Hoe volgen jullie het?")).to_have_value("Eén vraag in elk kindgesprek.")
    day = page.get_by_label("Een eigen dag")
    day.fill((localdate() - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Laat het doel lopen").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze dag is al geweest")
    day.fill((localdate() + timedelta(days=14)).isoformat())
    page.get_by_role("button", name="Laat het doel lopen").click()
    expect(page.locator(".page-head .badge")).to_contain_text("Loopt")


def evaluate(page):
    """Record what was found; going on needs a next date."""
    page.goto("/vandaag/")
    page.get_by_role("link", name="In mei noemt elk kind").first.click()
    page.get_by_label("Wat zien we?").fill("In de gesprekken noemt 84% iemand.")
    page.get_by_role("radio", name="Op weg").check()
    page.get_by_role("radio", name=re.compile("^Doorgaan")).check()
    page.get_by_label("Wanneer kijken we weer?").fill("")
    page.get_by_role("button", name="Leg de evaluatie vast").click()
    expect(page.get_by_role("alert")).to_contain_text("Spreek af wanneer jullie weer kijken")
    expect(page.get_by_label("Wat zien we?")).to_have_value("In de gesprekken noemt 84% iemand.")
    page.get_by_label("Wanneer kijken we weer?").fill((localdate() + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Leg de evaluatie vast").click()
    expect(page.locator(".timeline")).to_contain_text("Doorgaan")
    expect(page.locator(".timeline")).to_contain_text("In de gesprekken noemt 84% iemand.")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_team_goes_from_a_question_to_an_evaluated_goal(open_page, cast, javascript):
    teacher = open_page(javascript=javascript)
    sign_in(teacher, cast.joost)
    expect(teacher.get_by_role("heading", level=1)).to_contain_text("Joost")
    write_for_oneself(teacher, javascript)

    coordinator = open_page(javascript=javascript)
    sign_in(coordinator, cast.marieke)
    fill_in_together(coordinator, javascript)
    choose_priorities(coordinator)
    make_a_goal(coordinator)

    teacher.goto("/vandaag/")
    teacher.get_by_role("link", name="Bekijk de uitkomst").click()
    expect(teacher.locator(".tone-prio .outcome")).to_have_count(3)
    expect(teacher.get_by_role("button", name="Leg deze prioriteiten vast")).to_have_count(0)
    teacher.get_by_role("link", name="Dit is al een doel").click()
    expect(teacher.get_by_role("button", name="Leg de evaluatie vast")).to_have_count(0)

    principal = open_page(javascript=javascript)
    sign_in(principal, cast.fatima)
    evaluate(principal)
    teacher.reload()
    expect(teacher.locator(".timeline")).to_contain_text("Doorgaan")

    for page in (coordinator, principal):
        for address in ("/vandaag/", "/reflecties/", "/handvatten/je-eigen-instrument/"):
            page.goto(address)
            assert SECRET not in page.content()
    assert Reflection.objects.visible_to(cast.joost.user).count() == 3
    assert Round.objects.visible_to(cast.joost).get().team_views.count() == 12
    goal = Goal.objects.visible_to(cast.joost).get(aim__startswith="In mei")
    assert goal.state == Goal.State.RUNNING
    assert goal.evaluations.coming().count() == 1


def test_the_question_of_the_day_is_kept_while_typing_and_found_back(open_page, cast):
    page = open_page(cast.joost.user, width=390, height=800)
    page.goto("/vandaag/")
    box = page.locator(".ask").get_by_role("textbox").or_(page.locator(".ask").get_by_role("radio")).first
    if box.get_attribute("type") == "radio":
        box.check()
    else:
        box.fill("Een zin.")
    expect(page.locator(".ask .save")).to_contain_text("alleen jij ziet dit")
    expect(page.locator(".ask .save")).to_contain_text("Bewaard om")
    page.goto("/reflecties/")
    expect(page.locator(".reflections li")).to_have_count(1)


def test_an_expired_session_sends_the_whole_page_to_the_login(open_page, cast):
    page = open_page(cast.joost.user)
    page.goto("/handvatten/je-eigen-instrument/")
    page.context.clear_cookies(name="sessionid")
    page.locator(".questions > li").first.get_by_role("textbox").fill("Ik schrijf door terwijl mijn sessie voorbij is.")
    expect(page).to_have_url(re.compile(r"/account/login/\?next="), timeout=10_000)


def test_the_conversation_turns_with_the_arrow_keys(open_page, live_server):
    page = open_page()
    page.goto("/handvatten/samen-verantwoordelijk/gesprek/")
    first = page.get_by_role("heading", level=1).inner_text()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"\?vraag=2$"))
    assert page.get_by_role("heading", level=1).inner_text() != first
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"\?vraag=1$"))
