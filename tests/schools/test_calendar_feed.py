"""/kalender/<token>.ics: a person's agenda for a calendar program, and nothing that is not theirs to see."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from schools import archiving, feeds, membership
from schools.feeds import known_token, renew, withdraw
from schools.models import CalendarFeed
from tests.schools.test_calendar_files import validated
from tests.world import AgendaMomentFactory, EvaluationFactory, GoalFactory, MembershipFactory, TeamFactory, on, weekday

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_counts(settings):
    cache.clear()
    yield
    cache.clear()


def address(user):
    return f"/kalender/{known_token(CalendarFeed.objects.for_user(user).first() or renew(user))}.ics"


def titles(user):
    root, _ = validated(Client().get(address(user)).content)
    return [event.one("SUMMARY")[1] for event in root.all("VEVENT")]


def test_it_needs_no_session_and_two_readers_understand_it(cast):
    AgendaMomentFactory(school=cast.joost.school, title="Teamoverleg")
    GoalFactory(owner=cast.marieke, aim="Rust in de gang", evaluate_on=weekday(9))
    GoalFactory(owner=cast.joost, own_class=True, aim="Mijn groep", evaluate_on=weekday(9))
    response = Client().get(address(cast.joost.user))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-cache" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert "sessionid" not in response.cookies
    root, _ = validated(response.content)
    found = [event.one("SUMMARY")[1] for event in root.all("VEVENT")]
    assert found == ["Teamoverleg", "Terugkijken: Rust in de gang", "Terugkijken: Mijn groep"]
    assert len({event.one("UID")[1] for event in root.all("VEVENT")}) == 3
    for name in ("Marieke", "Joost", "Postma"):
        assert name not in response.text


def test_it_holds_what_the_person_may_see_in_all_their_schools(cast):
    MembershipFactory(user=cast.joost.user, school=cast.bram.school)
    for member, title in ((cast.joost, "Vijver"), (cast.bram, "Waterlicht")):
        AgendaMomentFactory(school=member.school, title=title)
    AgendaMomentFactory(title="VOSSENHOL")
    GoalFactory(owner=cast.marieke, own_class=True, aim="EGELKUIL")
    GoalFactory(owner=cast.marieke, own_class=True, shown=True, aim="EGELKUIL, voor wie wil lezen")
    assert titles(cast.joost.user) == ["Vijver", "Waterlicht"]
    assert titles(cast.bram.user) == ["Waterlicht"]


def test_a_teacher_has_the_own_teams_and_who_leads_the_theme_all(cast):
    own, other = TeamFactory(lead=cast.joost), TeamFactory(lead=cast.fatima)
    own.members.add(cast.joost, cast.fatima)
    AgendaMomentFactory(school=cast.joost.school, team=own, title="Eigen")
    AgendaMomentFactory(school=cast.joost.school, team=other, title="Ander")
    assert titles(cast.joost.user) == ["Eigen"]
    assert titles(cast.marieke.user) == ["Eigen", "Ander"]


def test_a_teacher_has_the_goals_of_the_own_teams_and_who_leads_the_theme_all(cast):
    mine, other = TeamFactory(lead=cast.marieke), TeamFactory(lead=cast.marieke)
    mine.members.add(cast.joost)
    for day, (aim, team) in enumerate((("Van ons", mine), ("Van hen", other), ("Van ons allen", None)), start=2):
        scope = {"team": team} if team else {}
        GoalFactory(owner=cast.marieke, aim=aim, evaluate_on=weekday(day * 7), **scope)
    assert titles(cast.joost.user) == ["Terugkijken: Van ons", "Terugkijken: Van ons allen"]
    leader = MembershipFactory(school=cast.marieke.school, role="coordinator")
    assert len(titles(leader.user)) == 3


def test_a_school_that_one_left_gives_nothing(cast):
    AgendaMomentFactory(school=cast.joost.school, title="Teamoverleg")
    before = address(cast.joost.user)
    assert titles(cast.joost.user) == ["Teamoverleg"]
    membership.deactivate(cast.joost, cast.fatima)
    assert b"BEGIN:VEVENT" not in Client().get(before).content


def test_an_archived_school_gives_nothing_also_to_its_principal(cast):
    AgendaMomentFactory(school=cast.fatima.school, title="Teamoverleg")
    assert titles(cast.fatima.user) == ["Teamoverleg"]
    archiving.archive(cast.fatima.school)
    assert titles(cast.fatima.user) == []


def test_a_school_that_asks_for_a_second_factor_gives_nothing_without_one(cast):
    AgendaMomentFactory(school=cast.fatima.school, title="Teamoverleg")
    cast.fatima.school.second_factor_since = timezone.now()
    cast.fatima.school.save()
    assert titles(cast.fatima.user) == []
    assert titles(cast.joost.user) == ["Teamoverleg"]


def test_a_closed_account_an_old_address_and_a_guess_are_all_not_there(cast):
    first = address(cast.joost.user)
    renew(cast.joost.user)
    second = address(cast.joost.user)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    cast.joost.user.is_active = False
    cast.joost.user.save()
    assert Client().get(second).status_code == 404
    cast.joost.user.is_active = True
    cast.joost.user.save()
    withdraw(cast.joost.user)
    assert Client().get(second).status_code == 404
    assert Client().get("/kalender/raadsel.ics").status_code == 404
    feed = renew(cast.joost.user)
    for kept in (feed.nonce, feed.token_digest):
        assert Client().get(f"/kalender/{kept}.ics").status_code == 404


def test_what_did_not_change_is_not_sent_again(cast):
    moment = AgendaMomentFactory(school=cast.joost.school)
    place = address(cast.joost.user)
    first = Client().get(place)
    again = Client().get(place, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    weak = Client().get(place, headers={"if-none-match": f'"x", W/{first["ETag"]}'})
    assert weak.status_code == 304
    moment.title = "Anders"
    moment.save()
    after = Client().get(place, headers={"if-none-match": first["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != first["ETag"]


def test_a_cancelled_moment_is_struck_out_and_old_years_are_left_out(cast):
    AgendaMomentFactory(school=cast.joost.school, cancelled_at=timezone.now(), cancel_reason="Te veel zieken")
    AgendaMomentFactory(school=cast.joost.school, title="Lang geleden", starts_at=on(weekday(-900), "15:15"))
    root, _ = validated(Client().get(address(cast.joost.user)).content)
    (event,) = root.all("VEVENT")
    assert event.one("STATUS")[1] == "CANCELLED"
    assert "Te veel zieken" in event.one("DESCRIPTION")[1]


def test_who_comes_too_often_waits(cast, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_READS", 3)
    place = address(cast.joost.user)
    assert [Client().get(place).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert Client().get(place)["Retry-After"]
    assert Client().get(address(cast.marieke.user)).status_code == 200


def test_it_only_reads(cast):
    assert Client().post(address(cast.joost.user)).status_code == 405
    assert Client().head(address(cast.joost.user)).status_code == 200


def test_it_notes_that_a_program_came_by_but_not_each_time(cast):
    place = address(cast.joost.user)
    Client().get(place)
    first = CalendarFeed.objects.get().read_at
    Client().get(place)
    assert first
    assert CalendarFeed.objects.get().read_at == first


def test_the_number_of_queries_is_the_same_for_1_and_for_500_moments(cast, count_queries):
    place = address(cast.joost.user)

    def more(number):
        for _ in range(number):
            EvaluationFactory(goal=GoalFactory(owner=cast.marieke, evaluate_on=False))
        moments = [AgendaMomentFactory.build(school=cast.joost.school) for _ in range(number * 10)]
        type(moments[0]).objects.bulk_create(moments)

    more(1)
    Client().get(place)
    few = count_queries(Client(), place)
    more(50)
    assert count_queries(Client(), place) == few
