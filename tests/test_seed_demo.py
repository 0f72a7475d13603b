"""`manage.py seed_demo`: two schools to look around in, true to the rules on every day of the year."""

import re
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from pytest_django.fixtures import Settings

from checklists import demo as checklists_demo
from checklists.models import Round
from checklists.totals import totals_of
from handreiking.library import library
from reflections import demo as reflections_demo
from reflections.models import Reflection
from schools import demo as schools_demo
from schools.calendar import SchoolYear
from schools.deeds import DEEDS
from schools.demo.days import is_school_day, meeting_day, school_day
from schools.demo.story import address
from schools.goal_years import goals_in
from schools.models import (
    Action,
    AgendaMoment,
    BoardMembership,
    BoardShare,
    Evaluation,
    Goal,
    JournalEntry,
    Membership,
    School,
    SchoolRequest,
    User,
)

PASSWORD = "handreiking-demo"
ACCOUNTS = {
    "ib@vijver.example": ("Marieke Postma", "coordinator"),
    "leerkracht@vijver.example": ("Joost van Dijk", "teacher"),
    "directeur@vijver.example": ("Fatima El Amrani", "principal"),
    "beheer@vijver.example": ("Ria Blom", "teacher"),
    "mentor@waterlicht.example": ("Bram Kuipers", "teacher"),
    "zorg@waterlicht.example": ("Naima Bensaïd", "coordinator"),
    "directeur@waterlicht.example": ("Wouter Dijkstra", "principal"),
}
BOARD_MEMBER = "bestuur@oever.example"
MODELS = [m for app in ("schools", "reflections", "checklists") for m in apps.get_app_config(app).get_models()]
CODES = ["vijver23", "waterl23"]
ODD_DAYS = [
    date(2026, 8, 1),
    date(2026, 9, 1),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2028, 2, 29),
    date(2027, 7, 31),
]


def seed() -> str:
    out = StringIO()
    call_command("seed_demo", "--yes", stdout=out)
    return out.getvalue()


def everything() -> dict[str, list[dict[str, Any]]]:
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in MODELS}


@pytest.fixture
def demo(db: None) -> str:
    return seed()


@pytest.fixture
def schools(demo: str) -> list[School]:
    return [School.objects.get(code=code) for code in CODES]


# ---- the command ------------------------------------------------------------------------


