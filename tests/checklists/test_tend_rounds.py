"""`manage.py tend_rounds`: rounds open and close on their day, and every mail goes once, whatever happens around it."""

import io
import os
import re
import socket
import subprocess
import sys
from datetime import date, datetime, time, timedelta

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as site
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django.utils.timezone import make_aware

from checklists.answering import finish, own_sheet
from checklists.closing import reopen
from checklists.models import Participation, Round
from checklists.preparing import keep
from schools.models import JournalEntry, School, User
from tests.rounds import open_alone, say_done
from tests.world import (
    EvaluationFactory,
    GoalFactory,
    HolidayFactory,
    MembershipFactory,
    PriorityFactory,
    RoundFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db
TUESDAY, THURSDAY = date(2026, 11, 10), date(2026, 11, 12)
NEXT_TUESDAY, NEXT_THURSDAY = date(2026, 11, 17), date(2026, 11, 19)
QUIET = "0 opened, 0 closed, 0 invited, 0 reminded, 0 told, 0 not taken"


@pytest.fixture
def clock(monkeypatch):
    """Return what sets the clock to a day and an hour in the Netherlands; it begins on a Monday morning."""

    def at(day, hour=9, minute=5):
        moment = make_aware(datetime.combine(day, time(hour, minute)))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    at(TUESDAY - timedelta(days=1))
    return at


@pytest.fixture
def school(cast):
    """De Vijver, with two teachers more: five people."""
    MembershipFactory.create_batch(2, school=cast.marieke.school)
    return cast.marieke.school


@pytest.fixture
def draft(cast, school, clock):
    """A draft of Marieke's that opens on Tuesday and closes after Thursday of the week after."""
    return draft_of(school, made_by=cast.marieke)


def draft_of(school, **facts):
    planned = {"opens_on": TUESDAY, "closes_on": NEXT_THURSDAY}
    return RoundFactory(school=school, draft=True, alone=True, **planned | facts)


def tend():
    out = io.StringIO()
    call_command("tend_rounds", stdout=out)
    return out.getvalue()


def mailed():
    """Return to whom each mail since the last look went, by its subject."""
    found = sorted((letter.subject, letter.to[0]) for letter in mail.outbox)
    mail.outbox.clear()
    return found


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


# ---- invitations ------------------------------------------------------------------------


def test_everyone_for_whom_it_is_gets_one_invitation(cast, draft, clock):
    clock(TUESDAY)
    tend()
    everyone = sorted(User.objects.filter(memberships__school=draft.school).values_list("email", flat=True))
    assert [to for _, to in mailed()] == everyone
    assert cast.bram.user.email not in everyone
    assert set(draft.participations.values_list("invited_on", flat=True)) == {TUESDAY}


def test_it_says_what_one_wants_to_know_and_holds_no_item_and_no_answer(cast, draft, clock):
    before = RoundFactory(school=draft.school, agreed=True)
    goal = GoalFactory(owner=cast.marieke, aim="Een groet bij elke deur")
    EvaluationFactory(goal=goal, held=True, seen="EGELKUIL", worked="EGELKUIL")
    PriorityFactory(round=before, goal=goal)
    PriorityFactory(round=before, position=2)
    Round.objects.filter(pk=draft.pk).update(invitation="Doe je mee?\n\n\nVoor de kerst praten we door.")
    clock(TUESDAY)
    tend()
    text = mail.outbox[0].body
    assert mail.outbox[0].subject == "Waar staan we? Vul de checklist in voor De Vijver"
    for words in (
        "12 punten en het kost ongeveer 15 minuten",
        "tot en met donderdag 19 november",
        "Je vult anoniem in.",
        "minstens vijf mensen",
        "Marieke Postma schrijft erbij:\nDoe je mee?\nVoor de kerst praten we door.",
        "Wat hebben we gedaan met de vorige keer?\n– Een groet bij elke deur: loopt\n– Eén prioriteit wacht nog",
        f"http://localhost:8000/school/{draft.school.code}/checklist/{draft.pk}/",
    ):
        assert words in text
    assert "EGELKUIL" not in str(mail.outbox[0].message())
    assert not any(item.text in text for item in draft.items)


def test_of_a_team_only_who_is_in_it_is_invited(cast, school, clock):
    team = TeamFactory(lead=cast.marieke)
    team.members.add(*school.memberships.all())
    draft_of(school, team=team, made_by=cast.marieke)
    clock(TUESDAY)
    MembershipFactory(school=school)
    tend()
    assert len(mailed()) == 5


def test_who_joins_later_is_invited_too_and_who_is_done_is_not(draft, clock):
    clock(TUESDAY)
    tend()
    mailed()
    newcomer = MembershipFactory(school=draft.school)
    clock(THURSDAY)
    tend()
    assert [to for _, to in mailed()] == [newcomer.user.email]
    other = MembershipFactory(school=draft.school)
    draft.participations.create(member=other, finished=True)
    tend()
    assert mailed() == []


def test_who_left_or_may_not_sign_in_gets_nothing(cast, draft, clock):
    User.objects.filter(pk=cast.joost.user_id).update(is_active=False)
    clock(TUESDAY, 9)
    draft_people = draft.school.memberships.get(pk=cast.fatima.pk)
    tend()
    assert cast.joost.user.email not in [to for _, to in mailed()]
    draft_people.left_at = timezone.now()
    draft_people.save()
    clock(NEXT_TUESDAY)
    tend()
    assert cast.fatima.user.email not in [to for _, to in mailed()]


@pytest.mark.parametrize("state", [{"way": "together", "closes_on": None}, {"opens_on": None}])
def test_a_round_together_invites_nobody_and_one_without_a_first_day_waits(draft, clock, state):
    Round.objects.update(**state)
    clock(TUESDAY)
    tend()
    assert mailed() == []


# ---- one reminder -----------------------------------------------------------------------


@pytest.fixture
def opened(draft, clock):
    """It opened on Tuesday; everyone is invited, and one is done."""
    clock(TUESDAY)
    tend()
    say_done(draft, 1)
    mailed()
    draft.refresh_from_db()
    return draft


def test_every_day_of_a_round_brings_one_invitation_and_one_reminder_to_each(draft, clock):
    got = []
    for number in range(20):
        for hour in (6, 7, 12, 18, 22):
            clock(TUESDAY + timedelta(days=number - 3), hour)
            tend()
            got += [(TUESDAY + timedelta(days=number - 3), hour, subject.split()[0]) for subject, _ in mailed()]
    assert got == [
        *[(TUESDAY, 7, "Waar")] * 5,
        *[(NEXT_TUESDAY, 7, "Je")] * 5,  # two school days before Thursday
        (date(2026, 11, 20), 7, "Een"),  # nobody was done
    ]


def test_only_who_is_not_done_is_reminded_and_told_that_paper_is_fine(opened, clock):
    clock(NEXT_TUESDAY)
    assert " 4 reminded," in tend()
    assert "Vulde je al op papier in? Dan hoef je niets te doen." in mail.outbox[0].body
    assert "nog open tot en met donderdag 19 november" in mail.outbox[0].body
    assert not any(item.text in mail.outbox[0].body for item in opened.items)


def test_a_holiday_moves_the_reminder_forward(opened, clock):
    HolidayFactory(school=opened.school, starts_on=date(2026, 11, 16), ends_on=date(2026, 11, 18))
    clock(date(2026, 11, 11), 18)
    tend()
    assert mailed() == []
    clock(date(2026, 11, 12), 7)  # Thursday: only Friday lies between
    tend()
    assert len(mailed()) == 4


def test_asked_for_by_hand_it_goes_at_once_and_not_again(cast, opened, clock, as_user):
    clock(THURSDAY)
    as_user(cast.marieke.user).post(f"/school/{opened.school.code}/checklist/{opened.pk}/herinneren/")
    tend()
    assert len(mailed()) == 4
    clock(NEXT_TUESDAY)
    tend()
    assert mailed() == []


def test_who_was_invited_today_is_not_reminded_today(opened, clock):
    newcomer = MembershipFactory(school=opened.school)
    clock(NEXT_TUESDAY)
    tend()
    assert [subject.split()[0] for subject, to in mailed() if to == newcomer.user.email] == ["Waar"]
    clock(NEXT_TUESDAY + timedelta(days=1))
    tend()
    assert [(subject.split()[0], to) for subject, to in mailed()] == [("Je", newcomer.user.email)]


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


# ---- a mail server that fails -----------------------------------------------------------


class Moody:
    """A mail server that takes some mails and refuses others."""

    def __init__(self):
        self.refuses = set()
        self.taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address in self.refuses or "everyone" in self.refuses:
            return "451 Not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def server(settings):
    moody = Moody()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(moody, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    yield moody
    controller.stop()


def test_what_a_mail_server_refuses_is_tried_again_and_the_rest_is_not_sent_twice(cast, draft, clock, server):
    server.refuses = {cast.joost.user.email}
    clock(TUESDAY)
    assert "4 invited, 0 reminded, 0 told, 1 not taken" in tend()
    assert "0 invited, 0 reminded, 0 told, 1 not taken" in tend()
    assert Participation.objects.get(member=cast.joost).invited_on is None
    server.refuses = set()
    clock(THURSDAY)
    assert "1 invited" in tend()
    assert len(server.taken) == len(set(server.taken)) == 5


def test_a_mail_server_that_is_down_stops_nothing_but_mail_and_is_not_asked_two_hundred_times(draft, clock, server):
    MembershipFactory.create_batch(20, school=draft.school)
    server.refuses = {"everyone"}
    clock(TUESDAY)
    said = tend()
    assert said.startswith("1 opened")
    assert "0 told, 5 not taken" in said
    server.refuses = set()
    assert "25 invited" in tend()


def test_who_decides_hears_it_when_the_mail_server_is_back(cast, opened, clock, server):
    server.refuses = {"everyone"}
    clock(NEXT_THURSDAY + timedelta(days=1))
    tend()
    assert Round.objects.get().told_on is None
    server.refuses = set()
    tend()
    assert server.taken == [cast.marieke.user.email]


# ---- twice at once ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_several_processes_at_once_open_close_and_mail_everything_once(server):
    """Real processes, each with its own connection, on the database of this test."""
    today = timezone.localdate()
    now = make_aware(datetime.combine(today + timedelta(days=(7 - today.weekday()) % 7), time(9)))  # a Monday
    day = now.date()
    opening = draft_of(people_of(20).school, opens_on=day, closes_on=day + timedelta(days=14))
    closing = open_alone(people_of(9).school, closes_on=day - timedelta(days=3))
    say_done(closing, 6)
    waiting = open_alone(people_of(3).school, closes_on=day - timedelta(days=3))
    processes = [start_command(server_port=site.EMAIL_PORT, now=now) for _ in range(4)]
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    totals = [
        sum(numbers) for numbers in zip(*([int(n) for n in re.findall(r"\d+", out)] for out, _ in said), strict=True)
    ]
    assert totals == [1, 1, 21, 0, 1, 0], said
    assert len(server.taken) == len(set(server.taken)) == 22
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


def test_who_says_klaar_while_the_mails_go_out_is_not_reminded(cast, opened, clock):
    part = opened.participations.get(member=cast.joost)
    if not part.finished:
        own_sheet(opened, cast.joost)
        finish(opened, cast.joost)
    clock(NEXT_TUESDAY)
    tend()
    assert cast.joost.user.email not in [to for _, to in mailed()]


RUN = """
import os
from datetime import datetime
import django
django.setup()
from django.utils import timezone
moment = datetime.fromisoformat(os.environ["NOW"])
timezone.now = lambda: moment
from django.core.management import call_command
call_command("tend_rounds")
"""


def start_command(server_port, now):
    """Start the command as cron does, with the clock of the test."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        host = str(database["HOST"]).replace("/", "%2F")
        url = f"postgres://{database['USER']}@{host}/{database['NAME']}"
    environment = os.environ | {
        "DEBUG": "0",
        "SECRET_KEY": site.SECRET_KEY,
        "ENCRYPTION_SALTS": ",".join(site.SALT_KEY),
        "SITE_URL": "https://handreiking.example",
        "DATABASE_URL": url,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(server_port),
        "DJANGO_SETTINGS_MODULE": "handreiking.settings",
        "NOW": now.isoformat(),
    }
    return subprocess.Popen(
        [sys.executable, "-c", RUN],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=site.BASE_DIR,
    )
