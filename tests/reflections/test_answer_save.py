"""/reflecties/<question>/: keep an answer, for oneself."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate

from handreiking.library import library
from reflections.models import Reflection
from tests.world import ReflectionFactory

pytestmark = pytest.mark.django_db
OPEN = library().handvat_by_slug["je-eigen-instrument"].questions[0].slug
SCALE = next(q.slug for q in library().handvat_by_slug["klimaat-in-je-klas"].questions if q.kind == "scale")
SENTENCE = next(q.slug for q in library().handvat_by_slug["klimaat-in-je-klas"].questions if q.kind == "sentence")
CLASS = library().handvat_by_slug["samen-verantwoordelijk"].questions_for("class")[0].slug
TEXT = "Ik groet elke dag bij de deur."


def began(user, question=OPEN):
    """Return the fields by which a form says that it began from what stands there now."""
    now = Reflection.objects.visible_to(user).of_today().filter(question=question).first()
    return {"day": now.written_on.isoformat(), "version": now.version} if now else {"day": "", "version": 0}


def test_an_open_answer_is_kept_dated_and_with_its_wording(cast, as_user):
    response = as_user(cast.joost.user).post(f"/reflecties/{OPEN}/", {"text": TEXT, "next": "/vandaag/"})
    assert response["Location"] == "/vandaag/"
    kept = Reflection.objects.visible_to(cast.joost.user).get()
    assert kept.content == {"text": TEXT}
    assert kept.written_on == localdate()
    assert kept.wording == library().question_by_slug[OPEN][1].text


def test_a_scale_and_sentences_are_kept_in_words(cast, as_user):
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{SCALE}/", {"level": "2"})
    client.post(f"/reflecties/{SENTENCE}/", {"sentence_0": "rust", "sentence_1": ""})
    lines = {reflection.question: reflection.lines for reflection in Reflection.objects.visible_to(cast.joost.user)}
    assert lines[SCALE] == [library().question_by_slug[SCALE][1].scale[2]]
    assert len(lines[SENTENCE]) == 1
    assert lines[SENTENCE][0].endswith("rust")


def test_the_lowest_step_of_a_scale_is_an_answer_too(cast, as_user):
    as_user(cast.joost.user).post(f"/reflecties/{SCALE}/", {"level": "0"})
    assert Reflection.objects.visible_to(cast.joost.user).get().content == {"level": 0}


def test_htmx_gets_only_the_line_that_says_it_is_kept(cast, as_user):
    response = as_user(cast.joost.user, **{"hx-request": "true"}).post(f"/reflecties/{OPEN}/", {"text": TEXT})
    assert response.status_code == 200
    assert "<html" not in response.text
    assert "alleen jij ziet dit" in response.text
    assert "Bewaard om" in response.text


def test_the_same_day_changes_the_answer_and_another_day_adds_one(cast, as_user):
    ReflectionFactory(author=cast.joost.user, question=OPEN, written_on=localdate() - timedelta(days=200))
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": "Eerst dit."})
    client.post(f"/reflecties/{OPEN}/", {"text": "Toch dit.", **began(cast.joost.user)})
    written = Reflection.objects.visible_to(cast.joost.user)
    assert written.count() == 2
    assert written.of_today().get().content == {"text": "Toch dit."}
    assert "Eerder schreef je hier iets" in client.get("/handvatten/je-eigen-instrument/").text


def test_an_emptied_answer_leaves_no_trace(cast, as_user):
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": TEXT})
    client.post(f"/reflecties/{OPEN}/", {"text": "   ", **began(cast.joost.user)})
    client.post(f"/reflecties/{SENTENCE}/", {"sentence_0": "", "sentence_1": ""})
    assert not Reflection.objects.visible_to(cast.joost.user).exists()


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_a_text_that_is_too_long_is_refused_and_kept_in_the_field(cast, as_user, headers):
    long = "Heel veel woorden. " * 5_000
    response = as_user(cast.joost.user, **headers).post(f"/reflecties/{OPEN}/", {"text": long})
    assert response.status_code == 422
    assert "Dit antwoord is te lang" in response.text
    if not headers:
        assert long.strip() in response.text


def test_a_step_that_does_not_exist_is_refused(cast, as_user):
    assert as_user(cast.joost.user).post(f"/reflecties/{SCALE}/", {"level": "9"}).status_code == 422


@pytest.mark.parametrize("question", ["bestaat-niet", CLASS])
def test_there_is_no_place_for_answers_of_pupils_or_to_unknown_questions(cast, as_user, question):
    assert as_user(cast.joost.user).post(f"/reflecties/{question}/", {"text": TEXT}).status_code == 404


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_after_saving_one_never_lands_on_another_site(cast, as_user, target):
    response = as_user(cast.joost.user).post(f"/reflecties/{OPEN}/", {"text": TEXT, "next": target})
    assert response["Location"].startswith("/handvatten/")


def test_the_database_holds_no_word_of_it(cast, as_user):
    as_user(cast.joost.user).post(f"/reflecties/{OPEN}/", {"text": TEXT})
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM reflections_reflection")
        [(stored,)] = cursor.fetchall()
    assert "deur" not in stored
    assert "text" not in stored


def test_nobody_else_sees_it_in_place(cast, as_user):
    as_user(cast.joost.user).post(f"/reflecties/{OPEN}/", {"text": TEXT})
    for member in (cast.marieke, cast.fatima, cast.bram):
        assert TEXT not in as_user(member.user).get("/handvatten/je-eigen-instrument/").text
