"""/reflecties/schrijven/<handvat>/klaar/: what was written, and what is still open."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from handreiking.library import library
from tests.world import ReflectionFactory

pytestmark = pytest.mark.django_db
PLACE = "/reflecties/schrijven/je-eigen-instrument/klaar/"
QUESTIONS = library().handvat_by_slug["je-eigen-instrument"].questions_for("self")


def test_it_shows_what_was_written_today_and_what_is_open(cast, as_user):
    ReflectionFactory(author=cast.joost.user, question=QUESTIONS[3].slug, text="Van vandaag.", group="groep 6")
    yesterday = localdate() - timedelta(days=1)
    ReflectionFactory(author=cast.joost.user, question=QUESTIONS[4].slug, text="Van gisteren.", written_on=yesterday)
    page = as_user(cast.joost.user).get(PLACE).text
    assert "Vandaag schreef je bij 1 van de 10 vragen" in page
    assert "Van vandaag." in page
    assert "groep 6" in page
    assert "Van gisteren." not in page
    assert "?vraag=4" in page
    assert "(9)" in page


def test_who_wrote_nothing_hears_that_this_is_fine(cast, as_user):
    assert "Erover nadenken telt ook." in as_user(cast.joost.user).get(PLACE).text


def test_all_questions_answered_leaves_none_open(cast, as_user):
    for question in QUESTIONS:
        ReflectionFactory(author=cast.joost.user, question=question.slug)
    page = as_user(cast.joost.user).get(PLACE).text
    assert "bij alle 10 vragen" in page
    assert "Nog open" not in page


@pytest.mark.parametrize("slug", ["bestaat-niet", "minder-stress"])
def test_a_handvat_without_questions_of_ones_own_has_no_end(cast, as_user, slug):
    assert as_user(cast.joost.user).get(f"/reflecties/schrijven/{slug}/klaar/").status_code == 404
