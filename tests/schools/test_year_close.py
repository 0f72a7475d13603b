"""/school/<code>/doelen/jaar/afronden/: goal by goal, how it goes on after the school year."""

from datetime import date, timedelta

import pytest

from schools.models import Goal, GoalChange
from tests.schools.clock import put_clock
from tests.world import ActionFactory, EvaluationFactory, GoalChangeFactory, GoalFactory, MembershipFactory

pytestmark = pytest.mark.django_db
JUNE = date(2027, 6, 10)


@pytest.fixture(autouse=True)
def june(monkeypatch):
    put_clock(monkeypatch, JUNE)


def address(member, query=""):
    return f"/school/{member.school.code}/doelen/jaar/afronden/{query}"


def test_every_goal_of_school_and_team_that_is_alive_stands_there_with_what_is_known(cast, as_user):
    goal = GoalFactory(owner=cast.joost, aim="Rust in de gang", evaluate_on=date(2027, 6, 24))
    EvaluationFactory(goal=goal, held=True, due_on=date(2027, 5, 12), seen="Het is stil bij de kapstok.", progress=2)
    ActionFactory(goal=goal, done=True)
    GoalFactory(owner=cast.marieke, achieved=True, aim="Elke dag een groet")
    page = as_user(cast.marieke.user).get(address(cast.marieke)).text
    assert "0 van 2 doelen besproken" in page
    for words in (
        "12 mei 2027",
        "bijna",
        "Het is stil bij de kapstok.",
        "24 juni 2027",
        "1 gedaan",
        "Elke dag een groet",
    ):
        assert words in page


def test_what_is_somebodys_own_or_does_not_run_does_not_stand_there(cast, as_user):
    GoalFactory(owner=cast.joost, shown=True, aim="Mijn klas")
    GoalFactory(owner=cast.marieke, own_class=True, aim="Mijn groepje")
    GoalFactory(owner=cast.joost, idea=True, aim="Een idee")
    GoalFactory(owner=cast.joost, proposed=True, aim="Een voorstel")
    GoalFactory(owner=cast.marieke, concept=True, aim="Een concept")
    GoalFactory(owner=cast.marieke, stopped=True, aim="Gestopt")
    GoalFactory(owner=cast.bram, aim="Van een andere school")
    response = as_user(cast.marieke.user).get(address(cast.marieke))
    assert response.context["total"] == 0
    assert "Er is niets om af te ronden" in response.text
    for words in ("Mijn klas", "Mijn groepje", "Een idee", "Een voorstel", "Een concept", "Van een andere school"):
        assert words not in response.text


def test_what_is_decided_stands_apart_with_who_and_when_and_can_be_decided_otherwise(cast, as_user):
    done = GoalFactory(owner=cast.joost, aim="Rust in de gang", evaluate_on=date(2027, 10, 15))
    GoalFactory(owner=cast.joost, aim="Elke dag een groet")
    GoalChangeFactory(goal=done, by=cast.fatima, field="year_kept", before="2026", after="")
    client = as_user(cast.marieke.user)
    response = client.get(address(cast.marieke))
    assert "1 van 2 doelen besproken" in response.text
    assert [row.goal for row in response.context["decided"]] == [done]
    assert response.context["row"].goal.aim == "Elke dag een groet"
    assert "Fatima" in response.text
    again = client.get(address(cast.marieke, f"?doel={done.pk}"))
    assert again.context["row"].goal == done
    assert "Toch anders beslissen" in again.text


def test_a_decision_of_another_year_does_not_count(cast, as_user):
    goal = GoalFactory(owner=cast.joost)
    GoalChangeFactory(goal=goal, field="year_kept", before="2025", after="")
    assert as_user(cast.marieke.user).get(address(cast.marieke)).context["done"] == 0


def test_when_all_is_decided_the_texts_are_offered(cast, as_user):
    goal = GoalFactory(owner=cast.joost)
    GoalChangeFactory(goal=goal, field="year_kept", before="2026", after="")
    page = as_user(cast.marieke.user).get(address(cast.marieke)).text
    assert "Over alle doelen is besloten" in page
    assert "?jaar=2026&amp;soort=verslag" in page
    assert "?jaar=2027&amp;soort=plan" in page


