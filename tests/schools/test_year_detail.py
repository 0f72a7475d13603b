"""/school/<code>/doelen/jaar/: which goals ran in a school year, what was found and decided, what became of them."""

from datetime import date

import pytest
from django.utils import timezone

from schools.goal_years import Outcome
from tests.schools.clock import put_clock
from tests.world import ActionFactory, EvaluationFactory, GoalChangeFactory, GoalFactory, MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def june(monkeypatch):
    put_clock(monkeypatch, date(2027, 6, 10))


def address(member, query=""):
    return f"/school/{member.school.code}/doelen/jaar/{query}"


def groups(client, member, query=""):
    found = client.get(address(member, query)).context["groups"]
    return {outcome: [row.goal.aim for row in rows] for outcome, rows in found}


def began(day, **facts):
    return {"started_on": day} | facts


def test_a_year_shows_what_ran_in_it_under_what_became_of_it(cast, as_user):
    owner = cast.joost
    long_ago = date(2025, 9, 10)
    GoalFactory(owner=owner, aim="Loopt", **began(long_ago))
    GoalFactory(owner=owner, aim="Nieuw", **began(date(2027, 2, 1)))
    GoalFactory(owner=owner, aim="Behaald", **began(long_ago, achieved_on=date(2026, 5, 1)))
    secured = began(long_ago, achieved_on=date(2026, 2, 1), secured_on=date(2026, 6, 1))
    GoalFactory(owner=owner, aim="Geborgd", **secured)
    stopped = began(date(2026, 9, 1), stopped_on=date(2026, 12, 1), stop_reason="Te veel.")
    GoalFactory(owner=owner, aim="Gestopt", **stopped)
    client = as_user(owner.user)
    assert groups(client, owner) == {
        Outcome.ACHIEVED: ["Behaald"],
        Outcome.RUNNING: ["Loopt", "Nieuw"],
        Outcome.STOPPED: ["Gestopt"],
    }
    assert groups(client, owner, "?jaar=2025") == {
        Outcome.SECURED: ["Geborgd"],
        Outcome.ACHIEVED: ["Behaald"],
        Outcome.KEPT: ["Loopt"],
    }
    assert groups(client, owner, "?jaar=2027") == {Outcome.ACHIEVED: ["Behaald"], Outcome.RUNNING: ["Loopt", "Nieuw"]}


def test_it_tells_what_was_found_and_decided_in_that_year_and_not_in_another(cast, as_user):
    goal = GoalFactory(owner=cast.joost, started_on=date(2025, 9, 10), evaluate_on=date(2027, 6, 24))
    EvaluationFactory(goal=goal, held=True, due_on=date(2026, 1, 20), seen="Vorig jaar gezien.")
    EvaluationFactory(goal=goal, held=True, due_on=date(2027, 1, 20), seen="Dit jaar gezien.", decision="adjust")
    ActionFactory(goal=goal, done_on=date(2027, 3, 1))
    GoalChangeFactory(goal=goal, by=cast.fatima, field="year_carried", before="2025", after="Kleiner beginnen.")
    client = as_user(cast.joost.user)
    now, before = client.get(address(cast.joost)).text, client.get(address(cast.joost, "?jaar=2025")).text
    assert "Dit jaar gezien." in now
    assert "Bijstellen" in now
    assert "1 actie gedaan" in now
    assert "Vorig jaar gezien." not in now
    assert "Vorig jaar gezien." in before
    assert "Kleiner beginnen." in before
    assert "Fatima El Amrani" in before
    assert "Meegenomen" in before


def test_who_decided_and_is_gone_altogether_is_an_oud_lid(cast, as_user):
    goal = GoalFactory(owner=cast.joost)
    GoalChangeFactory(goal=goal, by=None, field="year_kept", before="2026", after="")
    assert "een oud-lid, " in as_user(cast.joost.user).get(address(cast.joost)).text


def test_one_chooses_among_the_years_there_are_and_from_may_on_the_next(cast, as_user, monkeypatch):
    client = as_user(cast.joost.user)
    assert [year.first_year for year in client.get(address(cast.joost)).context["years"]] == [2026, 2027]
    GoalFactory(owner=cast.joost, started_on=date(2024, 10, 1))
    years = client.get(address(cast.joost)).context["years"]
    assert [year.first_year for year in years] == [2024, 2025, 2026, 2027]
    put_clock(monkeypatch, date(2027, 3, 1))
    client = as_user(cast.joost.user)
    assert [year.first_year for year in client.get(address(cast.joost)).context["years"]][-1] == 2026
    for query in ("?jaar=2023", "?jaar=2028", "?jaar=x", "?jaar=99999999999"):
        assert client.get(address(cast.joost, query)).status_code == 404


def test_who_decides_finds_the_way_to_round_the_year_off(cast, as_user):
    GoalFactory(owner=cast.joost)
    link = f'href="{address(cast.joost)}afronden/"'
    assert link in as_user(cast.marieke.user).get(address(cast.marieke)).text
    assert link not in as_user(cast.marieke.user).get(address(cast.marieke, "?jaar=2027")).text
    assert link not in as_user(cast.joost.user).get(address(cast.joost)).text


def test_what_is_somebodys_own_is_in_nobodys_year(cast, as_user):
    GoalFactory(owner=cast.joost, own_class=True, aim="Mijn klas")
    GoalFactory(owner=cast.joost, shown=True, aim="Mijn klas, getoond")
    GoalFactory(owner=cast.joost, idea=True, aim="Een idee")
    GoalFactory(owner=cast.joost, proposed=True, aim="Een voorstel")
    for member in (cast.joost, cast.marieke, cast.fatima):
        response = as_user(member.user).get(address(member))
        assert response.context["number"] == 0
        assert "liep er geen doel" in response.text
    assert as_user(cast.bram.user).get(address(cast.joost)).status_code == 404


def test_a_goal_of_a_team_and_of_who_left_stays_readable(cast, as_user):
    gone = MembershipFactory(school=cast.joost.school, user__name="Wim Vertrokken")
    team = TeamFactory(lead=cast.joost, name="Bovenbouw")
    stopped = began(date(2025, 9, 1), stopped_on=date(2026, 3, 1), stop_reason="Te veel.")
    GoalFactory(owner=gone, team=team, aim="Van vroeger", **stopped)
    gone.left_at = timezone.now()
    gone.save()
    page = as_user(cast.joost.user).get(address(cast.joost, "?jaar=2025")).text
    for words in ("Van vroeger", "Wim Vertrokken", "Bovenbouw", "Te veel."):
        assert words in page


def test_the_number_of_queries_is_the_same_for_1_and_for_50_goals(cast, as_user, count_queries):
    client = as_user(cast.joost.user)
    GoalFactory(owner=cast.joost)
    client.get(address(cast.joost))
    few = count_queries(client, address(cast.joost))
    for _ in range(50):
        owner = MembershipFactory(school=cast.joost.school)
        goal = GoalFactory(owner=owner, team=TeamFactory(lead=owner), started_on=date(2026, 9, 1))
        EvaluationFactory(goal=goal, held=True)
        ActionFactory(goal=goal, owner=cast.joost, done=True)
        GoalChangeFactory(goal=goal, field="year_kept", before="2026", after="")
    assert count_queries(client, address(cast.joost)) == few
