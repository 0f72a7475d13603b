"""/handvatten/<slug>/kaart/: a card to print for every handvat with questions or tips; and every question on the board."""

import re

import pytest
from django.test import Client

from handreiking.cards import card_of
from handreiking.library import library

HANDVATTEN = library().handvatten
WITH_QUESTIONS = [handvat for handvat in HANDVATTEN if handvat.questions]


def main_of(page):
    return page.text.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("handvat", HANDVATTEN, ids=lambda handvat: handvat.code)
def test_every_handvat_with_questions_or_tips_has_a_card_with_its_title_and_where_it_comes_from(handvat):
    page = Client().get(f"/handvatten/{handvat.slug}/kaart/")
    assert page.status_code == 200
    card = main_of(page)
    assert f'<h1 class="mt-2">{handvat.title}</h1>' in card
    assert f"testserver/handvatten/{handvat.slug}" in card
    assert "Preventief werken aan sociaal emotionele ontwikkeling" in card
    assert card.count("<li>") >= (len(handvat.talk_questions) or 3)


@pytest.mark.parametrize("handvat", WITH_QUESTIONS, ids=lambda handvat: handvat.code)
def test_a_card_holds_the_questions_to_talk_about_and_at_most_three_tips(handvat):
    card = card_of(handvat)
    assert [question for _, questions in card.questions for question in questions] == list(handvat.talk_questions)
    assert len(card.tips) <= 3


def test_a_card_without_questions_has_tips_with_a_sentence_and_after_a_question_its_answer():
    card = card_of(library().handvat_by_slug["rust-voor-leerlingen"])
    assert card.questions == []
    assert 2 <= len(card.tips) <= 5
    assert not any(text.endswith("?") for _, text in card.tips)


@pytest.mark.parametrize("handvat", HANDVATTEN, ids=lambda handvat: handvat.code)
def test_nowhere_on_a_card_or_on_the_board_is_a_field_for_what_pupils_say(handvat):
    for address in (f"/handvatten/{handvat.slug}/kaart/", f"/handvatten/{handvat.slug}/gesprek/"):
        page = Client().get(address)
        if page.status_code == 200:
            assert not re.search(r"<(textarea|select|form|input)", main_of(page))


def test_a_question_for_pupils_or_the_class_has_no_field_on_the_page_of_its_handvat_either(db, cast, as_user):
    client = as_user(cast.joost.user)
    for handvat in HANDVATTEN:
        asked = [question.slug for question in handvat.questions_for("class", "pupil", "team")]
        page = client.get(handvat.url).text
        for slug in asked:
            assert not re.search(rf'action="/reflecties/{slug}/"', page)
            assert client.post(f"/reflecties/{slug}/", {"text": "Wat een leerling zei."}).status_code == 404


@pytest.mark.parametrize(
    "handvat", [one for one in HANDVATTEN if one.questions_for("class", "pupil")], ids=lambda handvat: handvat.code
)
def test_every_question_for_the_class_or_a_pupil_is_reached_on_the_board(handvat):
    assert f'href="/handvatten/{handvat.slug}/gesprek/"' in Client().get(handvat.url).text
    address, seen = f"/handvatten/{handvat.slug}/gesprek/", []
    while address:
        page = Client().get(address).text
        seen.append(re.search(r'<h1 id="vraag">(.*?)</h1>', page)[1])
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following and f"/handvatten/{handvat.slug}/gesprek/{following[1]}"
    parts = [question.parts[0] for question in handvat.questions_for("class", "pupil")]
    assert set(parts) <= {text.replace("&#x27;", "'") for text in seen}


@pytest.mark.parametrize(("query", "paper"), [("", "a4"), ("?maat=a4", "a4"), ("?maat=a5", "a5")])
def test_the_paper_is_chosen(query, paper):
    page = Client().get(f"/handvatten/sociogram/kaart/{query}").text
    assert f"css/card_{paper}.css" in page
    assert f"card--{paper}" in page


def test_an_unknown_handvat_or_paper_does_not_exist():
    assert Client().get("/handvatten/bestaat-niet/kaart/").status_code == 404
    assert Client().get("/handvatten/sociogram/kaart/?maat=a3").status_code == 404


def test_a_card_asks_the_database_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        Client().get("/handvatten/sociogram/kaart/")
