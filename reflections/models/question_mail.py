"""A question by mail, once a week, for who asks for it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from schools.models import User


class QuestionMailQuerySet(models.QuerySet["QuestionMail"]):
    """Each one's own wish."""

    def visible_to(self, user: User | AnonymousUser) -> QuestionMailQuerySet:
        """Return what this person asked for."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class QuestionMail(models.Model):
    """Someone wants a question on this weekday at this hour (Dutch time). Stopping removes the row."""

    class Weekday(models.IntegerChoices):
        """A school day; Monday is 0."""

        MONDAY = 0, "maandag"
        TUESDAY = 1, "dinsdag"
        WEDNESDAY = 2, "woensdag"
        THURSDAY = 3, "donderdag"
        FRIDAY = 4, "vrijdag"

    user = models.OneToOneField(User, models.CASCADE, related_name="question_mail")
    weekday = models.PositiveSmallIntegerField("dag", choices=Weekday)
    hour = models.PositiveSmallIntegerField("uur")
    since = models.DateTimeField(default=timezone.now)
    sent_on = models.DateField("laatst verstuurd op", null=True, blank=True)

    objects: ClassVar[QuestionMailQuerySet] = QuestionMailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "vraag per mail"
        verbose_name_plural = "vragen per mail"
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(0, 4)), name="question_mail_on_a_school_day"),
            models.CheckConstraint(condition=Q(hour__range=(6, 21)), name="question_mail_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} om {self.hour} uur"
