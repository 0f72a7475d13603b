"""/school/<code>/doelen/<id>/stap/<stap>/: four short steps that can be left and resumed."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from schools.goal_dates import proposed_days
from tests.world import GoalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(cast):
    return GoalFactory(owner=cast.marieke, concept=True)


def address(goal, step):
    return f"/school/{goal.school.code}/doelen/{goal.pk}/stap/{step}/"


def test_each_step_keeps_its_own_fields_and_leaves_the_others(cast, as_user, goal):
    client = as_user(cast.marieke.user)
    response = client.post(
        address(goal, "volgen"), {"success": "Iedereen groet terug.", "monitoring": "", "upkeep": ""}
    )
    assert response["Location"] == address(goal, "wie")
    response = client.post(address(goal, "wie"), {"participation": "", "ring": "3", "owner": cast.joost.pk})
    assert response["Location"] == address(goal, "wanneer")
    goal.refresh_from_db()
    assert (goal.success, goal.ring, goal.owner) == ("Iedereen groet terug.", 3, cast.joost)


def test_the_last_step_lets_the_goal_run_on_the_ticked_days(cast, as_user, goal):
    days = [day.on.isoformat() for day in proposed_days(goal.school)[:3]]
    as_user(cast.marieke.user).post(address(goal, "wanneer"), {"dates": days, "start": "1"})
    goal.refresh_from_db()
    assert goal.is_alive
    assert [one.due_on.isoformat() for one in goal.evaluations.coming()] == days


def test_days_that_were_chosen_wait_in_the_concept(cast, as_user, goal):
    client, own = as_user(cast.marieke.user), localdate() + timedelta(days=5)
    client.post(address(goal, "wanneer"), {"dates": [], "evaluate_on": own.isoformat()})
    goal.refresh_from_db()
    assert goal.days == [own.isoformat()]
    assert not goal.evaluations.exists()
    assert f'value="{own.isoformat()}"' in client.get(address(goal, "wanneer")).text


def test_to_run_without_a_day_is_refused_with_a_sentence(cast, as_user, goal):
    response = as_user(cast.marieke.user).post(address(goal, "wanneer"), {"start": "1"})
    assert response.status_code == 422
    assert "Een doel loopt pas als jullie weten wanneer jullie terugkijken." in response.text
    goal.refresh_from_db()
    assert goal.is_concept


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("evaluate_on", "2020-01-01", "Deze dag is al geweest."),
        ("evaluate_on", "2199-01-01", "Deze dag ligt te ver weg."),
        ("evaluate_on", "ooit", "Dit is geen datum."),
        ("dates", "2020-01-01", "Kies uit de dagen hieronder"),
    ],
)
def test_a_day_that_can_not_be_is_refused(field, value, sentence, cast, as_user, goal):
    response = as_user(cast.marieke.user).post(address(goal, "wanneer"), {field: value, "start": "1"})
    assert response.status_code == 422
    assert sentence in response.text


def test_a_goal_that_runs_is_changed_on_one_page(cast, as_user):
    goal = GoalFactory(owner=cast.marieke)
    response = as_user(cast.marieke.user).get(address(goal, "wanneer"))
    assert response["Location"].endswith(f"/doelen/{goal.pk}/wijzigen/")


def test_a_step_that_there_is_not_is_a_404(cast, as_user, goal):
    assert as_user(cast.marieke.user).get(address(goal, "vijf")).status_code == 404


def test_a_teacher_may_not_go_on_with_the_coordinators_concept(cast, as_user, goal):
    assert as_user(cast.joost.user).get(address(goal, "volgen")).status_code == 403
