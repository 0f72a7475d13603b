"""/reflecties/<question>/: keep an answer, for oneself."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate

from handreiking.library import library
from reflections.answers import answers_of
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


def test_what_a_form_sent_too_long_for_the_site_gets_a_page_in_dutch(cast, as_user):
    response = as_user(cast.joost.user).post(
        f"/reflecties/{OPEN}/", "text=" + "x" * 3_000_000, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413
    assert "Dit is te veel tekst" in response.text


def test_the_class_is_kept_with_the_answer_and_suggested_the_next_time(cast, as_user):
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": TEXT, "group": "Groep 6"})
    assert Reflection.objects.visible_to(cast.joost.user).get().group == "Groep 6"
    page = client.get("/handvatten/je-eigen-instrument/").text
    assert page.count('<option value="Groep 6">') == 10
    assert "Groep 6" not in as_user(cast.marieke.user).get("/handvatten/je-eigen-instrument/").text


def test_a_class_of_more_than_forty_signs_is_refused_and_nothing_is_lost(cast, as_user):
    response = as_user(cast.joost.user).post(f"/reflecties/{OPEN}/", {"text": TEXT, "group": "x" * 41})
    assert response.status_code == 422
    assert "het mag 40 tekens zijn" in response.text
    assert TEXT in response.text


def test_a_refused_form_begins_where_it_began(cast, as_user):
    ReflectionFactory(author=cast.joost.user, question=OPEN, text="Van elders", version=7)
    response = as_user(cast.joost.user).post(f"/reflecties/{OPEN}/", {"text": "x" * 30_000, "day": "", "version": "0"})
    assert response.status_code == 422
    assert 'name="version" value="0"' in response.text


@pytest.mark.parametrize("slug", [q.slug for h in library().handvatten for q in h.questions_for("self", "colleague")])
def test_whoever_may_write_about_pupils_is_asked_to_name_none(cast, slug):
    handvat, question = library().question_by_slug[slug]
    asks = answers_of(cast.joost.user, [question])[slug].asks_for_no_names
    assert asks == ((handvat.code in {"3a", "3b", "3c"} and question.kind != "scale") or "leerlingen" in question.text)


def test_the_login_leads_back_to_the_question(cast, as_user):
    response = as_user(cast.joost.user).get(f"/reflecties/{OPEN}/")
    assert response["Location"] == f"/handvatten/je-eigen-instrument/#{OPEN}"


def test_thirty_earlier_answers_are_five_and_a_way_to_all(cast, as_user):
    for days in range(1, 31):
        ReflectionFactory(
            author=cast.joost.user, question=OPEN, text=f"Keer {days}.", written_on=localdate() - timedelta(days=days)
        )
    page = as_user(cast.joost.user).get("/handvatten/je-eigen-instrument/").text
    assert "(30)" in page
    assert "Keer 5." in page
    assert "Keer 6." not in page
    assert "Alle 30 eerdere antwoorden" in page


# ---- written twice ----------------------------------------------------------------------

TAB = {"day": "", "version": 0}
HTMX = {"hx-request": "true"}


def shown_choice(response):
    """Return the fields by which a choice says what was shown beside it."""
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', response.text)[1] for name in ("seen_day", "seen_version")
    }


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("choice", "kept"),
    [("here", "Hier."), ("there", "Daar."), ("both", "Daar.\n\nHier.")],
    ids=["here", "there", "both"],
)
def test_two_first_answers_are_both_shown_and_what_is_chosen_is_kept(cast, as_user, headers, choice, kept):
    client = as_user(cast.joost.user, **headers)
    client.post(f"/reflecties/{OPEN}/", {"text": "Daar.", **TAB})
    response = client.post(f"/reflecties/{OPEN}/", {"text": "Hier.", **TAB, "next": "/vandaag/"})
    assert response.status_code == 409
    assert "Hier." in response.text
    assert "Daar." in response.text
    assert "Answer-Kept" not in response
    assert Reflection.objects.visible_to(cast.joost.user).get().content == {"text": "Daar."}
    chosen = {"text": "Hier.", **TAB, **shown_choice(response), "choice": choice, "next": "/vandaag/"}
    response = client.post(f"/reflecties/{OPEN}/", chosen)
    assert response.status_code == (200 if headers else 302)
    assert Reflection.objects.visible_to(cast.joost.user).get().content == {"text": kept}
    if headers:
        assert kept in response.text
        assert response["Answer-Kept"] == "yes"


def test_what_changed_again_while_both_were_shown_is_shown_again(cast, as_user):
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": "Daar.", **TAB})
    shown = shown_choice(client.post(f"/reflecties/{OPEN}/", {"text": "Hier.", **TAB}))
    client.post(f"/reflecties/{OPEN}/", {"text": "Daar, en meer.", **began(cast.joost.user)})
    for choice in ("here", "both"):
        response = client.post(f"/reflecties/{OPEN}/", {"text": "Hier.", **TAB, **shown, "choice": choice})
        assert response.status_code == 409
        assert "Daar, en meer." in response.text


def test_the_same_text_twice_is_no_conflict(cast, as_user):
    client = as_user(cast.joost.user, **HTMX)
    client.post(f"/reflecties/{OPEN}/", {"text": "Een\nTwee", **TAB})
    response = client.post(f"/reflecties/{OPEN}/", {"text": "Een\r\nTwee ", **TAB})
    assert response.status_code == 200
    assert f'value="{began(cast.joost.user)["version"]}"' in response.text


def test_an_older_save_and_an_emptied_field_never_wipe_a_newer_text(cast, as_user):
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": "Eerst.", **TAB})
    old = began(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": "Nieuwer.", **old})
    for text in ("Ouder.", ""):
        response = client.post(f"/reflecties/{OPEN}/", {"text": text, **old})
        assert response.status_code == 409
        assert "Nieuwer." in response.text
    assert Reflection.objects.visible_to(cast.joost.user).get().content == {"text": "Nieuwer."}


@pytest.mark.parametrize(("choice", "left"), [("here", ["Hier."]), ("there", [])])
def test_an_answer_taken_away_elsewhere_asks_what_to_do(cast, as_user, choice, left):
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": "Eerst.", **TAB})
    old = began(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": "", **old})
    response = client.post(f"/reflecties/{OPEN}/", {"text": "Hier.", **old})
    assert response.status_code == 409
    assert "ergens anders weggehaald" in response.text
    client.post(f"/reflecties/{OPEN}/", {"text": "Hier.", **old, **shown_choice(response), "choice": choice})
    assert [kept.content["text"] for kept in Reflection.objects.visible_to(cast.joost.user)] == left


def test_an_answer_that_went_and_came_again_is_not_taken_for_the_first(cast, as_user):
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": "Eerst.", **TAB})
    old = began(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": "", **old})
    client.post(f"/reflecties/{OPEN}/", {"text": "Opnieuw.", **TAB})
    assert client.post(f"/reflecties/{OPEN}/", {"text": "Oud.", **old}).status_code == 409


def test_a_form_whose_own_save_was_not_heard_of_goes_on_from_it(cast, as_user):
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": "Kwam aan.", "group": "1b", **TAB})
    sent = json.dumps([{"text": "Kwam aan.", "group": "1b"}])
    response = client.post(f"/reflecties/{OPEN}/", {"text": "Kwam aan. Verder.", "group": "1b", **TAB, "sent": sent})
    assert response.status_code == 302
    response = client.post(f"/reflecties/{OPEN}/", {"text": "Iets anders.", **TAB, "sent": sent})
    assert response.status_code == 409


@pytest.mark.parametrize("sent", ["", "x", "[" * 50_000, "{}", "[1, null, [], {}]", '[{"text": {"a": [1]}}]'])
def test_what_makes_no_sense_as_sent_before_counts_for_nothing(cast, as_user, sent):
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{OPEN}/", {"text": "Daar.", **TAB})
    assert client.post(f"/reflecties/{OPEN}/", {"text": "Hier.", **TAB, "sent": sent}).status_code == 409


def test_a_scale_offers_one_of_both_and_sentences_are_joined_one_by_one(cast, as_user):
    client = as_user(cast.joost.user)
    client.post(f"/reflecties/{SCALE}/", {"level": "1", **TAB})
    response = client.post(f"/reflecties/{SCALE}/", {"level": "2", **TAB})
    assert response.status_code == 409
    assert 'value="both"' not in response.text
    client.post(f"/reflecties/{SENTENCE}/", {"sentence_0": "rust", "sentence_1": "", **TAB})
    here = {"sentence_0": "orde", "sentence_1": "wachten", **TAB}
    shown = shown_choice(client.post(f"/reflecties/{SENTENCE}/", here))
    client.post(f"/reflecties/{SENTENCE}/", {**here, **shown, "choice": "both"})
    kept = Reflection.objects.visible_to(cast.joost.user).get(question=SENTENCE)
    assert kept.content == {"sentences": ["rust / orde", "wachten"]}


def test_after_midnight_a_form_goes_on_with_the_answer_that_it_shows(cast, as_user):
    yesterday = localdate() - timedelta(days=1)
    ReflectionFactory(author=cast.joost.user, question=OPEN, written_on=yesterday, version=3)
    form = {"text": "Nog een zin.", "day": yesterday.isoformat(), "version": 3}
    as_user(cast.joost.user).post(f"/reflecties/{OPEN}/", form)
    kept = Reflection.objects.visible_to(cast.joost.user).get()
    assert (kept.written_on, kept.content, kept.version) == (yesterday, {"text": "Nog een zin."}, 4)


@pytest.mark.parametrize("day", ["2999-01-01", "x", "0001-01-01"])
def test_nothing_is_written_on_a_day_that_can_not_be(cast, as_user, day):
    as_user(cast.joost.user).post(f"/reflecties/{OPEN}/", {"text": TEXT, "day": day, "version": "0"})
    assert Reflection.objects.visible_to(cast.joost.user).get().written_on == localdate()


def test_an_answer_to_a_retired_question_is_still_written_on(cast, as_user):
    old = ReflectionFactory(author=cast.joost.user, question="0x-oud", wording="Een vraag van vroeger?", version=2)
    client = as_user(cast.joost.user)
    form = {"text": "Aangevuld.", "day": old.written_on.isoformat(), "version": 2}
    assert client.post("/reflecties/0x-oud/", form)["Location"] == "/reflecties/"
    old.refresh_from_db()
    assert (old.content, old.wording) == ({"text": "Aangevuld."}, "Een vraag van vroeger?")
    assert as_user(cast.marieke.user).post("/reflecties/0x-oud/", form).status_code == 404


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
