"""/school/<code>/evaluaties/<id>/samen/: two people recorded the same evaluation; the second chooses what stays."""

import pytest

from schools.models.evaluations import EvaluationConflict
from tests.world import EvaluationFactory, GoalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast):
    return EvaluationFactory(
        goal=GoalFactory(owner=cast.marieke), held=True, seen="Het lukt.", worked="Klein beginnen."
    )


def amend(client, held, **data):
    typed = {"seen": "Het lukt bijna overal.", "progress": "2", "worked": "Samen oefenen.", "version": held.version}
    return client.post(f"/school/{held.goal.school.code}/evaluaties/{held.pk}/samen/", typed | data)


@pytest.mark.parametrize(
    ("choice", "seen", "worked", "progress"),
    [
        ("there", "Het lukt.", "Klein beginnen.", 1),
        ("here", "Het lukt bijna overal.", "Samen oefenen.", 2),
        ("both", "Het lukt.\n\nHet lukt bijna overal.", "Klein beginnen.\n\nSamen oefenen.", 1),
        ("onzin", "Het lukt.", "Klein beginnen.", 1),
    ],
)
def test_per_question_this_that_or_both(choice, seen, worked, progress, cast, as_user, held):
    choices = {f"keep_{field}": choice for field in ("seen", "worked", "progress")}
    assert amend(as_user(cast.fatima.user), held, **choices).status_code == 302
    held.refresh_from_db()
    assert (held.seen, held.worked, held.progress) == (seen, worked, progress)
    assert held.decision == "continue", "what was decided stands"
    assert held.held_by == cast.marieke


def test_what_stood_there_is_read_back_in_the_history(cast, as_user, held):
    amend(as_user(cast.fatima.user), held, keep_seen="here")
    change = held.goal.changes.get()
    assert (change.field, change.before, change.by) == ("seen", "Het lukt.", cast.fatima)


def test_a_third_one_sees_both_again(cast, as_user, held):
    amend(as_user(cast.fatima.user), held, keep_seen="here")
    response = amend(as_user(cast.marieke.user), held, seen="Nog iets anders.", keep_seen="here")
    assert response.status_code == 409
    assert "Nog iets anders." in response.text
    assert "Het lukt bijna overal." in response.text
    with pytest.raises(EvaluationConflict):
        held.amend(cast.marieke, 1, seen="x", progress=1, worked="")


def test_a_coming_evaluation_is_not_put_right(cast, as_user):
    coming = GoalFactory(owner=cast.marieke).evaluations.get()
    assert amend(as_user(cast.marieke.user), coming, keep_seen="here").status_code == 302
    coming.refresh_from_db()
    assert coming.seen == ""


def test_a_teacher_who_does_not_own_the_goal_may_not(cast, as_user, held):
    assert amend(as_user(cast.joost.user), held).status_code == 403
