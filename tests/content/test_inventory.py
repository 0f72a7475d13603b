"""The content against the inventory of the source (../shared/source/inventory.md), row by row and counted by hand.

The tables here were written down from the inventory and from the source itself; they do not come from the content.
"""

import re
from pathlib import Path

import pytest

from handreiking.content_references import CITATION
from handreiking.content_report import content_report
from handreiking.library import library
from handreiking.markdown import to_text
from tests.content.pages import get

SOURCE = Path(__file__).parents[3] / "shared" / "source" / "000_ea65eded2efa1538.txt"

# ---- the tables -------------------------------------------------------------------------

CIRCLES = [  # ring, name, chapter
    (1, "Eigen welbevinden van de leerkracht", "jezelf"),
    (2, "SEO en welbevinden van de leerling", "leerling"),
    (3, "Groepsdynamiek in de klas", "groep"),
    (4, "Professionele leeromgeving (team)", "team-en-school"),
    (5, "Positief pedagogisch schoolklimaat", "team-en-school"),
    (6, "Omgevingscontext", "omgeving"),
]

CHAPTERS = {  # circles, key messages, practice examples, codes of the handvatten
    "jezelf": ([1], 2, ["IB’er, po"], "1a 1b 1c"),
    "leerling": ([2], 4, ["Leerkracht, po", "Docent/mentor, vo", "Docent/mentor, vo"], "2a 2b 2c 2d"),
    "groep": ([3], 3, ["Leerkracht, po", "Leerkracht, po", "Docent, vo"], "3a 3b 3c 3d"),
    "team-en-school": ([4, 5], 2, ["Directeur, po", "IB’er, po", "Directeur, po"], "4a 4b 4c 4d"),
    "omgeving": ([6], 0, [], ""),
}


def row(sections, *, steps=0, parts=(), audiences=None, kinds=None):
    """Return what the report should say of a handvat: its sections, and what they add up to."""
    return {
        **{
            kind: sum(section.get(kind, 0) for section in sections)
            for kind in ("tips", "points", "questions", "resources")
        },
        "steps": steps,
        "question_parts": list(parts),
        "questions_by_audience": audiences or {},
        "questions_by_kind": kinds or ({"open": len(parts)} if parts else {}),
        "sections": [section for section in sections if section],
    }


HANDVATTEN = {
    "1a": row([{"tips": 4}]),
    "1b": row([{"tips": 5}]),
    "1c": row([{"questions": 10}], parts=[1, 1, 1, 2, 2, 1, 2, 1, 1, 1], audiences={"self": 10}),
    "2a": row([{"tips": 5}, {"resources": 2}]),
    "2b": row([{"questions": 8}, {"resources": 1}], parts=[2, 1, 3, 2, 2, 2, 6, 6], audiences={"pupil": 8}),
    "2c": row([{"tips": 8}, {"resources": 1}, {"resources": 4}, {"resources": 1}]),
    "2d": row([{"points": 5, "resources": 1}, {"points": 7, "resources": 1}, {"points": 6}]),
    "3a": row(
        [{"questions": 6}],
        parts=[1, 2, 1, 1, 1, 3],
        audiences={"self": 6},
        kinds={"scale": 1, "open": 4, "sentence": 1},
    ),
    "3b": row(
        [{"questions": 2}, {"questions": 9}, {"points": 8}],
        steps=3,
        parts=[1, 1, *[1, 1, 1, 2, 2, 3, 4, 4, 4]],
        audiences={"self": 2, "class": 9},
    ),
    "3c": row(
        [{"resources": 1}, {"questions": 6}, {"questions": 3}],
        steps=3,
        parts=[*[1, 1, 1, 1, 1, 1], *[1, 1, 1]],
        audiences={"pupil": 6, "self": 3},
    ),
    "3d": row([{"points": 3}]),
    "4a": row([{"tips": 1, "resources": 1}, {"resources": 1}]),
    "4b": row([{"questions": 5}], parts=[2, 2, 1, 1, 1], audiences={"team": 5}),
    "4c": row([{"questions": 7}], parts=[1, 1, 1, 3, 2, 2, 1], audiences={"colleague": 7}),
    "4d": row([{"questions": 3}, {"resources": 3}], parts=[1, 1, 1], audiences={"team": 3}),
}

SERVES = {  # which key message of its chapter (the first, the second …) a handvat serves
    "1a": 1, "1b": 1, "1c": 2,
    "2a": 1, "2b": 2, "2c": 3, "2d": 4,
    "3a": 1, "3b": 2, "3c": 2, "3d": 3,
    "4a": 1, "4b": 1, "4c": 1, "4d": 2,
}  # fmt: skip

