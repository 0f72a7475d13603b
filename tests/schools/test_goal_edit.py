"""/school/<code>/doelen/<id>/wijzigen/: change a goal, or let a concept run."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from schools.models import JournalEntry
from tests.world import EvaluationFactory, GoalFactory

pytestmark = pytest.mark.django_db


def address(goal):
    return f"/school/{goal.school.code}/doelen/{goal.pk}/wijzigen/"


def test_a_concept_is_finished_and_runs(cast, as_user):
    goal = GoalFactory(school=cast.marieke.school, owner=cast.marieke, started_on=None)
    day = (localdate() + timedelta(days=3)).isoformat()
    data = {"aim": "Rustig beginnen", "scope": "school", "owner": cast.joost.pk, "evaluate_on": day, "start": "1"}
    as_user(cast.marieke.user).post(address(goal), data)
    goal.refresh_from_db()
    assert goal.started_on == localdate()
    assert goal.owner == cast.joost
    assert set(JournalEntry.objects.values_list("deed", flat=True)) == {"goal_changed", "goal_started"}


def test_a_running_goal_changes_its_words_and_keeps_its_dates(cast, as_user):
    goal = GoalFactory(school=cast.marieke.school, owner=cast.marieke, started_on=localdate(), evaluate_on=False)
    EvaluationFactory(goal=goal)
    data = {
        "aim": "Anders gezegd",
        "scope": "school",
        "owner": cast.marieke.pk,
        "start": "1",
        "evaluate_on": "2020-01-01",
    }
    response = as_user(cast.marieke.user).post(address(goal), data)
    assert response.status_code == 302
    goal.refresh_from_db()
    assert goal.aim == "Anders gezegd"
    assert goal.evaluations.count() == 1


def test_a_teacher_sees_a_school_goal_and_may_not_change_it(cast, as_user):
    goal = GoalFactory(school=cast.marieke.school, owner=cast.marieke)
    assert as_user(cast.joost.user).get(address(goal)).status_code == 403
    assert as_user(cast.joost.user).post(address(goal), {"aim": "Van mij"}).status_code == 403
    goal.refresh_from_db()
    assert goal.aim != "Van mij"
