"""Reminders of the days on which a goal is looked at again: a week before, on the day, and once when it is late.

They go to the owner of the goal and to who leads the theme in the school; about a goal for the own class to its owner
alone. A person gets one mail a day at most, over all their schools. docs/decisions/reminders.md says why it is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from schools.emails import send_mail
from schools.feeds import schools_of
from schools.goal_querysets import EvaluationQuerySet
from schools.holidays import ONE_DAY, SchoolDays
from schools.mail_once import HOURS, MailRun
from schools.models import Evaluation, Goal, Membership, Reminder, ReminderWish, User
from schools.stop_links import StopLink
from schools.to_do import tasks_of

Kind = Reminder.Kind
WEEK = timedelta(weeks=1)
LATE_FOR = timedelta(weeks=2)  # what is late for longer was missed while the command did not run: that is old news
# no moment of before this is looked at; longer than a summer holiday and LATE_FOR together
OLDEST = timedelta(weeks=12)
KEPT = timedelta(days=365)  # how long we know what was sent: far longer than it can be asked for
MOST_TASKS = 5  # in a mail; the page has them all
stop_link = StopLink("schools.reminders.stop", "reminder_stop")


@dataclass
class Sent(MailRun):
    """What one run did."""

    sent: int = 0


class OpenSchools:
    """Tells what today is in each school; its holidays are looked up once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._days: dict[int, SchoolDays] = {}

    def kind_of(self, moment: Evaluation) -> Kind | None:
        """Return which reminder of a moment belongs to today; none where its school is closed."""
        school = moment.goal.school
        days = self._days.setdefault(school.pk, SchoolDays(school))
        return kind_on(self.today, moment.due_on, days) if days.is_open(self.today) else None


@dataclass
class Part:
    """What a mail says about one school; a line is a day and the aim of a goal, or the text of a task.

    In `today` the day is None, but where the school was closed on the day itself.
    """

    school: str
    address: str
    is_one: bool = True  # the address is that of a goal; else of the list
    today: list[tuple[date | None, str]] = field(default_factory=list)
    soon: list[tuple[date, str]] = field(default_factory=list)
    late: list[tuple[date, str]] = field(default_factory=list)
    tasks: list[tuple[date | None, str]] = field(default_factory=list)


def send_reminders() -> Sent:
    """Remind everyone of what is due. It may run at any time, as often as one likes, and twice at once.

    What the mail server does not take is tried again by the next run. What was missed while it did not run comes in
    one mail, as far as it still helps: see `kind_on`.
    """
    now, report = localtime(timezone.now()), Sent()
    schools = OpenSchools(now.date())
    Reminder.objects.filter(due_on__lt=schools.today - KEPT).delete()
    for user_id in people(schools) if now.hour in HOURS else []:
        if not report.server_is_down:
            report.count("sent", remind(user_id, schools))
    return report


def kind_on(today: date, due_on: date, days: SchoolDays) -> Kind | None:
    """Return which reminder of a moment belongs to a day on which the school is open; at most one does.

    A week before: from that day to the day before the moment. On the day: that day only. Late: from the next day on,
    for two weeks. A day on which the school is closed counts as the next one on which it is open.
    """
    day_on = days.first_from(due_on)
    if today < day_on:
        return Kind.WEEK if today >= due_on - WEEK else None
    if today == day_on:
        return Kind.DAY
    return Kind.LATE if today <= days.first_from(day_on + ONE_DAY) + LATE_FOR else None


def within_reach(moments: EvaluationQuerySet, today: date) -> EvaluationQuerySet:
    """Return which moments may want a reminder: coming ones of goals that are alive, in schools that are."""
    alive = Goal.objects.alive().filter(school__archived_at__isnull=True)
    return moments.coming().filter(goal__in=alive, due_on__range=(today - OLDEST, today + WEEK))


def people(schools: OpenSchools) -> list[int]:
    """Return, in an order of chance, who may have to be reminded today and was not yet: the numbers of their accounts.

    By chance, since a few addresses that are always refused would otherwise end every run before the same people.
    """
    near = within_reach(Evaluation.objects.all(), schools.today).select_related("goal__school")
    goals = [one.goal for one in near if schools.kind_of(one)]
    concerned = Q(pk__in={goal.owner_id for goal in goals})
    concerned |= Q(role=Membership.Role.COORDINATOR, school__in={goal.school_id for goal in goals})
    done = Reminder.objects.filter(sent_on=schools.today).values("member__user")
    members = Membership.objects.present().filter(concerned, user__is_active=True).exclude(user__in=done)
    return list(dict.fromkeys(members.order_by("?").values_list("user", flat=True)))


