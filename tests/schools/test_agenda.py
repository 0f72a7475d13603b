"""/school/<code>/agenda/: meetings and evaluation dates of the school year in one list."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from tests.world import AgendaMomentFactory, EvaluationFactory, GoalFactory, HolidayFactory

pytestmark = pytest.mark.django_db


def test_meetings_and_evaluations_stand_together(cast, as_user):
    school = cast.joost.school
    start = timezone.now() + timedelta(days=1)
    AgendaMomentFactory(school=school, title="Briefing", starts_at=start, ends_at=start + timedelta(hours=1))
    goal = GoalFactory(
        school=school, owner=cast.marieke, aim="Rust in de gang", started_on=localdate(), evaluate_on=False
    )
    EvaluationFactory(goal=goal, due_on=localdate() + timedelta(days=2))
    page = as_user(cast.joost.user).get(f"/school/{school.code}/agenda/").text
    assert page.index("Briefing") < page.index("Rust in de gang")
    assert "Moment toevoegen" not in page
    assert "Moment toevoegen" in as_user(cast.marieke.user).get(f"/school/{school.code}/agenda/").text


def test_a_late_evaluation_stands_on_top(cast, as_user):
    school = cast.joost.school
    goal = GoalFactory(
        school=school, owner=cast.marieke, aim="Rust in de gang", started_on=localdate(), evaluate_on=False
    )
    EvaluationFactory(goal=goal, due_on=localdate() - timedelta(days=2))
    page = as_user(cast.joost.user).get(f"/school/{school.code}/agenda/").text
    assert page.index("Nog terugkijken") < page.index("Rust in de gang") < page.index("Wat komt")


def test_holidays_stand_between_the_moments_also_the_one_that_is_now(cast, as_user):
    school, today = cast.joost.school, localdate()
    AgendaMomentFactory(school=school, title="Briefing")
    HolidayFactory(school=school, name="Nu vrij", starts_on=today - timedelta(days=1), ends_on=today)
    page = as_user(cast.joost.user).get(f"/school/{school.code}/agenda/").text
    assert page.index("Wat komt") < page.index("Nu vrij, ") < page.index("Briefing")
    assert "Geweest" not in page


def test_the_number_of_queries_is_the_same_for_1_and_for_50_rows(cast, as_user, count_queries):
    client, school = as_user(cast.joost.user), cast.joost.school
    address = f"/school/{school.code}/agenda/"
    client.get(address)
    EvaluationFactory(goal=GoalFactory(school=school, owner=cast.marieke, started_on=localdate(), evaluate_on=False))
    AgendaMomentFactory(school=school)
    few = count_queries(client, address)
    for _ in range(50):
        EvaluationFactory(
            goal=GoalFactory(school=school, owner=cast.marieke, started_on=localdate(), evaluate_on=False)
        )
        AgendaMomentFactory(school=school)
    assert count_queries(client, address) == few
