"""A dated answer to a question, by one person, for that person."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime

from handreiking.library import library
from schools.encryption import EncryptedText
from schools.models import User


class ReflectionQuerySet(models.QuerySet["Reflection"]):
    """The gate is the person, whatever the school."""

    def visible_to(self, user: User | AnonymousUser) -> ReflectionQuerySet:
        """Return what the person wrote; nobody else's, for nobody."""
        return self.filter(author=user) if user.is_authenticated else self.none()

    def of_today(self) -> ReflectionQuerySet:
        """Return what was written today, which may still be changed in place."""
        return self.filter(written_on=localdate())

    def lately(self, days: int = 31) -> ReflectionQuerySet:
        """Return what was written in the last days, without today."""
        today = localdate()
        return self.filter(written_on__lt=today, written_on__gte=today - timedelta(days=days))


class Reflection(models.Model):
    """One dated answer. On one day it is changed in place; on another day the same question gets a new one.

    `answer` is JSON, encrypted: {"text": str}, {"level": int from 0} or {"sentences": [str, …]}.
    The wording of the question is kept as it was answered. `group` is the class or group that the writer thought of.
    `version` grows with each change, so that a save knows whether it began from what is there.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reflections")
    question = models.CharField(max_length=80)
    wording = models.TextField()
    answer = EncryptedText()
    group = EncryptedText("klas of groep", blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    written_on = models.DateField(default=localdate)
    saved_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[ReflectionQuerySet] = ReflectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "reflectie"
        verbose_name_plural = "reflecties"
        ordering = ["-written_on", "-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["author", "question", "written_on"], name="reflection_once_a_day"),
            models.CheckConstraint(condition=~Q(answer=""), name="reflection_not_empty"),
        ]

    def __str__(self) -> str:
        return f"reflectie van {self.written_on}"

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
        moment = localtime(self.saved_at)
        day = "" if moment.date() == localdate() else f"op {date_format(moment, 'j F Y')} "
        return f"{day}om {moment:%H:%M}"

    @property
    def handvat(self) -> Any:
        """Return the handvat that the question belongs to, or None where the question is retired."""
        known = library().question_by_slug.get(self.question)
        return known[0] if known else None


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