def test_later_leads_round_to_the_next_goal(cast, as_user):
    first, second, third = (GoalFactory(owner=cast.joost, started_on=date(2026, 9, day)) for day in (1, 2, 3))
    client = as_user(cast.marieke.user)
    assert client.get(address(cast.marieke)).context["later"].goal == second
    assert client.get(address(cast.marieke, f"?doel={third.pk}")).context["later"].goal == first
    assert client.get(address(cast.marieke, "?doel=999999")).context["row"].goal == first
    assert client.get(address(cast.marieke, "?doel=x")).status_code == 404


@pytest.mark.parametrize(
    ("day", "year", "asked"),
    [
        (date(2027, 4, 30), 2026, False),
        (date(2027, 5, 1), 2026, True),
        (date(2027, 7, 31), 2026, True),
        (date(2027, 8, 1), 2026, True),
        (date(2027, 9, 30), 2026, True),
        (date(2027, 10, 1), 2027, False),
    ],
)
def test_it_is_asked_from_may_until_the_first_weeks_of_the_new_year(day, year, asked, cast, as_user, monkeypatch):
    put_clock(monkeypatch, day)
    GoalFactory(owner=cast.marieke, started_on=date(2026, 9, 1))
    client = as_user(cast.marieke.user)
    response = client.get(address(cast.marieke))
    assert (response.context["year"].first_year, response.context["is_asked"]) == (year, asked)
    assert ("Meestal doe je dit in mei of juni" in response.text) != asked
    assert ("Tijd om het schooljaar af te ronden" in client.get("/vandaag/").text) == asked


def test_a_goal_of_the_new_year_is_not_in_the_year_before(cast, as_user, monkeypatch):
    put_clock(monkeypatch, date(2027, 9, 10))
    GoalFactory(owner=cast.marieke, started_on=date(2027, 9, 1))
    client = as_user(cast.marieke.user)
    assert client.get(address(cast.marieke)).context["total"] == 0
    assert "Tijd om het schooljaar af te ronden" not in client.get("/vandaag/").text


def test_today_tells_who_decides_how_many_goals_wait_and_no_one_else(cast, as_user):
    goal = GoalFactory(owner=cast.joost)
    GoalFactory(owner=cast.joost)
    GoalFactory(owner=cast.marieke, own_class=True)
    assert "over 2 doelen is nog niet besloten" in as_user(cast.marieke.user).get("/vandaag/").text
    assert "schooljaar af te ronden" not in as_user(cast.joost.user).get("/vandaag/").text
    GoalChangeFactory(goal=goal, field="year_kept", before="2026", after="")
    assert "over 1 doel is nog niet besloten" in as_user(cast.fatima.user).get("/vandaag/").text
    GoalChange.objects.update(before="2025")
    assert "over 2 doelen" in as_user(cast.fatima.user).get("/vandaag/").text


def test_today_asks_no_more_queries_of_who_decides_in_june_than_of_a_teacher(cast, as_user, count_queries):
    GoalFactory.create_batch(3, owner=cast.joost)
    counts = []
    for member in (cast.joost, cast.marieke):
        client = as_user(member.user)
        client.get("/vandaag/")
        counts.append(count_queries(client, "/vandaag/"))
    assert counts[0] == counts[1] <= 15


def test_only_who_decides_may_come_in(cast, as_user):
    assert as_user(cast.joost.user).get(address(cast.joost)).status_code == 403
    assert as_user(cast.bram.user).get(address(cast.joost)).status_code == 404
    assert as_user(cast.fatima.user).get(address(cast.fatima)).status_code == 200


def test_the_number_of_queries_is_the_same_for_1_and_for_50_goals(cast, as_user, count_queries):
    client = as_user(cast.marieke.user)
    GoalFactory(owner=cast.joost)
    client.get(address(cast.marieke))
    few = count_queries(client, address(cast.marieke))
    for number in range(50):
        owner = MembershipFactory(school=cast.marieke.school)
        goal = GoalFactory(owner=owner, started_on=JUNE - timedelta(days=number))
        EvaluationFactory(goal=goal, held=True)
        ActionFactory(goal=goal, owner=cast.fatima)
        if number % 2:
            GoalChangeFactory(goal=goal, by=owner, field="year_kept", before="2026", after="")
    assert Goal.objects.count() == 51
    assert count_queries(client, address(cast.marieke)) == few
