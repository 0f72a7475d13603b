"""/school/<code>/doelen/<id>/voorstellen/: a teacher's concept goes to coordinator and principal."""

import pytest

from schools.models import Goal, JournalEntry
from tests.world import GoalFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def propose(client, goal):
    return client.post(f"/school/{goal.school.code}/doelen/{goal.pk}/voorstellen/")


def sees(member, goal):
    return Goal.objects.visible_to(member).filter(pk=goal.pk).exists()


def test_before_it_is_proposed_nobody_else_sees_it_and_after_only_who_decides(cast, as_user):
    goal, colleague = GoalFactory(owner=cast.joost, idea=True), MembershipFactory(school=cast.joost.school)
    assert [sees(who, goal) for who in (cast.joost, cast.marieke, cast.fatima, colleague)] == [
        True,
        False,
        False,
        False,
    ]
    assert not JournalEntry.objects.exists()
    propose(as_user(cast.joost.user), goal)
    assert [sees(who, goal) for who in (cast.joost, cast.marieke, cast.fatima, colleague)] == [True, True, True, False]
    assert JournalEntry.objects.get().deed == "goal_suggested"


@pytest.mark.parametrize(
    ("sector", "who"),
    [
        ("po", "IB’er of directeur"),
        ("vo", "zorgcoördinator of directeur"),
        ("both", "IB’er, zorgcoördinator of directeur"),
    ],
)
def test_who_decides_is_named_in_the_words_of_the_sector(cast, as_user, sector, who):
    goal = GoalFactory(owner=cast.joost, idea=True)
    goal.school.sector = sector
    goal.school.save()
    assert (
        f"Na je voorstel beslist je {who}."
        in as_user(cast.joost.user).get(f"/school/{goal.school.code}/doelen/{goal.pk}/").text
    )


def test_a_declined_proposal_can_be_made_again(cast, as_user):
    goal = GoalFactory(owner=cast.joost, declined=True)
    page = as_user(cast.joost.user).get(f"/school/{goal.school.code}/doelen/{goal.pk}/").text
    assert "Eerst het vorige doel." in page
    assert "opnieuw" in page
    propose(as_user(cast.joost.user), goal)
    goal.refresh_from_db()
    assert goal.waits_for_word
    assert goal.decline_reason == ""


def test_proposing_twice_is_proposing_once(cast, as_user):
    goal = GoalFactory(owner=cast.joost, idea=True)
    for _ in range(2):
        assert propose(as_user(cast.joost.user), goal).status_code == 302
    assert goal.changes.filter(field="proposed").count() == 1
    goal.refresh_from_db()
    with pytest.raises(ValueError, match="once at a time"):
        goal.propose(cast.joost)


def test_what_was_proposed_runs_after_a_yes_and_then_everyone_sees_it(cast, as_user):
    goal, colleague = GoalFactory(owner=cast.joost, proposed=True), MembershipFactory(school=cast.joost.school)
    client = as_user(cast.marieke.user)
    page = client.get(f"/school/{goal.school.code}/doelen/{goal.pk}/").text
    assert "Ja, laat het lopen" in page
    day = client.get(f"/school/{goal.school.code}/doelen/{goal.pk}/stap/wanneer/").context["form"].initial["dates"]
    client.post(f"/school/{goal.school.code}/doelen/{goal.pk}/stap/wanneer/", {"dates": day, "start": "1"})
    goal.refresh_from_db()
    assert goal.is_alive
    assert goal.proposer == goal.owner == cast.joost
    assert sees(colleague, goal)
    assert as_user(cast.joost.user).get(f"/school/{goal.school.code}/doelen/{goal.pk}/wijzigen/").status_code == 403


def test_nobody_proposes_for_a_colleague(cast, as_user):
    goal = GoalFactory(owner=cast.joost, idea=True)
    assert propose(as_user(cast.marieke.user), goal).status_code == 404
