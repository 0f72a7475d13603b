"""A dated answer to a question, by one person, for that person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from handreiking.library import library
from reflections.models.answers import Answered
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

    def with_readers(self) -> ReflectionQuerySet:
        """Add who else reads each answer, within the same query: for each way of sharing the first one and how many.

        `live_reader` is a name, `live_readers` a number; `copy_reader` and `copy_readers` the same of copies.
        """
        from reflections.models.shares import Share

        added: dict[str, Any] = {}
        for way in Share.Way.values:
            shares = Share.objects.standing().filter(reflection=OuterRef("pk"), way=way)
            first = shares.order_by("began_at", "pk").values("to__user__name")[:1]
            number = shares.order_by().values("reflection").annotate(number=Count("pk")).values("number")
            added |= {f"{way}_reader": Subquery(first), f"{way}_readers": Coalesce(Subquery(number), 0)}
        found: ReflectionQuerySet = self.annotate(**added)
        return found


class Reflection(Answered):
    """One dated answer. On one day it is changed in place; on another day the same question gets a new one.

    `answer` is JSON, encrypted: {"text": str}, {"level": int from 0} or {"sentences": [str, …]}.
    `group` is the class or group that the writer thought of.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reflections")
    group = EncryptedText("klas of groep", blank=True, default="")
    written_on = models.DateField(default=localdate)

    objects: ClassVar[ReflectionQuerySet] = ReflectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "reflectie"
        verbose_name_plural = "reflecties"
        ordering = ["-written_on", "-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["author", "question", "written_on"], name="reflection_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"reflectie van {self.written_on}"

    @property
    def other_readers(self) -> str:
        """Return who else reads it, in words: 'Joost leest mee'; '' where nobody does.

        One query where nobody does, two where somebody may, and none where it came with its readers (`with_readers`).
        """
        if hasattr(self, "live_readers"):
            return readers_in_words(self)
        if self.pk is None or not self.shares.exists():
            return ""
        known = Reflection.objects.with_readers().filter(pk=self.pk).first()
        return readers_in_words(known) if known else ""

    @property
    def handvat(self) -> Any:
        """Return the handvat that the question belongs to, or None where the question is retired."""
        known = library().question_by_slug.get(self.question)
        return known[0] if known else None


def readers_in_words(known: Any) -> str:
    """Return the sentence about who else reads an answer that came with its readers."""
    parts = []
    for way, one_reads, they_read in (
        ("live", "leest mee", "lezen mee"),
        ("copy", "heeft een kopie", "hebben een kopie"),
    ):
        first, number = getattr(known, f"{way}_reader"), getattr(known, f"{way}_readers")
        name = (first or "").split(" ")[0] or "een collega"
        if number == 1:
            parts.append(f"{name} {one_reads}")
        elif number:
            others = "nog een collega" if number == 2 else f"nog {number - 1} collega’s"
            parts.append(f"{name} en {others} {they_read}")
    return ", ".join(parts)
