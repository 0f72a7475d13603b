"""What a dated answer and an answer in a talk have in common."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime

from handreiking.library import library
from schools.encryption import EncryptedText


class Answered(models.Model):
    """An answer to a question, of which the wording is kept as it was answered; `answer` is JSON, encrypted.

    `version` grows with each change, so that a save knows whether it began from what is there.
    """

    question = models.CharField(max_length=80)
    wording = models.TextField()
    answer = EncryptedText()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @property
    def content(self) -> dict[str, Any]:
        """Return the answer as it was given."""
        content: dict[str, Any] = json.loads(self.answer)
        return content

    @property
    def lines(self) -> list[str]:
        """Return the answer in words, a line for each sentence; a level as the words of its step."""
        return lines_of(self.question, self.content)

    @property
    def saved_when(self) -> str:
        """Return when it was saved, in words: 'om 14:03', and the day before it where that is not today."""
        return moment_in_words(self.saved_at)


def moment_in_words(moment: datetime) -> str:
    """Return 'om 14:03' for a moment of today, with the day before it for another; in Dutch time."""
    moment = localtime(moment)
    day = "" if moment.date() == localdate() else f"op {date_format(moment, 'j F Y')} "
    return f"{day}om {moment:%H:%M}"


def lines_of(question: str, content: dict[str, Any]) -> list[str]:
    """Return an answer to the question of a slug in words; the question may have been retired."""
    known = library().question_by_slug.get(question)
    if "level" in content:
        scale = known[1].scale if known else ()
        level = int(content["level"])
        return [scale[level] if level < len(scale) else f"stap {level + 1}"]
    if "sentences" in content:
        starts = known[1].sentences if known else ()
        pairs = zip(starts or [""] * len(content["sentences"]), content["sentences"], strict=False)
        return [f"{start} {end}".strip() for start, end in pairs if end]
    return str(content["text"]).splitlines()


def is_empty(content: dict[str, Any]) -> bool:
    """Tell whether nothing is left in an answer; the lowest step of a scale, 0, is something."""
    values = [part for value in content.values() for part in (value if isinstance(value, list) else [value])]
    return all(value in ("", None) for value in values)
