"""/school/<code>/doelen/<id>/niet-nu/: a no to a proposal, with a word."""

import pytest

from tests.world import GoalFactory

pytestmark = pytest.mark.django_db


def address(goal):
    return f"/school/{goal.school.code}/doelen/{goal.pk}/niet-nu/"


def test_the_teacher_reads_why(cast, as_user):
    goal = GoalFactory(owner=cast.joost, proposed=True)
    as_user(cast.fatima.user).post(address(goal), {"reason": "Mooi. In maart is er ruimte."})
    goal.refresh_from_db()
    assert goal.declined_at
    page = as_user(cast.joost.user).get(f"/school/{goal.school.code}/doelen/{goal.pk}/").text
    assert "Mooi. In maart is er ruimte." in page
    assert "Pas het aan" in page


def test_a_no_without_a_word_is_refused(cast, as_user):
    goal = GoalFactory(owner=cast.joost, proposed=True)
    response = as_user(cast.fatima.user).post(address(goal), {"reason": " "})
    assert response.status_code == 422
    assert "Schrijf er een woord bij." in response.text
    goal.refresh_from_db()
    assert goal.waits_for_word


def test_a_teacher_does_not_decide(cast, as_user):
    goal = GoalFactory(owner=cast.joost, proposed=True)
    assert as_user(cast.joost.user).post(address(goal), {"reason": "Nee."}).status_code == 403


def test_a_goal_that_was_never_proposed_needs_no_word(cast, as_user):
    goal = GoalFactory(owner=cast.marieke)
    assert as_user(cast.fatima.user).get(address(goal))["Location"].endswith(f"/doelen/{goal.pk}/")
    with pytest.raises(ValueError, match="only a proposal"):
        goal.decline(cast.fatima, "Nee.")
