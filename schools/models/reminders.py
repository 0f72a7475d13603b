"""Reminders by mail of the days on which a goal is looked at again: who got which, and what each wants."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from schools.goal_querysets import ReminderQuerySet, ReminderWishQuerySet
from schools.models.evaluations import Evaluation
from schools.models.people import Membership, User


class Reminder(models.Model):
    """One line of a mail that went out: a moment on its day, of a kind, to a person. There is never a second one.

    It is made before the mail goes, and removed where the mail server did not take it. A moment that moves to another
    day (`due_on`) counts anew. Nobody reads these rows: they only keep a reminder from going twice.
    """

    class Kind(models.TextChoices):
        """When it comes; the values are the names of the fields of ReminderWish."""

        WEEK = "week", "een week ervoor"
        DAY = "day", "op de dag zelf"
        LATE = "late", "als de dag voorbij is"

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="reminders")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="reminders")
    kind = models.CharField("soort", max_length=4, choices=Kind)
    due_on = models.DateField("voor het moment van")
    sent_on = models.DateField("verstuurd op")

    objects: ClassVar[ReminderQuerySet] = ReminderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "member", "kind", "due_on"],
                name="reminder_once",
                violation_error_message="Deze herinnering is al verstuurd.",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["week", "day", "late"]), name="reminder_kind"),
        ]
        indexes = [models.Index(fields=["sent_on"], name="reminder_sent_on")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.due_on}"


class ReminderWish(models.Model):
    """Which reminders a person wants. Without a row: all of them."""

    user = models.OneToOneField(User, models.CASCADE, related_name="reminder_wish", verbose_name="account")
    week = models.BooleanField("een week ervoor", default=True)
    day = models.BooleanField("op de dag zelf", default=True)
    late = models.BooleanField("als de dag voorbij is", default=True)

    objects: ClassVar[ReminderWishQuerySet] = ReminderWishQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "wens voor herinneringen"
        verbose_name_plural = "wensen voor herinneringen"

    def __str__(self) -> str:
        return str(self.user)

    @property
    def any(self) -> bool:
        """Tell whether the person wants reminders at all."""
        return self.week or self.day or self.late

    def wants(self, kind: str) -> bool:
        """Tell whether the person wants reminders of a kind."""
        return bool(getattr(self, kind))
