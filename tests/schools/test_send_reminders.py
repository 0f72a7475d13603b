"""`manage.py send_reminders`: who hears of which moment on which day; never twice, never in a flood, nothing lost."""

import io
import os
import re
import socket
import subprocess
import sys
from collections import defaultdict
from datetime import date, datetime, time, timedelta

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as site
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import make_aware
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schools import archiving, membership
from schools.holidays import SchoolDays
from schools.models import Evaluation, Membership, Reminder, User
from schools.reminders import kind_on, send_reminders
from tests.world import (
    ActionFactory,
    EvaluationFactory,
    GoalFactory,
    HolidayFactory,
    MembershipFactory,
    ReminderFactory,
    ReminderWishFactory,
    SchoolFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TUESDAY = date(2026, 11, 17)  # the moment
MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)
BEFORE = date(2026, 11, 10)  # a week before it
SECTIONS = {
    "Vandaag aan de beurt:": "dag",
    "Dit komt eraan:": "week",
    "Dit bleef nog liggen:": "laat",
}


@pytest.fixture
def clock(monkeypatch):
    """Return what sets the clock to a day and an hour in the Netherlands; it begins well before the moment."""

    def at(day, hour=9, minute=5):
        moment = make_aware(datetime.combine(day, time(hour, minute)))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    at(date(2026, 10, 1))
    return at


@pytest.fixture
def moment(cast, clock):
    """A goal of the school, Joost's, that is looked at again on a Tuesday; Marieke leads the theme."""
    return GoalFactory(owner=cast.joost, aim="Een groet bij elke deur", evaluate_on=TUESDAY).evaluations.get()


def remind():
    out = io.StringIO()
    call_command("send_reminders", stdout=out)
    return out.getvalue()


def mailed():
    """Return who was told what since the last look: (address, kind, the line), sorted."""
    found = []
    for letter in mail.outbox:
        kind = None
        for line in letter.body.splitlines():
            kind = SECTIONS.get(line, kind if line.startswith("– ") else None)
            if kind and line.startswith("– "):
                found.append((letter.to[0], kind, line.removeprefix("– ")))
    mail.outbox.clear()
    return sorted(found)


def kinds():
    """Return the kinds of what was sent since the last look, by person."""
    found = defaultdict(list)
    for to, kind, _ in mailed():
        found[to.partition("@")[0]].append(kind)
    return dict(found)


BOTH = ["ib", "leerkracht"]  # the addresses of Marieke and of Joost


def to_both(kind):
    return {name: [kind] for name in BOTH}


# ---- a school year in three regions ------------------------------------------------------

CLOSED = {  # the holidays as the government set or advised them, and the summers around the year
    "noord": ["04-07-2026 16-08-2026", "10-10-2026 18-10-2026", "20-02-2027 28-02-2027", "10-07-2027 22-08-2027"],
    "midden": ["18-07-2026 30-08-2026", "17-10-2026 25-10-2026", "20-02-2027 28-02-2027", "17-07-2027 29-08-2027"],
    "zuid": ["11-07-2026 23-08-2026", "17-10-2026 25-10-2026", "13-02-2027 21-02-2027", "24-07-2027 05-09-2027"],
}
CLOSED_FOR_ALL = ["19-12-2026 03-01-2027", "24-04-2027 02-05-2027"]

# Worked out from the calendar, without the code: of each moment the days of the reminders before, on the day, and late.
TABLE = """
moment    noord              midden             zuid
          week  dag   laat   week  dag   laat   week  dag   laat
ma 31-08  24-08 31-08 01-09  –     31-08 01-09  24-08 31-08 01-09
do 08-10  01-10 08-10 09-10  01-10 08-10 09-10  01-10 08-10 09-10
di 13-10  06-10 19-10 20-10  06-10 13-10 14-10  06-10 13-10 14-10
ma 19-10  –     19-10 20-10  12-10 26-10 27-10  12-10 26-10 27-10
ma 26-10  19-10 26-10 27-10  –     26-10 27-10  –     26-10 27-10
vr 30-10  23-10 30-10 02-11  26-10 30-10 02-11  26-10 30-10 02-11
za 14-11  09-11 16-11 17-11  09-11 16-11 17-11  09-11 16-11 17-11
vr 18-12  11-12 18-12 04-01  11-12 18-12 04-01  11-12 18-12 04-01
vr 25-12  18-12 04-01 05-01  18-12 04-01 05-01  18-12 04-01 05-01
ma 04-01  –     04-01 05-01  –     04-01 05-01  –     04-01 05-01
wo 06-01  04-01 06-01 07-01  04-01 06-01 07-01  04-01 06-01 07-01
di 16-02  09-02 16-02 17-02  09-02 16-02 17-02  09-02 22-02 23-02
wo 24-02  17-02 01-03 02-03  17-02 01-03 02-03  22-02 24-02 25-02
vr 23-04  16-04 23-04 03-05  16-04 23-04 03-05  16-04 23-04 03-05
di 04-05  03-05 04-05 05-05  03-05 04-05 05-05  03-05 04-05 05-05
vr 09-07  02-07 09-07 23-08  02-07 09-07 12-07  02-07 09-07 12-07
vr 16-07  09-07 23-08 24-08  09-07 16-07 30-08  09-07 16-07 19-07
"""
MOMENTS = [row[3:8] for row in TABLE.splitlines()[3:]]
WEEKDAYS = ["ma", "di", "wo", "do", "vr", "za", "zo"]


