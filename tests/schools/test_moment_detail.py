"""/school/<code>/agenda/<id>/: what is due collects itself on the next moment, and afterwards there are notes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from schools.agenda_lines import lines_of
from schools.arranging import settle
from tests.world import (
    ActionFactory,
    AgendaItemFactory,
    AgendaMomentFactory,
    DecisionFactory,
    EvaluationFactory,
    GoalFactory,
    MembershipFactory,
    TeamFactory,
    on,
    weekday,
)

pytestmark = pytest.mark.django_db


def page(client, moment):
    return client.get(f"/school/{moment.school.code}/agenda/{moment.pk}/")


def texts(moment, member):
    return [line.text for line in lines_of(moment, member)]


def test_the_question_the_goals_and_the_actions_that_are_due_are_there_by_themselves(cast, as_user):
    earlier = AgendaMomentFactory(school=cast.marieke.school, starts_at=on(weekday(-14), "15:15"))
    point = AgendaItemFactory(moment=earlier)
    DecisionFactory(item=point, owner=cast.joost, text="De borden ophangen", due_on=weekday(3))
    DecisionFactory(item=point, owner=cast.joost, text="Al gedaan", done_on=localdate())
    DecisionFactory(item=point, text="Van niemand")
    GoalFactory(owner=cast.marieke, aim="Rust in de gang", evaluate_on=weekday(5))
    GoalFactory(owner=cast.marieke, aim="Pas later", evaluate_on=weekday(60))
    GoalFactory(owner=cast.marieke, aim="EGELKUIL", own_class=True, evaluate_on=weekday(5))
    moment = AgendaMomentFactory(school=cast.marieke.school, talk="Wat ging goed?")
    for member in (cast.joost, cast.marieke):  # also for its owner: what she arranges, everyone sees
        assert texts(moment, member) == ["Wat ging goed?", "Rust in de gang", "De borden ophangen"]
    text = page(as_user(cast.joost.user), moment).text
    assert "<b>18 minuten</b> <span>van de 60. Er blijven 42 over" in text
    assert "Schik de agenda" not in text
    assert "Schik de agenda" in page(as_user(cast.marieke.user), moment).text


def test_goals_and_their_actions_stand_on_the_agenda_of_the_people_whose_they_are(cast, as_user):
    team, other = TeamFactory(lead=cast.joost), TeamFactory(lead=cast.joost)
    goals = {
        "school": GoalFactory(owner=cast.marieke, aim="Van de school", evaluate_on=weekday(5)),
        "team": GoalFactory(owner=cast.marieke, aim="Van het team", team=team, evaluate_on=weekday(5)),
        "other": GoalFactory(owner=cast.marieke, aim="Van de ander", team=other, evaluate_on=weekday(5)),
        "class": GoalFactory(owner=cast.marieke, aim="EGELKUIL", own_class=True, shown=True, evaluate_on=weekday(5)),
        "concept": GoalFactory(owner=cast.marieke, concept=True),
        "over": GoalFactory(owner=cast.marieke, stopped=True),
    }
    for name, goal in goals.items():
        ActionFactory(goal=goal, text=f"Stap {name}", due_on=weekday(4))
    ActionFactory(goal=goals["school"], done=True, text="Al gedaan")
    ActionFactory(goal=goals["school"], text="Pas later", due_on=weekday(60))
    of_school = AgendaMomentFactory(school=cast.joost.school, kind="own")
    of_team = AgendaMomentFactory(school=cast.joost.school, kind="own", team=team)
    for member in (cast.joost, cast.marieke):
        assert texts(of_school, member) == ["Van de school", "Stap school"]
        assert texts(of_team, member) == ["Van het team", "Stap team"]
    text = page(as_user(cast.joost.user), of_team).text
    assert f'doelen/{goals["team"].pk}/#acties">Stap team</a>' in text
    assert "EGELKUIL" not in text


def test_an_action_keeps_its_place_when_it_is_done_and_when_it_is_taken_away(cast):
    action = ActionFactory(goal=GoalFactory(owner=cast.marieke, evaluate_on=False), text="De borden ophangen")
    moment = AgendaMomentFactory(school=cast.joost.school, kind="own", starts_at=on(weekday(14), "15:15"))
    settle(moment, cast.marieke)
    action.tick(cast.marieke, done=True)
    (line,) = lines_of(moment, cast.marieke)
    assert (line.key, line.owner, line.task.done_on) == (f"stap-{action.pk}", cast.marieke, localdate())
    action.remove(cast.marieke)
    (line,) = lines_of(moment, cast.marieke)
    assert (line.key, line.text, line.owner) == (f"punt-{line.item.pk}", "De borden ophangen", None)


def test_what_is_due_stands_on_the_next_agenda_only(cast):
    GoalFactory(owner=cast.marieke, aim="Te laat", evaluate_on=weekday(-9))
    GoalFactory(owner=cast.marieke, aim="Straks", evaluate_on=weekday(16))
    soon = AgendaMomentFactory(school=cast.marieke.school, kind="own", starts_at=on(weekday(7), "15:15"))
    later = AgendaMomentFactory(school=cast.marieke.school, kind="own", starts_at=on(weekday(28), "15:15"))
    assert texts(soon, cast.marieke) == ["Te laat"]
    assert texts(later, cast.marieke) == ["Straks"]
    soon.cancelled_at, soon.cancel_reason = timezone.now(), "Ziek"
    soon.save()
    assert texts(soon, cast.marieke) == []
    assert texts(later, cast.marieke) == ["Te laat", "Straks"]


def test_a_team_has_its_own_actions_and_not_the_goals_of_the_school(cast):
    team = TeamFactory(lead=cast.joost)
    GoalFactory(owner=cast.marieke, aim="Rust in de gang", evaluate_on=weekday(3))
    of_team = AgendaMomentFactory(school=cast.joost.school, team=team, starts_at=on(weekday(-9), "15:15"))
    DecisionFactory(item=AgendaItemFactory(moment=of_team), owner=cast.joost, text="Voor het team")
    next_of_team = AgendaMomentFactory(school=cast.joost.school, team=team, kind="own")
    of_school = AgendaMomentFactory(school=cast.joost.school, kind="own")
    assert texts(next_of_team, cast.joost) == ["Voor het team"]
    assert texts(of_school, cast.joost) == ["Rust in de gang"]


def test_a_meeting_without_a_question_gets_one_of_the_handreiking_and_keeps_it(cast):
    moment = AgendaMomentFactory(school=cast.marieke.school, talk="", kind="briefing")
    (first,), (again,) = lines_of(moment, cast.marieke), lines_of(moment, cast.joost)
    assert first.question
    assert first.text == again.text
    assert not lines_of(AgendaMomentFactory(school=cast.marieke.school, talk="", kind="own"), cast.marieke)


def test_afterwards_it_shows_what_was_said_and_decided_and_collects_nothing(cast, as_user):
    moment = AgendaMomentFactory(
        school=cast.marieke.school, starts_at=on(weekday(-7), "15:15"), notes="Tot slot koffie."
    )
    item = AgendaItemFactory(moment=moment, text="De pauze", notes="Het liep goed.")
    DecisionFactory(item=item, text="Zo houden", owner=cast.joost)
    GoalFactory(owner=cast.marieke, aim="Rust in de gang", evaluate_on=weekday(-8))
    text = page(as_user(cast.joost.user), moment).text
    for words in ("Het liep goed.", "Zo houden", "Tot slot koffie.", "Geweest", "Wat er is gezegd en besloten"):
        assert words in text
    assert "Rust in de gang" not in text
    assert "/gedaan/" in text  # Joost took it on


def test_too_much_for_the_time_is_said(cast, as_user):
    moment = AgendaMomentFactory(school=cast.marieke.school, talk="", kind="own")
    for _ in range(2):
        AgendaItemFactory(moment=moment, minutes=40)
    assert "Dat is 20 te veel" in page(as_user(cast.marieke.user), moment).text


def test_a_moment_of_another_school_is_not_there(cast, as_user):
    moment = AgendaMomentFactory(school=cast.bram.school)
    client = as_user(cast.marieke.user)
    assert client.get(f"/school/{cast.marieke.school.code}/agenda/{moment.pk}/").status_code == 404
    assert page(client, moment).status_code == 404


def test_text_is_shown_as_text(cast, as_user):
    moment = AgendaMomentFactory(school=cast.marieke.school, title="<b>x</b>", starts_at=on(weekday(-7), "15:15"))
    AgendaItemFactory(moment=moment, text="<i>y</i>", notes="<script>z</script>")
    text = page(as_user(cast.joost.user), moment).text
    assert "<b>x</b>" not in text
    assert "<i>y</i>" not in text
    assert "<script>z" not in text


def test_the_number_of_queries_is_the_same_for_1_and_for_50_rows(cast, as_user, count_queries):
    moment = AgendaMomentFactory(school=cast.marieke.school, series=uuid4())
    client, address = as_user(cast.marieke.user), f"/school/{moment.school.code}/agenda/{moment.pk}/"
    client.get(address)
    earlier = AgendaMomentFactory(school=cast.marieke.school, starts_at=on(weekday(-14), "15:15"))

    def more(number):
        for _ in range(number):
            due = EvaluationFactory(goal=GoalFactory(owner=cast.marieke, evaluate_on=False), due_on=weekday(2))
            owner = MembershipFactory(school=cast.joost.school)
            ActionFactory(goal=due.goal, owner=owner, due_on=weekday(2))
            done = ActionFactory(goal=due.goal, owner=owner, done=True)
            AgendaItemFactory(moment=moment, kind="action", action=done)
            DecisionFactory(item=AgendaItemFactory(moment=earlier), owner=cast.joost)
            goal = GoalFactory(owner=MembershipFactory(school=cast.joost.school), evaluate_on=weekday(60))
            DecisionFactory(item=AgendaItemFactory(moment=moment, kind="goal", goal=goal), owner=goal.owner)
            AgendaMomentFactory(school=cast.marieke.school, starts_at=moment.starts_at + timedelta(days=7))

    more(1)
    few = count_queries(client, address)
    more(50)
    assert count_queries(client, address) == few