def remind(user_id: int, schools: OpenSchools) -> bool | None:
    """Mail a person what there is today, once; tell whether the mail server took it, None where nothing was sent.

    It is written down before it is sent, and crossed out where it was not sent, whatever the reason.
    """
    reminders = claim(user_id, schools)
    if not reminders:
        return None
    user, taken = reminders[0].member.user, False
    try:
        taken = send_mail("reminder", user.email, context_of(user, reminders, schools.today), stop_link.headers(user))
    finally:
        if not taken:
            Reminder.objects.filter(pk__in=[one.pk for one in reminders]).delete()
    return taken


def claim(user_id: int, schools: OpenSchools) -> list[Reminder]:
    """Write down what a person is reminded of today, and return it; nothing where another process was first.

    Processes wait for each other at the account's row; the database refuses a second row of the same in any case.
    """
    try:
        with transaction.atomic():
            user = User.objects.select_for_update().filter(pk=user_id, is_active=True).first()
            if user is None or Reminder.objects.filter(member__user=user, sent_on=schools.today).exists():
                return []
            return Reminder.objects.bulk_create(due_for(user, schools))
    except IntegrityError:
        return []


def due_for(user: User, schools: OpenSchools) -> Iterator[Reminder]:
    """Yield what a person is to be reminded of today in the schools that are open, and was not before; unsaved."""
    wish = wish_of(user)
    for member in schools_of(user):
        known = Reminder.objects.visible_to(member).values_list("evaluation_id", "kind", "due_on")
        before = set(known.filter(due_on__gte=schools.today - OLDEST))
        for moment in moments_of(member, schools.today):
            kind = schools.kind_of(moment)
            if kind and wish.wants(kind) and (moment.pk, kind, moment.due_on) not in before:
                yield Reminder(evaluation=moment, member=member, kind=kind, due_on=moment.due_on, sent_on=schools.today)


def moments_of(member: Membership, today: date) -> EvaluationQuerySet:
    """Return the moments within reach that are the member's to be reminded of, soonest first.

    Those of their own goals; and of all goals of school and teams for who leads the theme.
    """
    mine = within_reach(Evaluation.objects.visible_to(member).without_others_classes(member), today)
    if member.role != Membership.Role.COORDINATOR:
        mine = mine.filter(goal__owner=member)
    return mine.select_related("goal__school")


def context_of(user: User, reminders: list[Reminder], today: date) -> dict[str, Any]:
    """Return what the mail shows."""
    by_school: dict[Membership, list[Reminder]] = {}
    for one in reminders:
        by_school.setdefault(one.member, []).append(one)
    parts = [part_of(member, found, today) for member, found in by_school.items()]
    return {
        "parts": parts,
        "today": sum(len(part.today) for part in parts),
        "soon": sum(len(part.soon) for part in parts),
        "late": sum(len(part.late) for part in parts),
        "wishes": settings.SITE_URL + reverse("reminder_wishes"),
        "stop": stop_link.address(user),
    }


def part_of(member: Membership, reminders: list[Reminder], today: date) -> Part:
    """Return what the mail says about one school: its moments, and what the person has to do within a week."""
    code, (goal_id, *more) = member.school.code, {one.evaluation.goal_id for one in reminders}
    to_goal, to_list = reverse("schools:goal_detail", args=[code, goal_id]), reverse("schools:goal_list", args=[code])
    part = Part(member.school.name, settings.SITE_URL + (to_list if more else to_goal), is_one=not more)
    for one in reminders:
        aim = " ".join(one.evaluation.goal.aim.split())
        if one.kind == Kind.DAY:
            part.today.append((one.due_on if one.due_on < today else None, aim))
        else:
            (part.soon if one.kind == Kind.WEEK else part.late).append((one.due_on, aim))
    tasks = [task for task in tasks_of(member, MOST_TASKS) if task.due_on and task.due_on <= today + WEEK]
    part.tasks = [(task.due_on, " ".join(task.text.split())) for task in tasks]
    return part


def wish_of(user: User) -> ReminderWish:
    """Return which reminders a person wants: all, for who never chose."""
    return ReminderWish.objects.for_user(user).first() or ReminderWish(user=user)


def choose(user: User, *, week: bool, day: bool, late: bool) -> None:
    """Keep which reminders a person wants."""
    ReminderWish.objects.update_or_create(user=user, defaults={"week": week, "day": day, "late": late})


def stop(user_id: int) -> None:
    """End all reminders of a person; nothing happens where the account is gone."""
    for user in User.objects.filter(pk=user_id):
        choose(user, week=False, day=False, late=False)
