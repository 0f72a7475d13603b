"""The content against the inventory of the source (../shared/source/inventory.md), row by row and counted by hand.

The tables here were written down from the inventory and from the source itself; they do not come from the content.
"""

import re

import pytest

from handreiking.content_report import content_report
from handreiking.library import library
from handreiking.markdown import to_text
from tests.content.inventory import (
    CHAPTERS,
    CIRCLES,
    HANDVATTEN,
    SERVES,
    THEMES,
    handvat,
    texts,
)
from tests.content.pages import get

# ---- looking things up in the content ---------------------------------------------------


def words_of(chapter):
    """Return all words of a chapter's rationale."""
    return " ".join(to_text(text) for place, text in texts().items() if place.split()[0] == chapter)


# ---- counted ----------------------------------------------------------------------------


def test_every_row_of_the_inventory_has_its_counterpart():
    report = content_report(library())
    assert {slug: chapter["circles"] for slug, chapter in report["chapters"].items()} == {
        slug: circles for slug, (circles, *_) in CHAPTERS.items()
    }
    found = {code: row for chapter in report["chapters"].values() for code, row in chapter["handvatten"].items()}
    assert list(found) == list(HANDVATTEN)
    assert len(found) == 15


@pytest.mark.parametrize("slug", CHAPTERS)
def test_a_chapter_has_its_key_messages_practice_examples_and_handvatten(slug):
    report = content_report(library())["chapters"][slug]
    _, key_messages, practice_examples, codes = CHAPTERS[slug]
    assert report["key_messages"] == key_messages
    assert report["practice_examples"] == practice_examples
    assert " ".join(report["handvatten"]) == codes


@pytest.mark.parametrize("code", HANDVATTEN)
def test_a_handvat_has_its_tips_steps_points_questions_and_resources(code):
    reports = content_report(library())["chapters"].values()
    report = next(chapter["handvatten"][code] for chapter in reports if code in chapter["handvatten"])
    counted = {key: value for key, value in report.items() if key not in {"slug", "sections"}}
    counted["sections"] = [section for section in report["sections"].values() if section]
    assert counted == HANDVATTEN[code]


@pytest.mark.parametrize("code", SERVES)
def test_a_handvat_serves_the_key_message_under_which_it_stands(code):
    one = handvat(code)
    messages = [message.slug for message in library().chapter_of[one.slug].key_messages]
    assert messages.index(one.key_message) + 1 == SERVES[code]
    assert THEMES[code].casefold() in one.theme.casefold()


def test_there_are_six_circles_with_their_names_and_four_and_five_share_a_chapter():
    assert [(circle.ring, circle.name, circle.chapter) for circle in library().circles] == CIRCLES
    assert all(circle.meaning for circle in library().circles)


def test_there_are_four_principles_in_the_order_of_the_four_findings():
    principles = library().principles
    first, second, third, fourth = (f"{principle.text} {to_text(principle.more)}" for principle in principles)
    for words in ("plezier", "energie", "flow en focus", "incident", "schooldirecteur", "rust", "vrijheid"):
        assert words in first
    for words in ("één methode", "trucje", "one-size-fits-all", "beroepshouding", "Rinka van Zundert", "cultuur"):
        assert words in second
    for words in ("ruimte, tijd en rust", "vragen", "eigen stijl", "zorgstructuur"):
        assert words in third
    for words in ("hele school", "hele team", "ouders", "partners van buiten"):
        assert words in fourth


def test_the_scale_has_four_steps_and_the_question_of_style_two_sentences():
    questions = {question.slug: question for question in handvat("3a").questions}
    assert len(questions["3a-klimaat-nu"].scale) == 4
    assert len(questions["3a-stijl"].sentences) == 2
    others = [one for slug, (_, one) in library().question_by_slug.items() if slug not in {"3a-klimaat-nu", "3a-stijl"}]
    assert not [one for one in others if one.scale or one.sentences]


def test_the_gevoelsthermometer_is_a_tip_of_its_own():
    (section, _) = handvat("2a").sections
    assert ["gevoelsthermometer" in tip.text for tip in section.tips] == [False, True, False, False, False]


def test_the_sociogram_has_its_three_steps_in_order():
    steps = [section for section in handvat("3c").sections if section.step]
    assert [step.slug for step in steps] == ["stap-1", "stap-2", "stap-3"]
    assert [len(step.questions) for step in steps] == [6, 0, 3]
    assert "leerlingvolgsysteem" in to_text(steps[2].text)


# ---- rationale --------------------------------------------------------------------------


def test_the_figures_stand_where_the_source_has_them():
    figures = {slug: chapter["figures"] for slug, chapter in content_report(library())["chapters"].items()}
    assert figures == {
        "jezelf": ["prosocial-classroom"],
        "leerling": [],
        "groep": ["group-phases"],
        "team-en-school": [],
        "omgeving": [],
    }


