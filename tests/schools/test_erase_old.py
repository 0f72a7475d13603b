"""`manage.py erase_old`: what is kept no longer goes, school by school and to the day; a second run finds nothing."""

from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from checklists.models import Participation, Remark, TeamView
from schools import retention
from schools.calendar import SchoolYear
from schools.models import AgendaMoment, Evaluation, Goal, GoalChange, Invitation, JournalEntry, SchoolRequest
from tests.world import (
    PASSWORD,
    AgendaMomentFactory,
    EvaluationFactory,
    GoalChangeFactory,
    GoalFactory,
    InvitationFactory,
    JournalEntryFactory,
    ParticipationFactory,
    RemarkFactory,
    RoundFactory,
    SchoolRequestFactory,
    TeamViewFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
BEFORE = datetime(
    2018, 7, 31, 12, tzinfo=NOW.tzinfo
)  # the last day that is kept no longer: eight school years and this one
KEPT = datetime(2018, 8, 1, 12, tzinfo=NOW.tzinfo)


def run(*options):
    out = StringIO()
    call_command("erase_old", *options, stdout=out)
    return out.getvalue().splitlines()


def twice():
    """Apply the rules; the second time there has to be nothing."""
    report = retention.apply(NOW)
    assert retention.apply(NOW) == {}
    return {code: dict(numbers) for code, numbers in report.items()}


def test_the_journal_is_kept_a_year(cast):
    code = cast.joost.school.code
    for days in (364, 365, 700):
        JournalEntryFactory(member=cast.joost, at=NOW - timedelta(days=days))
    assert twice() == {code: {"journal": 2}}
    assert JournalEntry.objects.get().at == NOW - timedelta(days=364)


def test_an_invitation_goes_two_weeks_after_it_ended(cast):
    school = cast.joost.school
    stays = [
        InvitationFactory(school=school, sent_at=NOW - timedelta(days=27)),
        InvitationFactory(school=school, sent_at=NOW - timedelta(days=60), accepted_at=NOW - timedelta(days=13)),
        InvitationFactory(school=school, sent_at=NOW - timedelta(days=60), withdrawn_at=NOW - timedelta(days=13)),
    ]
    InvitationFactory(school=school, sent_at=NOW - timedelta(days=28))
    InvitationFactory(school=school, sent_at=NOW - timedelta(days=60), accepted_at=NOW - timedelta(days=14))
    InvitationFactory(school=school, sent_at=NOW - timedelta(days=60), withdrawn_at=NOW - timedelta(days=14))
    assert twice() == {school.code: {"invitations": 3}}
    assert set(Invitation.objects.all()) == set(stays)


def test_goals_that_are_over_or_never_began_go_after_two_school_plans(cast):
    old, new = BEFORE.date(), KEPT.date()
    for owner in (cast.joost, cast.bram):
        GoalFactory(owner=owner, started_on=old, achieved_on=old, secured_on=old)
        GoalFactory(owner=owner, started_on=old, stopped_on=old, stop_reason="x")
        GoalFactory(owner=owner, concept=True, created_at=BEFORE)
    kept = [
        GoalFactory(owner=cast.joost, started_on=old, achieved_on=old, secured_on=new),
        GoalFactory(owner=cast.joost, started_on=old, stopped_on=new, stop_reason="x"),
        GoalFactory(owner=cast.joost, started_on=old, achieved_on=old),  # still alive
        GoalFactory(owner=cast.joost, concept=True, created_at=KEPT),
    ]
    assert twice() == {member.school.code: {"goals": 3} for member in (cast.joost, cast.bram)}
    assert set(Goal.objects.all()) == set(kept)


def test_of_a_goal_that_still_runs_what_was_found_and_changed_long_ago_goes(cast):
    goal = GoalFactory(owner=cast.joost, started_on=BEFORE.date())
    EvaluationFactory(goal=goal, held=True, due_on=BEFORE.date())
    kept = EvaluationFactory(goal=goal, held=True, due_on=KEPT.date())
    EvaluationFactory(goal=goal, cancelled=True, due_on=BEFORE.date())
    GoalChangeFactory(goal=goal, at=BEFORE)
    changed = GoalChangeFactory(goal=goal, at=KEPT)
    assert twice() == {cast.joost.school.code: {"evaluations": 2, "changes of goals": 1}}
    assert set(Evaluation.objects.exclude(held_on=None)) == {kept}
    assert goal.evaluations.coming().exists()
    assert GoalChange.objects.get() == changed


def test_the_agenda_goes_with_the_plans_of_its_time(cast):
    hour = timedelta(hours=1)
    AgendaMomentFactory(school=cast.joost.school, starts_at=BEFORE, ends_at=BEFORE + hour)
    kept = AgendaMomentFactory(school=cast.joost.school, starts_at=KEPT, ends_at=KEPT + hour)
    assert twice() == {cast.joost.school.code: {"agenda": 1}}
    assert AgendaMoment.objects.get() == kept


def test_of_an_old_round_remarks_and_who_took_part_go_and_what_the_team_agreed_stays(cast):
    school = cast.joost.school
    for closed in (BEFORE, KEPT):
        round_ = RoundFactory(school=school, alone=True, opened_at=BEFORE, closed_at=closed)
        RemarkFactory(round=round_)
        ParticipationFactory(round=round_, member=cast.joost)
        TeamViewFactory(round=round_)
    assert twice() == {school.code: {"remarks": 1, "who took part": 1}}
    assert (Remark.objects.count(), Participation.objects.count(), TeamView.objects.count()) == (1, 1, 2)


def test_of_the_site_old_requests_lines_of_its_log_and_ended_sessions_go(cast, marieke):
    SchoolRequestFactory(sent_at=timezone.now() - timedelta(days=15))
    kept = SchoolRequestFactory()
    for days in (364, 366):
        entry = LogEntry.objects.create(user=marieke, action_flag=CHANGE, object_repr="x")
        LogEntry.objects.filter(pk=entry.pk).update(action_time=timezone.now() - timedelta(days=days))
    for _ in range(2):
        client = Client()
        client.post("/account/login/", {"login": marieke.email, "password": PASSWORD})
        client.get("/account/")
    Session.objects.filter(pk=client.session.session_key).update(expire_date=timezone.now() - timedelta(days=1))
    assert (Session.objects.count(), UserSession.objects.count()) == (2, 2)
    assert run() == ["site: requests 1, site log 1, sessions 1, places signed in 1", "Erased: 4"]
    assert SchoolRequest.objects.get() == kept
    assert UserSession.objects.get().session_key == Session.objects.get().pk


def test_a_dry_run_counts_the_same_and_changes_nothing(cast):
    for member in (cast.joost, cast.bram):
        JournalEntryFactory.create_batch(3, member=member, at=timezone.now() - timedelta(days=400))
        InvitationFactory(school=member.school, sent_at=timezone.now() - timedelta(days=40))
    codes = sorted(member.school.code for member in (cast.joost, cast.bram))
    told = [f"school {code}: journal 3, invitations 1" for code in codes]
    assert run("--dry-run") == [*told, "Would erase: 8"]
    assert JournalEntry.objects.count() == 6
    assert run() == [*told, "Erased: 8"]
    assert run() == ["Erased: 0"]


def test_what_is_printed_names_nobody(ours):
    JournalEntry.objects.update(at=timezone.now() - timedelta(days=4000))
    Goal.objects.update(started_on="2010-01-01", stopped_on="2010-01-01", stop_reason="x")
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=4000))
    told = "\n".join(run())
    assert "goals 1" in told
    assert "merelnest" not in told.lower()


def test_the_settings_say_how_long(cast, settings):
    settings.KEEP_JOURNAL_DAYS, settings.KEEP_INVITATIONS_DAYS, settings.KEEP_PLANS_YEARS = 10, 0, 1
    JournalEntryFactory(member=cast.joost, at=NOW - timedelta(days=11))
    InvitationFactory(school=cast.joost.school, sent_at=NOW - timedelta(days=14))
    GoalFactory(owner=cast.joost, started_on="2025-07-31", stopped_on="2025-07-31", stop_reason="x")
    assert twice() == {cast.joost.school.code: {"journal": 1, "invitations": 1, "goals": 1}}


@given(day=st.dates(), years=st.integers(1, 12))
@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_at_least_so_many_whole_school_years_are_kept(day, years, settings):
    settings.KEEP_PLANS_YEARS = years
    if day.year > years + 1:
        since = retention.plans_kept_since(day)
        assert (since.month, since.day) == (8, 1)
        assert SchoolYear.of(day).first_year - SchoolYear.of(since).first_year == years
