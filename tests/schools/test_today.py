"""/vandaag/: one question, one next step, and what runs."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from reflections.daily import question_of_the_day
from tests.world import (
    ActionFactory,
    AgendaItemFactory,
    AgendaMomentFactory,
    DecisionFactory,
    EvaluationFactory,
    GoalFactory,
    HolidayFactory,
    MembershipFactory,
    RoundFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_it_greets_by_the_first_name_and_shows_the_question_of_the_day(cast, as_user):
    page = as_user(cast.joost.user).get("/vandaag/").text
    assert "Joost</h1>" in page
    assert question_of_the_day(cast.joost.user, cast.joost).text in page.replace("&#x27;", "'")


def test_it_shows_the_goals_that_run_and_not_the_stopped_ones(cast, as_user):
    running = GoalFactory(
        school=cast.joost.school,
        owner=cast.marieke,
        aim="Elke dag een groet",
        started_on=localdate(),
        evaluate_on=False,
    )
    EvaluationFactory(goal=running, due_on=localdate() + timedelta(days=5))
    GoalFactory(
        school=cast.joost.school,
        owner=cast.marieke,
        aim="Afgeblazen plan",
        started_on=localdate(),
        evaluate_on=False,
        stopped_on=localdate(),
        stop_reason="Te veel tegelijk.",
    )
    page = as_user(cast.joost.user).get("/vandaag/").text
    assert "Elke dag een groet" in page
    assert "Afgeblazen plan" not in page


def test_a_date_that_passed_is_said_kindly(cast, as_user):
    goal = GoalFactory(
        school=cast.joost.school, owner=cast.marieke, aim="Rust in de gang", started_on=localdate(), evaluate_on=False
    )
    EvaluationFactory(goal=goal, due_on=localdate() - timedelta(days=3))
    page = as_user(cast.joost.user).get("/vandaag/").text
    assert "Dit moment is voorbij" in page
    assert "vijf minuten is genoeg" in page


def test_of_many_dates_that_passed_the_oldest_are_named_and_the_others_counted(cast, as_user):
    for number in range(5):
        EvaluationFactory(
            goal=GoalFactory(owner=cast.marieke, aim=f"Plan {number}", evaluate_on=False),
            due_on=localdate() - timedelta(days=9 - number),
        )
    late = as_user(cast.joost.user).get("/vandaag/").text.partition("Deze momenten zijn voorbij")[2]
    late = late.partition("</section>")[0]
    assert [number for number in range(5) if f"Plan {number}" in late] == [0, 1, 2]
    assert "En nog 2" in late


def test_the_line_of_the_year_shows_the_holidays_and_the_list_beside_it_names_them(cast, as_user):
    today = localdate()
    HolidayFactory(school=cast.joost.school, name="Herfstvakantie", starts_on=today, ends_on=today)
    page = as_user(cast.joost.user).get("/vandaag/").text
    assert page.count('<rect class="holiday"') == 1
    assert "Herfstvakantie, " in page.partition("Toon als lijst")[2]


def test_someone_without_a_school_is_told_whom_to_ask(as_user):
    page = as_user(UserFactory()).get("/vandaag/")
    assert page.status_code == 200
    assert "Je hoort nu niet bij een school" in page.text


def test_without_the_second_factor_that_is_asked_the_school_stays_shut_and_says_what_to_do(cast, as_user, settings):
    settings.SECOND_FACTOR_FOR = {"admin"}
    GoalFactory(owner=cast.fatima, aim="Elke dag een groet")
    AgendaMomentFactory(school=cast.fatima.school, title="Studiedag")
    RoundFactory(school=cast.fatima.school, name="Najaar")
    response = as_user(cast.fatima.user).get("/vandaag/")
    page = response.text
    assert not {"goals", "ribbon", "next_moment"} & response.context.keys()  # withheld, not only unseen
    assert "Elke dag een groet" not in page
    assert "Studiedag" not in page
    assert "Najaar" not in page
    assert 'href="/account/2fa/?nodig=school"' in page
    assert question_of_the_day(cast.fatima.user).text in page.replace("&#x27;", "'")
    assert "Elke dag een groet" in as_user(cast.joost.user).get("/vandaag/").text
    settings.SECOND_FACTOR_FOR = set()
    assert "Elke dag een groet" in as_user(cast.fatima.user).get("/vandaag/").text


def test_a_school_that_asks_a_second_factor_itself_stays_shut_too(cast, as_user):
    cast.fatima.school.second_factor_since = timezone.now()
    cast.fatima.school.save()
    GoalFactory(owner=cast.fatima, aim="Elke dag een groet")
    page = as_user(cast.fatima.user).get("/vandaag/").text
    assert "Elke dag een groet" not in page
    assert "Nog één stap" in page


def test_another_question_can_be_asked_for_and_nonsense_is_ignored(cast, as_user):
    client = as_user(cast.joost.user)
    assert client.get("/vandaag/").text != client.get("/vandaag/?andere=1").text
    for nonsense in ("x", "-1", "²", "99999999999999999999"):
        assert client.get("/vandaag/", {"andere": nonsense}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_school(cast, as_user, django_assert_num_queries, count_queries):
    client = as_user(cast.joost.user)
    client.get("/vandaag/")
    few = count_queries(client, "/vandaag/")
    MembershipFactory.create_batch(50, school=cast.joost.school)
    for number in range(50):
        goal = GoalFactory(school=cast.joost.school, owner=cast.marieke, started_on=localdate(), evaluate_on=False)
        EvaluationFactory(goal=goal, due_on=localdate() + timedelta(days=number))
    assert count_queries(client, "/vandaag/") == few
    assert few <= 15


def test_a_cancelled_moment_is_not_the_next_one(cast, as_user):
    AgendaMomentFactory(
        school=cast.joost.school, title="Gaat niet door", cancelled_at=timezone.now(), cancel_reason="Ziek"
    )
    assert "Gaat niet door" not in as_user(cast.joost.user).get("/vandaag/").text


def test_ones_own_actions_and_decisions_stand_in_one_list_the_soonest_first(cast, as_user):
    goal = GoalFactory(owner=cast.marieke, aim="Rust in de gang")
    moment = AgendaMomentFactory(school=cast.joost.school, title="Teamoverleg")
    item = AgendaItemFactory(moment=moment)
    DecisionFactory(item=item, owner=cast.joost, text="Zonder dag")
    DecisionFactory(item=item, owner=cast.joost, text="Morgen bellen", due_on=localdate() + timedelta(days=1))
    DecisionFactory(item=item, owner=cast.joost, text="Allang gedaan", done_on=localdate())
    DecisionFactory(item=item, owner=cast.fatima, text="Van een ander")
    DecisionFactory(item=item, text="Van niemand")
    ActionFactory(goal=goal, owner=cast.joost, text="De borden ophangen", due_on=localdate() + timedelta(days=2))
    theirs = AgendaItemFactory(moment=AgendaMomentFactory(school=cast.bram.school))
    DecisionFactory(item=theirs, owner=cast.bram, text="VOSSENHOL")
    page = as_user(cast.joost.user).get("/vandaag/").text
    places = [page.index(text) for text in ("Morgen bellen", "De borden ophangen", "Zonder dag")]
    assert places == sorted(places)
    for text in ("Allang gedaan", "Van een ander", "Van niemand", "VOSSENHOL"):
        assert text not in page
    assert f'href="/school/{goal.school.code}/agenda/{moment.pk}/"' in page
    assert "En nog meer" not in page


def test_a_long_list_of_what_to_do_ends_and_says_so_in_the_same_number_of_queries(cast, as_user, count_queries):
    item = AgendaItemFactory(moment=AgendaMomentFactory(school=cast.joost.school))
    client = as_user(cast.joost.user)
    client.get("/vandaag/")
    DecisionFactory(item=item, owner=cast.joost)
    few = count_queries(client, "/vandaag/")
    DecisionFactory.create_batch(50, item=item, owner=cast.joost)
    ActionFactory.create_batch(50, goal=GoalFactory(owner=cast.marieke), owner=cast.joost)
    assert count_queries(client, "/vandaag/") == few
    assert "En nog meer" in client.get("/vandaag/").text
