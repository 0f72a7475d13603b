"""`manage.py tend_rounds`: rounds open and close on their day, by themselves, whatever happens around it."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.timezone import make_aware

from checklists.closing import reopen
from checklists.models import Round
from checklists.preparing import keep
from schools.models import JournalEntry, School
from tests.checklists.tending import NEXT_THURSDAY, NEXT_TUESDAY, QUIET, TUESDAY, draft_of, mailed, tend
from tests.commands import start_mailing
from tests.rounds import open_alone, say_done
from tests.world import (
    MembershipFactory,
    RoundFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db


# ---- opening ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hour", "opens"),
    [
        (TUESDAY - timedelta(days=1), 12, False),
        (TUESDAY, 6, False),
        (TUESDAY, 7, True),
        (TUESDAY, 18, True),
        (TUESDAY, 20, False),
        (TUESDAY + timedelta(days=4), 12, False),  # a Saturday
        (NEXT_TUESDAY, 7, True),  # nobody ran it for a week
        (NEXT_THURSDAY + timedelta(days=1), 9, False),  # and this is too late
    ],
)
def test_it_opens_on_its_day_or_the_first_school_day_after_by_day(draft, clock, day, hour, opens):
    clock(day, hour)
    tend()
    draft.refresh_from_db()
    assert draft.is_open == opens


def test_opening_is_written_down_as_done_by_itself_and_happens_once(cast, draft, clock):
    clock(TUESDAY)
    assert tend().startswith("1 opened, 0 closed, 5 invited")
    assert tend().startswith(QUIET)
    entry = JournalEntry.objects.get()
    assert (entry.deed, entry.member) == ("round_opened_itself", cast.marieke)
    assert draft.participations.count() == 5


@pytest.mark.parametrize("why", ["another one", "too late", "too few", "the team is no more"])
def test_what_can_not_open_is_told_once_to_who_made_it(cast, draft, clock, why):
    if why == "another one":
        RoundFactory(school=draft.school)
    if why == "too few":
        Round.objects.update(team=TeamFactory(lead=cast.marieke))
    if why == "the team is no more":
        team = TeamFactory(lead=cast.marieke)
        Round.objects.update(team=team)
        team.end(cast.marieke)
    clock(NEXT_THURSDAY + timedelta(days=1) if why == "too late" else TUESDAY)
    assert " 1 told," in tend()
    assert tend().startswith(QUIET)
    letter = mail.outbox[0]
    assert letter.to == [cast.marieke.user.email]
    assert "De afname kon vandaag niet opengaan." in letter.body
    assert f"/checklist/{draft.pk}/" in letter.body
    draft.refresh_from_db()
    assert not draft.opened_at


def test_after_a_change_it_tries_again(cast, draft, clock):
    clock(NEXT_THURSDAY + timedelta(days=1))
    tend()
    draft.refresh_from_db()
    draft.closes_on = NEXT_THURSDAY + timedelta(days=7)
    keep(draft, cast.marieke)
    assert tend().startswith("1 opened")


@pytest.mark.parametrize("left", ["the maker", "everyone who may lead"])
def test_who_made_it_may_have_left(cast, draft, clock, left):
    clock(TUESDAY)
    RoundFactory(school=draft.school)
    for member in [cast.marieke] if left == "the maker" else [cast.marieke, cast.fatima]:
        member.left_at = timezone.now()
        member.save()
    tend()
    assert [letter.to[0] for letter in mail.outbox] == ([cast.fatima.user.email] if left == "the maker" else [])


def test_a_school_in_the_archive_is_left_alone(draft, clock):
    School.objects.update(archived_at=timezone.now())
    clock(TUESDAY)
    assert tend().startswith(QUIET)


# ---- closing ----------------------------------------------------------------------------


def test_it_closes_after_its_last_day_when_five_are_done(cast, opened, clock):
    say_done(opened, 4)
    clock(NEXT_THURSDAY, 23)
    assert tend().startswith("0 opened, 0 closed")
    clock(NEXT_THURSDAY + timedelta(days=1), 0)
    assert tend().startswith("0 opened, 1 closed")
    opened.refresh_from_db()
    assert (opened.waiting_sheets, opened.shown_at) == (5, None)
    assert not opened.sheets.exists()
    assert tend().startswith(QUIET)
    assert JournalEntry.objects.filter(deed="round_closed_itself", member=cast.marieke).count() == 1


def test_with_four_who_made_it_is_told_once_and_decides(cast, opened, clock):
    say_done(opened, 3)
    after = NEXT_THURSDAY + timedelta(days=1)
    clock(after, 0)
    assert tend().startswith(QUIET), "nobody is mailed at night"
    clock(after, 7)
    assert " 1 told," in tend()
    assert mailed() == [("Een afname van de checklist wacht op jou", cast.marieke.user.email)]
    say_done(opened, 1)
    clock(after + timedelta(days=3))
    assert tend().startswith(QUIET), "it waits for the decision"
    opened.refresh_from_db()
    assert opened.is_open
    opened.closes_on = after + timedelta(days=5)
    keep(opened, cast.marieke)
    clock(after + timedelta(days=6))
    assert tend().startswith("0 opened, 1 closed")


def test_a_round_that_is_opened_again_reminds_anew_and_closes_after_its_new_day(cast, opened, clock):
    say_done(opened, 4)
    MembershipFactory(school=opened.school)
    clock(NEXT_THURSDAY + timedelta(days=1))
    tend()
    mailed()
    opened.refresh_from_db()
    reopen(opened, cast.marieke)
    tend()
    assert [subject.split()[0] for subject, _ in mailed()] == ["Waar"], "who came meanwhile"
    opened.closes_on = NEXT_THURSDAY + timedelta(days=7)
    keep(opened, cast.marieke)
    clock(NEXT_THURSDAY + timedelta(days=6))
    tend()
    assert [subject.split()[0] for subject, _ in mailed()] == ["Je"]
    clock(NEXT_THURSDAY + timedelta(days=8))
    assert tend().startswith("0 opened, 1 closed")


# ---- twice at once ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_several_processes_at_once_open_close_and_mail_everything_once(mail_server):
    """Real processes, each with its own connection, on the database of this test."""
    today = timezone.localdate()
    now = make_aware(datetime.combine(today + timedelta(days=(7 - today.weekday()) % 7), time(9)))  # a Monday
    day = now.date()
    opening = draft_of(people_of(20).school, opens_on=day, closes_on=day + timedelta(days=14))
    closing = open_alone(people_of(9).school, closes_on=day - timedelta(days=3))
    say_done(closing, 6)
    waiting = open_alone(people_of(3).school, closes_on=day - timedelta(days=3))
    processes = [start_mailing("tend_rounds", now) for _ in range(4)]
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    totals = [
        sum(numbers) for numbers in zip(*([int(n) for n in re.findall(r"\d+", out)] for out, _ in said), strict=True)
    ]
    assert totals == [1, 1, 21, 0, 1, 0], said
    assert len(mail_server.taken) == len(set(mail_server.taken)) == 22
    for round_ in (opening, closing, waiting):
        round_.refresh_from_db()
    assert opening.is_open
    assert opening.participations.count() == 21
    assert closing.waiting_sheets == 6
    assert waiting.is_open
    assert list(
        JournalEntry.objects.filter(deed__endswith="_itself").values_list("deed", flat=True).order_by("deed")
    ) == [
        "round_closed_itself",
        "round_opened_itself",
    ]


def people_of(number):
    """Return the coordinator of a new school with so many teachers."""
    coordinator = MembershipFactory(role="coordinator")
    MembershipFactory.create_batch(number, school=coordinator.school)
    return coordinator
