"""What was said and decided at a moment. Nobody's later save silently wipes what a colleague wrote meanwhile.

Each text carries the version that the form showed. Where that is no longer what stands there, a text that was changed
here is not saved: the writer sees both, and keeps one of them, or both under each other. What was not touched stays.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from schools.agenda_lines import line_of
from schools.arranging import settle
from schools.models import AgendaItem, AgendaMoment, Decision, Goal, Membership

GENERAL = "verder"  # the key of what was said outside the points


@dataclass(frozen=True)
class Text:
    """What a form says of one text, and the stamp of what it showed; `both` puts it under what stands there."""

    text: str
    stamp: str
    both: bool = False

    @property
    def version(self) -> int:
        """Return the version that the form began from; -1 for a stamp that is not ours."""
        number = self.stamp.partition(".")[0]
        return int(number) if number.isdecimal() and len(number) < 10 else -1

    @property
    def is_untouched(self) -> bool:
        """Tell whether the writer left the text as the form showed it."""
        return self.stamp.partition(".")[2] == print_of(self.text)


def stamp_of(text: str, version: int) -> str:
    """Return what a form carries along of a text that it shows: its version, and a print of its words."""
    return f"{version}.{print_of(text)}"


def print_of(text: str) -> str:
    """Return a short print of a text, the same for the same words."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class NewDecision:
    """A decision on a line, as a form holds it."""

    text: str
    owner: Membership | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Clash:
    """Two texts where one was expected: what a colleague wrote meanwhile, and what this form says."""

    theirs: str
    mine: str
    stamp: str


@dataclass
class Kept:
    """What became of a form with notes: texts that were not saved by key, and lines that are no longer there."""

    clashes: dict[str, Clash] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)


@transaction.atomic
def keep_notes(moment: AgendaMoment, by: Membership, texts: dict[str, Text], decisions: dict[str, NewDecision]) -> Kept:
    """Keep notes and decisions by the key of their line; return what could not be kept without losing a text."""
    now = AgendaMoment.objects.editable_by(by).select_for_update(of=("self",)).get(pk=moment.pk)
    kept = Kept()
    items = {line.key: line.item for line in settle(now, by) if line.item}
    for key, text in texts.items():
        if key == GENERAL:
            _keep_general(now, text, kept)
        elif item := items.get(key):
            _keep_item(item, text, kept)
        else:
            kept.lost.add(key)
    for key, new in decisions.items():
        if item := items.get(key):
            goal: Goal | None = item.goal
            Decision.objects.create(item=item, text=new.text, owner=new.owner, due_on=new.due_on, goal=goal)
    return kept


def _keep_item(item: AgendaItem, text: Text, kept: Kept) -> None:
    answer = _outcome(item.notes, item.version, text)
    if isinstance(answer, Clash):
        kept.clashes[line_of(item).key] = answer
    elif answer != item.notes:
        item.notes, item.version = answer, item.version + 1
        item.save(update_fields=["notes", "version"])


def _keep_general(moment: AgendaMoment, text: Text, kept: Kept) -> None:
    answer = _outcome(moment.notes, moment.notes_version, text)
    if isinstance(answer, Clash):
        kept.clashes[GENERAL] = answer
    elif answer != moment.notes:
        moment.notes, moment.notes_version = answer, moment.notes_version + 1
        moment.save(update_fields=["notes", "notes_version"])


def _outcome(standing: str, version: int, text: Text) -> str | Clash:
    """Return what should stand there, or both texts where the writer did not know of one of them."""
    if text.text == standing or text.is_untouched:
        return standing
    if text.version != version:
        return Clash(standing, text.text, stamp_of(standing, version))
    return f"{standing}\n\n{text.text}" if text.both and standing else text.text
