"""The question of the day: the same all day, another tomorrow, and none from the last month."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from reflections import answers
from reflections.answers import daily_questions, question_of_the_day
from tests.world import ReflectionFactory

pytestmark = pytest.mark.django_db
SELF = [question.slug for question in daily_questions()]


def test_it_is_the_same_all_day_also_after_it_was_answered(cast):
    question = question_of_the_day(cast.joost.user)
    ReflectionFactory(author=cast.joost.user, question=question.slug, written_on=localdate())
    assert question_of_the_day(cast.joost.user) == question


def test_over_a_month_there_are_many_different_ones(cast, monkeypatch):
    today = localdate()
    seen = set()
    for day in range(30):
        monkeypatch.setattr(answers, "localdate", lambda day=day: today + timedelta(days=day))
        seen.add(question_of_the_day(cast.joost.user).slug)
    assert len(seen) > 8


def test_one_that_was_answered_in_the_last_month_does_not_come_back(cast):
    for slug in SELF[:-1]:
        ReflectionFactory(author=cast.joost.user, question=slug, written_on=localdate() - timedelta(days=20))
    assert question_of_the_day(cast.joost.user).slug == SELF[-1]


def test_a_question_that_asks_about_single_pupils_is_never_among_them():
    assert len(SELF) == 16
    assert not [slug for slug in SELF if slug.startswith(("3b", "3c"))]


def test_asking_for_another_goes_round_all_of_them(cast):
    asked = [question_of_the_day(cast.joost.user, skip).slug for skip in range(len(SELF))]
    assert sorted(asked) == sorted(SELF)
