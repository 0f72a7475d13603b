"""What each answers alone while a round is open, and what is left of it afterwards: figures and loose remarks.

Nothing here says who answered what, nor when. docs/decisions/anonymous-answers.md says how, and what it costs.
"""

from __future__ import annotations

from secrets import randbits
from typing import ClassVar

from django.db import models
from django.db.models import Q

from checklists.models.rounds import Round
from checklists.querysets import ParticipationQuerySet
from checklists.stands import Stand
from schools.encryption import EncryptedText
from schools.models import Membership

MOST_FLAGS = 3  # 'hier eerst', in the whole round
FLAG = "flag"  # where a stand stands in a tally: how many said 'hier eerst'
LONGEST_REMARK = 1000


def random_id() -> int:
    """Return a key that tells nothing of the order in which rows were made."""
    return randbits(62) + 1


class RoundKey(models.Model):
    """What a person's sheet is found with while a round is open. Closing the round deletes it for good."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="key", primary_key=True)
    secret = EncryptedText()

    class Meta:
        verbose_name = "sleutel van een afname"
        verbose_name_plural = "sleutels van afnames"

    def __str__(self) -> str:
        return f"sleutel van {self.round}"


class Participation(models.Model):
    """Someone who may answer in a round, and whether they said 'klaar'; without a time, and in no order."""

    id = models.BigIntegerField(primary_key=True, default=random_id)
    round = models.ForeignKey(Round, models.CASCADE, related_name="participations")
    member = models.ForeignKey(Membership, models.CASCADE, related_name="participations")
    finished = models.BooleanField(default=False)
    invited_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    objects: ClassVar[ParticipationQuerySet] = ParticipationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="participation_once")]

    def __str__(self) -> str:
        return f"{self.member} in {self.round}"


class Sheet(models.Model):
    """All answers of one person in an open round; `digest` finds it with the round's key. Paper has no digest."""

    id = models.BigIntegerField(primary_key=True, default=random_id)
    round = models.ForeignKey(Round, models.CASCADE, related_name="sheets")
    digest = models.CharField(max_length=64, null=True, editable=False)  # noqa: DJ001 – null: none, and never equal
    finished = models.BooleanField(default=False)

    class Meta:
        verbose_name = "formulier"
        verbose_name_plural = "formulieren"
        constraints = [models.UniqueConstraint(fields=["round", "digest"], name="sheet_once_per_person")]

    def __str__(self) -> str:
        return f"formulier in {self.round}"


class Answer(models.Model):
    """One person's answer on one item: a stand, a remark, 'hier eerst' (numbered from 1 to MOST_FLAGS)."""

    id = models.BigIntegerField(primary_key=True, default=random_id)
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="answers")
    item_code = models.CharField(max_length=12)
    stand = models.CharField(max_length=7, choices=Stand, blank=True)
    remark = EncryptedText("opmerking", blank=True, default="", max_length=LONGEST_REMARK)
    flag = models.PositiveSmallIntegerField("hier eerst", null=True, blank=True)

    class Meta:
        verbose_name = "antwoord"
        verbose_name_plural = "antwoorden"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "item_code"], name="answer_once_per_item"),
            models.UniqueConstraint(fields=["sheet", "flag"], name="answer_flag_once"),
            models.CheckConstraint(
                condition=Q(flag__isnull=True) | Q(flag__range=(1, MOST_FLAGS)),
                name="answer_three_flags_at_most",
                violation_error_message="Je kunt hooguit drie punten aanwijzen.",
            ),
            models.CheckConstraint(
                condition=Q(stand__in=["", "0", "1", "2", "3", "unknown", "na"]), name="answer_stand"
            ),
        ]

    def __str__(self) -> str:
        return f"antwoord op {self.item_code}"


class Tally(models.Model):
    """How many chose a stand on an item of a closed round. What is not shown waits until it can be without telling."""

    id = models.BigIntegerField(primary_key=True, default=random_id)
    round = models.ForeignKey(Round, models.CASCADE, related_name="tallies")
    item_code = models.CharField(max_length=12)
    stand = models.CharField(max_length=7)
    count = models.PositiveSmallIntegerField()
    shown = models.BooleanField(default=False)

    class Meta:
        verbose_name = "telling"
        verbose_name_plural = "tellingen"
        constraints = [
            models.UniqueConstraint(fields=["round", "item_code", "stand", "shown"], name="tally_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="tally_counts_someone"),
            models.CheckConstraint(
                condition=Q(stand__in=["0", "1", "2", "3", "unknown", "na", "flag"]), name="tally_stand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_code}: {self.count} × {self.stand}"


class Remark(models.Model):
    """A remark on an item of a closed round, loose from who wrote it, when, and what else they answered."""

    id = models.BigIntegerField(primary_key=True, default=random_id)
    round = models.ForeignKey(Round, models.CASCADE, related_name="remarks")
    item_code = models.CharField(max_length=12)
    text = EncryptedText()
    shown = models.BooleanField(default=False)

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering = ["pk"]  # a random number, so: shuffled, and the same at each look

    def __str__(self) -> str:
        return f"opmerking bij {self.item_code}"
