"""/school/<code>/evaluaties/<id>/: what do we see, how do we go on, and when do we look again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from schools.models import Evaluation, Goal
from schools.models.evaluations import EvaluationConflict
from tests.world import EvaluationFactory, GoalFactory

pytestmark = pytest.mark.django_db
NEXT = (localdate() + timedelta(days=60)).isoformat()


@pytest.fixture
def evaluation(cast):
    goal = GoalFactory(school=cast.marieke.school, owner=cast.marieke, started_on=localdate(), evaluate_on=False)
    return EvaluationFactory(goal=goal, due_on=localdate())


def hold(client, evaluation, **changes):
    data = {
        "seen": "84% noemt iemand.",
        "progress": "1",
        "worked": "",
        "decision": "continue",
        "next_on": NEXT,
        **changes,
    }
    return client.post(f"/school/{evaluation.goal.school.code}/evaluaties/{evaluation.pk}/", data)


@pytest.mark.parametrize(
    ("decision", "more", "state", "coming"),
    [
        ("continue", {}, "running", 1),
        ("adjust", {}, "running", 1),
        ("achieved", {}, "achieved", 1),
        ("secured", {"next_on": ""}, "secured", 0),
        ("stop", {"next_on": "", "reason": "Iets anders ging voor."}, "stopped", 0),
        ("secured", {}, "secured", 0),  # a date that is not needed does no harm
    ],
)
def test_each_decision_is_carried_out(cast, as_user, evaluation, decision, more, state, coming):
    assert hold(as_user(cast.fatima.user), evaluation, decision=decision, **more).status_code == 302
    goal = Goal.objects.visible_to(cast.fatima).get()
    assert goal.state == state
    assert goal.evaluations.coming().count() == coming
    evaluation.refresh_from_db()
    assert evaluation.held_by == cast.fatima
    assert evaluation.held_on == localdate()


def test_the_next_day_is_the_one_that_was_planned_already_and_keeping_it_makes_no_second_moment(
    cast, as_user, evaluation
):
    client = as_user(cast.marieke.user)
    page = f"/school/{evaluation.goal.school.code}/doelen/{evaluation.goal_id}/"
    assert client.get(page).context["form"]["next_on"].value() is None
    planned = evaluation.goal.plan(localdate() + timedelta(days=30))
    for address in (page, f"/school/{evaluation.goal.school.code}/evaluaties/{evaluation.pk}/bord/"):
        assert f'name="next_on" value="{planned.due_on:%Y-%m-%d}"' in client.get(address).text
        assert "Er staat al een moment op" in client.get(address).text
    hold(client, evaluation, next_on=planned.due_on.isoformat())
    assert evaluation.goal.evaluations.coming().get() == planned


def test_adjusting_leads_to_the_form_of_the_goal(cast, as_user, evaluation):
    assert hold(as_user(cast.marieke.user), evaluation, decision="adjust")["Location"].endswith("/wijzigen/")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"seen": ""}, "Schrijf op wat jullie zien."),
        ({"progress": ""}, "Kies hoe ver jullie zijn."),
        ({"progress": "7"}, "Kies een van de stappen."),
        ({"decision": ""}, "Kies hoe jullie verdergaan."),
        ({"decision": "winnen"}, "Kies hoe jullie verdergaan."),
        ({"next_on": ""}, "Spreek af wanneer jullie weer kijken."),
        ({"next_on": "2020-01-01"}, "Deze dag is al geweest."),
        ({"next_on": "31 februari"}, "Dit is geen datum."),
        ({"decision": "stop", "reason": ""}, "Schrijf kort op waarom jullie stoppen."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(cast, as_user, evaluation, changes, sentence):
    response = hold(as_user(cast.marieke.user), evaluation, worked="Samen oefenen.", **changes)
    assert response.status_code == 422
    assert sentence in response.text
    assert "Samen oefenen." in response.text
    evaluation.refresh_from_db()
    assert evaluation.held_on is None


def test_the_same_evaluation_is_not_held_twice(cast, as_user, evaluation):
    hold(as_user(cast.marieke.user), evaluation)
    response = hold(as_user(cast.fatima.user), evaluation, seen="Iets anders", worked="Samen")
    assert response.status_code == 409
    for text in ("84% noemt iemand.", "Iets anders", "Samen", "Marieke Postma was", "Het besluit staat: doorgaan"):
        assert text in response.text
    evaluation.refresh_from_db()
    assert (evaluation.held_by, evaluation.seen) == (cast.marieke, "84% noemt iemand.")
    with pytest.raises(EvaluationConflict):
        evaluation.hold(cast.fatima, seen="x", progress=1, worked="", decision="secured")


def test_a_teacher_records_only_the_evaluations_of_goals_that_they_own(cast, as_user, evaluation):
    assert hold(as_user(cast.joost.user), evaluation).status_code == 403
    Goal.objects.visible_to(cast.joost).update(owner=cast.joost)
    assert hold(as_user(cast.joost.user), evaluation).status_code == 302


def test_a_plain_visit_leads_to_the_goal(cast, as_user, evaluation):
    response = as_user(cast.marieke.user).get(f"/school/{evaluation.goal.school.code}/evaluaties/{evaluation.pk}/")
    assert response["Location"].endswith(f"/doelen/{evaluation.goal_id}/")


@pytest.mark.parametrize(
    "broken",
    [
        {"held_on": localdate()},
        {"held_on": localdate(), "progress": 9, "decision": "continue", "seen": "x"},
        {"decision": "winnen"},
        {"cancelled_on": localdate()},
    ],
)
def test_the_database_refuses_an_evaluation_by_halves(evaluation, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(**broken)