def of_year(text):
    """Return the day of '31-08' in the school year 2026–2027 or, in August, before it ends in 2027."""
    day, month = (int(part) for part in text.split("-"))
    return date(2026 if month >= 8 else 2027, month, day)


def day_of(text):
    """Return the day of '31-08-2026'."""
    return date(*(int(part) for part in reversed(text.split("-"))))


def is_closed(region, day):
    """Tell it from the lists above."""
    spans = [[day_of(one) for one in span.split()] for span in CLOSED[region] + CLOSED_FOR_ALL]
    return day.weekday() > 4 or any(start <= day <= end for start, end in spans)


def test_a_school_year_in_three_regions_day_by_day(clock):
    """Nobody ever looks back, so that everyone hears all; who wants less, hears less; who owns nothing, nothing."""
    call_command("import_holidays", stdout=io.StringIO())
    heard = defaultdict(list)
    for region in CLOSED:
        owner = MembershipFactory(school=SchoolFactory(region=region), user__email=f"eigenaar@{region}.example")
        MembershipFactory(school=owner.school, role="coordinator", user__email=f"ib@{region}.example")
        MembershipFactory(school=owner.school, user__email=f"collega@{region}.example")
        MembershipFactory(school=owner.school, user__email=f"directeur@{region}.example", role="principal")
        for text in MOMENTS:
            GoalFactory(owner=owner, aim=f"Doel {text}", evaluate_on=of_year(text))
        GoalFactory(owner=owner, shown=True, aim="Doel klas", evaluate_on=of_year("08-10"))
    for name, wanted in (
        ("kort", {"week": False, "late": False}),
        ("stil", dict.fromkeys(("week", "day", "late"), False)),
    ):
        someone = MembershipFactory(school=owner.school, role="coordinator", user__email=f"{name}@zuid.example")
        ReminderWishFactory(user=someone.user, **wanted)
    day = date(2026, 8, 1)
    while day <= date(2027, 9, 10):
        for hour in (6, 7, 8, 13) if day.weekday() == 2 else (7,):
            clock(day, hour)
            assert remind().endswith(" 0 not taken by the mail server (tried again by the next run)\n")
            letters = [letter.to[0] for letter in mail.outbox]
            assert len(letters) == len(set(letters))
            assert hour == 7 or not letters, "one mail a day, at the first hour"
            for to, kind, line in mailed():
                name, region = to.removesuffix(".example").split("@")
                assert not is_closed(region, day), (region, day)
                heard[region, name, re.search(r"Doel ([\d-]+|klas)", line)[1], kind].append(day)
        day += DAY

    assert {name for _, name, _, _ in heard} == {"eigenaar", "ib", "kort"}
    assert all(len(days) == 1 for days in heard.values()), "each once"
    assert {kind for _, who, _, kind in heard if who == "kort"} == {"dag"}
    for region in CLOSED:
        assert {(who, kind) for place, who, goal, kind in heard if (place, goal) == (region, "klas")} == {
            ("eigenaar", kind) for kind in ("week", "dag", "laat")
        }
    for name in ("eigenaar", "ib"):
        table = table_of(heard, name)
        sys.stdout.write(f"{name}\n{table}")  # for who runs it with -s
        assert table == TABLE
    assert not Reminder.objects.exclude(due_on__gte=date(2026, 8, 1)).exists()


