"""Keep what someone wrote, so that nobody's later save silently wipes an earlier one.

A form says which answer it began from: of which day, and its version. Where that is no longer what stands there,
nothing is saved and both texts are shown (`Conflict`), unless the form's own earlier save put it there.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from handreiking.joining import joined
from handreiking.records import Question
from reflections.models import PeerAnswer, Reflection, is_empty
from schools.models import User


@dataclass(frozen=True)
class Written:
    """What stands in a form: the answer as the model keeps it, and the class or group."""

    content: dict[str, Any]
    group: str = ""

    @classmethod
    def of(cls, answer: Reflection | PeerAnswer | None) -> Written:
        """Return what an answer says; without one, nothing."""
        return cls(answer.content, answer.group) if answer else cls({})

    def says_the_same_as(self, other: Written) -> bool:
        """Tell whether nothing is lost when one stands for the other; two empty answers are the same."""
        if is_empty(self.content) or is_empty(other.content):
            return is_empty(self.content) and is_empty(other.content)
        return self == other

    def under(self, other: Written) -> Written:
        """Return the other answer with this one under it, word for word; a step of a scale has room for one only."""
        mine, theirs = self.content, other.content
        group = self.group or other.group
        if is_empty(theirs) or "level" in mine:
            return Written(mine, group)
        if "sentences" in mine:
            ends = zip_longest(theirs.get("sentences", []), mine["sentences"], fillvalue="")
            return Written({"sentences": [joined(first, second, " / ") for first, second in ends]}, group)
        return Written({"text": joined(str(theirs.get("text", "")), mine["text"])}, group)


@dataclass(frozen=True)
class Began:
    """The answer that a form began from: of this day (today where it says none), in this version (0: none yet).

    An answer in a talk is of no day.
    `sent` is what the same form sent before and never heard of again: who typed on from there has seen it.
    """

    day: date | None = None
    version: int = 0
    sent: tuple[Written, ...] = ()

    @classmethod
    def of(cls, kept: Reflection | PeerAnswer | None) -> Began:
        """Return what a form begins from that shows this answer."""
        return cls(getattr(kept, "written_on", None), kept.version) if kept else cls()

    def knows(self, standing: Reflection | PeerAnswer | None) -> bool:
        """Tell whether what stands there now is what the form began from, or what it sent itself."""
        version = standing.version if standing else 0
        now = Written.of(standing)
        return version == self.version or any(now.says_the_same_as(sent) for sent in self.sent)


class Conflict(Exception):
    """Another device or tab wrote, or took away, what this form did not know of. Nothing was saved."""

    def __init__(self, theirs: Reflection | PeerAnswer | None, day: date | None = None) -> None:
        super().__init__("the answer was changed elsewhere")
        self.theirs = theirs
        self.day = day
        self.version = theirs.version if theirs else 0


@contextmanager
def one_at_a_time(author: User) -> Iterator[None]:
    """Let one save of a person run at a time: also two first ones, when there is no row of the answer to lock yet.

    SQLite begins every transaction with the lock on writing (settings.py), and leaves this one out.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=author.pk)
        yield


def keep(author: User, question: Question, written: Written, began: Began, *, both: bool = False) -> Reflection | None:
    """Keep an answer, or remove it where nothing is left in it; return what stands there now.

    With `both` it comes under what stands there. Raises Conflict where the form did not know what stands there.
    """
    with one_at_a_time(author):
        day = min(began.day or localdate(), localdate())
        standing = Reflection.objects.visible_to(author).filter(question=question.slug, written_on=day).first()
        if not both and written.says_the_same_as(Written.of(standing)):
            return standing
        if not began.knows(standing):
            raise Conflict(standing, day)
        return put(author, question, written.under(Written.of(standing)) if both else written, standing, day)


def put(
    author: User, question: Question, written: Written, standing: Reflection | None, day: date
) -> Reflection | None:
    """Write the answer where the standing one is, or as a new one. Call it inside `one_at_a_time`."""
    if is_empty(written.content):
        if standing:
            standing.delete()
        return None
    if standing is None:
        standing = Reflection(
            author=author, question=question.slug, wording=question.text, written_on=day, version=first_version()
        )
    else:
        standing.version += 1
    standing.answer = json.dumps(written.content, ensure_ascii=False)
    standing.group = written.group
    standing.saved_at = timezone.now()
    standing.save()
    return standing


def first_version() -> int:
    """Return the version of a new answer: a number that an earlier answer of that day, now gone, did not have."""
    return secrets.randbelow(10**9) + 1
