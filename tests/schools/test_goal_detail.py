"""/school/<code>/doelen/<id>/: what was agreed, and the moments to look back."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.world import EvaluationFactory, GoalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(cast):
    goal = GoalFactory(
        school=cast.marieke.school, owner=cast.marieke, ring=3, started_on=localdate(), evaluate_on=False
    )
    EvaluationFactory(goal=goal, due_on=localdate() + timedelta(days=9))
    return goal


def test_it_shows_the_state_in_words_the_owner_and_the_circle(cast, as_user, goal):
    page = as_user(cast.joost.user).get(f"/school/{goal.school.code}/doelen/{goal.pk}/").text
    assert "Loopt" in page
    assert cast.marieke.user.name in page
    assert "Cirkel 3: De groep" in page


@pytest.mark.parametrize(("who", "may"), [("joost", False), ("marieke", True), ("fatima", True)])
def test_the_form_of_the_evaluation_is_for_who_may_record_it(cast, as_user, goal, who, may):
    page = as_user(getattr(cast, who).user).get(f"/school/{goal.school.code}/doelen/{goal.pk}/").text
    assert ("Leg de evaluatie vast" in page) is may


def test_a_teacher_who_owns_the_goal_may_record_its_evaluation(cast, as_user, goal):
    goal.owner = cast.joost
    goal.save()
    page = as_user(cast.joost.user).get(f"/school/{goal.school.code}/doelen/{goal.pk}/").text
    assert "Leg de evaluatie vast" in page
    assert "/wijzigen/" not in page


def test_a_goal_that_is_not_there_is_a_404(cast, as_user):
    assert as_user(cast.joost.user).get(f"/school/{cast.joost.school.code}/doelen/999999/").status_code == 404


def test_the_number_of_queries_is_the_same_for_1_and_for_50_evaluations(cast, as_user, goal, count_queries):
    client = as_user(cast.marieke.user)
    address = f"/school/{goal.school.code}/doelen/{goal.pk}/"
    client.get(address)
    few = count_queries(client, address)
    EvaluationFactory.create_batch(50, goal=goal)
    assert count_queries(client, address) == few
