"""/school/<code>/agenda/: a school year as a line and a list."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from tests.world import (
    AgendaItemFactory,
    AgendaMomentFactory,
    DecisionFactory,
    EvaluationFactory,
    GoalFactory,
    HolidayFactory,
    TeamFactory,
    on,
)

pytestmark = pytest.mark.django_db


def address(member, query=""):
    return f"/school/{member.school.code}/agenda/{query}"


def test_meetings_and_evaluations_stand_together(cast, as_user):
    school = cast.joost.school
    start = timezone.now() + timedelta(days=1)
    AgendaMomentFactory(school=school, title="Briefing", starts_at=start, ends_at=start + timedelta(hours=1))
    goal = GoalFactory(owner=cast.marieke, aim="Rust in de gang", evaluate_on=False)
    EvaluationFactory(goal=goal, due_on=localdate() + timedelta(days=2))
    page = as_user(cast.joost.user).get(address(cast.joost)).text
    assert page.index("Briefing") < page.index("Rust in de gang")
    assert "Moment toevoegen" not in page
    assert "Voorstellen" not in page
    assert "Moment toevoegen" in as_user(cast.marieke.user).get(address(cast.marieke)).text


def test_a_late_evaluation_stands_on_top(cast, as_user):
    AgendaMomentFactory(school=cast.joost.school, title="Briefing")
    goal = GoalFactory(owner=cast.marieke, aim="Rust in de gang", evaluate_on=False)
    EvaluationFactory(goal=goal, due_on=localdate() - timedelta(days=2))
    page = as_user(cast.joost.user).get(address(cast.joost)).text
    assert page.index("Nog terugkijken") < page.index("Rust in de gang") < page.index("Briefing")


def test_holidays_stand_between_the_moments_also_the_one_that_is_now(cast, as_user):
    school, today = cast.joost.school, localdate()
    AgendaMomentFactory(school=school, title="Briefing")
    HolidayFactory(school=school, name="Nu vrij", starts_on=today - timedelta(days=1), ends_on=today)
    page = as_user(cast.joost.user).get(address(cast.joost)).text
    assert page.index("Nu vrij, ") < page.index("Briefing")
    assert "keer geweest" not in page


def test_the_year_is_cut_into_periods_by_the_real_holidays(cast, as_user):
    year = SchoolYear.of(localdate())
    for name, month, day, length in (
        ("Herfstvakantie", 10, 19, 6),
        ("Pinksteren", 11, 20, 0),
        ("Kerstvakantie", 12, 21, 13),
    ):
        first = year.start.replace(month=month, day=day)
        HolidayFactory(school=cast.joost.school, name=name, starts_on=first, ends_on=first + timedelta(days=length))
    for month in (9, 11):
        AgendaMomentFactory(
            school=cast.joost.school,
            starts_at=on(year.start.replace(month=month, day=10), "15:15"),
            ends_at=on(year.start.replace(month=month, day=10), "16:00"),
        )
    page = as_user(cast.joost.user).get(address(cast.joost)).text
    assert page.index("Zomer tot herfst") < page.index("Herfst tot kerst")
    assert "Pinksteren" in page
    assert "tot pinksteren" not in page


def test_a_cancelled_moment_stays_and_says_why(cast, as_user):
    AgendaMomentFactory(
        school=cast.joost.school, title="Briefing", cancelled_at=timezone.now(), cancel_reason="Te veel zieken."
    )
    page = as_user(cast.joost.user).get(address(cast.joost)).text
    assert "Vervalt" in page
    assert "Te veel zieken." in page


def test_an_earlier_school_year_can_be_read(cast, as_user):
    last = SchoolYear(SchoolYear.of(localdate()).first_year - 1)
    day = last.start.replace(month=9, day=15)
    AgendaMomentFactory(school=cast.joost.school, title="Vorig jaar", starts_at=on(day, "15:15"))
    AgendaMomentFactory(school=cast.joost.school, title="Dit jaar")
    client = as_user(cast.marieke.user)
    before = client.get(address(cast.marieke, f"?jaar={last.first_year}")).text
    assert "Vorig jaar" in before
    assert "Dit jaar" not in before
    assert "Voorstellen" not in before
    assert "vandaag</text>" not in before
    assert "Vorig jaar" not in client.get(address(cast.marieke)).text


@pytest.mark.parametrize("query", ["?jaar=1999", "?jaar=nu", "?jaar=9999999", "?jaar=2099"])
def test_a_year_that_is_not_there_is_a_404(cast, as_user, query):
    assert as_user(cast.joost.user).get(address(cast.joost, query)).status_code == 404


def test_an_empty_agenda_says_what_to_do(cast, as_user):
    assert "Zet het eerste moment in de agenda" in as_user(cast.marieke.user).get(address(cast.marieke)).text
    assert "Zodra er een moment gepland is" in as_user(cast.joost.user).get(address(cast.joost)).text


def test_a_colleagues_class_goal_stays_theirs(cast, as_user):
    GoalFactory(owner=cast.marieke, own_class=True, aim="EGELKUIL")
    GoalFactory(owner=cast.marieke, own_class=True, shown=True, aim="EGELKUIL, voor wie wil lezen")
    assert "EGELKUIL" in as_user(cast.marieke.user).get(address(cast.marieke)).text
    assert "EGELKUIL" not in as_user(cast.joost.user).get(address(cast.joost)).text


@pytest.mark.parametrize("who", ["joost", "marieke"])
def test_the_number_of_queries_is_the_same_for_1_and_for_500_moments(cast, as_user, count_queries, who):
    member = getattr(cast, who)
    client, school = as_user(member.user), member.school
    client.get(address(member))
    team = TeamFactory(lead=cast.marieke)

    def more(number):
        for _ in range(number):
            EvaluationFactory(goal=GoalFactory(owner=cast.marieke, evaluate_on=False))
        moments = [AgendaMomentFactory.build(school=school, team=team) for _ in range(number * 10)]
        type(moments[0]).objects.bulk_create(moments)
        DecisionFactory(item=AgendaItemFactory(moment=moments[0]))

    more(1)
    few = count_queries(client, address(member))
    more(50)
    assert count_queries(client, address(member)) == few
