"""Schools, the boards that govern them, and requests to take part."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from schools.querysets import SchoolRequestQuerySet

CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no letters that look like another one
BRIN_PATTERN = r"^[0-9]{2}[A-Z]{2}([0-9]{2})?$"  # four characters for the school, two more for the vestiging


def new_code() -> str:
    """Return a short random address for a school; it is an address, not a secret."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


class Board(models.Model):
    """The governing body of several schools."""

    name = models.CharField("naam", max_length=160)
    number = models.CharField("nummer bevoegd gezag", max_length=10, blank=True)

    class Meta:
        verbose_name = "bestuur"
        verbose_name_plural = "besturen"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="board_has_name"),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="board_number_unique",
                violation_error_message="Er is al een bestuur met dit nummer.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """One vestiging. Its BRIN is an attribute, never a key: schools merge."""

    class Sector(models.TextChoices):
        """The kind of education."""

        PO = "po", "po"
        VO = "vo", "vo"
        BOTH = "both", "po en vo"

    class Region(models.TextChoices):
        """The region whose school holidays it follows."""

        NOORD = "noord", "Noord"
        MIDDEN = "midden", "Midden"
        ZUID = "zuid", "Zuid"

    READABLE_FOR = timedelta(days=60)  # how long the principal of an archived school may still read its pages

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    name = models.CharField("naam", max_length=120)
    place = models.CharField("plaats", max_length=80, blank=True)
    sector = models.CharField("sector", max_length=4, choices=Sector)
    region = models.CharField("vakantieregio", max_length=6, choices=Region)
    brin = models.CharField(
        "BRIN",
        max_length=6,
        blank=True,
        db_index=True,
        validators=[RegexValidator(BRIN_PATTERN, "Een BRIN ziet eruit als 12AB of 12AB00.")],
    )
    board = models.ForeignKey(
        Board, models.SET_NULL, null=True, blank=True, related_name="schools", verbose_name="bestuur"
    )
    mailbox = models.EmailField("functionele mailbox", blank=True)
    second_factor_since = models.DateTimeField("vraagt extra beveiliging sinds", null=True, blank=True)
    created_at = models.DateTimeField("aangemaakt op", default=timezone.now, editable=False)
    archived_at = models.DateTimeField("gearchiveerd op", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name="opgegaan in"
    )

    class Meta:
        verbose_name = "school"
        verbose_name_plural = "scholen"
        constraints = [
            models.CheckConstraint(condition=Q(sector__in=["po", "vo", "both"]), name="school_sector"),
            models.CheckConstraint(condition=Q(region__in=["noord", "midden", "zuid"]), name="school_region"),
            models.CheckConstraint(
                condition=Q(brin="") | Q(brin__regex=BRIN_PATTERN),
                name="school_brin",
                violation_error_message="Een BRIN ziet eruit als 12AB of 12AB00.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def leaders(self) -> str:
        """Return who leads the theme and decides on proposals, in the words of the sector."""
        words = {"po": "IB’er of directeur", "vo": "zorgcoördinator of directeur"}
        return words.get(self.sector, "IB’er, zorgcoördinator of directeur")

    @property
    def readable_until(self) -> datetime | None:
        """Return until when the principal of an archived school may read its pages; None where it is not archived."""
        return self.archived_at and self.archived_at + self.READABLE_FOR


class SchoolRequest(models.Model):
    """Someone asks to take part with a school: sent → confirmed by mail → granted or refused.

    Without `school` the site admin decides, and granting makes the school; with it that school's admins do.
    What the applicant wrote about the school stays as it was written.
    """

    class Role(models.TextChoices):
        """What the applicant is at the school."""

        TEACHER = "teacher", "leerkracht, docent of mentor"
        COORDINATOR = "coordinator", "IB’er of zorgcoördinator"
        PRINCIPAL = "principal", "directeur of teamleider"

    class Decision(models.TextChoices):
        """What became of it."""

        GRANTED = "granted", "toegelaten"
        REFUSED = "refused", "afgewezen"

    LASTS = timedelta(days=7)  # how long the link to confirm works

    school = models.ForeignKey(
        School, models.CASCADE, null=True, blank=True, related_name="requests", verbose_name="bestaande school"
    )
    school_name = models.CharField("naam van de school", max_length=120)
    place = models.CharField("plaats", max_length=80, blank=True)
    brin = models.CharField("BRIN", max_length=6, blank=True)
    sector = models.CharField("sector", max_length=4, choices=School.Sector)
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres")
    role = models.CharField("rol", max_length=11, choices=Role)
    why = models.TextField("waarom", max_length=1000, blank=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField("verstuurd op", default=timezone.now)
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    decision = models.CharField("besluit", max_length=7, choices=Decision, blank=True)
    answer = models.TextField("antwoord", max_length=1000, blank=True)

    objects: ClassVar[SchoolRequestQuerySet] = SchoolRequestQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "aanvraag"
        verbose_name_plural = "aanvragen"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(brin="") | Q(brin__regex=BRIN_PATTERN),
                name="request_brin",
                violation_error_message="Een BRIN ziet eruit als 12AB of 12AB00.",
            ),
            models.CheckConstraint(condition=Q(sector__in=["po", "vo", "both"]), name="request_sector"),
            models.CheckConstraint(condition=Q(role__in=["teacher", "coordinator", "principal"]), name="request_role"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | Q(decision__in=["granted", "refused"], decided_at__isnull=False, confirmed_at__isnull=False),
                name="request_decided_after_confirmed",
                violation_error_message="Een aanvraag wordt pas beoordeeld als het e-mailadres is bevestigd.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_name} ({self.name})"

    @property
    def is_expired(self) -> bool:
        """Tell whether the link to confirm is too old; asking again helps."""
        return timezone.now() >= self.sent_at + self.LASTS

    @property
    def is_usable(self) -> bool:
        """Tell whether it can be confirmed now."""
        return self.confirmed_at is None and not self.is_expired

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for a decision."""
        return self.confirmed_at is not None and self.decided_at is None
