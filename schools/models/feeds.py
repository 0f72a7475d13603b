"""The secret address at which a calendar program finds a person's agenda."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from schools.agenda_querysets import CalendarFeedQuerySet
from schools.models.people import User


class CalendarFeed(models.Model):
    """The one address of a person: who has it, reads the agenda. docs/decisions/feed-by-secret-address.md.

    `token_digest` finds it. The token itself is made of `nonce` and the site's secret key (schools/feeds.py), so the
    database alone opens nothing.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed", verbose_name="account")
    nonce = models.CharField(max_length=64, editable=False)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)
    read_at = models.DateTimeField("voor het laatst opgehaald", null=True, blank=True)

    objects: ClassVar[CalendarFeedQuerySet] = CalendarFeedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "adres voor de agenda"
        verbose_name_plural = "adressen voor de agenda"

    def __str__(self) -> str:
        return str(self.user)
