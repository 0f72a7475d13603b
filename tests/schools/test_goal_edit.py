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


# ---- two people at one goal -----------------------------------------------------------------


@pytest.fixture
def shared(cast):
    return GoalFactory(owner=cast.marieke, aim="Wij groeten", success="Iedereen groet.", monitoring="Elke maand.")


def fields(goal, version=1, **changes):
    texts = {"aim": goal.aim, "success": goal.success, "monitoring": goal.monitoring}
    return {"scope": "school", "owner": goal.owner_id, "version": version} | texts | changes


def test_who_saves_second_sees_both_versions_and_nothing_is_lost(cast, as_user, shared):
    first, second = as_user(cast.marieke.user), as_user(cast.fatima.user)
    first.post(address(shared), fields(shared, monitoring="Elke week.", aim="Wij groeten elkaar"))
    response = second.post(address(shared), fields(shared, monitoring="Elke dag.", upkeep="In het overleg."))
    assert response.status_code == 409
    for text in ("Elke week.", "Elke dag.", "In het overleg.", "Wij groeten elkaar", "Marieke Postma wijzigde"):
        assert text in response.text
    shared.refresh_from_db()
    assert (shared.monitoring, shared.upkeep) == ("Elke week.", "")
    choices = {row["field"]: row["choice"] for row in response.context["rows"]}
    assert choices == {"aim": "there", "monitoring": "here", "upkeep": "here"}, "what one did not touch stays as it is"


@pytest.mark.parametrize(
    ("choice", "monitoring"), [("here", "Elke dag."), ("there", "Elke week."), ("both", "Elke week.\n\nElke dag.")]
)
def test_the_choice_is_carried_out(choice, monitoring, cast, as_user, shared):
    as_user(cast.marieke.user).post(address(shared), fields(shared, monitoring="Elke week."))
    chosen = fields(shared, version=2, monitoring="Elke dag.", keep_monitoring=choice)
    assert as_user(cast.fatima.user).post(address(shared), chosen).status_code == 302
    shared.refresh_from_db()
    assert shared.monitoring == monitoring


def test_who_chooses_while_a_third_one_saves_chooses_again(cast, as_user, shared):
    as_user(cast.marieke.user).post(address(shared), fields(shared, monitoring="Elke week."))
    as_user(cast.marieke.user).post(address(shared), fields(shared, version=2, monitoring="Elk uur."))
    chosen = fields(shared, version=2, monitoring="Elke dag.", keep_monitoring="here")
    assert as_user(cast.fatima.user).post(address(shared), chosen).status_code == 409


def test_the_same_words_are_no_conflict(cast, as_user, shared):
    for who in (cast.marieke, cast.fatima):
        assert as_user(who.user).post(address(shared), fields(shared, monitoring="Elke week.")).status_code == 302
    shared.refresh_from_db()
    assert shared.version == 2


def test_an_evaluation_that_was_held_meanwhile_does_not_lose_its_state(cast, as_user, shared):
    shared.evaluations.get().hold(cast.marieke, seen="Het lukt.", progress=3, worked="", decision="secured")
    as_user(cast.fatima.user).post(address(shared), fields(shared, aim="Wij groeten elkaar"))
    shared.refresh_from_db()
    assert (shared.state, shared.aim) == ("secured", "Wij groeten elkaar")


def test_a_running_goal_of_the_school_does_not_become_somebodys_own(cast, as_user, shared):
    response = as_user(cast.marieke.user).post(address(shared), fields(shared, scope="class"))
    assert response.status_code == 422
