"""The team agenda: moments, what stands on them, and what was decided there."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.timezone import localdate, localtime

from schools.agenda_querysets import (
    AgendaItemQuerySet,
    AgendaMomentQuerySet,
    DecisionQuerySet,
    WavedProposalQuerySet,
)
from schools.models.actions import Action
from schools.models.goals import Goal
from schools.models.groups import Team
from schools.models.organisations import School
from schools.models.people import Membership


class AgendaMoment(models.Model):
    """A dated team meeting at which wellbeing is on the table: planned → held, or cancelled with a reason.

    `uid` and `sequence` are for calendars: the name that never changes, and how often what they show did.
    `series` is the same for moments that were planned together. `version` counts changes of what stands on the agenda.
    """

    class Kind(models.TextChoices):
        """What sort of moment it is."""

        MEETING = "meeting", "Teamvergadering"
        TRAINING = "training", "Studiedag"
        BRIEFING = "briefing", "Briefing na een vakantie"
        EVALUATION = "evaluation", "Evaluatie"
        OWN = "own", "Eigen moment"

    school = models.ForeignKey(School, models.CASCADE, related_name="agenda_moments")
    kind = models.CharField("wat voor moment", max_length=10, choices=Kind, default=Kind.MEETING)
    title = models.CharField("wat gaan jullie doen", max_length=120)
    starts_at = models.DateTimeField("begin")
    ends_at = models.DateTimeField("einde")
    place = models.CharField("waar", max_length=120, blank=True)
    talk = models.CharField("vraag om mee te openen", max_length=300, blank=True)
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="agenda_moments", verbose_name="team"
    )
    series = models.UUIDField("reeks", null=True, blank=True, editable=False, db_index=True)
    proposal = models.SlugField("voorstel", max_length=30, blank=True, editable=False)
    notes = models.TextField("verslag", blank=True)
    notes_version = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField("waarom vervalt het", max_length=200, blank=True)

    objects: ClassVar[AgendaMomentQuerySet] = AgendaMomentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "agendamoment"
        verbose_name_plural = "agendamomenten"
        indexes = [models.Index(fields=["school", "starts_at"], name="moment_by_school_and_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="moment_ends_after_start",
                violation_error_message="Het einde ligt vóór het begin. Kies een later einde.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["meeting", "training", "briefing", "evaluation", "own"]),
                name="moment_kind",
                violation_error_message="Kies wat voor moment het is.",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancel_reason="")),
                name="moment_cancelled_with_reason",
                violation_error_message="Schrijf op waarom het moment vervalt.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def day(self) -> date:
        """Return the day on which it is held."""
        return localtime(self.starts_at).date()

    @property
    def minutes(self) -> int:
        """Return how long it takes."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_over(self) -> bool:
        """Tell whether it has ended."""
        return self.ends_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Tell whether it still comes: not ended, not cancelled."""
        return not self.is_over and self.cancelled_at is None


class AgendaItem(models.Model):
    """A point on the agenda of a moment, with its minutes, and what was said about it.

    A goal, an action (a `decision` with an owner, or an `action` under a goal) or a question comes by itself, and
    becomes a row once somebody arranges the agenda or writes
    notes. `text` is the wording as it was then. `dropped_at`: the team took it off the agenda.
    """

    class Kind(models.TextChoices):
        """What sort of point it is."""

        GOAL = "goal", "Doel om op terug te kijken"
        ACTION = "action", "Open actie"
        QUESTION = "question", "Gespreksvraag"
        OWN = "own", "Eigen punt"

    MOST_MINUTES = 480

    moment = models.ForeignKey(AgendaMoment, models.CASCADE, related_name="items")
    kind = models.CharField("wat voor punt", max_length=8, choices=Kind, default=Kind.OWN)
    text = models.CharField("punt", max_length=400)
    minutes = models.PositiveSmallIntegerField("minuten", default=10)
    position = models.PositiveSmallIntegerField("plaats", default=0)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="agenda_items")
    decision = models.ForeignKey("Decision", models.SET_NULL, null=True, blank=True, related_name="agenda_items")
    action = models.ForeignKey(Action, models.SET_NULL, null=True, blank=True, related_name="agenda_items")
    question = models.SlugField("vraag van de handreiking", max_length=80, blank=True)
    notes = models.TextField("notities", blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AgendaItemQuerySet] = AgendaItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["goal", "action", "question", "own"]), name="agenda_item_kind"
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="agenda_item_has_text",
                violation_error_message="Schrijf op waar het over gaat.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 480)),
                name="agenda_item_minutes",
                violation_error_message="Een punt duurt 1 tot 480 minuten.",
            ),
            models.UniqueConstraint(
                fields=["moment", "goal"],
                condition=Q(goal__isnull=False),
                name="agenda_item_goal_once",
                violation_error_message="Dit doel staat al op de agenda.",
            ),
            models.UniqueConstraint(
                fields=["moment", "decision"],
                condition=Q(decision__isnull=False),
                name="agenda_item_decision_once",
                violation_error_message="Deze actie staat al op de agenda.",
            ),
            models.UniqueConstraint(
                fields=["moment", "action"],
                condition=Q(action__isnull=False),
                name="agenda_item_action_once",
                violation_error_message="Deze actie staat al op de agenda.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Decision(models.Model):
    """What was decided on a point. Who took it on has an action, until it is done."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="decisions")
    text = models.CharField("besluit", max_length=300)
    owner = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name="wie pakt het op"
    )
    due_on = models.DateField("wanneer klaar", null=True, blank=True)
    goal = models.ForeignKey(
        Goal, models.SET_NULL, null=True, blank=True, related_name="decisions", verbose_name="bij welk doel"
    )
    made_on = models.DateField(default=localdate, editable=False)
    done_on = models.DateField(null=True, blank=True)

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="decision_has_text",
                violation_error_message="Schrijf op wat jullie besloten.",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("made_on")),
                name="decision_done_after_made",
                violation_error_message="Een besluit kan niet klaar zijn voordat het genomen is.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_action(self) -> bool:
        """Tell whether somebody took it on and has yet to do it."""
        return self.owner_id is not None and self.done_on is None

    def finish(self) -> None:
        """Say that it is done, today; nothing happens to what was done before."""
        if self.done_on is None:
            self.done_on = max(localdate(), self.made_on)
            self.save(update_fields=["done_on"])

    def reopen(self) -> None:
        """Say that it is not done after all."""
        self.done_on = None
        self.save(update_fields=["done_on"])


class WavedProposal(models.Model):
    """A moment on the rhythm of the year that the school does not want this school year."""

    school = models.ForeignKey(School, models.CASCADE, related_name="waved_proposals")
    first_year = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=30)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[WavedProposalQuerySet] = WavedProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "weggewuifd voorstel"
        verbose_name_plural = "weggewuifde voorstellen"

    def __str__(self) -> str:
        return f"{self.key} ({self.first_year})"