def table_of(heard, name):
    """Return what a person of each school heard, as in TABLE."""
    rows = ["", *TABLE.splitlines()[1:3]]
    for text in MOMENTS:
        row = f"{WEEKDAYS[of_year(text).weekday()]} {text}"
        for region in CLOSED:
            days = [heard.get((region, name, text, kind), [None])[0] for kind in ("week", "dag", "laat")]
            row += "  " + " ".join(f"{day:%d-%m}" if day else "–    " for day in days)
        rows.append(row)
    return "\n".join([*rows, ""])


# ---- when --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hour", "kind"),
    [
        (BEFORE - DAY, 18, None),
        (BEFORE, 6, None),
        (BEFORE, 7, "week"),
        (BEFORE, 18, "week"),
        (BEFORE, 19, None),
        (BEFORE + 3 * DAY, 9, "week"),  # nobody ran it on the day
        (BEFORE + 4 * DAY, 9, None),  # a Saturday
        (MONDAY, 9, "week"),
        (TUESDAY, 7, "dag"),
        (TUESDAY, 20, None),
        (TUESDAY + DAY, 7, "laat"),
        (TUESDAY + 15 * DAY, 9, "laat"),
        (TUESDAY + 16 * DAY, 9, None),  # old news
        (TUESDAY + 100 * DAY, 9, None),
    ],
)
def test_the_first_run_in_a_while_sends_what_still_helps(moment, clock, day, hour, kind):
    clock(day, hour)
    for _ in range(3):
        remind()
    assert kinds() == (to_both(kind) if kind else {})


def test_a_week_of_absence_brings_one_mail_with_what_was_missed(cast, moment, clock):
    for number in range(20):
        GoalFactory(owner=cast.joost, evaluate_on=TUESDAY + timedelta(days=number % 4))  # until Friday
    clock(BEFORE)
    remind()
    mailed()
    clock(FRIDAY + 3 * DAY)  # Monday after: nobody was told on the days themselves, or of what came later in the week
    assert remind().startswith("2 sent")
    assert kinds() == {name: ["laat"] * 21 for name in BOTH}
    for number in range(30):
        clock(FRIDAY + (3 + number) * DAY)
        remind()
    assert mailed() == []


def test_what_comes_up_during_the_day_waits_for_the_next_one(cast, moment, clock):
    clock(BEFORE, 7)
    remind()
    GoalFactory(owner=cast.joost, aim="Later bedacht", evaluate_on=TUESDAY)
    clock(BEFORE, 12)
    assert remind().startswith("0 sent")
    mailed()
    clock(BEFORE + DAY, 7)
    remind()
    assert [(to, line) for to, _, line in mailed()] == [
        (one.user.email, "dinsdag 17 november: Later bedacht") for one in (cast.marieke, cast.joost)
    ]


def test_the_schools_own_holidays_go_before_those_of_the_region(cast, moment, clock):
    HolidayFactory(school=cast.joost.school, starts_on=BEFORE, ends_on=BEFORE + DAY)
    clock(BEFORE)
    remind()
    assert mailed() == []
    clock(BEFORE + 2 * DAY)
    remind()
    assert kinds() == to_both("week")


def test_who_works_at_two_schools_gets_one_mail_and_of_each_on_its_own_days(cast, moment, clock):
    there = MembershipFactory(user=cast.joost.user, school=cast.bram.school)
    for number in range(2):
        GoalFactory(owner=there, aim=f"Rust op de gang {number}", evaluate_on=TUESDAY)
    clock(BEFORE)
    remind()
    letter = next(one for one in mail.outbox if one.to == [cast.joost.user.email])
    assert letter.body.index("Bij De Vijver") < letter.body.index("Bij Het Waterlicht")
    assert f"/school/{cast.joost.school.code}/doelen/{moment.goal_id}/" in letter.body
    assert f"/school/{cast.bram.school.code}/doelen/\n" in letter.body
    assert len([one for one in mailed() if one[0] == cast.joost.user.email]) == 3
    HolidayFactory(school=cast.bram.school, starts_on=TUESDAY, ends_on=TUESDAY)
    for day in (TUESDAY, TUESDAY + DAY):
        clock(day)
        remind()
    assert [(kind, line) for to, kind, line in mailed() if to == cast.joost.user.email] == [
        ("dag", "Een groet bij elke deur"),
        ("dag", "Rust op de gang 0 (stond op dinsdag 17 november)"),
        ("dag", "Rust op de gang 1 (stond op dinsdag 17 november)"),
        ("laat", "dinsdag 17 november: Een groet bij elke deur"),
    ]


