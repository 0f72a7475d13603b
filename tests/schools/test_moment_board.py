"""/school/<code>/agenda/<id>/digibord/: one point at a time, with its time."""

import pytest

from schools.models import AgendaItem
from tests.world import AgendaItemFactory, AgendaMomentFactory, GoalFactory, on, weekday

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment(cast):
    moment = AgendaMomentFactory(
        school=cast.joost.school, talk="Wat ging goed?", starts_at=on(weekday(7), "15:15"), title="Teamoverleg"
    )
    GoalFactory(owner=cast.marieke, aim="Rust in de gang", evaluate_on=weekday(5))
    return moment


def get(client, moment, query=""):
    return client.get(f"/school/{moment.school.code}/agenda/{moment.pk}/digibord/{query}")


def test_it_walks_through_the_agenda_with_its_times(moment, cast, as_user):
    client = as_user(cast.joost.user)
    first, second = get(client, moment).text, get(client, moment, "?punt=2").text
    assert "Wat ging goed?</h1>" in first
    assert "15:15–15:20" in first
    assert 'rel="next" href="?punt=2"' in first
    assert "Hierna: Rust in de gang" in first
    assert "Rust in de gang</h1>" in second
    assert "15:20–15:30" in second
    assert 'rel="prev" href="?punt=1"' in second
    assert 'rel="next"' not in second
    assert not AgendaItem.objects.exists()  # looking changes nothing


def test_the_last_point_leads_to_the_notes_for_who_may_write_them(moment, cast, as_user):
    assert "Leg vast" in get(as_user(cast.marieke.user), moment, "?punt=2").text
    assert "Leg vast" not in get(as_user(cast.joost.user), moment, "?punt=2").text


def test_an_empty_agenda_says_so(cast, as_user):
    moment = AgendaMomentFactory(school=cast.joost.school, kind="own", talk="")
    assert "Er staat nog niets op de agenda" in get(as_user(cast.joost.user), moment).text


@pytest.mark.parametrize("query", ["?punt=3", "?punt=0", "?punt=-1", "?punt=x", "?punt=99999999999"])
def test_a_point_that_is_not_there_is_a_404(moment, cast, as_user, query):
    assert get(as_user(cast.joost.user), moment, query).status_code == 404


def test_the_number_of_queries_is_the_same_for_1_and_for_50_points(moment, cast, as_user, count_queries):
    client, address = as_user(cast.joost.user), f"/school/{moment.school.code}/agenda/{moment.pk}/digibord/"
    AgendaItemFactory(moment=moment)
    client.get(address)
    few = count_queries(client, address)
    for _ in range(50):
        AgendaItemFactory(moment=moment)
    assert count_queries(client, address) == few