THEMES = {  # the words of the source's heading above it
    "1a": "eigen welbevinden", "1b": "eigen welbevinden", "1c": "je eigen instrument",
    "2a": "sociaal emotioneel leren", "2b": "Ken je leerlingen", "2c": "stressreductie", "2d": "álle leerlingen",
    "3a": "Positief en veilig groepsklimaat", "3b": "Iedereen hoort erbij", "3c": "Iedereen hoort erbij",
    "3d": "rol van leraren bij groepsvorming",
    "4a": "Een sterk team", "4b": "Een sterk team", "4c": "Een sterk team", "4d": "Genereer meer aandacht",
}  # fmt: skip

RESOURCES = {  # title: kind, sectors, handvatten
    "Je Brein de Baas?!": ("material", ("vo",), "2a 2c"),
    "Hoe? Sociaal emotioneel leren op afstand": ("material", ("po", "vo"), "2a"),
    "Mind Young Academy": ("material", ("vo",), "2b"),
    "Veerkracht, module 1: sociale omgeving": ("material", ("po", "vo"), "2c"),
    "Veerkracht, module 2: een positief zelfbeeld": ("material", ("po", "vo"), "2c"),
    "Veerkracht, module 3: omgaan met gevoelens": ("material", ("po", "vo"), "2c"),
    "Veerkracht, module 4: problemen oplossen": ("material", ("po", "vo"), "2c"),
    "Charge your brainzzz": ("material", ("vo",), "2c"),
    "Lesgeven aan getraumatiseerde kinderen": ("book", ("po", "vo"), "2d"),
    "De Traumasensitieve School": ("book", ("po", "vo"), "2d"),
    "Van bescherming naar inclusie": ("book", ("po", "vo"), "3c"),
    "Waarden Werken voor Welbevinden op School": ("material", ("po", "vo"), "4a"),
    "Infosheet Welbevinden nieuwkomerskinderen": ("material", ("po", "vo"), "4a"),
    "Checklist Welbevinden op School, primair onderwijs": ("material", ("po",), "4d"),
    "Checklist Welbevinden op School, voortgezet onderwijs": ("material", ("vo",), "4d"),
    "Welbevinden op School": ("website", ("po", "vo"), "4d"),
}

LINKS = {  # every address in the source, and the handvatten that it serves
    "https://www.ncj.nl/je-brein-de-baas/": "2a 2c",
    "https://assets.ncj.nl/docs/8b158184-f635-4dc4-91bb-11d3e4c09ef4.pdf": "2a 2c",
    "https://www.lowan.nl/po/nieuws/ondersteuning_ouders_emoties/": "2a",
    "https://mindyoung.nl/projecten-en-campagnes/mind-young-academy": "2b",
    "https://www.augeo.nl/demo/veerkracht-kinderpostzegels-augeo/01/": "2c",
    "https://www.augeo.nl/demo/veerkracht-kinderpostzegels-augeo/02/": "2c",
    "https://www.augeo.nl/demo/veerkracht-kinderpostzegels-augeo/03/": "2c",
    "https://www.augeo.nl/demo/veerkracht-kinderpostzegels-augeo/04/": "2c",
    "https://chargeyourbrainzzz.nl/": "2c",
    "https://www.pharos.nl/wp-content/uploads/2021/06/BF_Handbook_NL_def.pdf": "3c",
    "https://www.trimbos.nl/aanbod/welbevinden-op-school": "4d",
    "https://www.pharos.nl/wp-content/uploads/2020/12/Handleiding-Waarden-Werken-voor-Welbevinden-op-School.pdf": "4a",
    "https://www.pharos.nl/wp-content/uploads/2021/05/Rapport-Wellbevinden-nieuwkomerskinderen-Pharos-DEF.pdf": "4a",
    "https://www.pharos.nl/wp-content/uploads/2020/12/Checklist-Welbevinden-op-School-%E2%80%93-Stand-van-Zaken-PO.docx": "4d",
    "https://www.pharos.nl/wp-content/uploads/2020/12/Checklist-Welbevinden-op-School-%E2%80%93-Stand-van-Zaken-VO.docx": "4d",
}

