"""The verbs of the team conversation: it begins, goes to a step or an item, keeps a text, ends and goes on again.

All of it is in the database at once, so a reload or a crash costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import transaction
from django.utils import timezone

from checklists.closing import TooFew, close, show
from checklists.models import FEWEST, Conversation, Round
from checklists.order import talk_order
from checklists.script import PILLARS, Step, step_of, steps_of
from schools.models import Goal, Membership

LONGEST_TEXT = 2_000
TextField = Literal["equity", "telling"]


class NotOpened(Exception):
    """The round is a draft: there is nothing to talk about yet."""


class StillFilling(Exception):
    """The round is still being filled in; this comes after that."""


class NothingAgreed(Exception):
    """The team agreed on nothing yet, so there is nothing to choose from."""


@dataclass(frozen=True)
class TextConflict(Exception):
    """Somebody else changed this text after the form was shown; `kept` is what stands there, at `version`."""

    kept: str
    version: int


@dataclass(frozen=True)
class ChoiceConflict(Exception):
    """Somebody else chose other priorities after the form was shown; `kept` are their items' codes."""

    kept: tuple[str, ...]


@transaction.atomic
def start(round_: Round) -> Conversation:
    """Begin the conversation, or go on where it was, also after it had ended. Raises NotOpened for a draft."""
    fresh = locked(round_)
    if not fresh.opened_at:
        raise NotOpened
    talk, made = Conversation.objects.get_or_create(round=fresh, defaults={"step": steps_of(fresh)[0].slug})
    if not made and talk.ended_at:
        talk.ended_at, talk.step_started_at = None, timezone.now()
        talk.save(update_fields=["ended_at", "step_started_at"])
    fresh.changed()
    return talk


@transaction.atomic
def end(round_: Round) -> None:
    """End the conversation; it can go on later."""
    Conversation.objects.filter(round=locked(round_), ended_at=None).update(ended_at=timezone.now())
    round_.changed()


@transaction.atomic
def go(round_: Round, by: Membership, slug: str, code: str = "") -> None:
    """Put a step, and perhaps an item, on the table for everyone. The clock of a step begins when it is entered.

    A step that comes after filling in ends filling in together (raises NothingAgreed where nothing was agreed);
    raises StillFilling while everyone answers alone.
    """
    fresh = locked(round_)
    step = step_of(fresh, slug)
    if fresh.is_open and fresh.is_alone and step not in steps_of(fresh)[:2]:
        raise StillFilling
    if fresh.is_open and step.after_filling:
        if not fresh.team_views.exists():
            raise NothingAgreed
        close(fresh, by)
    put(fresh, step, code)
    round_.refresh_from_db()


def put(round_: Round, step: Step, code: str = "") -> None:
    """Write down which step and item are on the table."""
    talk = Conversation.objects.get(round=round_)
    if talk.step != step.slug:
        talk.step, talk.step_started_at = step.slug, timezone.now()
    talk.item_code = code if step.slug == PILLARS and round_.item(code) else talk.item_code
    talk.save(update_fields=["step", "step_started_at", "item_code"])
    round_.changed()


@transaction.atomic
def end_filling(round_: Round, by: Membership, *, without_answers: bool = False) -> None:
    """End answering alone, show what was answered, and put the first item on the table.

    Raises closing.TooFew where fewer than five are done; `without_answers` then goes on together.
    """
    close(round_, by, without_answers=without_answers)
    fresh = locked(round_)
    if fresh.waiting_sheets >= FEWEST:
        show(fresh, by)
    elif not without_answers and not fresh.shown_at:
        raise TooFew
    put(fresh, step_of(fresh, PILLARS), talk_order(fresh)[0].code)
    round_.refresh_from_db()


@transaction.atomic
def keep_text(round_: Round, field: TextField, text: str, seen: int) -> int:
    """Keep what was said that belongs to no item, and return its version. `seen` is the version the form began from.

    Raises TextConflict rather than write over what somebody else wrote in the meantime.
    """
    talk = Conversation.objects.get(round=locked(round_))
    kept = getattr(talk, field)
    if kept == text:
        return talk.version
    if kept and talk.version != seen:
        raise TextConflict(kept, talk.version)
    setattr(talk, field, text)
    talk.version += 1
    talk.save(update_fields=[field, "version"])
    round_.changed()
    return talk.version


@transaction.atomic
def make_first_goal(
    round_: Round, code: str, by: Membership, *, aim: str, owner: Membership, evaluate_on: date
) -> Goal | None:
    """Make a goal of a priority and let it run, with its owner and the day to look back.

    A concept that was made of it before is filled in; a goal that runs already stays as it is. Returns None where the
    item is no priority any more: somebody else chose anew.
    """
    priority = locked(round_).priorities.filter(item_code=code).select_related("goal").first()
    if priority is None:
        return None
    goal = priority.make_goal(by)
    if goal.state == Goal.State.CONCEPT:
        goal.aim, goal.owner = aim, owner
        goal.save()
        goal.start(by, evaluate_on)
        round_.changed()
    return goal


@transaction.atomic
def choose(round_: Round, by: Membership, codes: list[str], seen: list[str]) -> None:
    """Make these items the priorities. `seen` are those that the form began from.

    Raises ChoiceConflict rather than write over what somebody else chose meanwhile; StillFilling in an open round.
    """
    fresh = locked(round_)
    if not fresh.closed_at:
        raise StillFilling
    kept = list(fresh.priorities.values_list("item_code", flat=True))
    if set(kept) == set(codes):
        return
    if set(kept) != set(seen):
        raise ChoiceConflict(tuple(kept))
    fresh.choose(by, codes)


def locked(round_: Round) -> Round:
    """Return the round as it is now, held until the end of the transaction: two who lead go one after the other."""
    return Round.objects.select_for_update().get(pk=round_.pk)
