"""/school/<code>/doelen/nieuw/: a concept, or a goal that runs at once."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from schools.goal_dates import proposed_days
from schools.models import Goal
from tests.world import MembershipFactory, TeamFactory

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


def test_a_teacher_makes_a_goal_for_the_own_class(cast, as_user):
    day = (localdate() + timedelta(days=7)).isoformat()
    post(as_user(cast.joost.user), cast.joost, scope="class", owner=cast.marieke.pk, evaluate_on=day, start="1")
    goal = Goal.objects.visible_to(cast.joost).get()
    assert (goal.scope, goal.owner, goal.state) == ("class", cast.joost, "running")
    assert not Goal.objects.visible_to(cast.marieke).exists()


def test_what_a_teacher_thinks_of_for_the_school_is_theirs_until_proposed(cast, as_user):
    post(as_user(cast.joost.user), cast.joost, owner=cast.marieke.pk)
    goal = Goal.objects.visible_to(cast.joost).get()
    assert (goal.scope, goal.owner, goal.proposer, goal.proposed_at) == ("school", cast.joost, cast.joost, None)
    for member in (cast.marieke, cast.fatima):
        assert not Goal.objects.visible_to(member).exists()


def test_a_teacher_who_wants_a_school_goal_to_run_proposes_it_with_its_days(cast, as_user):
    day = localdate() + timedelta(days=7)
    response = post(as_user(cast.joost.user), cast.joost, evaluate_on=day.isoformat(), start="1")
    assert response.status_code == 302
    goal = Goal.objects.visible_to(cast.marieke).get()
    assert goal.waits_for_word
    assert goal.days == [day.isoformat()]
    assert not Goal.objects.visible_to(MembershipFactory(school=cast.joost.school)).exists(), (
        "colleagues see no proposals"
    )


def test_a_goal_for_a_team_asks_for_the_team(cast, as_user):
    team = TeamFactory(lead=cast.joost, name="Bovenbouw")
    client = as_user(cast.marieke.user)
    refused = post(client, cast.marieke, scope="team")
    assert refused.status_code == 422
    assert "Kies ook welk team." in refused.text
    rival = TeamFactory(lead=cast.bram, name="Havo")
    assert post(client, cast.marieke, scope="team", team=rival.pk).status_code == 422
    post(client, cast.marieke, scope="team", team=team.pk)
    assert Goal.objects.visible_to(cast.joost).get().team == team


def test_several_days_are_planned_at_once(cast, as_user):
    day = localdate() + timedelta(days=7)
    proposed = proposed_days(cast.marieke.school)
    ticked = [one.on.isoformat() for one in proposed[:2]]
    post(as_user(cast.marieke.user), cast.marieke, dates=ticked, evaluate_on=day.isoformat(), start="1")
    planned = Goal.objects.visible_to(cast.marieke).get().evaluations.values_list("due_on", flat=True)
    assert set(planned) == {day, *(one.on for one in proposed[:2])}


def test_the_page_ticks_the_days_of_this_school_year(cast, as_user):
    page = as_user(cast.marieke.user).get(f"/school/{cast.marieke.school.code}/doelen/nieuw/").text
    for day in proposed_days(cast.marieke.school):
        assert (f'value="{day.on.isoformat()}" checked' in page) == day.is_soon


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
