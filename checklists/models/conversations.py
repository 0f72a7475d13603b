"""The team conversation beside a round: where it is, and what was said that belongs to no single item."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from checklists.models.rounds import Round
from schools.encryption import EncryptedText


class Conversation(models.Model):
    """One talk of a team over a round, led from the digibord. It survives a reload at any step: it is all here."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="conversation")
    step = models.CharField(max_length=20)  # a slug of checklists.script
    item_code = models.CharField(max_length=12, blank=True)  # what is on the table
    started_at = models.DateTimeField(default=timezone.now)
    step_started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    equity = EncryptedText("gelijke kansen", blank=True, default="")
    telling = EncryptedText("wie vertelt het leerlingen en ouders", blank=True, default="")
    version = models.PositiveIntegerField(default=1)  # of the two texts, for two who write at once

    class Meta:
        verbose_name = "teamgesprek"
        verbose_name_plural = "teamgesprekken"
        constraints = [models.CheckConstraint(condition=~Q(step=""), name="conversation_has_step")]

    def __str__(self) -> str:
        return f"{self.round}: {self.step}"