def test_the_prosocial_classroom_is_drawn_with_all_its_parts(client):
    page = get(client, "/cirkels/jezelf/")
    drawing = " ".join(page.texts("text"))
    for part in (
        "Sociale en emotionele bekwaamheid en welbevinden van de leerkracht",
        "Gezonde relatie tussen leerkracht en leerling",
        "Effectief klassenmanagement",
        "Goede uitvoering van sociaal-emotioneel leren",
        "Gezond klasklimaat",
        "Sociale, emotionele en leerresultaten van leerlingen",
        "School- en omgevingsfactoren",
    ):
        assert part in drawing
    assert "Jennings en Greenberg (2009)" in page.text


def test_the_five_phases_of_a_group_are_drawn_in_order(client):
    phases = get(client, "/cirkels/groep/").texts("b", lang="en")
    assert phases == ["Forming", "Storming", "Norming", "Performing", "Reforming"]


def test_circle_one_asks_who_cares_for_the_teacher_and_for_the_leaders():
    words = words_of("jezelf")
    for part in (
        "Prosocial Classroom Model",
        "whole school approach",
        "Wie zorgt er dan voor de leerkracht?",
        "leidinggevenden",
        "werkdruk",
        "management, directie en bestuur",
    ):
        assert part in words


def test_circle_two_has_its_domains_definitions_and_findings():
    words = words_of("leerling")
    for part in (
        "Ik-competenties",
        "Jij-competenties",
        "Wij-competenties",
        "empathie",
        "normen en waarden",
        "SEL",
        "SEO",
        "zelfvertrouwen",
        "verbonden",
        "cijfers",
        "gemotiveerder",
        "probleemgedrag",
        "gepest",
    ):
        assert part in words
    parts = {part.slug: part for part in library().chapter_by_slug["leerling"].rationale}
    assert len(parts["welbevinden"].marks) == 8
    assert len(parts["die-ene-persoon"].marks) == 5


def test_the_figures_of_tno_are_given_as_they_are(client):
    text = texts()["leerling traumasensitief-onderwijs"]
    assert "In groep 7/8 heeft 46% van de kinderen in Nederland een of meer" in text
    assert "Bij 12% zijn het er zelfs drie of meer." in text
    page = get(client, "/cirkels/leerling/")
    assert "46%" in page.text
    assert "12%" in page.text
    assert page.texts("li", id="bron-tno-2016") == ["TNO, 2016."]


def test_no_other_percentage_stands_in_the_content():
    assert [number for text in texts().values() for number in re.findall(r"\d+ ?%", text)] == ["46%", "12%"]


def test_the_numbers_in_the_practice_examples_are_those_of_the_source():
    examples = {place: text for place, text in texts().items() if len(place.split()) == 2}
    assert "drie keer per jaar" in examples["leerling kindgesprekken"]
    assert "50 minuten" in examples["leerling eerste-tien-minuten"]
    assert "eerste tien minuten" in examples["leerling eerste-tien-minuten"]
    assert "herfstvakantie" in examples["groep gouden-weken"]


def test_circle_three_has_three_needs_twelve_marks_and_five_phases():
    words = texts()
    assert len(re.findall(r"^- ", words["groep drie-behoeften"], re.MULTILINE)) == 3
    parts = {part.slug: part for part in library().chapter_by_slug["groep"].rationale}
    assert len(parts["positieve-groep"].marks) == 12
    assert "vijf fasen" in words["groep vijf-fasen"]
    assert "Na elke langere vakantie" in words["groep vijf-fasen"]


def test_circles_four_and_five_say_what_works_best():
    words = words_of("team-en-school")
    for part in (
        "whole school approach",
        "Welbevinden op School",
        "langere tijd",
        "goede training",
        "Ouders krijgen steun",
        "Leerlingen krijgen steun",
    ):
        assert part in words


def test_circle_six_says_what_it_covers_and_why_the_handreiking_stops():
    words = words_of("omgeving")
    for part in ("wijk", "Sociale factoren", "thuis", "jongerenwerk", "buiten school", "cirkel 5", "keuze, voor nu"):
        assert part in words


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ("f1", ["Samenwerkende Gezondheidsfondsen", "SGF", "KIJK!", "Hart en Ziel", "signaleren", "Welbevinden op School", "Trimbos", "Pharos", "Nationaal Programma Onderwijs", "nponderwijs.nl", "menukaart"]),
        ("f2", ["leerprestaties", "sociale en emotionele vaardigheden", "Probleemgedrag", "angst en depressie", "minder stress", "passend onderwijs", "differentiatie", "kansenongelijkheid", "coronacrisis", "IB’er", "directeur", "zorgcoördinatoren", "schooladviseurs", "ambulant begeleider", "bijzonder hoogleraar", "co-creatie"]),
        ("f4", ["vijver", "steen", "rimpeling", "context", "cirkels van invloed"]),
        ("f5", ["hele jaar dezelfde klas", "paar uur per week", "mentor", "heen en weer"]),
        ("f6", ["onderbouwing", "collega’s", "vragen en handvatten"]),
    ],
)  # fmt: skip
def test_the_frame_of_the_handreiking_stands_on_the_page_about_it(row, parts):
    words = to_text(library().page_by_slug["over"].text)
    assert [part for part in parts if part not in words] == [], row
