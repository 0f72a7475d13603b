"""Planning, changing and cancelling moments of the team agenda, one or all that follow in a series.

Every change that a calendar shows makes `sequence` grow. Two who change the same moment at once never undo each
other's work unseen: a form carries a stamp of what it showed.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime, make_aware

from schools.holidays import SchoolDays
from schools.models import AgendaMoment, JournalEntry, Membership, Team
from schools.stamps import shown_by, stamp_of

SALT = "agenda moment"
LABELS = {
    "title": "Wat",
    "kind": "Soort",
    "day": "Dag",
    "begin": "Van",
    "end": "Tot",
    "place": "Waar",
    "team": "Voor wie",
    "talk": "Vraag",
}
IN_A_HOLIDAY = "Op deze dag is de school dicht."


@dataclass(frozen=True)
class Facts:
    """What a moment is, as a form holds it."""

    title: str
    kind: str
    day: date
    begin: time
    end: time
    place: str = ""
    team: Team | None = None
    talk: str = ""

    @classmethod
    def of(cls, moment: AgendaMoment) -> Facts:
        """Return the facts of a moment, in Dutch clock time."""
        start, end = localtime(moment.starts_at), localtime(moment.ends_at)
        return cls(
            moment.title, moment.kind, start.date(), start.time(), end.time(), moment.place, moment.team, moment.talk
        )

    def put_on(self, moment: AgendaMoment, day: date) -> None:
        """Let a moment have these facts on a day, unsaved."""
        moment.title, moment.kind, moment.place = self.title, self.kind, self.place
        moment.team, moment.talk = self.team, self.talk
        moment.starts_at, moment.ends_at = at(day, self.begin), at(day, self.end)

    def words(self) -> dict[str, str]:
        """Return the facts by name, as people read them and as a stamp keeps them."""
        return {
            "title": self.title,
            "kind": str(AgendaMoment.Kind(self.kind).label),
            "day": date_format(self.day, "l j F Y"),
            "begin": f"{self.begin:%H:%M}",
            "end": f"{self.end:%H:%M}",
            "place": self.place,
            "team": self.team.name if self.team else "de hele school",
            "talk": self.talk,
        }

    @property
    def stamp(self) -> str:
        """Return what a form carries along to know later that it showed these facts."""
        return stamp_of(self.words(), SALT)


class MomentChanged(Exception):
    """The moment is no longer what the form showed; `now` is what it is."""

    def __init__(self, now: Facts) -> None:
        super().__init__()
        self.now = now


class Cancelled(Exception):
    """The moment was cancelled meanwhile: there is nothing left to change."""


def at(day: date, clock: time) -> datetime:
    """Return the moment of a day's Dutch clock time."""
    return make_aware(datetime.combine(day, clock))


def is_later(day: date, begin: time, end: time) -> bool:
    """Tell whether the end comes after the begin, also in the night in which the clock changes."""
    return at(day, end).astimezone(UTC) > at(day, begin).astimezone(UTC)


@transaction.atomic
def plan(by: Membership, facts: Facts, days: list[date], *, proposal: str = "") -> list[AgendaMoment]:
    """Put a moment on the agenda, or a series of them, on these days."""
    series = uuid.uuid4() if len(days) > 1 else None
    made = []
    for day in days:
        moment = AgendaMoment(school_id=by.school_id, series=series, proposal=proposal)
        facts.put_on(moment, day)
        made.append(moment)
    AgendaMoment.objects.bulk_create(made)
    often = f" ({len(days)} keer)" if series else ""
    JournalEntry.write(by, "moment_planned", f"{facts.title}, {date_format(days[0], 'j F Y')}{often}")
    return made


@transaction.atomic
def change(moment: AgendaMoment, by: Membership, wanted: Facts, stamp: str, *, following: bool = False) -> int:
    """Give a moment other facts, and with `following` those after it in its series too; return how many changed.

    Those that follow move along by as many days; one that would come on a day on which the school is closed is
    cancelled. Raises MomentChanged where the form showed other facts, Cancelled where it was cancelled meanwhile.
    """
    locked = list(AgendaMoment.objects.editable_by(by).following(moment).select_for_update(of=("self",)))
    fresh = next((one for one in locked if one.pk == moment.pk), None)
    if fresh is None or fresh.cancelled_at:
        raise Cancelled
    before = Facts.of(fresh)
    if wanted != before and shown_by(stamp, SALT) != before.words():
        raise MomentChanged(before)
    shift, changed = wanted.day - before.day, 0
    school_days = SchoolDays(by.school)
    for one in locked if following else [fresh]:
        old, day = Facts.of(one), one.day + shift
        if shift and one != fresh and not school_days.is_open(day):
            _cancel(one, IN_A_HOLIDAY)
            changed += 1
            continue
        wanted.put_on(one, day)
        if Facts.of(one) != old:
            _touch(one)
            changed += 1
    if changed:
        often = f" ({changed} keer)" if changed > 1 else ""
        JournalEntry.write(by, "moment_changed", f"{wanted.title}, {date_format(wanted.day, 'j F Y')}{often}")
    return changed


@transaction.atomic
def cancel(moment: AgendaMoment, by: Membership, reason: str, *, following: bool = False) -> int:
    """Let a moment, and with `following` those after it in its series, not take place; return how many.

    It stays on the agenda and in calendars, struck out; what was written about it stays. Nothing happens to one that
    was cancelled before.
    """
    rows = AgendaMoment.objects.editable_by(by)
    wanted = rows.following(moment) if following else rows.filter(pk=moment.pk)
    found = list(wanted.going_on().select_for_update(of=("self",)))
    for one in found:
        _cancel(one, reason)
    if found:
        often = f" ({len(found)} keer)" if len(found) > 1 else ""
        JournalEntry.write(by, "moment_cancelled", f"{moment.title}, {date_format(moment.day, 'j F Y')}{often}")
    return len(found)


@transaction.atomic
def restore(moment: AgendaMoment, by: Membership) -> None:
    """Let a cancelled moment take place after all; nothing happens to one that was not cancelled."""
    found = AgendaMoment.objects.editable_by(by).filter(pk=moment.pk, cancelled_at__isnull=False)
    for one in found.select_for_update(of=("self",)):
        one.cancelled_at, one.cancel_reason = None, ""
        _touch(one)
        JournalEntry.write(by, "moment_restored", f"{one.title}, {date_format(one.day, 'j F Y')}")


def differences(now: Facts, mine: Facts, stamp: str) -> list[dict[str, Any]]:
    """Return what a colleague changed since the form was opened: the label, what it is now, and what this form says."""
    shown, here, there = shown_by(stamp, SALT), mine.words(), now.words()
    return [
        {"name": name, "label": label, "now": there[name] or "leeg", "mine": here[name] or "leeg"}
        for name, label in LABELS.items()
        if there[name] != shown.get(name) and there[name] != here[name]
    ]


def untouched(mine: Facts, stamp: str) -> set[str]:
    """Return the names of the facts that the writer left as the form showed them."""
    shown, here = shown_by(stamp, SALT), mine.words()
    return {name for name in LABELS if here[name] == shown.get(name)}


def _cancel(moment: AgendaMoment, reason: str) -> None:
    moment.cancelled_at, moment.cancel_reason = timezone.now(), reason
    _touch(moment)


def _touch(moment: AgendaMoment) -> None:
    """Save a moment of which a calendar has to hear."""
    moment.sequence += 1
    moment.changed_at = timezone.now()
    moment.save()


def in_words(days: list[date]) -> str:
    """Return days as a Dutch enumeration: '5 mei en 12 mei'."""
    words = [date_format(day, "j F") for day in days]
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