# ---- what becomes of a moment --------------------------------------------------------------


@pytest.mark.parametrize(
    "deed",
    [
        lambda one, by: one.hold(by, seen="x", progress=3, worked="", decision="secured"),
        lambda one, by: one.hold(by, seen="x", progress=1, worked="", decision="stop", reason="x"),
        lambda one, by: one.cancel(by, "x", date(2027, 3, 2)),
        lambda one, by: one.move(by, date(2027, 3, 2)),
        lambda one, by: one.goal.stop(by, "x"),
        lambda one, by: one.goal.secure(by),
        lambda one, by: archiving.archive(by.school),
        lambda one, by: Evaluation.objects.all().delete(),
    ],
    ids=["secured", "held and stopped", "cancelled", "moved", "stopped", "ordinary", "archived", "gone"],
)
def test_what_is_over_or_elsewhere_reminds_nobody(cast, moment, clock, deed):
    deed(moment, cast.marieke)
    for day in (BEFORE, TUESDAY, TUESDAY + DAY):
        clock(day)
        remind()
    assert mailed() == []


def test_what_moves_counts_anew_and_what_moves_back_does_not(cast, moment, clock):
    clock(BEFORE)
    remind()
    assert kinds() == to_both("week")
    moment.move(cast.joost, FRIDAY)
    clock(FRIDAY - 7 * DAY)
    remind()
    assert mailed() == [
        (one.user.email, "week", "vrijdag 20 november: " + moment.goal.aim) for one in (cast.marieke, cast.joost)
    ]
    Evaluation.objects.get().move(cast.joost, TUESDAY)
    clock(MONDAY)
    remind()
    assert mailed() == []
    clock(TUESDAY)
    remind()
    assert kinds() == to_both("dag")


def test_a_new_owner_and_a_new_leader_hear_what_is_late_and_who_left_nothing(cast, moment, clock):
    clock(TUESDAY + DAY)
    remind()
    mailed()
    membership.deactivate(cast.joost, cast.fatima, cast.fatima)
    newcomer = MembershipFactory(school=cast.joost.school, role="coordinator")
    clock(TUESDAY + 2 * DAY)
    remind()
    assert [to for to, *_ in mailed()] == sorted([newcomer.user.email, cast.fatima.user.email])


def test_who_may_not_sign_in_or_lacks_the_second_factor_that_the_school_asks_gets_nothing(cast, moment, clock):
    User.objects.filter(pk=cast.joost.user_id).update(is_active=False)
    Membership.objects.filter(pk=cast.marieke.pk).update(is_admin=True)
    cast.marieke.school.second_factor_since = timezone.now()
    cast.marieke.school.save()
    clock(BEFORE)
    remind()
    assert mailed() == []


def test_who_owns_it_and_leads_the_theme_is_told_once_and_others_never(cast, clock):
    GoalFactory(owner=cast.marieke, team=TeamFactory(lead=cast.joost), evaluate_on=TUESDAY)
    clock(BEFORE)
    remind()
    assert kinds() == {"ib": ["week"]}


# ---- the mail ----------------------------------------------------------------------------


