"""The pages of the handvatten, and the conversation on the board that they offer."""

import pytest

from handreiking.library import library
from tests.content.pages import codes, get

# ---- handvatten -------------------------------------------------------------------------


def test_the_list_of_handvatten_shows_all_fifteen_in_order(client):
    page = get(client, "/handvatten/")
    assert " ".join(codes(page)) == "1a 1b 1c 2a 2b 2c 2d 3a 3b 3c 3d 4a 4b 4c 4d"
    assert page.texts("p", role="status") == ["15 handvatten"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cirkel=1", "1a 1b 1c"),
        ("cirkel=2", "2a 2b 2c 2d"),
        ("cirkel=3", "3a 3b 3c 3d"),
        ("cirkel=4", "4a 4b 4c 4d"),
        ("cirkel=5", "4a 4b 4c 4d"),
        ("voor=self", "1a 1b 1c 3a 3d"),
        ("voor=pupil", "2a 2b 2c 2d"),
        ("voor=class", "2a 2c 3b 3c"),
        ("voor=colleague", "4c"),
        ("voor=team", "3d 4a 4b 4d"),
        ("cirkel=2&voor=class", "2a 2c"),
        ("cirkel=5&voor=team&sector=vo", "4a 4b 4d"),
        ("cirkel=1&voor=team", ""),
        ("cirkel=&voor=&sector=", "1a 1b 1c 2a 2b 2c 2d 3a 3b 3c 3d 4a 4b 4c 4d"),
        ("sector=po", "1a 1b 1c 2a 2b 2c 2d 3a 3b 3c 3d 4a 4b 4c 4d"),
    ],
)
def test_the_list_of_handvatten_can_be_filtered(query, found, client):
    page = get(client, f"/handvatten/?{query}")
    assert " ".join(codes(page)) == found
    number = len(found.split())
    said = {0: "Geen handvat", 1: "1 handvat"}.get(number, f"{number} handvatten")
    assert page.texts("p", role="status")[0].startswith(said)


def test_the_filter_shows_what_was_chosen_and_the_way_back(client):
    page = get(client, "/handvatten/?cirkel=5&voor=team")
    assert page.texts("option", selected="") == ["Cirkel 5", "met je team", "Po en vo"]
    assert "/handvatten/" in page.links[page.links.index("/account/login/") :]


def test_a_filter_without_a_result_says_what_to_do(client):
    assert "Laat één van de keuzes los" in get(client, "/handvatten/?cirkel=1&voor=team").text


def test_a_handvat_shows_every_question_with_all_its_parts_and_steps_to_choose_from(client):
    for handvat in library().handvatten:
        text = get(client, f"/handvatten/{handvat.slug}/").text
        for question in handvat.questions:
            for words in (*question.parts, *question.scale, *question.sentences):
                assert words in text, f"{handvat.code}: {words}"


def test_a_handvat_says_that_answers_of_pupils_are_kept_nowhere(client):
    for slug in ("in-gesprek-met-je-leerlingen", "samen-verantwoordelijk", "sociogram"):
        assert "Antwoorden van leerlingen bewaren we nergens." in get(client, f"/handvatten/{slug}/").text


def test_a_handvat_has_its_resources_beside_it_with_the_sector_for_which_they_are(client):
    page = get(client, "/handvatten/rust-voor-leerlingen/")
    assert page.texts("li", id="charge-your-brainzzz")[0].startswith("Charge your brainzzz Charge your brainzzz vo ")
    assert "https://www.augeo.nl/demo/veerkracht-kinderpostzegels-augeo/04/" in page.links


# ---- a conversation on the board --------------------------------------------------------


@pytest.mark.parametrize(
    "handvat", [handvat for handvat in library().handvatten if handvat.questions], ids=lambda h: h.code
)
def test_a_conversation_shows_one_question_at_a_time_from_the_first_to_the_last(handvat, client):
    shown, numbers, step = [], [], ""
    while step is not None:
        page = get(client, f"/handvatten/{handvat.slug}/gesprek/{step}")
        shown += page.texts("h1")
        numbers += [element.text for element in page.all("span", **{"class": "count"})]
        back = [element.attributes["href"] for element in page.all("a", rel="prev")]
        assert back == ([f"?vraag={len(shown) - 1}"] if len(shown) > 1 else [])
        onward = [element.attributes["href"] for element in page.all("a", rel="next")]
        step = onward[0] if onward else None
    assert shown == [question.parts[0] for question in handvat.talk_questions]
    assert numbers == [f"{number} van {len(shown)}" for number in range(1, len(shown) + 1)]


@pytest.mark.parametrize(
    ("slug", "number", "first"),
    [
        ("je-eigen-instrument", 10, "In welke dingen ben ik een goed voorbeeld voor mijn klas?"),
        ("in-gesprek-met-je-leerlingen", 8, "Wat moet ik volgens jou echt over je weten?"),
        ("samen-verantwoordelijk", 9, "Wat vinden jullie van de sfeer in onze klas?"),
        ("sociogram", 6, "Met welke kinderen vind je het leuk om te spelen?"),
        ("op-de-teamagenda", 5, "Welke doelen kiezen jullie als team voor de hele school?"),
        ("vragen-met-een-collega", 7, "Wat geeft je nu het meeste plezier?"),
    ],
)
def test_a_conversation_leaves_out_what_the_teacher_asks_herself(slug, number, first, client):
    page = get(client, f"/handvatten/{slug}/gesprek/")
    assert page.texts("h1") == [first]
    assert page.texts("span", **{"class": "count"}) == [f"1 van {number}"]


def test_a_conversation_shows_the_other_parts_the_scale_and_the_sentences_of_a_question(client):
    scale = get(client, "/handvatten/klimaat-in-je-klas/gesprek/?vraag=1")
    assert scale.texts("li") == [
        "Negatief, met veel gedoe",
        "Stroef, met lichtpunten",
        "Meestal goed, soms een incident",
        "Goed: we maken elkaar sterker",
    ]
    assert len(get(client, "/handvatten/klimaat-in-je-klas/gesprek/?vraag=5").texts("li")) == 2
    assert get(client, "/handvatten/samen-verantwoordelijk/gesprek/?vraag=8").texts("li") == [
        "Hoe voelde dat?",
        "Wat deed je toen?",
        "Welke tip heb je voor anderen?",
    ]


def test_a_conversation_can_be_closed_and_has_no_menu_on_the_board(client):
    page = get(client, "/handvatten/sociogram/gesprek/")
    assert "/handvatten/sociogram/" in page.links
    assert "/account/login/" not in page.links
