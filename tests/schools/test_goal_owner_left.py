"""A concept whose owner left: it waits, and runs only with an owner who is there."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from schools import membership
from schools.models import Goal
from tests.world import GoalFactory, MembershipFactory, weekday

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept(cast):
    """A concept of the school, of which the owner left without a successor: nothing of theirs ran."""
    owner = MembershipFactory(school=cast.marieke.school)
    goal = GoalFactory(owner=owner, concept=True, aim="Rust in de gang", success="Stil.", ring=3)
    membership.deactivate(owner, cast.fatima)
    return Goal.objects.get(pk=goal.pk)


def test_it_does_not_start(cast, concept):
    with pytest.raises(ValueError, match="an owner who is there"):
        concept.start(cast.marieke, localdate())
    assert Goal.objects.get(pk=concept.pk).state == Goal.State.CONCEPT
    assert not concept.evaluations.exists()


@pytest.mark.parametrize(
    ("page", "words"),
    [("stap/wanneer/", "Wie dit doel trekt, doet niet meer mee."), ("wijzigen/", "Kies een collega van deze school.")],
)
def test_the_page_says_so_and_what_was_chosen_stays(page, words, cast, as_user, concept):
    client = as_user(cast.marieke.user)
    address = f"/school/{concept.school.code}/doelen/{concept.pk}/{page}"
    day = weekday(20)
    data = {"aim": concept.aim, "scope": "school", "owner": concept.owner_id, "version": 1, "start": "1"}
    response = client.post(address, data | {"evaluate_on": day.isoformat()})
    assert response.status_code == 422
    assert words in response.text
    assert day.isoformat() in response.text
    assert Goal.objects.get(pk=concept.pk).state == Goal.State.CONCEPT


def test_with_another_owner_it_runs(cast, as_user, concept):
    address = f"/school/{concept.school.code}/doelen/{concept.pk}/wijzigen/"
    data = {"aim": concept.aim, "scope": "school", "owner": cast.joost.pk, "version": 1, "start": "1"}
    as_user(cast.marieke.user).post(address, data | {"evaluate_on": weekday(20).isoformat()})
    goal = Goal.objects.get(pk=concept.pk)
    assert (goal.owner, goal.state) == (cast.joost, Goal.State.RUNNING)
    assert isinstance(goal.evaluations.get().due_on, date)
