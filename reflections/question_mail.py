"""The weekly question by mail: who gets one now, sending it, and stopping with a link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localtime, make_aware

from handreiking.library import library
from reflections.daily import question_of_the_day
from reflections.free_days import is_open
from reflections.models import QuestionMail
from schools.emails import send_mail
from schools.mail_once import mail_once
from schools.models import Membership, User
from schools.stop_links import StopLink

WEEK = timedelta(days=7)
stop_link = StopLink("reflections.question_mail.stop", "reflections:question_mail_stop")


@dataclass
class Sent:
    """What one run did: mails that went out, that the mail server did not take, and that a closed school held back."""

    sent: int = 0
    failed: int = 0
    closed: int = 0


def send_questions() -> Sent:
    """Mail a question to everyone whose hour it is. It may run at any time, as often as one likes, and twice at once.

    What is due today and did not go out is tried again by the next run of the day, and dropped after the day: a
    question of last week helps nobody. Nobody gets two within a week.
    """
    report = Sent()
    for mail in due(timezone.now()):
        today = localtime().date()
        member = last_school(mail.user)
        if not is_open(member, today):
            report.closed += 1
            continue
        wish, send = QuestionMail.objects.filter(pk=mail.pk), partial(send_one, mail.user, member)
        taken = mail_once(wish, not_this_week(today), "sent_on", today, send, before=mail.sent_on)
        report.sent += taken is True
        report.failed += taken is False
    return report


def due(now: datetime) -> Iterator[QuestionMail]:
    """Yield the wishes for a mail on this day whose hour has come, and that were not met this week.

    A wish made after its hour begins the week after.
    """
    moment = localtime(now)
    asked = QuestionMail.objects.filter(
        not_this_week(moment.date()), weekday=moment.weekday(), hour__lte=moment.hour, user__is_active=True
    ).select_related("user")
    for mail in asked.order_by("hour", "pk"):
        if mail.since <= at(moment.date(), mail.hour):
            yield mail


def at(day: date, hour: int) -> datetime:
    """Return the moment of a whole hour, by the Dutch clock."""
    return make_aware(datetime.combine(day, time(hour)))


def not_this_week(today: date) -> Q:
    """Return the condition that no mail went out in the last seven days."""
    return Q(sent_on__isnull=True) | Q(sent_on__lte=today - WEEK)


def last_school(user: User) -> Membership | None:
    """Return the membership of the school that a person was in last, else of the first one, else None."""
    members = list(Membership.objects.for_user(user))
    return next((one for one in members if one.school_id == user.last_school_id), next(iter(members), None))


def send_one(user: User, member: Membership | None) -> bool:
    """Mail today's question, never an answer; tell whether the mail server took it."""
    question = question_of_the_day(user, member)
    handvat, _ = library().question_by_slug[question.slug]
    context = {
        "question": question.text,
        "address": f"{settings.SITE_URL}{handvat.url}#{question.slug}",
        "stop": stop_link.address(user),
    }
    return send_mail("question", user.email, context, stop_link.headers(user))


def next_on(mail: QuestionMail, member: Membership | None, now: datetime) -> date:
    """Return the day of the next mail: of the wanted weekday, a week after the last one, and a school day."""
    today = localtime(now).date()
    day = today + timedelta(days=(mail.weekday - today.weekday()) % 7)
    if at(day, mail.hour) <= localtime(now):
        day += WEEK
    while (mail.sent_on and day < mail.sent_on + WEEK) or (not is_open(member, day) and day < today + 12 * WEEK):
        day += WEEK
    return day


def start(user: User, weekday: int, hour: int) -> None:
    """Begin with the weekly question, or change its day and hour. What was sent this week still counts."""
    wish = {"weekday": weekday, "hour": hour, "since": timezone.now()}
    QuestionMail.objects.update_or_create(user=user, defaults=wish)


def stop(user_id: int) -> None:
    """End the weekly question; where there is none, nothing changes."""
    QuestionMail.objects.filter(user_id=user_id).delete()
