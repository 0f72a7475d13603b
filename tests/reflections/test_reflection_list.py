"""/reflecties/: everything that one wrote."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from handreiking.library import library
from tests.world import ReflectionFactory

pytestmark = pytest.mark.django_db
QUESTIONS = [q.slug for handvat in library().handvatten for q in handvat.questions_for("self")]


def write(user, number):
    question = QUESTIONS[number % len(QUESTIONS)]
    ReflectionFactory(author=user, question=question, written_on=localdate() - timedelta(days=number))


def test_the_newest_stands_first_and_long_lists_have_pages(cast, as_user):
    for number in range(25):
        write(cast.joost.user, number)
    client = as_user(cast.joost.user)
    assert 'rel="next"' in client.get("/reflecties/").text
    assert 'rel="prev"' in client.get("/reflecties/?pagina=2").text
    assert client.get("/reflecties/?pagina=x").status_code == 404


def test_an_empty_list_leads_to_the_question_of_today(cast, as_user):
    assert "Hier komt wat jij schrijft" in as_user(cast.fatima.user).get("/reflecties/").text


def test_an_answer_to_a_retired_question_keeps_its_wording(cast, as_user):
    ReflectionFactory(author=cast.joost.user, question="0x-bestaat-niet-meer", wording="Een vraag van vroeger?")
    assert "Een vraag van vroeger?" in as_user(cast.joost.user).get("/reflecties/").text


def test_the_number_of_queries_is_the_same_for_1_and_for_20_answers(cast, as_user, count_queries):
    client = as_user(cast.joost.user)
    write(cast.joost.user, 0)
    client.get("/reflecties/")
    few = count_queries(client, "/reflecties/")
    for number in range(1, 20):
        write(cast.joost.user, number)
    assert count_queries(client, "/reflecties/") == few
