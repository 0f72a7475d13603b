"""A question a week by mail: on a chosen day and hour, never twice, never in a holiday, and nothing is lost or flooded."""

import io
import re
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django.utils.timezone import make_aware

from handreiking.library import library
from reflections.models import QuestionMail
from schools.calendar import SchoolYear
from schools.models import User
from tests.commands import start_mailing
from tests.world import (
    HolidayFactory,
    MembershipFactory,
    QuestionMailFactory,
    ReflectionFactory,
    RegionHolidayFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 10)
LONG_AGO = make_aware(datetime.combine(date(2026, 1, 1), time()))
YEAR = [  # the school year 2026-2027 in the region Midden, with the end of the summer before
    ("Zomervakantie", date(2026, 7, 18), date(2026, 8, 30)),
    ("Herfstvakantie", date(2026, 10, 17), date(2026, 10, 25)),
    ("Kerstvakantie", date(2026, 12, 19), date(2027, 1, 3)),
    ("Voorjaarsvakantie", date(2027, 2, 20), date(2027, 2, 28)),
    ("Meivakantie", date(2027, 4, 24), date(2027, 5, 2)),
    ("Zomervakantie", date(2027, 7, 17), date(2027, 8, 29)),
]


@pytest.fixture
def wish(cast):
    """Joost wants a question on Tuesday at eight."""
    return QuestionMailFactory(user=cast.joost.user, since=LONG_AGO)


def send():
    out = io.StringIO()
    call_command("send_questions", stdout=out)
    return out.getvalue()


# ---- the page ---------------------------------------------------------------------------


def test_someone_asks_for_it_changes_it_and_stops(cast, as_user):
    client = as_user(cast.joost.user)
    assert "Mail me elke week een vraag" in client.get("/reflecties/per-mail/").text
    response = client.post("/reflecties/per-mail/", {"weekday": "3", "hour": "16"})
    assert response["Location"] == "/reflecties/per-mail/"
    assert "Elke donderdag om 16:00" in client.get("/reflecties/per-mail/").text
    client.post("/reflecties/per-mail/", {"weekday": "0", "hour": "7"})
    kept = QuestionMail.objects.get()
    assert (kept.user, kept.weekday, kept.hour) == (cast.joost.user, 0, 7)
    client.post("/reflecties/per-mail/", {"stop": "1"})
    assert not QuestionMail.objects.exists()


def test_a_day_or_an_hour_that_can_not_be_is_refused_and_the_rest_stays(cast, as_user):
    page = as_user(cast.joost.user).post("/reflecties/per-mail/", {"weekday": "6", "hour": "16"})
    assert page.status_code == 422
    assert "Kies een dag uit de lijst" in page.text
    assert '<option value="16" selected>' in page.text
    assert not QuestionMail.objects.exists()


def test_the_page_says_when_the_next_one_comes_past_a_holiday(cast, as_user, wish, clock):
    HolidayFactory(school=cast.joost.school, name="Herfst", starts_on=TUESDAY, ends_on=TUESDAY + timedelta(days=4))
    clock(TUESDAY - timedelta(days=1), 9)
    assert "De volgende komt op dinsdag 17 november" in as_user(cast.joost.user).get("/reflecties/per-mail/").text


def test_today_leads_to_it(cast, as_user):
    assert '<a href="/reflecties/per-mail/">' in as_user(cast.joost.user).get("/vandaag/").text


# ---- the mail ---------------------------------------------------------------------------


def test_the_mail_holds_the_question_the_link_and_the_stop_link_and_never_an_answer(cast, wish, clock):
    clock(TUESDAY, 8)
    for question in library().question_by_slug:
        ReflectionFactory(author=cast.joost.user, question=question, text="EGELKUIL", written_on=TUESDAY)
    assert send().startswith("1 sent, 0 ")
    sent = mail.outbox[0]
    assert sent.to == [cast.joost.user.email]
    assert sent.subject == "Een vraag voor jou"
    slug = re.search(r"http://localhost:8000/handvatten/[a-z-]+/#([a-z0-9-]+)", sent.body)[1]
    assert library().question_by_slug[slug][1].text in sent.body
    stop = re.search(r"http://localhost:8000(/reflecties/per-mail/stop/\S+/)", sent.body)[1]
    assert sent.extra_headers["List-Unsubscribe"] == f"<http://localhost:8000{stop}>"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "EGELKUIL" not in str(sent.message())
    html = sent.alternatives[0][0]
    assert slug in html


def test_the_question_is_the_one_on_the_page_of_that_day(cast, wish, clock, as_user):
    clock(TUESDAY, 8)
    send()
    slug = re.search(r"/#([a-z0-9-]+)", mail.outbox[0].body)[1]
    assert f'value="/vandaag/#{slug}"' in as_user(cast.joost.user).get("/vandaag/").text


@pytest.mark.parametrize(("hour", "number"), [(7, 0), (8, 1), (12, 1), (23, 1)])
def test_it_goes_at_its_hour_or_later_that_day(wish, clock, hour, number):
    clock(TUESDAY, hour)
    send()
    assert len(mail.outbox) == number


@pytest.mark.parametrize("days", [-1, 1, 4, 5])
def test_it_goes_on_no_other_day(wish, clock, days):
    clock(TUESDAY + timedelta(days=days), 12)
    send()
    assert not mail.outbox


