"""The question of the day: the same all day, another tomorrow, none from the last month, fit for the time of year."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.utils.timezone import localdate
from hypothesis import given, settings
from hypothesis import strategies as st

from handreiking.library import library
from reflections import checks, daily
from reflections.daily import FOLLOW_UPS, Days, Season, daily_questions, question_of_the_day, season_of, seasons
from schools.calendar import SchoolYear
from tests.world import ReflectionFactory

SELF = [question.slug for question in daily_questions()]
BY_SLUG = {question.slug: question for question in daily_questions()}


@dataclass
class Free:
    starts_on: date
    ends_on: date


MIDDEN = [  # a year as the region Midden has it
    Free(date(2026, 7, 18), date(2026, 8, 30)),
    Free(date(2026, 10, 17), date(2026, 10, 25)),
    Free(date(2026, 12, 19), date(2027, 1, 3)),
    Free(date(2027, 2, 20), date(2027, 2, 28)),
    Free(date(2027, 4, 24), date(2027, 5, 2)),
    Free(date(2027, 5, 6), date(2027, 5, 7)),
    Free(date(2027, 7, 17), date(2027, 8, 29)),
]


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (date(2026, 8, 20), ""),  # still holiday
        (date(2026, 8, 31), "golden_weeks"),
        (date(2026, 10, 16), "golden_weeks"),
        (date(2026, 10, 20), ""),
        (date(2026, 10, 26), "after_holiday"),
        (date(2026, 11, 2), ""),
        (date(2027, 1, 4), "silver_weeks"),
        (date(2027, 1, 24), "silver_weeks"),
        (date(2027, 1, 25), "test_weeks"),
        (date(2027, 2, 19), "test_weeks"),
        (date(2027, 3, 1), "after_holiday"),
        (date(2027, 4, 1), ""),
        (date(2027, 5, 3), "after_holiday"),
        (date(2027, 5, 10), ""),  # two days off are no holiday after which something begins anew
        (date(2027, 6, 10), "test_weeks"),
        (date(2027, 6, 28), "end_of_year"),
        (date(2027, 7, 16), "end_of_year"),
        (date(2027, 7, 20), ""),
    ],
)
def test_the_time_of_the_school_year_follows_the_holidays(day, season):
    assert season_of(day, MIDDEN) == season


@pytest.mark.parametrize(
    ("day", "season"),
    [(date(2026, 9, 7), "golden_weeks"), (date(2027, 1, 11), "silver_weeks"), (date(2027, 6, 8), "test_weeks"),
     (date(2027, 7, 5), "end_of_year"), (date(2026, 11, 20), "")],
)  # fmt: skip
def test_without_known_holidays_the_usual_dates_stand_in(day, season):
    assert season_of(day, []) == season


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 50))),
)
def test_every_day_has_a_known_season_or_none(day, free):
    holidays = [Free(start, start + timedelta(days=length)) for start, length in free]
    assert season_of(day, holidays) in {"", *seasons()}


slugs = st.sampled_from(SELF)
YEAR = SchoolYear(2026)
days = st.dates(YEAR.start + timedelta(days=1), YEAR.end)
histories = st.dictionaries(slugs, st.sets(st.dates(YEAR.start - timedelta(days=31), YEAR.end), max_size=4))
pools = st.lists(slugs, min_size=1, unique=True)


@settings(deadline=None)
@given(st.integers(1, 10**6), days, histories, pools, st.booleans())
def test_it_is_another_than_yesterdays_and_none_answered_lately_where_there_is_a_choice(
    person, day, answered, pool, in_year
):
    chosen = Days(person, [BY_SLUG[slug] for slug in pool], answered, MIDDEN if in_year else [])
    today, yesterday = chosen.first(day), chosen.first(day - timedelta(days=1))

    def fresh(slug):
        return not any(day - timedelta(days=31) <= one < day for one in answered.get(slug, ()))

    free = [slug for slug in pool if fresh(slug)]
    if free:
        assert today.slug in free
    if len(free or pool) > 1:
        assert today != yesterday


@settings(deadline=None)
@given(st.integers(1, 10**6), days, histories, slugs)
def test_it_stays_the_same_all_day_whatever_is_answered_that_day(person, day, answered, slug):
    before = Days(person, daily_questions(), answered).first(day)
    answered = answered | {slug: answered.get(slug, set()) | {day}}
    assert Days(person, daily_questions(), answered).first(day) == before


@settings(deadline=None)
@given(st.integers(1, 10**6), days, histories)
def test_asking_for_another_goes_round_all_that_fit(person, day, answered):
    chosen = Days(person, daily_questions(), answered)
    asked = [chosen.choice(day, skipped).slug for skipped in range(len(chosen.ranked(day)))]
    assert len(set(asked)) == len(asked)
    assert chosen.choice(day, len(asked)) == chosen.choice(day)


def test_questions_of_the_season_come_first():
    golden = set(seasons()["golden_weeks"].questions)
    chosen = Days(7, daily_questions(), {}, MIDDEN)
    for number in range(30):
        assert chosen.first(date(2026, 9, 1) + timedelta(days=number)).slug in golden
    outside = {chosen.first(date(2026, 11, 2) + timedelta(days=number)).slug for number in range(40)}
    assert outside - golden


def test_the_last_day_of_july_with_two_questions_left_is_found_quickly():
    two = [BY_SLUG[SELF[0]], BY_SLUG[SELF[1]]]
    year = [Days(1, two, {}).first(YEAR.start + timedelta(days=number)).slug for number in range(365)]
    assert all(first != second for first, second in pairwise(year))


@pytest.mark.django_db
def test_it_is_the_same_all_day_also_after_it_was_answered(cast):
    question = question_of_the_day(cast.joost.user, cast.joost)
    ReflectionFactory(author=cast.joost.user, question=question.slug, written_on=localdate())
    assert question_of_the_day(cast.joost.user, cast.joost) == question


@pytest.mark.django_db
def test_over_a_month_there_are_many_different_ones(cast, monkeypatch):
    today = localdate()
    seen = set()
    for day in range(30):
        monkeypatch.setattr(daily, "localdate", lambda day=day: today + timedelta(days=day))
        seen.add(question_of_the_day(cast.joost.user).slug)
    assert len(seen) > 8


@pytest.mark.django_db
def test_one_that_was_answered_in_the_last_month_does_not_come_back(cast):
    for slug in SELF[:-1]:
        ReflectionFactory(author=cast.joost.user, question=slug, written_on=localdate() - timedelta(days=20))
    assert question_of_the_day(cast.joost.user).slug == SELF[-1]


def test_a_question_that_asks_about_single_pupils_is_never_among_them():
    assert len(SELF) == 14
    assert not [slug for slug in SELF if slug.startswith(("3b", "3c"))]


def test_the_sector_of_the_school_chooses_among_the_handvatten(monkeypatch):
    assert [question.slug for question in daily_questions("vo")] == SELF
    monkeypatch.setattr(daily, "for_sector", lambda things, sector: [one for one in things if sector != "vo"])
    assert daily_questions("vo") == []


def test_every_season_has_questions_that_exist():
    assert checks.seasons_name_daily_questions(None) == []


def test_a_season_with_an_unknown_or_too_few_questions_is_reported(monkeypatch):
    wrong = {"golden_weeks": Season("de gouden weken", (*SELF[:2], "3b-sfeer"))}
    monkeypatch.setattr(checks, "seasons", lambda: wrong)
    said = [problem.msg for problem in checks.seasons_name_daily_questions(None)]
    assert said == [
        "reflections/seasons.yaml, golden_weeks: 3b-sfeer is no question of the day",
        "reflections/seasons.yaml, golden_weeks: fewer than 3 questions",
    ]


def test_a_question_that_leans_on_the_one_before_it_is_never_among_them():
    assert set(library().question_by_slug) >= FOLLOW_UPS
    assert not FOLLOW_UPS & {question.slug for question in daily_questions()}
    assert not any(question.text.startswith(("En ", "Is dat")) for question in daily_questions())
