"""/school/<code>/doelen/nieuw/: a concept, or a goal that runs at once."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from schools.models import Goal

pytestmark = pytest.mark.django_db


def fields(member, **changes):
    return {"aim": "In mei groet elke klas bij de deur.", "scope": "school", "owner": member.pk, **changes}


def post(client, member, **changes):
    return client.post(f"/school/{member.school.code}/doelen/nieuw/", fields(member, **changes))


def test_a_coordinator_makes_a_concept_of_one_sentence(cast, as_user):
    response = post(as_user(cast.marieke.user), cast.marieke)
    goal = Goal.objects.visible_to(cast.marieke).get()
    assert response["Location"] == f"/school/{cast.marieke.school.code}/doelen/{goal.pk}/"
    assert goal.state == Goal.State.CONCEPT


def test_a_goal_runs_from_the_moment_that_its_first_date_is_known(cast, as_user):
    day = localdate() + timedelta(days=7)
    post(as_user(cast.marieke.user), cast.marieke, evaluate_on=day.isoformat(), start="1")
    goal = Goal.objects.visible_to(cast.marieke).get()
    assert goal.state == Goal.State.RUNNING
    assert [evaluation.due_on for evaluation in goal.evaluations.all()] == [day]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Een doel loopt pas als jullie weten wanneer"),
        ("gisteren", "Dit is geen datum"),
        (lambda: (localdate() - timedelta(days=1)).isoformat(), "Deze dag is al geweest"),
        ("2199-01-01", "Deze dag ligt te ver weg"),
    ],
)
def test_a_goal_without_a_coming_date_cannot_run(cast, as_user, day, sentence):
    day = day() if callable(day) else day
    response = post(as_user(cast.marieke.user), cast.marieke, evaluate_on=day, start="1", monitoring="Een vraag.")
    assert response.status_code == 422
    assert sentence in response.text
    assert "Een vraag." in response.text, "what was typed is still there"
    assert not Goal.objects.visible_to(cast.marieke).exists()


def test_a_date_before_today_is_refused_for_a_concept_too(cast, as_user):
    response = post(as_user(cast.marieke.user), cast.marieke, evaluate_on="2020-01-01")
    assert response.status_code == 422


def test_a_teacher_makes_a_goal_for_the_own_class_and_nothing_more(cast, as_user):
    post(as_user(cast.joost.user), cast.joost, scope="school", owner=cast.marieke.pk)
    goal = Goal.objects.visible_to(cast.joost).get()
    assert goal.scope == "class"
    assert goal.owner == cast.joost
    assert not Goal.objects.visible_to(cast.marieke).exists()


def test_an_owner_from_another_school_is_refused(cast, as_user):
    response = post(as_user(cast.marieke.user), cast.marieke, owner=cast.bram.pk)
    assert response.status_code == 422
    assert "Kies een collega van deze school." in response.text
    assert cast.bram.user.name not in response.text


def test_a_class_goal_keeps_the_one_who_makes_it(cast, as_user):
    response = post(as_user(cast.marieke.user), cast.marieke, scope="class", owner=cast.joost.pk)
    assert response.status_code == 422


def test_a_goal_without_an_aim_is_refused_with_a_sentence(cast, as_user):
    response = post(as_user(cast.marieke.user), cast.marieke, aim="  ")
    assert response.status_code == 422
    assert "Schrijf op wat jullie willen bereiken." in response.text


@pytest.mark.parametrize("change", [{"ring": "9"}, {"handvatten": "x"}, {"aim": "a" * 251}, {"success": "a" * 5001}])
def test_nonsense_is_refused_and_nothing_is_written(cast, as_user, change):
    assert post(as_user(cast.marieke.user), cast.marieke, **change).status_code == 422
    assert not Goal.objects.visible_to(cast.marieke).exists()