def test_every_hour_of_every_day_of_a_school_year_sends_one_on_each_tuesday_that_is_a_school_day(cast, wish, clock):
    for name, starts_on, ends_on in YEAR:
        RegionHolidayFactory(region="midden", name=name, starts_on=starts_on, ends_on=ends_on)
    year = SchoolYear(2026)
    day, got = year.start, []
    while day <= year.end:
        for hour in (7, 8, 9, 20):
            before = len(mail.outbox)
            clock(day, hour)
            send()
            got += [(day, hour)] * (len(mail.outbox) - before)
        day += timedelta(days=1)
    tuesdays = [year.start + timedelta(days=n) for n in range(365) if (year.start + timedelta(days=n)).weekday() == 1]
    free = [one for one in tuesdays if any(start <= one <= end for _, start, end in YEAR)]
    assert got == [(one, 8) for one in tuesdays if one not in free]
    assert len(free) == 4 + 1 + 2 + 1 + 1 + 2


def test_a_schools_own_holidays_go_before_those_of_the_region(cast, wish, clock):
    RegionHolidayFactory(region="midden", starts_on=TUESDAY, ends_on=TUESDAY)
    clock(TUESDAY, 8)
    assert "1 held back" in send()
    HolidayFactory(
        school=cast.joost.school, starts_on=TUESDAY - timedelta(days=21), ends_on=TUESDAY - timedelta(days=17)
    )
    send()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("last", "number"), [("closed", 0), ("open", 1)])
def test_of_several_schools_the_one_used_last_counts(cast, wish, clock, last, number):
    other = MembershipFactory(user=cast.joost.user, school=SchoolFactory(region="zuid"))
    closed = {"closed": cast.joost.school, "open": other.school}[last]
    HolidayFactory(school=cast.joost.school, starts_on=TUESDAY, ends_on=TUESDAY)
    User.objects.filter(pk=cast.joost.user_id).update(last_school=closed)
    clock(TUESDAY, 8)
    send()
    assert len(mail.outbox) == number


def test_who_belongs_to_no_school_gets_it_on_weekdays(clock):
    QuestionMailFactory(since=LONG_AGO)
    clock(TUESDAY, 8)
    send()
    assert len(mail.outbox) == 1


def test_after_an_absence_there_is_one_and_no_flood(wish, clock):
    wish.sent_on = TUESDAY - timedelta(weeks=9)
    wish.save()
    clock(TUESDAY + timedelta(days=1), 9)  # the server came back a day late
    send()
    assert not mail.outbox
    clock(TUESDAY + timedelta(weeks=1), 21)
    for _ in range(3):
        send()
    assert len(mail.outbox) == 1


def test_another_day_chosen_in_the_same_week_brings_no_second_one(cast, wish, clock, as_user):
    clock(TUESDAY, 8)
    send()
    as_user(cast.joost.user).post("/reflecties/per-mail/", {"weekday": "3", "hour": "8"})
    clock(TUESDAY + timedelta(days=2), 9)
    send()
    assert len(mail.outbox) == 1
    clock(TUESDAY + timedelta(days=9), 9)
    send()
    assert len(mail.outbox) == 2


def test_who_asks_after_the_hour_waits_for_next_week(cast, clock, as_user):
    clock(TUESDAY, 10)
    as_user(cast.joost.user).post("/reflecties/per-mail/", {"weekday": "1", "hour": "8"})
    clock(TUESDAY, 11)
    send()
    assert not mail.outbox
    clock(TUESDAY + timedelta(weeks=1), 8)
    send()
    assert len(mail.outbox) == 1


def test_who_may_not_sign_in_gets_nothing(cast, wish, clock):
    User.objects.filter(pk=cast.joost.user_id).update(is_active=False)
    clock(TUESDAY, 8)
    send()
    assert not mail.outbox


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_the_days_on_which_the_clock_is_changed_are_no_trouble(clock, wish, day):
    QuestionMail.objects.update(weekday=0)
    for number in range(3):
        clock(day + timedelta(days=1 + 7 * number), 8)
        send()
    assert len(mail.outbox) == 3


# ---- a mail server that fails -----------------------------------------------------------


def test_what_a_mail_server_refuses_is_tried_again_that_day_and_then_dropped(cast, wish, clock, mail_server):
    QuestionMailFactory(user=cast.marieke.user, since=LONG_AGO)
    joost, marieke = cast.joost.user.email, cast.marieke.user.email
    mail_server.refuses = {joost}
    clock(TUESDAY, 8)
    assert send().startswith("1 sent, 1 not taken")
    assert mail_server.taken == [marieke]
    clock(TUESDAY, 9)
    send()
    mail_server.refuses = set()
    clock(TUESDAY, 10)
    send()
    assert mail_server.taken == [marieke, joost]
    clock(TUESDAY, 11)
    send()
    assert mail_server.taken == [marieke, joost]


def test_a_mail_server_that_is_gone_all_day_costs_that_week_only(wish, clock, mail_server):
    mail_server.stop()
    for hour in (8, 9, 21):
        clock(TUESDAY, hour)
        assert "1 not taken" in send()
    wish.refresh_from_db()
    assert wish.sent_on is None
    clock(TUESDAY + timedelta(days=1), 8)
    assert send().startswith("0 sent, 0 not taken")


# ---- twice at once ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_several_processes_at_once_send_each_mail_once(mail_server, tmp_path):
    """Real processes, each with its own connection, on the database of this test."""
    now = timezone.localtime()
    if now.weekday() > 4 or not 6 <= now.hour <= 21:
        now = make_aware(datetime.combine(TUESDAY, time(9)))
    for _ in range(25):
        QuestionMailFactory(weekday=now.weekday(), hour=6, since=LONG_AGO)
    processes = [start_mailing("send_questions", now) for _ in range(4)]
    said = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    assert len(mail_server.taken) == 25
    assert len(set(mail_server.taken)) == 25
    assert sum(int(out.splitlines()[-1].split(" ")[0]) for out, _ in said) == 25