def test_it_refuses_outside_debug_and_says_what_to_do(db: None) -> None:
    with pytest.raises(CommandError, match=r"Set DEBUG=1 on your own machine, or add --yes"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_it_fills_in_debug_without_asking(db: None, settings: Settings) -> None:
    settings.DEBUG = True
    call_command("seed_demo", stdout=StringIO())
    assert School.objects.count() == 2


def test_a_second_run_changes_nothing(demo: str) -> None:
    before = everything()
    assert seed() == demo
    assert everything() == before


def test_a_part_that_fails_leaves_nothing_behind(db: None, settings: Settings) -> None:
    settings.DEMO_PARTS = ["schools.demo.fill", "tests.test_seed_demo.broken_part"]
    with pytest.raises(RuntimeError):
        seed()
    assert not School.objects.exists()
    assert not User.objects.exists()


def broken_part(today: date) -> list[str]:
    raise RuntimeError


def test_it_prints_each_account_with_its_role_and_the_password(demo: str) -> None:
    for email in [*ACCOUNTS, BOARD_MEMBER, "beheerder@handreiking.example"]:
        assert email in demo
    assert re.search(r"zorgcoördinator +Het Waterlicht College +zorg@waterlicht.example", demo)
    assert f"Wachtwoord van al deze accounts: {PASSWORD}" in demo


def test_an_account_that_is_there_already_is_used_as_it_is(db: None) -> None:
    user = User.objects.create_user("ib@vijver.example", "mijn-eigen-woord", name="Een eigen naam")
    seed()
    assert user.memberships.get().role == "coordinator"
    user.refresh_from_db()
    assert user.name == "Een eigen naam"
    assert user.check_password("mijn-eigen-woord")


# ---- people -----------------------------------------------------------------------------


def test_two_schools_one_small_and_one_large(schools: list[School]) -> None:
    vijver, waterlicht = schools
    assert School.objects.count() == 2
    assert (vijver.name, vijver.sector, vijver.region) == ("De Vijver", "po", "midden")
    assert (waterlicht.name, waterlicht.sector, waterlicht.region) == ("Het Waterlicht College", "vo", "noord")
    assert [school.memberships.count() for school in schools] == [12, 45]


@pytest.mark.parametrize("email", ACCOUNTS)
def test_the_cast_signs_in_with_the_password_of_the_demo(email: str, demo: str) -> None:
    name, role = ACCOUNTS[email]
    member = Membership.objects.get(user__email=email)
    assert (member.user.name, member.role) == (name, role)
    assert member.is_admin == (email == "beheer@vijver.example")
    assert authenticate(None, email=email, password=PASSWORD) == member.user


def test_signing_in_by_the_form_opens_the_page_of_today(demo: str) -> None:
    response = Client().post("/account/login/", {"login": "leerkracht@vijver.example", "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, reverse("today"))


def test_the_site_admin_belongs_to_no_school(demo: str) -> None:
    admin = User.objects.get(email="beheerder@handreiking.example")
    assert admin.is_staff
    assert admin.is_superuser
    assert admin.check_password(PASSWORD)
    assert not admin.memberships.exists()


def test_one_person_sits_on_the_board_of_both_schools_and_one_school_lets_the_board_look(schools: list[School]) -> None:
    seat = BoardMembership.objects.get()
    assert (seat.user.email, seat.user.check_password(PASSWORD)) == (BOARD_MEMBER, True)
    assert not seat.user.memberships.exists()
    assert {school.board for school in schools} == {seat.board}
    assert [share.school for share in BoardShare.objects.for_board(seat)] == [schools[0]]


def test_the_others_have_no_password_and_an_address_of_their_school(demo: str) -> None:
    others = User.objects.exclude(email__in=[*ACCOUNTS, BOARD_MEMBER, "beheerder@handreiking.example"])
    assert others.count() == 50
    for user in others:
        assert not user.has_usable_password()
        assert re.fullmatch(r"[a-z]\.[a-z]+@(vijver|waterlicht)\.example", user.email)


def test_each_school_waits_for_two_people_it_invited(schools: list[School]) -> None:
    for school in schools:
        waiting = list(school.invitations.open())
        assert [invitation.is_usable for invitation in waiting] == [True, True]
        assert not User.objects.filter(email__in=[invitation.email for invitation in waiting]).exists()


def test_one_request_waits_for_a_school_and_one_for_the_site_admin(schools: list[School]) -> None:
    for_school, for_site = SchoolRequest.objects.order_by("sent_at")
    assert (for_school.school, for_site.school) == (schools[0], None)
    assert for_school.is_open
    assert for_site.is_open
    assert not User.objects.filter(email__in=[for_school.email, for_site.email]).exists()


def test_addresses_are_plain_letters() -> None:
    assert address("Hülya Yıldız", "x.example") == "h.yildiz@x.example"
    assert address("Paweł Zieliński", "x.example") == "p.zielinski@x.example"
    assert address("Anouk van der Veen", "x.example") == "a.vanderveen@x.example"


# ---- goals and agenda -------------------------------------------------------------------


def test_each_school_has_goals_in_every_state(schools: list[School]) -> None:
    for school in schools:
        assert {goal.state for goal in school.goals.filter(scope="school")} == set(Goal.State)


def test_there_is_a_team_goal_a_proposal_an_answer_to_one_an_idea_and_a_class_goal_that_is_shown(demo: str) -> None:
    goals = list(Goal.objects.filter(school__code="vijver23"))
    assert sum(goal.scope == Goal.Scope.TEAM for goal in goals) == 1
    assert sum(goal.waits_for_word for goal in goals) == 1
    assert sum(bool(goal.declined_at) for goal in goals) == 1
    assert sum(bool(goal.proposer_id) and goal.is_private for goal in goals) == 1
    assert sum(bool(goal.shown_at) for goal in goals) == 1
    actions = Action.objects.filter(goal__in=goals)
    assert {bool(one.done_on) for one in actions} == {True, False}
    assert sum(one.is_late for one in actions) == 1


def test_the_teacher_and_the_mentor_have_a_goal_for_their_own_class(demo: str) -> None:
    owners = Goal.objects.filter(scope="class").values_list("owner__user__email", flat=True)
    assert sorted(owners) == ["i.lobo@vijver.example", "leerkracht@vijver.example", "mentor@waterlicht.example"]


def test_what_runs_or_is_achieved_has_an_owner_and_a_day_to_look_back(demo: str) -> None:
    alive = Goal.objects.alive()
    assert alive.count() == 12
    for goal in alive:
        assert goal.owner.school_id == goal.school_id
        assert goal.owner.left_at is None
        assert goal.evaluations.coming().filter(due_on__gt=localdate()).exists()


def test_what_does_not_run_has_nothing_coming(demo: str) -> None:
    assert not Evaluation.objects.coming().exclude(goal__in=Goal.objects.alive()).exists()


def test_one_evaluation_in_each_school_is_late(schools: list[School]) -> None:
    for school in schools:
        assert sum(one.is_late for one in Evaluation.objects.filter(goal__school=school)) == 1


def test_decisions_and_dates_tell_the_same_story(demo: str) -> None:
    for goal in Goal.objects.all():
        decided = dict(goal.evaluations.filter(held_on__isnull=False).values_list("decision", "held_on"))
        assert goal.achieved_on == decided.get("achieved")
        assert goal.secured_on == decided.get("secured")
        assert goal.stopped_on == decided.get("stop")
        days = [goal.created_at.date(), goal.started_on, goal.achieved_on, goal.secured_on or goal.stopped_on]
        assert sorted(day for day in days if day) == [day for day in days if day]


def test_the_agenda_has_a_past_and_a_future_on_weekday_afternoons(schools: list[School]) -> None:
    for school in schools:
        moments = school.agenda_moments.filter(series=None, cancelled_at=None)
        assert moments.filter(starts_at__date__lt=localdate()).count() == 2
        assert moments.filter(starts_at__date__gt=localdate()).count() == 4
        assert (
            moments.filter(starts_at__week_day__in=[3, 5], starts_at__hour__gte=13, ends_at__hour__lte=17).count() == 6
        )
        assert not moments.filter(talk="").exists()


def test_the_journal_knows_every_step(demo: str) -> None:
    deeds = set(JournalEntry.objects.values_list("deed", flat=True))
    steps = {"goal_made", "goal_proposed", "goal_started", "goal_achieved", "goal_secured", "goal_stopped"}
    steps |= {"goal_suggested", "goal_declined"}
    rounds = {"round_opened", "round_closed", "round_shown", "priorities_chosen"}
    assert deeds == steps | rounds | {"evaluation_held", "board_shared"}
    assert (
        JournalEntry.objects.filter(deed="evaluation_held").count()
        == Evaluation.objects.filter(held_on__isnull=False).exclude(goal__scope=Goal.Scope.CLASS).count()
    )


# ---- the checklist ----------------------------------------------------------------------


def test_the_journal_has_a_sentence_for_all_and_nothing_of_an_own_class(demo: str) -> None:
    assert set(JournalEntry.objects.values_list("deed", flat=True)) <= DEEDS.keys()
    own = set(Goal.objects.filter(scope=Goal.Scope.CLASS).values_list("aim", flat=True))
    assert own
    assert not JournalEntry.objects.filter(subject__in=own).exists()


def test_each_school_has_an_open_round_that_is_partly_filled_in(schools: list[School]) -> None:
    for school in schools:
        round_ = Round.objects.open().get(school=school, way=Round.Way.TOGETHER)
        assert 0 < round_.team_views.count() < len(round_.items)


def test_each_school_has_a_closed_round_with_everything_agreed(schools: list[School]) -> None:
    for school in schools:
        round_ = Round.objects.get(school=school, agreed_at__isnull=False)
        stands = dict(round_.team_views.values_list("item_code", "stand"))
        assert set(stands) == {item.code for item in round_.items}
        assert set(stands.values()) == {"0", "1", "2", "3", "unknown", "na"}
        assert round_.priorities.count() == 3


def test_one_round_of_the_small_school_was_answered_alone_and_shown(schools: list[School]) -> None:
    round_ = Round.objects.get(school=schools[0], shown_sheets__gt=0)
    assert round_.shown_sheets == 9
    assert round_.opened_at
    assert round_.closed_at
    assert round_.shown_at
    assert round_.opened_at < round_.closed_at < round_.shown_at < timezone.now() - timedelta(days=30)
    totals = totals_of(round_)
    assert set(totals) == {item.code for item in round_.items}
    assert sum(total.flags for total in totals.values()) == 13
    assert sum(len(total.remarks) for total in totals.values()) == 2
    assert not round_.sheets.exists()


def test_a_team_of_the_small_school_is_answering_alone_and_the_teacher_has_yet_to(schools: list[School]) -> None:
    round_ = Round.objects.open().get(school=schools[0], way=Round.Way.ALONE)
    done = round_.participations.filter(finished=True)
    assert (done.count(), round_.participations.count(), round_.sheets.count()) == (2, 5, 3)
    teacher = round_.participations.get(member__user__email="leerkracht@vijver.example")
    assert not teacher.finished
    assert round_.closes_on
    assert round_.closes_on > localdate()
    assert round_.participations.filter(invited_on=None).count() == 0


def test_one_priority_became_a_goal(schools: list[School]) -> None:
    for school in schools:
        round_ = Round.objects.get(school=school, agreed_at__isnull=False)
        first, *others = round_.priorities.all()
        item = round_.item(first.item_code)
        assert first.goal
        assert item
        assert (first.goal.school, first.goal.item_code, first.goal.item_text) == (school, item.code, item.text)
        assert [priority.goal for priority in others] == [None, None]


# ---- reflections ------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["leerkracht@vijver.example", "mentor@waterlicht.example"])
def test_teachers_wrote_on_several_days_and_not_today(email: str, demo: str) -> None:
    written = Reflection.objects.filter(author__email=email)
    days = {reflection.written_on for reflection in written}
    assert 5 <= len(written) == len(days) <= 8
    assert max(days) < localdate()
    assert {kind for reflection in written for kind in reflection.content} == {"text", "level", "sentences"}
    for reflection in written:
        question = library().question_by_slug[reflection.question][1]
        assert reflection.wording == question.text
        assert question.audience in {"self", "colleague"}
        assert all(reflection.lines)


def test_nobody_else_wrote_but_the_coordinators(demo: str) -> None:
    authors = set(Reflection.objects.values_list("author__email", flat=True))
    assert authors == set(reflections_demo.WRITTEN)


# ---- true to the rules ------------------------------------------------------------------


def test_every_row_is_valid(demo: str) -> None:
    for model in MODELS:
        rows: list[Model] = list(model._default_manager.all())
        for row in rows:
            row.full_clean(exclude=["answer"] if isinstance(row, Reflection) else ["password"])


def test_what_it_names_of_the_content_exists() -> None:
    goals = [goal for school in schools_demo.SCHOOLS for goal in school.goals]
    assert {slug for goal in goals for slug in goal.handvatten} <= library().handvat_by_slug.keys()
    questions = {slug for answers in reflections_demo.WRITTEN.values() for _, slug, _ in answers}
    assert questions <= library().question_by_slug.keys()


@pytest.mark.parametrize("today", ODD_DAYS, ids=str)
def test_it_fills_on_any_day(today: date, db: None) -> None:
    for part in (schools_demo, checklists_demo, reflections_demo):
        part.fill(today)
    coming = Evaluation.objects.filter(goal__in=Goal.objects.alive(), held_on=None, due_on__gt=today)
    assert coming.values("goal").distinct().count() == 12
    for day in Evaluation.objects.values_list("due_on", flat=True):
        assert day != today
        assert is_school_day(day)
    assert not AgendaMoment.objects.filter(starts_at__date=today).exists()
    assert not Reflection.objects.filter(written_on__gte=today).exists()


@pytest.mark.parametrize("number", range(0, 366, 6))
def test_days_go_away_from_today_and_rounds_differ_in_name(number: int) -> None:
    today = date(2027, 8, 1) + timedelta(days=number)
    days = [meeting_day(today, away) for away in (-134, -130, -60, -5, 5, 40, 70)]
    assert days == sorted(set(days))
    assert days[3] < today < days[4]
    assert all(is_school_day(day) and day.weekday() in {1, 3} for day in days)
    assert school_day(today, -3) < today < school_day(today, 3)
    assert checklists_demo.season(days[1]) != checklists_demo.season(days[3])


PO_WORDS = r"\b(juf|meester|leerkracht\w*|groep(en)? ?[1-8]?|kinderen|kleuters|bouwen|IB’er)\b"
VO_WORDS = r"\b(docent\w*|mentor\w*|vakdocent\w*|brugklas\w*|leerlaag|onderbouw|bovenbouw|klas [1-6])\b"


@pytest.mark.parametrize(("school", "strange"), [(0, VO_WORDS), (1, PO_WORDS)], ids=["po", "vo"])
def test_each_school_speaks_the_words_of_its_sector(school: int, strange: str) -> None:
    demo = schools_demo.SCHOOLS[school]
    words = repr((demo.goals, demo.moments, demo.teams))
    words += repr([answers for email, answers in reflections_demo.WRITTEN.items() if email.endswith(demo.domain)])
    assert re.findall(strange, words) == []


def test_the_year_before_can_be_read_with_what_was_decided_at_its_end(demo: str) -> None:
    year = SchoolYear(SchoolYear.of(localdate()).first_year - 1)
    for code in ("vijver23", "waterl23"):
        principal = Membership.objects.get(school__code=code, role="principal")
        rows = goals_in(year, principal)
        assert rows
        assert all(row.decision for row in rows if not row.goal.secured_on and not row.goal.stopped_on)
