"""The moments to look at a goal again: planned, moved, held or cancelled."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from schools.goal_querysets import EvaluationQuerySet
from schools.models.people import Membership


class LastMoment(Exception):
    """A goal that is alive would be left without a coming moment."""


class EvaluationConflict(Exception):
    """Somebody else changed the evaluation meanwhile; `standing` is how it stands now. Nothing was saved."""

    def __init__(self, standing: Evaluation) -> None:
        super().__init__("the evaluation was changed meanwhile")
        self.standing = standing


class Evaluation(models.Model):
    """A date on which a goal is looked at again, and what was found: planned → held or cancelled."""

    class Progress(models.IntegerChoices):
        """How far the goal is, in four steps."""

        BEGINNING = 0, "Aan het begin"
        UNDER_WAY = 1, "Op weg"
        ALMOST = 2, "Bijna"
        THERE = 3, "Er"

    class Decision(models.TextChoices):
        """How it goes on."""

        CONTINUE = "continue", "Doorgaan"
        ADJUST = "adjust", "Bijstellen"
        ACHIEVED = "achieved", "Behaald"
        SECURED = "secured", "Geborgd"
        STOP = "stop", "Stoppen"

    WITH_NEXT_DATE = {Decision.CONTINUE, Decision.ADJUST, Decision.ACHIEVED}
    FOUND = ("seen", "progress", "worked")  # what is found, and can be put right after it was held

    goal = models.ForeignKey("schools.Goal", models.CASCADE, related_name="evaluations")
    due_on = models.DateField("gepland op")
    held_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="held_evaluations")
    seen = models.TextField("wat zien we", blank=True)
    progress = models.PositiveSmallIntegerField("hoe ver zijn we", choices=Progress, null=True, blank=True)
    worked = models.TextField("wat werkte", blank=True)
    decision = models.CharField("hoe gaan we verder", max_length=8, choices=Decision, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    is_decided: bool  # of with_decision_of()

    objects: ClassVar[EvaluationQuerySet] = EvaluationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "evaluatiemoment"
        verbose_name_plural = "evaluatiemomenten"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | (Q(progress__range=(0, 3)) & ~Q(decision="") & ~Q(seen="")),
                name="evaluation_held_is_complete",
                violation_error_message="Vul in wat jullie zien, hoe ver jullie zijn en hoe jullie verdergaan.",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", "continue", "adjust", "achieved", "secured", "stop"]),
                name="evaluation_decision",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | (Q(held_on__isnull=True) & ~Q(cancel_reason="")),
                name="evaluation_cancelled_with_reason",
                violation_error_message="Schrijf op waarom het moment vervalt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal} ({self.due_on})"

    @property
    def is_open(self) -> bool:
        """Tell whether it is neither held nor cancelled."""
        return not self.held_on and not self.cancelled_on

    @property
    def is_late(self) -> bool:
        """Tell whether the date has passed without the evaluation being held or cancelled."""
        return self.is_open and self.due_on < localdate()

    @property
    def is_last(self) -> bool:
        """Tell whether the goal has no other coming moment."""
        return not self.goal.evaluations.coming().exclude(pk=self.pk).exists()

    @transaction.atomic
    def hold(
        self,
        by: Membership,
        *,
        seen: str,
        progress: int,
        worked: str,
        decision: str,
        next_on: date | None = None,
        reason: str = "",
    ) -> None:
        """Record what the team found and decided, and carry the decision out.

        `next_on` is needed to go on, adjust or achieve, `reason` to stop. Raises EvaluationConflict where it is over.
        """
        fresh = self.lock()
        if not fresh.is_open or not self.goal.lock().is_alive:
            raise EvaluationConflict(fresh)
        if (decision in self.WITH_NEXT_DATE) != bool(next_on):
            raise ValueError("a next date belongs with continue, adjust and achieved")
        self.seen, self.progress, self.worked, self.decision = seen, progress, worked, decision
        self.held_on, self.held_by, self.version = localdate(), by, fresh.version + 1
        self.save()
        if next_on:
            self.goal.plan(next_on)
        self.goal.tell(by, "held", "", decision)
        if decision == self.Decision.ACHIEVED:
            self.goal.achieve(by)
        elif decision == self.Decision.SECURED:
            self.goal.secure(by)
        elif decision == self.Decision.STOP:
            self.goal.stop(by, reason)
        self.goal.note(by, "evaluation_held")

    @transaction.atomic
    def amend(self, by: Membership, began: int, *, seen: str, progress: int, worked: str) -> None:
        """Put right what was found; what was there stays in the history. The decision stands: it was carried out."""
        fresh = self.refuse_unless_known(began)
        if not fresh.held_on:
            raise ValueError("only what was held can be put right")
        for field, value in (("seen", seen), ("progress", progress), ("worked", worked)):
            before = getattr(fresh, field)
            if before != value:
                self.goal.tell(by, field, str(before), str(value))
                setattr(fresh, field, value)
        fresh.version += 1
        fresh.save()

    @transaction.atomic
    def move(self, by: Membership, on: date, began: int | None = None) -> None:
        """Look at the goal on another day (today or later); the day that was planned stays in the history."""
        refuse_past(on)
        fresh = self.refuse_unless_known(began)
        if not fresh.is_open:
            raise EvaluationConflict(fresh)
        if fresh.due_on != on:
            self.goal.tell(by, "moved", fresh.due_on.isoformat(), on.isoformat())
            self.due_on, self.version = on, fresh.version + 1
            self.save(update_fields=["due_on", "version"])
            self.goal.note(by, "evaluation_moved")

    @transaction.atomic
    def cancel(self, by: Membership, reason: str, next_on: date | None = None) -> None:
        """Let the moment lapse, with a reason; `next_on` plans another. Raises LastMoment where none would be left."""
        self.goal.lock()
        fresh = self.lock()
        if not fresh.is_open:
            raise EvaluationConflict(fresh)
        if not next_on and self.goal.is_alive and self.is_last:
            raise LastMoment
        self.cancelled_on, self.cancel_reason, self.version = localdate(), reason, fresh.version + 1
        self.save(update_fields=["cancelled_on", "cancel_reason", "version"])
        self.goal.tell(by, "cancelled", self.due_on.isoformat(), reason)
        if next_on:
            self.goal.plan(next_on)  # after it has lapsed: the new day may be the old one
            self.goal.tell(by, "planned", "", next_on.isoformat())
        self.goal.note(by, "evaluation_cancelled")

    def lock(self) -> Evaluation:
        """Return the evaluation as it stands, and make others wait who change it."""
        return Evaluation.objects.select_for_update().get(pk=self.pk)

    def refuse_unless_known(self, began: int | None) -> Evaluation:
        """Return the evaluation as it stands; raise EvaluationConflict where it is not what a form began from."""
        fresh = self.lock()
        if began is not None and began != fresh.version:
            raise EvaluationConflict(fresh)
        return fresh


def refuse_past(on: date) -> None:
    """Raise ValueError for a date before today; forms say the same in Dutch before it comes this far."""
    if on < localdate():
        raise ValueError("an evaluation date lies today or later")
