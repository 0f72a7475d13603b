"""/reflecties/<number>/: one answer, with its question as it was worded."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.world import OPEN_QUESTION, SCALE_QUESTION, SENTENCE_QUESTION, ReflectionFactory

pytestmark = pytest.mark.django_db


def days_ago(user, days, **fields):
    return ReflectionFactory(author=user, written_on=localdate() - timedelta(days=days), **fields)


def test_it_shows_the_wording_as_answered_and_the_text_to_write_on(cast, as_user):
    old = days_ago(cast.joost.user, 40, text="Rust.", wording="Zoals het toen gevraagd werd?", version=5)
    page = as_user(cast.joost.user).get(f"/reflecties/{old.pk}/").text
    assert "Zoals het toen gevraagd werd?" in page
    assert ">Rust.</textarea>" in page
    assert f'name="day" value="{old.written_on.isoformat()}"' in page
    assert 'name="version" value="5"' in page
    assert f'data-draft="{OPEN_QUESTION} {old.written_on.isoformat()}"' in page


def test_later_and_earlier_answers_stand_beside_it_all_of_them(cast, as_user):
    for days in range(1, 31):
        days_ago(cast.joost.user, days, text=f"Keer {days}.")
    middle = days_ago(cast.joost.user, 100, text="Midden.")
    days_ago(cast.joost.user, 200, text="Lang geleden.")
    days_ago(cast.joost.user, 3, question=SCALE_QUESTION, content={"level": 1})
    page = as_user(cast.joost.user).get(f"/reflecties/{middle.pk}/")
    assert len(page.context["later"]) == 30
    assert [other.lines for other in page.context["before"]] == [["Lang geleden."]]
    assert "Keer 30." in page.text
    assert "Meestal goed" not in page.text


@pytest.mark.parametrize(
    ("question", "content", "seen"),
    [
        (SCALE_QUESTION, {"level": 2}, "Meestal goed, soms een incident"),
        (SENTENCE_QUESTION, {"sentences": ["rust brengen", ""]}, "rust brengen"),
        ("0x-weg", {"level": 4}, "Stap 5"),
        ("0x-weg", {"sentences": ["een", "twee", "drie"]}, "drie"),
        ("0x-weg", {"text": "Vrij."}, "Vrij."),
        (SCALE_QUESTION, {"text": "Toen was het een open vraag."}, "Toen was het een open vraag."),
        (SCALE_QUESTION, {"level": 9}, "Stap 10"),
    ],
)
def test_every_kind_of_answer_can_be_read_also_when_its_question_is_retired(cast, as_user, question, content, seen):
    old = days_ago(cast.joost.user, 5, question=question, content=content, wording="Toen gevraagd?")
    assert seen in as_user(cast.joost.user).get(f"/reflecties/{old.pk}/").text


def test_nobody_else_has_such_a_page(cast, as_user):
    own = days_ago(cast.joost.user, 1)
    for member in (cast.marieke, cast.fatima, cast.bram):
        assert as_user(member.user).get(f"/reflecties/{own.pk}/").status_code == 404


def test_the_number_of_queries_is_the_same_for_1_and_for_50_answers(cast, as_user, count_queries):
    client, own = as_user(cast.joost.user), days_ago(cast.joost.user, 1)
    client.get("/reflecties/")
    few = count_queries(client, f"/reflecties/{own.pk}/")
    for days in range(2, 51):
        days_ago(cast.joost.user, days)
    assert count_queries(client, f"/reflecties/{own.pk}/") == few
