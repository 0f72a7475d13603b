"""/school/<code>/agenda/<id>/punten/: the agenda in order, by buttons that work without JavaScript."""

import re

import pytest

from schools.agenda_lines import lines_of
from schools.models import AgendaItem
from tests.world import AgendaItemFactory, AgendaMomentFactory, GoalFactory, weekday

pytestmark = pytest.mark.django_db


def address(moment):
    return f"/school/{moment.school.code}/agenda/{moment.pk}/punten/"


def send(client, moment, **data):
    moment.refresh_from_db()
    return client.post(address(moment), {"version": str(moment.version)} | data)


@pytest.fixture
def moment(cast):
    moment = AgendaMomentFactory(school=cast.marieke.school, talk="Wat ging goed?")
    GoalFactory(owner=cast.joost, aim="Rust in de gang", evaluate_on=weekday(5))
    return moment


def texts(moment, member):
    return [line.text for line in lines_of(moment, member)]


def test_a_line_goes_up_and_down_and_stays_at_the_edge(moment, cast, as_user):
    client = as_user(cast.marieke.user)
    key = lines_of(moment, cast.marieke)[1].key
    response = send(client, moment, omhoog=key)
    assert response["Location"].endswith(f"/punten/#{key}")
    assert texts(moment, cast.joost) == ["Rust in de gang", "Wat ging goed?"]
    send(client, moment, omhoog=key)
    assert texts(moment, cast.joost) == ["Rust in de gang", "Wat ging goed?"]
    send(client, moment, omlaag=key)
    assert texts(moment, cast.joost) == ["Wat ging goed?", "Rust in de gang"]


def test_each_button_keeps_what_was_filled_in(moment, cast, as_user):
    question, goal = lines_of(moment, cast.marieke)
    send(as_user(cast.marieke.user), moment, omlaag=question.key, **{f"minuten-{goal.key}": "25"})
    assert [(line.text, line.minutes) for line in lines_of(moment, cast.joost)] == [
        ("Rust in de gang", 25),
        ("Wat ging goed?", 5),
    ]


def test_points_are_added_and_an_own_one_can_be_written_anew(moment, cast, as_user):
    client = as_user(cast.marieke.user)
    send(client, moment, nieuw="Rondje  pauze", nieuw_minuten="15", erbij="1")
    own = lines_of(moment, cast.marieke)[-1]
    assert (own.text, own.minutes, own.kind) == ("Rondje pauze", 15, "own")
    send(client, moment, **{f"tekst-{own.key}": "Rondje plein", f"minuten-{own.key}": "10"})
    assert texts(moment, cast.joost)[-1] == "Rondje plein"


def test_what_was_taken_off_stays_off_and_can_come_back(moment, cast, as_user):
    client = as_user(cast.marieke.user)
    goal = lines_of(moment, cast.marieke)[1]
    send(client, moment, **{f"weg-{goal.key}": "on"})
    assert texts(moment, cast.joost) == ["Wat ging goed?"]
    assert AgendaItem.objects.count() == 2
    send(client, moment, doel=goal.key)
    assert texts(moment, cast.joost) == ["Wat ging goed?", "Rust in de gang"]
    assert AgendaItem.objects.count() == 2


def test_a_question_of_the_handreiking_can_be_chosen(moment, cast, as_user):
    client = as_user(cast.marieke.user)
    keys = re.findall(r'<option value="(vraag-[^"]+)"', client.get(address(moment)).text)
    send(client, moment, vraag=keys[0])
    line = lines_of(moment, cast.joost)[-1]
    assert (line.kind, f"vraag-{line.question}") == ("question", keys[0])


def test_what_becomes_due_later_joins_an_agenda_that_was_arranged(moment, cast, as_user):
    send(as_user(cast.marieke.user), moment, nieuw="Rondje")
    GoalFactory(owner=cast.joost, aim="Nog een doel", evaluate_on=weekday(6))
    assert texts(moment, cast.joost) == ["Wat ging goed?", "Rust in de gang", "Rondje", "Nog een doel"]


@pytest.mark.parametrize("minutes", ["0", "481", "-5", "tien", "9" * 30])
def test_minutes_that_can_not_be_are_refused_and_nothing_moves(moment, cast, as_user, minutes):
    goal = lines_of(moment, cast.marieke)[1]
    response = send(as_user(cast.marieke.user), moment, omhoog=goal.key, **{f"minuten-{goal.key}": minutes})
    assert response.status_code == 422
    assert "Schrijf hoeveel minuten: een getal van 1 tot 480." in response.text
    assert not AgendaItem.objects.exists()


def test_a_goal_of_another_school_and_a_class_goal_can_not_be_added(moment, cast, as_user):
    theirs = GoalFactory(owner=cast.bram)
    secret = GoalFactory(owner=cast.joost, own_class=True)
    for goal in (theirs, secret):
        assert send(as_user(cast.marieke.user), moment, doel=f"doel-{goal.pk}").status_code == 422


def test_an_agenda_has_an_end(moment, cast, as_user):
    for _ in range(58):
        AgendaItemFactory(moment=moment)
    response = send(as_user(cast.marieke.user), moment, nieuw="a", vraag="")
    assert response.status_code == 302
    response = send(as_user(cast.marieke.user), moment, nieuw="b")
    assert response.status_code == 422
    assert "Er staan al 60 punten op de agenda." in response.text


def test_who_arranges_what_a_colleague_just_arranged_sees_it_first(moment, cast, as_user):
    question, _ = lines_of(moment, cast.marieke)
    stale = {"version": str(moment.version), f"minuten-{question.key}": "7", "nieuw": "Mijn punt"}
    send(as_user(cast.marieke.user), moment, omlaag=question.key)
    second = as_user(cast.fatima.user)
    response = second.post(address(moment), stale)
    assert response.status_code == 409
    assert "Een collega schikte de agenda net ook" in response.text
    assert 'value="Mijn punt"' in response.text
    assert response.text.index("Rust in de gang") < response.text.index("Wat ging goed?")
    assert texts(moment, cast.joost) == ["Rust in de gang", "Wat ging goed?"]
    send(second, moment, **{key: value for key, value in stale.items() if key != "version"})
    assert texts(moment, cast.joost) == ["Rust in de gang", "Wat ging goed?", "Mijn punt"]


def test_a_teacher_may_not(moment, cast, as_user):
    assert as_user(cast.joost.user).get(address(moment)).status_code == 403
