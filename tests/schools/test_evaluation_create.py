"""/school/<code>/doelen/<id>/moment/: one more day to look back."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.world import GoalFactory

pytestmark = pytest.mark.django_db
DAY = localdate() + timedelta(days=40)


def post(client, goal, day):
    return client.post(f"/school/{goal.school.code}/doelen/{goal.pk}/moment/", {"due_on": day})


def test_a_moment_is_added_and_told(cast, as_user):
    goal = GoalFactory(owner=cast.marieke)
    post(as_user(cast.marieke.user), goal, DAY.isoformat())
    assert goal.evaluations.coming().count() == 2
    assert goal.changes.get().after == DAY.isoformat()


@pytest.mark.parametrize("day", ["", "2020-01-01", "2199-01-01", "31 februari"])
def test_a_day_that_can_not_be_is_refused(day, cast, as_user):
    goal = GoalFactory(owner=cast.marieke)
    assert post(as_user(cast.marieke.user), goal, day).status_code == 422
    assert goal.evaluations.count() == 1


def test_the_owner_may_and_another_teacher_may_not(cast, as_user):
    owned, other = GoalFactory(owner=cast.joost), GoalFactory(owner=cast.marieke)
    client = as_user(cast.joost.user)
    assert [post(client, goal, DAY.isoformat()).status_code for goal in (owned, other)] == [302, 403]


def test_a_concept_gets_its_days_when_it_starts(cast, as_user):
    goal = GoalFactory(owner=cast.marieke, concept=True)
    post(as_user(cast.marieke.user), goal, DAY.isoformat())
    assert not goal.evaluations.exists()
