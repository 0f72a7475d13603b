"""/school/<code>/evaluaties/<id>/vervalt/: with a reason; the last one of a goal makes room for another day."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from schools.models.evaluations import LastMoment
from tests.world import EvaluationFactory, GoalFactory

pytestmark = pytest.mark.django_db
DAY = localdate() + timedelta(days=40)


@pytest.fixture
def evaluation(cast):
    return GoalFactory(owner=cast.marieke).evaluations.get()


def cancel(client, evaluation, **data):
    address = f"/school/{evaluation.goal.school.code}/evaluaties/{evaluation.pk}/vervalt/"
    return client.post(address, {"reason": "Het team heeft studiedag.", "next_on": "", **data})


def test_the_last_moment_asks_for_another_day(cast, as_user, evaluation):
    response = cancel(as_user(cast.marieke.user), evaluation)
    assert response.status_code == 422
    assert "Dit is het laatste moment van dit doel." in response.text
    assert "Het team heeft studiedag." in response.text
    assert evaluation.goal.evaluations.coming().count() == 1
    with pytest.raises(LastMoment):
        evaluation.cancel(cast.marieke, "Toch niet.")


def test_with_another_day_the_last_moment_lapses_and_all_is_told(cast, as_user, evaluation):
    cancel(as_user(cast.marieke.user), evaluation, next_on=DAY.isoformat())
    assert [one.due_on for one in evaluation.goal.evaluations.coming()] == [DAY]
    evaluation.refresh_from_db()
    assert evaluation.cancel_reason == "Het team heeft studiedag."
    assert list(evaluation.goal.changes.values_list("field", flat=True)) == ["cancelled", "planned"]


def test_the_same_day_again_is_a_new_moment(cast, as_user, evaluation):
    cancel(as_user(cast.marieke.user), evaluation, next_on=evaluation.due_on.isoformat())
    again = evaluation.goal.evaluations.coming().get()
    assert (again.due_on, again != evaluation) == (evaluation.due_on, True)


def test_one_of_several_lapses_without_another(cast, as_user, evaluation):
    EvaluationFactory(goal=evaluation.goal)
    assert cancel(as_user(cast.marieke.user), evaluation).status_code == 302
    assert evaluation.goal.evaluations.coming().count() == 1


def test_without_a_reason_it_stays(cast, as_user, evaluation):
    response = cancel(as_user(cast.marieke.user), evaluation, reason=" ", next_on=DAY.isoformat())
    assert response.status_code == 422
    assert "Schrijf kort op waarom dit moment vervalt." in response.text


def test_what_is_over_does_not_lapse(cast, as_user, evaluation):
    held = EvaluationFactory(goal=evaluation.goal, held=True)
    cancel(as_user(cast.marieke.user), held, next_on=DAY.isoformat())
    held.refresh_from_db()
    assert not held.cancelled_on
    assert evaluation.goal.evaluations.count() == 2


def test_a_teacher_who_does_not_own_the_goal_may_not(cast, as_user, evaluation):
    assert cancel(as_user(cast.joost.user), evaluation).status_code == 403
