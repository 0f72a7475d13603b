"""/school/<code>/evaluaties/<id>/bord/: held together on the digibord; the same record at the end."""

import pytest

from tests.world import EvaluationFactory, GoalChangeFactory, GoalFactory, weekday

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(cast):
    return GoalFactory(owner=cast.marieke, success="Iedereen groet terug.").evaluations.get()


def address(evaluation):
    return f"/school/{evaluation.goal.school.code}/evaluaties/{evaluation.pk}/bord/"


def test_it_begins_with_the_goal_and_what_was_found_last_time(cast, as_user, evaluation):
    EvaluationFactory(goal=evaluation.goal, held=True, seen="In zes klassen lukt het.")
    GoalChangeFactory(goal=evaluation.goal, field="held", before="", after="continue")
    GoalChangeFactory(goal=evaluation.goal)
    page = as_user(cast.fatima.user).get(address(evaluation)).text
    assert 'class="board"' in page
    for words in ("Iedereen groet terug.", "In zes klassen lukt het.", "wijzigde hoe jullie het volgen."):
        assert words in page


def test_what_is_recorded_on_the_board_is_recorded(cast, as_user, evaluation):
    data = {"seen": "84%", "progress": "2", "decision": "continue", "next_on": weekday(60).isoformat()}
    response = as_user(cast.fatima.user).post(address(evaluation), data)
    assert response["Location"].endswith(f"/doelen/{evaluation.goal_id}/")
    evaluation.refresh_from_db()
    assert evaluation.held_by == cast.fatima


def test_what_is_missing_is_said_on_the_board_and_what_was_typed_stays(cast, as_user, evaluation):
    response = as_user(cast.fatima.user).post(address(evaluation), {"seen": "Het lukt al in zes klassen."})
    assert response.status_code == 422
    assert "Kies hoe jullie verdergaan." in response.text
    assert "Het lukt al in zes klassen." in response.text
    assert "#zien" in response.text, "the page opens where the errors stand"


def test_what_is_over_leads_to_the_goal(cast, as_user, evaluation):
    held = EvaluationFactory(goal=evaluation.goal, held=True)
    assert as_user(cast.fatima.user).get(address(held))["Location"].endswith(f"/doelen/{evaluation.goal_id}/")


def test_a_teacher_who_does_not_own_the_goal_may_not(cast, as_user, evaluation):
    assert as_user(cast.joost.user).get(address(evaluation)).status_code == 403
