"""/school/<code>/evaluaties/<id>/verzetten/: another day; the one that was planned stays in the history."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from tests.world import EvaluationFactory, GoalFactory

pytestmark = pytest.mark.django_db
DAY, LATER = (localdate() + timedelta(days=days) for days in (40, 47))


@pytest.fixture
def evaluation(cast):
    return GoalFactory(owner=cast.marieke).evaluations.get()


def address(evaluation):
    return f"/school/{evaluation.goal.school.code}/evaluaties/{evaluation.pk}/verzetten/"


def test_the_new_day_is_kept_with_who_and_when(cast, as_user, evaluation):
    was = evaluation.due_on
    as_user(cast.fatima.user).post(address(evaluation), {"due_on": DAY.isoformat(), "version": 1})
    evaluation.refresh_from_db()
    assert evaluation.due_on == DAY
    change = evaluation.goal.changes.get()
    assert (change.field, change.before, change.after, change.by) == (
        "moved",
        was.isoformat(),
        DAY.isoformat(),
        cast.fatima,
    )


def test_who_moves_second_sees_both_days_and_chooses(cast, as_user, evaluation):
    first, second = as_user(cast.marieke.user), as_user(cast.fatima.user)
    first.post(address(evaluation), {"due_on": DAY.isoformat(), "version": 1})
    response = second.post(address(evaluation), {"due_on": LATER.isoformat(), "version": 1})
    assert response.status_code == 409
    assert f'value="{LATER.isoformat()}"' in response.text
    assert "Een collega verzette dit moment ook" in response.text
    evaluation.refresh_from_db()
    assert evaluation.due_on == DAY
    version = response.context["form"].initial["version"]
    second.post(address(evaluation), {"due_on": LATER.isoformat(), "version": version})
    evaluation.refresh_from_db()
    assert evaluation.due_on == LATER
    assert evaluation.goal.changes.count() == 2


@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_what_is_over_does_not_move(state, cast, as_user, evaluation):
    over = EvaluationFactory(goal=evaluation.goal, **{state: True})
    was = over.due_on
    page = as_user(cast.marieke.user).post(address(over), {"due_on": DAY.isoformat()}, follow=True).text
    assert "Dit moment is intussen voorbij" in page
    over.refresh_from_db()
    assert over.due_on == was


@pytest.mark.parametrize("day", ["", "2020-01-01", "2199-01-01"])
def test_a_day_that_can_not_be_is_refused(day, cast, as_user, evaluation):
    assert as_user(cast.marieke.user).post(address(evaluation), {"due_on": day}).status_code == 422


def test_a_teacher_who_does_not_own_the_goal_may_not(cast, as_user, evaluation):
    assert as_user(cast.joost.user).get(address(evaluation)).status_code == 403
