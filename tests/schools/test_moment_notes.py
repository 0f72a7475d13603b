"""/school/<code>/agenda/<id>/verslag/: what was said and decided; two who write at once lose nothing."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils.timezone import localdate

from schools.models import AgendaItem, Decision
from tests.world import AgendaItemFactory, AgendaMomentFactory, GoalFactory, on, weekday

pytestmark = pytest.mark.django_db


def address(moment):
    return f"/school/{moment.school.code}/agenda/{moment.pk}/verslag/"


def shown(page):
    """Return what the form holds, as a browser would send it."""
    fields = dict(re.findall(r'<input type="hidden" name="(stand-[^"]+)" value="([^"]*)"', page))
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    return fields | {name: unescape(text).replace("\n", "\r\n") for name, text in areas}


@pytest.fixture
def moment(cast):
    return AgendaMomentFactory(school=cast.marieke.school, starts_at=on(weekday(-7), "15:15"))


@pytest.fixture
def points(moment):
    return [AgendaItemFactory(moment=moment, text=f"Punt {letter}") for letter in "AB"]


def test_notes_and_a_decision_with_an_owner_are_kept(moment, points, cast, as_user):
    client, key = as_user(cast.marieke.user), f"punt-{points[0].pk}"
    data = shown(client.get(address(moment)).text) | {
        f"notitie-{key}": "Regel een\r\nRegel twee",
        "notitie-verder": "Koffie",
        f"besluit-{key}": "De  borden ophangen",
        f"wie-{key}": cast.joost.pk,
        f"wanneer-{key}": weekday(20).isoformat(),
    }
    assert client.post(address(moment), data).status_code == 302
    points[0].refresh_from_db()
    moment.refresh_from_db()
    assert (points[0].notes, points[0].version, moment.notes) == ("Regel een\nRegel twee", 1, "Koffie")
    decision = Decision.objects.visible_to(cast.joost).get()
    assert (decision.text, decision.owner, decision.due_on) == ("De borden ophangen", cast.joost, weekday(20))
    assert decision.is_action


def test_a_decision_on_a_goal_belongs_to_the_goal(cast, as_user):
    goal = GoalFactory(owner=cast.joost, evaluate_on=weekday(3))
    moment = AgendaMomentFactory(school=cast.marieke.school, kind="own")
    client = as_user(cast.marieke.user)
    data = shown(client.get(address(moment)).text) | {f"besluit-doel-{goal.pk}": "Nog een maand"}
    assert client.post(address(moment), data).status_code == 302
    assert Decision.objects.get().goal == goal
    assert AgendaItem.objects.get().goal == goal  # what had only been collected has a row now


def test_two_who_write_on_different_points_lose_nothing(moment, points, cast, as_user):
    first, second = as_user(cast.marieke.user), as_user(cast.fatima.user)
    opened = shown(first.get(address(moment)).text)
    first.post(address(moment), opened | {f"notitie-punt-{points[0].pk}": "Van Marieke"})
    response = second.post(address(moment), opened | {f"notitie-punt-{points[1].pk}": "Van Fatima"})
    assert response.status_code == 302
    assert [one.notes for one in AgendaItem.objects.order_by("pk")] == ["Van Marieke", "Van Fatima"]


@pytest.mark.parametrize(("both", "outcome"), [(True, "Van Marieke\n\nVan Fatima"), (False, "Van Fatima")])
def test_two_who_write_on_one_point_the_second_sees_both(moment, points, cast, as_user, both, outcome):
    key = f"punt-{points[0].pk}"
    first, second = as_user(cast.marieke.user), as_user(cast.fatima.user)
    opened = shown(first.get(address(moment)).text)
    first.post(address(moment), opened | {f"notitie-{key}": "Van Marieke"})
    mine = {f"notitie-{key}": "Van Fatima", f"besluit-{key}": "Zo houden", "notitie-verder": "Koffie"}
    response = second.post(address(moment), opened | mine)
    assert response.status_code == 409
    assert "Van Marieke" in response.text
    assert "Van Fatima" in response.text
    points[0].refresh_from_db()
    moment.refresh_from_db()
    assert points[0].notes == "Van Marieke"
    assert moment.notes == "Koffie"  # what did not clash is kept
    assert Decision.objects.count() == 1
    again = shown(response.text)
    assert again[f"notitie-{key}"] == "Van Fatima"
    assert second.post(address(moment), again | ({f"beide-{key}": "on"} if both else {})).status_code == 302
    points[0].refresh_from_db()
    assert points[0].notes == outcome
    assert Decision.objects.count() == 1


def test_a_form_that_was_not_touched_wipes_nothing(moment, points, cast, as_user):
    first, second = as_user(cast.marieke.user), as_user(cast.fatima.user)
    opened = shown(first.get(address(moment)).text)
    first.post(address(moment), opened | {f"notitie-punt-{points[0].pk}": "Van Marieke"})
    assert second.post(address(moment), opened).status_code == 302
    points[0].refresh_from_db()
    assert points[0].notes == "Van Marieke"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("wie", "joost", "Schrijf op wat jullie besloten, of haal de naam en de dag weg."),
        ("wie", "bram", "Dit lid of dit punt is er niet meer."),
        ("wanneer", "2020-01-01", "Deze dag is al geweest."),
        ("wanneer", "9999-01-01", "Deze dag ligt te ver weg."),
        ("wanneer", "morgen", "Dit is geen datum."),
        ("besluit", "x" * 301, "Dit is te lang"),
        ("notitie", "x" * 5001, "Dit is te lang"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(moment, points, cast, as_user, field, value, sentence):
    key = f"punt-{points[0].pk}"
    value = getattr(cast, value).pk if field == "wie" else value
    data = {"notitie-verder": "Blijft staan", f"{field}-{key}": value}
    response = as_user(cast.marieke.user).post(address(moment), data)
    assert response.status_code == 422
    assert sentence in response.text
    assert "Blijft staan" in response.text
    assert not Decision.objects.exists()


def test_a_teacher_may_not(moment, cast, as_user):
    assert as_user(cast.joost.user).get(address(moment)).status_code == 403


def test_an_action_comes_back_until_it_is_done(moment, points, cast, as_user):
    Decision.objects.create(item=points[0], text="De borden ophangen", owner=cast.joost, due_on=localdate())
    later = AgendaMomentFactory(school=cast.marieke.school, starts_at=on(weekday(5), "15:15"))
    after = AgendaMomentFactory(school=cast.marieke.school, starts_at=later.starts_at + timedelta(days=7))
    where = "/school/{0.school.code}/agenda/{0.pk}/"
    client = as_user(cast.joost.user)
    assert "De borden ophangen" in client.get(where.format(later)).text
    assert "De borden ophangen" not in client.get(where.format(after)).text


def test_the_number_of_queries_is_the_same_for_1_and_for_50_points(moment, cast, as_user, count_queries):
    client = as_user(cast.marieke.user)
    AgendaItemFactory(moment=moment)
    client.get(address(moment))
    few = count_queries(client, address(moment))
    for _ in range(50):
        AgendaItemFactory(moment=moment)
    assert count_queries(client, address(moment)) == few
