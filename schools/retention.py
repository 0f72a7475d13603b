"""How long things are kept: rules, each of which finds what is too old, and one run that erases it, school by school.

Each app says its rules in settings.RETENTION_PARTS. docs/decisions/how-long-things-are-kept.md says why so long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from schools import requests
from schools.calendar import SchoolYear
from schools.models import AgendaMoment, Evaluation, Goal, GoalChange, Invitation, JournalEntry

BATCH = 500  # rows in one statement

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Rule:
    """What is kept no longer: `too_old` gives the rows; `school` is the path to a school's code, '' without one."""

    name: str
    too_old: Callable[[], Rows]
    school: str = ""


Report = dict[str, Counter[str]]  # by the code of a school ('' for the site): how many rows went, by rule


def apply(now: datetime, *, change: bool = True) -> Report:
    """Erase what is too old, one school in one transaction, and say how much; with `change=False` only count.

    A second run finds nothing. Two at once do no harm: what the other erased is not there.
    """
    report: Report = {}
    for part in settings.RETENTION_PARTS:
        for rule in import_string(part)(now):
            for code, number in erased(rule) if change else counted(rule):
                if number:
                    report.setdefault(code, Counter())[rule.name] += number
    return dict(sorted(report.items()))


def counted(rule: Rule) -> Iterator[tuple[str, int]]:
    """Yield each school's code with how many rows of it are too old."""
    rows = rule.too_old()
    if not rule.school:
        yield "", rows.count()
        return
    found = rows.order_by().values_list(rule.school).annotate(number=Count("pk", distinct=True))
    yield from found.order_by(rule.school)


def erased(rule: Rule) -> Iterator[tuple[str, int]]:
    """Erase each school's rows that are too old, and yield its code with how many there were."""
    for code, _ in list(counted(rule)):
        with transaction.atomic():
            rows = rule.too_old().filter(**{rule.school: code}) if rule.school else rule.too_old()
            pks = list(rows.values_list("pk", flat=True).distinct())
            for first in range(0, len(pks), BATCH):
                rows.model._base_manager.filter(pk__in=pks[first : first + BATCH]).delete()
        yield code, len(pks)


def plans_kept_since(today: date) -> date:
    """Return the first day of the first school year of which goals are kept: so many whole years, and this one."""
    this = SchoolYear.of(today)
    return SchoolYear(this.first_year - settings.KEEP_PLANS_YEARS).start


def rules(now: datetime) -> list[Rule]:
    """Return the rules of this app."""
    journal = now - timedelta(days=settings.KEEP_JOURNAL_DAYS)
    return [
        Rule("journal", lambda: JournalEntry.objects.filter(at__lte=journal), "school__code"),
        Rule("invitations", lambda: old_invitations(now), "school__code"),
        *of_plans(plans_kept_since(timezone.localdate(now))),
        Rule("requests", requests.too_old),
        Rule("site log", lambda: LogEntry.objects.filter(action_time__lte=journal)),
        Rule("sessions", lambda: Session.objects.filter(expire_date__lt=now)),
        Rule("places signed in", lambda: UserSession.objects.exclude(session_key__in=live_sessions(now))),
    ]


def of_plans(since: date) -> list[Rule]:
    """Return the rules for what the school plans: goals, what was found about them, and the agenda."""
    over = Q(secured_on__lt=since) | Q(stopped_on__lt=since)
    never_begun = Q(started_on__isnull=True, created_at__date__lt=since)
    past = Q(held_on__lt=since) | Q(cancelled_on__lt=since)
    return [
        Rule("goals", lambda: Goal.objects.filter(over | never_begun), "school__code"),
        Rule("evaluations", lambda: Evaluation.objects.filter(past), "goal__school__code"),
        Rule("changes of goals", lambda: GoalChange.objects.filter(at__date__lt=since), "goal__school__code"),
        Rule("agenda", lambda: AgendaMoment.objects.filter(ends_at__date__lt=since), "school__code"),
    ]


def old_invitations(now: datetime) -> QuerySet[Invitation]:
    """Return the invitations that ended so many days ago: taken, withdrawn, or past their last day."""
    ended = now - timedelta(days=settings.KEEP_INVITATIONS_DAYS)
    expired = Q(accepted_at__isnull=True, withdrawn_at__isnull=True, sent_at__lte=ended - Invitation.LASTS)
    return Invitation.objects.filter(expired | Q(accepted_at__lte=ended) | Q(withdrawn_at__lte=ended))


def live_sessions(now: datetime) -> QuerySet[Any, Any]:
    """Return the keys of the sessions that have not expired."""
    return Session.objects.filter(expire_date__gte=now).values("session_key")
