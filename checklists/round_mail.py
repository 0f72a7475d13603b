"""Mails about rounds: the invitation, one reminder, and a word to who leads a round that can't go on by itself.

They hold no answers and no items of the checklist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from math import ceil
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localdate

from checklists.answering import Over, still_open
from checklists.earlier import earlier_of
from checklists.models import Participation, Round
from checklists.opening import let_take_part
from checklists.preparing import leader_of
from schools.emails import send_mail
from schools.holidays import SchoolDays
from schools.mail_once import HOURS, MailRun, mail_once
from schools.models import JournalEntry, Membership, School, Team

MINUTES_PER_ITEM = 1.25


@dataclass
class Sent(MailRun):
    """What one run did."""

    opened: int = 0
    closed: int = 0
    invited: int = 0
    reminded: int = 0
    told: int = 0


class OpenSchools:
    """Tells of each school whether mail may come now: on a school day, by day. Each school is looked up once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._days: dict[int, SchoolDays] = {}

    def days(self, school: School) -> SchoolDays:
        """Return the days on which a school is open."""
        return self._days.setdefault(school.pk, SchoolDays(school))

    def is_open(self, school: School) -> bool:
        """Tell whether it is a school day there, between seven and seven."""
        return self.now.hour in HOURS and self.days(school).is_open(self.now.date())


def send_round_mails(report: Sent, schools: OpenSchools) -> None:
    """Invite who was not invited, and remind once who was and has not finished, in every open round.

    It may run as often as one likes, and twice at once.
    """
    today = schools.now.date()
    wanted = Round.objects.running().filter(way=Round.Way.ALONE).filter(Q(closes_on=None) | Q(closes_on__gte=today))
    for round_ in wanted.select_related("school", "team", "made_by__user").order_by("pk"):
        if schools.is_open(round_.school) and not report.server_is_down:
            welcome(round_)
            context = context_of(round_)
            for part in unfinished(round_).filter(invited_on=None):
                if not report.server_is_down:
                    report.count("invited", send_once(part, "invited_on", "round_invitation", today, context))
            if reminds_on(round_, schools.days(round_.school)) <= today:
                for part in unfinished(round_).filter(invited_on__lt=today, reminded_on=None):
                    if not report.server_is_down:
                        report.count("reminded", send_once(part, "reminded_on", "round_reminder", today, context))


@transaction.atomic
def welcome(round_: Round) -> None:
    """Let who came to the school or the team after the opening take part too, unless it has just closed."""
    try:
        let_take_part(still_open(round_))
    except Over:
        return


def unfinished(round_: Round) -> Any:
    """Return who has not finished and can be mailed: present, still in the team, and with an account that is on."""
    parts = Participation.objects.unfinished().filter(round=round_, member__user__is_active=True)
    if round_.team_id:
        parts = parts.filter(
            Exists(Team.members.through.objects.filter(team=round_.team_id, membership=OuterRef("member")))
        )
    return parts.select_related("member__user").order_by("pk")


def send_once(part: Participation, mark: str, name: str, today: date, context: dict[str, Any]) -> bool | None:
    """Mail somebody unless it was done before; tell whether the mail server took it, None where nothing was sent."""
    # by its names: closing writes rows anew; without a join: PostgreSQL looks again at the row, and not at others
    mine = Participation.objects.filter(round_id=part.round_id, member_id=part.member_id)
    unsent = Q(finished=False, **{mark: None})
    return mail_once(mine, unsent, mark, today, partial(send_mail, name, part.member.user.email, context))


def reminds_on(round_: Round, days: SchoolDays) -> date:
    """Return from which day on who has not finished gets a reminder: two school days before the last, or when asked."""
    asked = round_.reminds_from or date.max
    return min(asked, days.last_before(days.last_before(round_.closes_on)) if round_.closes_on else date.max)


@transaction.atomic
def ask_to_remind(round_: Round, by: Membership) -> bool:
    """Let the reminders go out with the next run; tell whether that was new."""
    if not Round.objects.open().filter(pk=round_.pk, reminds_from=None).update(reminds_from=localdate()):
        return False
    JournalEntry.write(by, "round_reminded", round_.name)
    return True


def tell(round_: Round, why: str, today: date) -> bool | None:
    """Tell who leads a round, once, why it can't go on by itself; None where somebody else told, or nobody leads."""
    leader = leader_of(round_)
    if leader is None:
        return None
    context = {"name": round_.name, "why": why, "address": address_of(round_)}
    send = partial(send_mail, "round_waits", leader.user.email, context)
    return mail_once(Round.objects.filter(pk=round_.pk), Q(told_on=None), "told_on", today, send)


def context_of(round_: Round) -> dict[str, Any]:
    """Return what the mails of a round show."""
    return {
        "school": round_.school.name,
        "leaders": round_.school.leaders,
        "team": round_.team.name if round_.team else "",
        "leader": round_.made_by.user.name if round_.made_by else "",
        "word": one_by_one(round_.invitation),
        "until": round_.closes_on,
        "number": len(round_.items),
        "minutes": minutes_of(round_),
        "earlier": earlier_of(round_),
        "address": address_of(round_),
    }


def one_by_one(text: str) -> str:
    """Return a text without empty lines, so that it is one paragraph of a mail."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def minutes_of(round_: Round) -> int:
    """Return about how long filling in takes, in fives of minutes."""
    return 5 * ceil(len(round_.items) * MINUTES_PER_ITEM / 5)


def address_of(round_: Round) -> str:
    """Return the address of a round's first page."""
    return str(settings.SITE_URL + reverse("checklists:round_detail", args=[round_.school.code, round_.pk]))