FOOTNOTES = [  # number, place (page, principle, chapter or handvat, with its section), what it refers to
    (1, "over", ["MarketResponse, 2020a"]),
    (2, "over", ["MarketResponse, 2020b"]),
    (4, "over", ["Trimbos-instituut/Pharos, 2016"]),
    (5, "over", ["MarketResponse, 2020a", "MarketResponse, 2020b"]),
    (6, "een-houding-geen-trucje", ["van Zundert, 2017"]),
    (7, "jezelf prosocial-classroom", ["Jennings & Greenberg, 2009", "van Zundert, 2017"]),
    (8, "leerling levensvaardigheden", ["van Overveld, 2017"]),
    (
        9,
        "leerling sel-en-seo",
        ["van Overveld, 2017", "Collaborative for Academic, Social and Emotional Learning, 2020"],
    ),
    (10, "leerling welbevinden", ["Trimbos-instituut/Pharos, 2016"]),
    (11, "leerling onderzoek", ["Chen e.a., 2010", "Zorza e.a., 2013"]),
    (
        12,
        "leerling onderzoek",
        [
            "Davis & Levine, 2013",
            "Fleming e.a., 2005",
            "Gil-Olarte Márquez e.a., 2006",
            "Mavroveli & Sánchez-Ruiz, 2011",
            "Nix e.a., 2013",
        ],
    ),
    (13, "leerling onderzoek", ["Durlak e.a., 2010"]),
    (15, "leerling traumasensitief-onderwijs", ["TNO, 2016"]),
    (16, "leerling leren-na-trauma", ["Coppens e.a., 2021"]),
    (18, "2d aandachtspunten", ["Coppens e.a., 2021"]),
    (19, "2d boodschappen", ["Horeweg, 2018"]),
    (20, "2d principes", ["Horeweg, 2018"]),
    (21, "groep drie-behoeften", ["Schreuder & Messing, 2012"]),
    (22, "groep positieve-groep", ["van Engelen, 2014"]),
    (23, "3b stap-3", ["Nederlands Jeugdinstituut, 2021"]),
    (24, "3d punten", ["School & Veiligheid, 2020"]),
    (25, "team-en-school wat-het-best-werkt", ["Kleinjan e.a., 2016", "Trimbos-instituut/Pharos, 2016", "Weare, 2015"]),
]
EXPLAINED = {3, 14}  # footnotes that explain a word; here the explanation stands in the text itself
NAMED_IN_THE_TEXT = [  # references that the source makes in its sentences, without a footnote
    ("jezelf wie-zorgt-voor-de-leerkracht", ["van Zundert, 2017"]),
    ("groep vijf-fasen", ["School & Veiligheid, 2020"]),
    ("groep vijf-fasen", ["Anton Horeweg, op wij-leren.nl"]),
]

# ---- looking things up in the content ---------------------------------------------------


def handvat(code):
    return next(handvat for handvat in library().handvatten if handvat.code == code)


def texts():
    """Return every text that may hold citations, by its place: 'over', 'leerling onderzoek', '2d principes' …"""
    content = library()
    found = {page.slug: page.text for page in content.pages}
    found |= {principle.slug: principle.more for principle in content.principles}
    for chapter in content.chapters:
        for part in chapter.rationale:
            found[f"{chapter.slug} {part.slug}"] = "\n".join([part.text, *part.marks, part.closing])
        for example in chapter.practice_examples:
            found[f"{chapter.slug} {example.slug}"] = example.text
    for one in content.handvatten:
        for section in one.sections:
            items = [item.text for item in (*section.tips, *section.points)]
            found[f"{one.code} {section.slug}"] = "\n".join([section.text, *items])
    return found


def citations():
    """Return (place, labels of the sources) of every citation in the content."""
    labels = {source.slug: source.label for source in library().sources}
    return [
        (place, [labels[slug] for slug in citation.group(1).split()])
        for place, text in texts().items()
        for citation in CITATION.finditer(text)
    ]


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


# ---- footnotes --------------------------------------------------------------------------


def test_the_table_of_footnotes_is_whole():
    assert {number for number, _, _ in FOOTNOTES} | EXPLAINED == set(range(1, 26)) - {17}
    assert len(FOOTNOTES) + len(EXPLAINED) == 24


@pytest.mark.parametrize(
    ("number", "place", "labels"), FOOTNOTES, ids=lambda value: str(value) if isinstance(value, int) else ""
)
def test_a_footnote_of_the_source_is_a_citation_at_its_place(number, place, labels):
    assert (place, labels) in citations()