def test_it_holds_what_is_due_and_nothing_that_was_found_or_that_one_may_not_see(cast, moment, clock):
    secret = {"seen": "EGELKUIL", "worked": "EGELKUIL"}
    EvaluationFactory(goal=moment.goal, held=True, **secret)
    for facts in ({"own_class": True}, {"shown": True}):
        GoalFactory(owner=cast.fatima, aim="EGELKUIL", evaluate_on=TUESDAY, **facts)
    idea = GoalFactory(owner=cast.fatima, aim="EGELKUIL", idea=True)
    EvaluationFactory(goal=idea, due_on=TUESDAY)
    GoalFactory(owner=cast.bram, aim="EGELKUIL", evaluate_on=TUESDAY)
    clock(BEFORE)
    remind()
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert len(letters) == 4
    for someone in (cast.joost, cast.marieke):
        letter = letters[someone.user.email]
        assert "EGELKUIL" not in str(letter.message())
        assert letter.subject == "Binnenkort terugkijken op een doel"
        assert "Dit komt eraan:\n– dinsdag 17 november: Een groet bij elke deur\n\nBekijk het doel:" in letter.body
        assert f"http://localhost:8000/school/{cast.joost.school.code}/doelen/{moment.goal_id}/" in letter.body
        assert "Bij De Vijver" not in letter.body
    stop = re.search(r"http://localhost:8000/account/herinneringen/stop/\S+/", letters[cast.joost.user.email].body)[0]
    headers = letters[cast.joost.user.email].extra_headers
    assert headers["List-Unsubscribe"] == f"<{stop}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_one_has_to_do_within_a_week_rides_along_and_brings_no_mail_by_itself(cast, moment, clock):
    ActionFactory(goal=moment.goal, owner=cast.joost, text="De kring oefenen", due_on=BEFORE + 7 * DAY)
    ActionFactory(goal=moment.goal, owner=cast.joost, text="Nog lang niet", due_on=BEFORE + 8 * DAY)
    ActionFactory(goal=moment.goal, owner=cast.joost, text="Allang gedaan", due_on=BEFORE, done=True)
    clock(BEFORE - DAY)
    remind()
    assert not mail.outbox
    clock(BEFORE)
    remind()
    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert (
        "Ook nog voor jou te doen:\n– De kring oefenen (vóór dinsdag 17 november)\n\n" in bodies[cast.joost.user.email]
    )
    assert "De kring oefenen" not in bodies[cast.marieke.user.email]


@pytest.mark.parametrize(
    ("today", "number", "subject"),
    [
        (TUESDAY, 1, "Vandaag terugkijken op een doel"),
        (TUESDAY, 2, "Vandaag terugkijken op 2 doelen"),
        (BEFORE, 2, "Binnenkort terugkijken op 2 doelen"),
        (TUESDAY + DAY, 1, "Een doel wacht nog op een terugblik"),
        (TUESDAY + DAY, 3, "3 doelen wachten nog op een terugblik"),
    ],
)
def test_the_subject_says_how_pressing_it_is(cast, clock, today, number, subject):
    for _ in range(number):
        GoalFactory(owner=cast.joost, evaluate_on=TUESDAY)
    clock(today)
    remind()
    assert {letter.subject for letter in mail.outbox} == {subject}


def test_a_mail_about_fifty_goals_takes_as_many_queries_as_one_about_one(cast, clock):
    counts = []
    for number in (1, 49):
        for _ in range(number):
            ActionFactory(goal=GoalFactory(owner=cast.joost, evaluate_on=TUESDAY))
        clock(BEFORE)
        with CaptureQueriesContext(connection) as queries:
            assert send_reminders().sent == 2
        counts.append(len(queries))
        Reminder.objects.all().delete()
    assert counts[0] == counts[1]


# ---- what is kept ------------------------------------------------------------------------


def test_the_database_refuses_a_second_one(moment):
    ReminderFactory(evaluation=moment)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderFactory(evaluation=moment, sent_on=BEFORE)


def test_what_was_sent_is_forgotten_after_a_year(moment, clock):
    for kind, due_on in (("week", BEFORE), ("day", BEFORE + DAY), ("late", TUESDAY)):
        ReminderFactory(evaluation=moment, kind=kind, due_on=due_on)
    clock(BEFORE + 366 * DAY, 3)
    remind()
    assert sorted(Reminder.objects.values_list("due_on", flat=True)) == [BEFORE + DAY, TUESDAY]


# ---- a mail server that fails -------------------------------------------------------------


class Tired:
    """A mail server that takes so many mails and then refuses, and that never takes those of some addresses."""

    def __init__(self):
        self.takes = 1000
        self.refuses = set()
        self.taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address in self.refuses or len(self.taken) >= self.takes:
            return "451 Not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def server(settings):
    tired = Tired()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(tired, hostname="127.0.0.1", port=port)
    controller.start()
    tired.stop = controller.stop
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    yield tired
    if controller.server:
        controller.stop()


def people_with_goals(number, due_on):
    """Return the addresses of so many owners, each of one goal, and of the one who leads the theme."""
    leader = MembershipFactory(role="coordinator")
    for owner in MembershipFactory.create_batch(number, school=leader.school):
        GoalFactory(owner=owner, evaluate_on=due_on)
    return {one.user.email for one in leader.school.memberships.all()}


