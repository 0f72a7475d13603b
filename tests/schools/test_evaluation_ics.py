"""/school/<code>/evaluaties/<id>/moment.ics: one day to look back, to take along."""

import pytest

from tests.schools.test_calendar_files import validated
from tests.world import GoalFactory, weekday

pytestmark = pytest.mark.django_db


def address(member, evaluation):
    return f"/school/{member.school.code}/evaluaties/{evaluation.pk}/moment.ics"


def test_a_member_takes_a_day_along_from_the_page_of_the_goal(cast, as_user):
    goal = GoalFactory(owner=cast.marieke, aim="Rust in de gang", evaluate_on=weekday(9))
    client, file = as_user(cast.joost.user), address(cast.joost, goal.evaluations.get())
    assert file in client.get(f"/school/{goal.school.code}/doelen/{goal.pk}/").text
    response = client.get(file)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="{weekday(9):%Y-%m-%d}-terugkijken.ics"' in response["Content-Disposition"]
    _, second = validated(response.content)
    assert second.vevent.summary.value == "Terugkijken: Rust in de gang"
    assert second.vevent.dtstart.value == weekday(9)


def test_a_day_of_a_goal_that_is_not_for_ones_eyes_is_not_there(cast, as_user):
    private = GoalFactory(owner=cast.marieke, own_class=True).evaluations.get()
    elsewhere = GoalFactory(owner=cast.bram).evaluations.get()
    for evaluation in (private, elsewhere):
        assert as_user(cast.joost.user).get(address(cast.joost, evaluation)).status_code == 404
