"""/school/<code>/doelen/: the school's goals, and one's own class goals."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.world import EvaluationFactory, GoalFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_goals_stand_under_where_they_are_in_their_life(cast, as_user):
    school = cast.joost.school
    GoalFactory(school=school, owner=cast.marieke, aim="Nog een plan", started_on=None)
    running = GoalFactory(school=school, owner=cast.marieke, aim="Loopt al", started_on=localdate(), evaluate_on=False)
    EvaluationFactory(goal=running)
    page = as_user(cast.joost.user).get(f"/school/{school.code}/doelen/").text
    assert page.index("Loopt nu") < page.index("Loopt al") < page.index("Nog een concept") < page.index("Nog een plan")


def test_a_class_goal_is_seen_by_its_teacher_alone(cast, as_user):
    school = cast.joost.school
    GoalFactory(school=school, owner=cast.joost, own_class=True, aim="Mijn klas begint rustig")
    address = f"/school/{school.code}/doelen/"
    assert "Mijn klas begint rustig" in as_user(cast.joost.user).get(address).text
    for member in (cast.marieke, cast.fatima):
        assert "Mijn klas begint rustig" not in as_user(member.user).get(address).text


def test_an_empty_list_says_how_to_begin(cast, as_user):
    page = as_user(cast.bram.user).get(f"/school/{cast.bram.school.code}/doelen/").text
    assert "Nog geen doelen" in page


def test_the_number_of_queries_is_the_same_for_1_and_for_50_goals(cast, as_user, count_queries):
    client, school = as_user(cast.joost.user), cast.joost.school
    address = f"/school/{school.code}/doelen/"
    client.get(address)
    EvaluationFactory(goal=GoalFactory(school=school, owner=cast.marieke, started_on=localdate(), evaluate_on=False))
    few = count_queries(client, address)
    for number in range(50):
        goal = GoalFactory(
            school=school, owner=MembershipFactory(school=school), started_on=localdate(), evaluate_on=False
        )
        EvaluationFactory(goal=goal, due_on=localdate() + timedelta(days=number))
    assert count_queries(client, address) == few