def test_a_mail_server_that_fails_half_way_loses_nothing_and_repeats_nothing(clock, server):
    everyone = people_with_goals(19, TUESDAY)
    server.takes = 8
    clock(BEFORE, 9)
    assert remind().startswith("8 sent, 5 not taken"), "after five refusals in a row it waits for the next run"
    assert Reminder.objects.values("member").distinct().count() == 8
    clock(BEFORE, 10)
    assert remind().startswith("0 sent, 5 not taken")
    server.takes = 1000
    clock(BEFORE + DAY, 9)
    assert remind().startswith("12 sent, 0 not taken")
    assert len(server.taken) == 20
    assert set(server.taken) == everyone
    for number in range(2, 7):
        clock(BEFORE + number * DAY)
        assert remind().startswith("0 sent, 0 not taken")


def test_a_mail_server_that_refuses_all_day_leaves_it_to_the_reminder_that_it_is_late(moment, clock, server):
    server.takes = 0
    for hour in (7, 12, 18):
        clock(TUESDAY, hour)
        assert remind().startswith("0 sent, 2 not taken")
    server.takes = 1000
    clock(TUESDAY + DAY)
    assert remind().startswith("2 sent")
    assert set(Reminder.objects.values_list("kind", flat=True)) == {"late"}


def test_a_mail_server_that_is_not_there_leaves_no_trace(moment, clock, server):
    server.stop()
    clock(BEFORE)
    assert remind().startswith("0 sent, 2 not taken")
    assert not Reminder.objects.exists()


def test_addresses_that_are_always_refused_do_not_stand_in_the_way_of_others(clock, server):
    everyone = people_with_goals(24, TUESDAY)
    server.refuses = set(sorted(everyone)[:8])
    for hour in range(7, 19):
        clock(BEFORE, hour)
        remind()
    clock(BEFORE + DAY)
    remind()
    assert sorted(server.taken) == sorted(everyone - server.refuses)


class Unforeseen(BaseEmailBackend):
    """A way to send that fails as nobody thought of."""

    def send_messages(self, messages):
        raise RuntimeError("something else")


def test_what_fails_in_an_unforeseen_way_is_tried_again(moment, clock, settings):
    clock(BEFORE)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Unforeseen"
    with pytest.raises(RuntimeError):
        remind()
    assert not Reminder.objects.exists()
    settings.EMAIL_BACKEND = backend
    assert remind().startswith("2 sent")


# ---- twice at once ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_several_processes_at_once_send_each_mail_once(server):
    """Real processes, each with its own connection, on the database of this test."""
    today = timezone.localdate()
    now = make_aware(datetime.combine(today + timedelta(days=(7 - today.weekday()) % 7), time(9)))  # a Monday
    everyone = people_with_goals(30, now.date() + timedelta(days=7))
    processes = [start_command(server_port=site.EMAIL_PORT, now=now) for _ in range(4)]
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    assert sum(int(out.split(" ")[0]) for out, _ in said) == 31
    assert len(server.taken) == 31
    assert set(server.taken) == everyone
    assert Reminder.objects.count() == 30 + 30


RUN = """
import os
from datetime import datetime
import django
django.setup()
from django.utils import timezone
moment = datetime.fromisoformat(os.environ["NOW"])
timezone.now = lambda: moment
from django.core.management import call_command
call_command("send_reminders")
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


# ---- whatever the calendar looks like ------------------------------------------------------


@given(
    due=st.integers(0, 40),
    spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4),
    runs=st.sets(st.integers(-10, 90), max_size=60),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whenever_it_runs_the_kinds_come_in_order_and_only_on_the_days_that_are_theirs(db, due, spans, runs):
    school, start = SchoolFactory(), date(2026, 9, 1)
    for first, length in spans:
        HolidayFactory(school=school, starts_on=start + first * DAY, ends_on=start + (first + length) * DAY)
    days, due_on = SchoolDays(school), start + due * DAY
    every = [start + number * DAY for number in range(-10, 91)]
    opened = [day for day in every if days.is_open(day)]
    first = next(day for day in opened if day >= due_on)
    assert [day for day in opened if kind_on(day, due_on, days) == "day"] == [first]
    assert kind_on(opened[opened.index(first) + 1], due_on, days) == "late"
    got = [
        kind for day in opened if day in {start + one * DAY for one in runs} and (kind := kind_on(day, due_on, days))
    ]
    assert [str(one) for one in dict.fromkeys(got)] == [one for one in ("week", "day", "late") if one in got]
    assert all(due_on - 7 * DAY <= day < due_on for day in opened if kind_on(day, due_on, days) == "week")
