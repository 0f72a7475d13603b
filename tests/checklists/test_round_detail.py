"""/school/<code>/checklist/<id>/: the first page of a round: where it is in its life, and what can be done now."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from checklists.answering import answer, enter_paper
from checklists.closing import close, show
from tests.rounds import open_alone, say_done
from tests.world import (
    EvaluationFactory,
    GoalFactory,
    MembershipFactory,
    PriorityFactory,
    RoundFactory,
    TeamFactory,
    weekday,
)

pytestmark = pytest.mark.django_db


def address(round_):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/"


@pytest.fixture
def alone(cast):
    """A round of De Vijver that is open: Joost, Marieke, Fatima, a second coordinator and three more."""
    return open_alone(cast.joost.school, people=3, closes_on=weekday(14))


# ---- who sees what ----------------------------------------------------------------------


def test_a_draft_is_there_for_who_may_lead_it_and_for_nobody_else(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, draft=True, name="Najaar")
    assert as_user(cast.joost.user).get(address(round_)).status_code == 404
    assert "Najaar" not in as_user(cast.joost.user).get(f"/school/{round_.school.code}/checklist/").text
    page = as_user(cast.fatima.user).get(address(round_)).text
    assert "Klaar om te openen" in page
    assert "Open nu" in page


@pytest.mark.parametrize("state", [{}, {"alone": True}, {"closed": True}])
def test_a_round_of_a_team_is_there_for_the_team_and_for_who_may_lead_it(cast, as_user, state):
    team = TeamFactory(lead=cast.marieke)
    round_ = RoundFactory(school=team.school, team=team, **state)
    assert as_user(cast.joost.user).get(address(round_)).status_code == 404
    assert as_user(cast.fatima.user).get(address(round_)).status_code == 200
    team.members.add(cast.joost)
    assert as_user(cast.joost.user).get(address(round_)).status_code == 200


def test_who_may_lead_a_round_of_a_team_they_are_not_in_does_not_fill_it_in(cast, as_user):
    team = TeamFactory(lead=cast.joost)
    team.members.add(cast.joost)
    round_ = RoundFactory(school=team.school, team=team, alone=True)
    assert "/invullen/" in as_user(cast.joost.user).get(address(round_)).text
    assert "/invullen/" not in as_user(cast.marieke.user).get(address(round_)).text


def test_a_teacher_sees_the_way_in_and_whether_they_are_done_and_of_nobody_else(cast, as_user, alone):
    client = as_user(cast.joost.user)
    page = client.get(address(alone)).text
    assert f'href="{address(alone)}invullen/"' in page
    assert "Wat zie jij bij ons op school?" in page
    assert "Wie is klaar?" not in page
    assert cast.fatima.user.name not in page
    say_done(alone, 7)
    page = client.get(address(alone)).text
    assert "Jij bent klaar" in page
    assert cast.fatima.user.name not in page


# ---- who is done ------------------------------------------------------------------------


def test_who_leads_it_sees_who_is_done_and_who_not_and_never_what_or_when(cast, as_user, alone):
    for member in (cast.joost, cast.fatima):
        answer(alone, member, alone.items[0].code, stand="0", remark="EGELKUIL", flag=True)
    say_done(alone, 2)
    response = as_user(cast.marieke.user).get(address(alone))
    progress = response.context["progress"]
    assert {person.pk for person in progress.done} == set(
        alone.participations.filter(finished=True).values_list("member_id", flat=True)
    )
    assert len(progress.done) == 2
    assert len(progress.waiting) == 5
    assert "2 van 7 mensen klaar" in response.text
    assert "Er zijn er nog 3 nodig voor een uitkomst." in response.text
    assert "EGELKUIL" not in response.text
    assert alone.items[0].text not in response.text


def test_paper_counts_and_nobody_is_named_with_it(cast, as_user, alone):
    enter_paper(alone, {alone.items[0].code: ("2", "")})
    page = as_user(cast.marieke.user).get(address(alone)).text
    assert "en 1 op papier: van wie dat was, weten we niet" in page
    assert "Er zijn er nog 4 nodig" in page


def test_who_left_is_not_named_any_more(cast, as_user, alone):
    cast.joost.left_at = timezone.now()
    cast.joost.save()
    assert cast.joost.user.name not in as_user(cast.marieke.user).get(address(alone)).text


@pytest.mark.parametrize("done", [4, 5])
def test_after_the_last_day_who_leads_it_decides(cast, as_user, alone, done):
    say_done(alone, done)
    alone.told_on = localdate()
    alone.closes_on = localdate() - timedelta(days=1)
    alone.save()
    page = as_user(cast.marieke.user).get(address(alone)).text
    assert "De laatste dag is voorbij" in page
    assert ("Er zijn nu genoeg mensen klaar" in page) == (done == 5)


# ---- after closing ----------------------------------------------------------------------


def test_the_outcome_waits_until_it_is_shown(cast, as_user, alone):
    say_done(alone, 5)
    close(alone, cast.marieke)
    page = as_user(cast.marieke.user).get(address(alone)).text
    assert "5 mensen waren klaar" in page
    assert "Bekijk de uitkomst samen" in page
    page = as_user(cast.joost.user).get(address(alone)).text
    assert "De uitkomst bekijken jullie samen." in page
    assert "/uitkomst/" not in page
    show(alone, cast.marieke)
    assert f'href="{address(alone)}uitkomst/"' in as_user(cast.joost.user).get(address(alone)).text


def test_a_round_closed_without_answers_says_so(cast, as_user, alone):
    close(alone, cast.marieke, without_answers=True)
    page = as_user(cast.marieke.user).get(address(alone)).text
    assert "Gesloten zonder antwoorden" in page
    assert "Bekijk de uitkomst samen" not in page


# ---- what became of the round before ----------------------------------------------------


def test_the_next_round_begins_with_what_was_done_with_the_last_one(cast, as_user):
    before = RoundFactory(school=cast.marieke.school, agreed=True, name="Voorjaar")
    goal = GoalFactory(owner=cast.marieke, aim="Een groet bij elke deur")
    EvaluationFactory(goal=goal, held=True, decision="adjust")
    first, second = PriorityFactory(round=before, goal=goal), PriorityFactory(round=before, position=2)
    round_ = RoundFactory(school=cast.marieke.school)
    page = as_user(cast.joost.user).get(address(round_)).text
    assert "Wat hebben we ermee gedaan?" in page
    assert "bij ‘Voorjaar’" in page
    for text in (
        before.item(first.item_code).text,
        before.item(second.item_code).text,
        goal.aim,
        "Loopt",
        "bijstellen",
    ):
        assert text in page
    assert "Hier is nog geen doel van gemaakt." in page
    assert "Wat hebben we ermee gedaan?" not in as_user(cast.joost.user).get(address(before)).text


def test_a_team_looks_back_on_its_own_round_and_not_on_the_schools(cast, as_user):
    PriorityFactory(round=RoundFactory(school=cast.marieke.school, agreed=True))
    team = TeamFactory(lead=cast.marieke)
    round_ = RoundFactory(school=team.school, team=team)
    assert "Wat hebben we ermee gedaan?" not in as_user(cast.marieke.user).get(address(round_)).text
    PriorityFactory(round=RoundFactory(school=team.school, team=team, agreed=True))
    assert "Wat hebben we ermee gedaan?" in as_user(cast.marieke.user).get(address(round_)).text


def test_a_goal_of_an_own_class_stays_out(cast, as_user):
    goal = GoalFactory(owner=cast.joost, own_class=True, aim="EGELKUIL")
    PriorityFactory(round=RoundFactory(school=cast.marieke.school, agreed=True), goal=goal)
    page = as_user(cast.marieke.user).get(address(RoundFactory(school=cast.marieke.school))).text
    assert "EGELKUIL" not in page


def test_the_number_of_queries_is_the_same_for_5_and_for_50_people(cast, as_user, count_queries, alone):
    before = RoundFactory(school=cast.marieke.school, agreed=True)
    for position in range(1, 3):
        PriorityFactory(round=before, position=position, goal=GoalFactory(owner=cast.marieke))
    client = as_user(cast.marieke.user)
    client.get(address(alone))
    few = count_queries(client, address(alone))
    for member in MembershipFactory.create_batch(45, school=alone.school):
        alone.participations.create(member=member)
    for position in range(3, 6):
        PriorityFactory(round=before, position=position, goal=GoalFactory(owner=cast.marieke))
    assert count_queries(client, address(alone)) == few