def test_there_is_no_citation_that_the_source_does_not_make():
    expected = [(place, labels) for _, place, labels in FOOTNOTES] + NAMED_IN_THE_TEXT
    assert sorted(citations()) == sorted(expected)


def test_every_source_is_cited_somewhere():
    cited = {label for _, labels in citations() for label in labels}
    assert sorted(cited) == sorted(source.label for source in library().sources)
    assert len(cited) == 25


def test_citations_on_one_place_come_in_the_order_of_the_footnotes():
    found = [labels for place, labels in citations() if place == "over"]
    assert found == [labels for _, place, labels in FOOTNOTES if place == "over"]
    found = [labels for place, labels in citations() if place == "leerling onderzoek"]
    assert found == [labels for _, place, labels in FOOTNOTES if place == "leerling onderzoek"]


def test_footnote_three_on_the_words_leerkracht_and_docent_stands_in_the_text(client):
    page = get(client, "/over/")
    assert "Wat we bedoelen met leerkracht" in page.texts("h2")
    explained = page.text.split("Wat we bedoelen met leerkracht", 1)[1].split("Een steen in de vijver", 1)[0]
    for word in ("‘leerkracht’", "‘docent’", "po én vo"):
        assert word in explained


def test_footnote_fourteen_on_adverse_childhood_experiences_stands_in_the_text_with_all_its_examples():
    explained = to_text(texts()["leerling traumasensitief-onderwijs"])
    for words in (
        "ingrijpende jeugdervaringen",
        "Adverse Childhood Experiences",
        "ACE’s",
        "kindermishandeling",
        "huiselijk geweld",
        "psychiatrische problemen",
        "verslaafd",
        "getuige zijn van geweld tussen partners",
        "vechtscheiding",
    ):
        assert words in explained
    assert "ingrijpende jeugdervaring" in texts()["leerling pesten"]


# ---- resources and links ----------------------------------------------------------------


def test_every_resource_has_its_kind_its_sectors_and_its_handvat():
    found = {
        resource.title: (
            resource.kind,
            resource.sectors,
            " ".join(one.code for one in library().handvatten if resource.slug in one.resource_slugs),
        )
        for resource in library().resources
    }
    assert found == RESOURCES
    assert all(resource.publisher for resource in library().resources)


def test_every_link_of_the_source_is_a_link_of_a_resource_and_there_is_no_other():
    links = [link.url for resource in library().resources for link in resource.links]
    assert sorted(links) == sorted(LINKS)


@pytest.mark.parametrize("address", LINKS)
def test_a_link_of_the_source_stands_at_its_handvat(address, client):
    for code in LINKS[address].split():
        assert address in get(client, handvat(code).url).links
    assert address in get(client, "/bronnen/").links


def test_links_to_others_in_running_text_are_links_of_the_source_too():
    links = [link for text in texts().values() for link in re.findall(r"\]\((https?://[^)]*)\)", text)]
    assert set(links) <= set(LINKS)
    assert links.count("https://www.trimbos.nl/aanbod/welbevinden-op-school") == 2


def test_the_two_books_of_2d_and_the_handbook_of_3c_are_there():
    books = {resource.title: resource for resource in library().resources if resource.kind == "book"}
    assert books["Lesgeven aan getraumatiseerde kinderen"].publisher == "Leony Coppens e.a."
    assert books["De Traumasensitieve School"].publisher == "Anton Horeweg"
    assert books["Van bescherming naar inclusie"].publisher == "Pharos"
    titles = {source.label: source.title for source in library().sources if source.title}
    assert titles == {
        "Coppens e.a., 2021": "Lesgeven aan getraumatiseerde kinderen",
        "Horeweg, 2018": "De Traumasensitieve School",
    }


def test_addresses_that_the_source_only_names_are_named():
    assert "jongerenhulponline.nl" in texts()["2d boodschappen"]
    assert "wij-leren.nl" in texts()["groep vijf-fasen"]
    assert "nponderwijs.nl" in texts()["over"]


@pytest.mark.skipif(not SOURCE.exists(), reason="the source text does not come with a clone of the code")
def test_the_tables_here_have_every_link_and_every_reference_of_the_source():
    text = SOURCE.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://\S+", text)) == set(LINKS)
    for _, _, labels in FOOTNOTES:
        for label in labels:
            name, year = re.fullmatch(r"(.*), (\d{4}[ab]?)", label).groups()
            name = name.replace("MarketResponse", "MarketReponse")  # as the source spells it
            assert re.search(rf"{re.escape(name)},? \(?\d{{4}}", text), label
            assert year in text
