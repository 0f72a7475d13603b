"""Goals with an owner and dates, and the moments to look at them again."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate

from schools.models.journal import JournalEntry
from schools.models.organisations import School
from schools.models.people import Membership
from schools.querysets import EvaluationQuerySet, GoalQuerySet


class Goal(models.Model):
    """What a school, or a teacher with the own class, wants to reach. Its texts follow the questions of handvat 4b.

    Concept → running → achieved → secured; running or achieved → stopped. Each step is a date.
    While it runs or is achieved it has an owner and at least one coming evaluation.
    """

    class Scope(models.TextChoices):
        """Whose goal it is."""

        SCHOOL = "school", "de hele school"
        CLASS = "class", "mijn eigen klas"

    class State(models.TextChoices):
        """Where the goal is in its life, derived from the dates."""

        CONCEPT = "concept", "Concept"
        RUNNING = "running", "Loopt"
        ACHIEVED = "achieved", "Behaald"
        SECURED = "secured", "Geborgd"
        STOPPED = "stopped", "Gestopt"

    school = models.ForeignKey(School, models.CASCADE, related_name="goals")
    scope = models.CharField("voor wie", max_length=6, choices=Scope, default=Scope.SCHOOL)
    aim = models.CharField("wat willen we bereiken", max_length=250)
    success = models.TextField("hoe zien we dat het werkt", blank=True)
    monitoring = models.TextField("hoe volgen we het", blank=True)
    upkeep = models.TextField("hoe blijft het op de agenda", blank=True)
    participation = models.TextField("hoe doen ouders en leerlingen mee", blank=True)
    ring = models.PositiveSmallIntegerField("cirkel", null=True, blank=True)
    handvatten = models.JSONField("handvatten", default=list, blank=True)
    item_code = models.CharField("punt van de checklist", max_length=12, blank=True)
    item_text = models.CharField(max_length=400, blank=True)
    owner = models.ForeignKey(Membership, models.PROTECT, related_name="owned_goals", verbose_name="eigenaar")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    started_on = models.DateField(null=True, blank=True)
    achieved_on = models.DateField(null=True, blank=True)
    secured_on = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)
    stop_reason = models.TextField(blank=True)

    objects: ClassVar[GoalQuerySet] = GoalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=["school", "class"]), name="goal_scope"),
            models.CheckConstraint(condition=~Q(aim=""), name="goal_has_aim"),
            models.CheckConstraint(condition=Q(ring__isnull=True) | Q(ring__range=(1, 6)), name="goal_ring_exists"),
            models.CheckConstraint(
                condition=Q(achieved_on__isnull=True) | Q(started_on__isnull=False),
                name="goal_achieved_after_start",
                violation_error_message="Een doel dat nog niet loopt, kan niet behaald zijn.",
            ),
            models.CheckConstraint(
                condition=Q(secured_on__isnull=True) | Q(achieved_on__isnull=False),
                name="goal_secured_after_achieved",
                violation_error_message="Een doel wordt pas geborgd als het behaald is.",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | (Q(started_on__isnull=False) & ~Q(stop_reason="")),
                name="goal_stopped_with_reason",
                violation_error_message="Schrijf op waarom het doel stopt.",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(secured_on__isnull=True),
                name="goal_stopped_or_secured",
                violation_error_message="Een doel dat geborgd is, kan niet meer stoppen.",
            ),
        ]

    def __str__(self) -> str:
        return self.aim

    @property
    def state(self) -> State:
        """Return where the goal is in its life."""
        if self.stopped_on:
            return self.State.STOPPED
        if self.secured_on:
            return self.State.SECURED
        if self.achieved_on:
            return self.State.ACHIEVED
        return self.State.RUNNING if self.started_on else self.State.CONCEPT

    @property
    def is_alive(self) -> bool:
        """Tell whether the goal still wants evaluating."""
        return self.state in {self.State.RUNNING, self.State.ACHIEVED}

    @transaction.atomic
    def start(self, by: Membership, evaluate_on: date) -> None:
        """Let a concept run, with its first evaluation date (today or later)."""
        refuse_past(evaluate_on)
        if self.state != self.State.CONCEPT:
            raise ValueError("only a concept can start")
        self.started_on = localdate()
        self.save()
        self.plan(evaluate_on)
        self.note(by, "goal_started")

    def plan(self, on: date) -> Evaluation:
        """Add a coming evaluation (today or later)."""
        refuse_past(on)
        return self.evaluations.create(due_on=on)

    @transaction.atomic
    def stop(self, by: Membership, reason: str) -> None:
        """End the goal before it is secured; its coming evaluations are cancelled with the same reason."""
        self.refuse_unless_alive()
        self.stopped_on, self.stop_reason = localdate(), reason
        self.save()
        self._cancel_coming(reason)
        self.note(by, "goal_stopped")

    @transaction.atomic
    def achieve(self, by: Membership) -> None:
        """Say that the goal is reached; it is looked at again to see whether it stayed."""
        self.refuse_unless_alive()
        self.achieved_on = self.achieved_on or localdate()
        self.save()
        self.note(by, "goal_achieved")

    @transaction.atomic
    def secure(self, by: Membership) -> None:
        """Say that it has become ordinary; nothing needs evaluating any more."""
        self.refuse_unless_alive()
        self.achieved_on = self.achieved_on or localdate()
        self.secured_on = localdate()
        self.save()
        self._cancel_coming("Het doel is geborgd.")
        self.note(by, "goal_secured")

    def note(self, by: Membership, deed: str) -> None:
        """Write a deed in the school's journal; a class goal is the teacher's own and stays out of it."""
        if self.scope == self.Scope.SCHOOL:
            JournalEntry.write(by, deed, self.aim)

    def refuse_unless_alive(self) -> None:
        """Raise ValueError for a step that only a running or achieved goal can take."""
        if not self.is_alive:
            raise ValueError("only a goal that is alive can be achieved, secured or stopped")

    def _cancel_coming(self, reason: str) -> None:
        self.evaluations.coming().update(cancelled_on=localdate(), cancel_reason=reason)


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

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="evaluations")
    due_on = models.DateField("gepland op")
    held_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="held_evaluations")
    seen = models.TextField("wat zien we", blank=True)
    progress = models.PositiveSmallIntegerField("hoe ver zijn we", choices=Progress, null=True, blank=True)
    worked = models.TextField("wat werkte", blank=True)
    decision = models.CharField("hoe gaan we verder", max_length=8, choices=Decision, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)

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
    def is_late(self) -> bool:
        """Tell whether the date has passed without the evaluation being held or cancelled."""
        return not self.held_on and not self.cancelled_on and self.due_on < localdate()

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

        `next_on` is needed to go on, adjust or achieve, `reason` to stop. A held evaluation can't be held again.
        """
        fresh = Evaluation.objects.select_for_update().get(pk=self.pk)
        if fresh.held_on or fresh.cancelled_on or not self.goal.is_alive:
            raise ValueError("this evaluation is over")
        if (decision in self.WITH_NEXT_DATE) != bool(next_on):
            raise ValueError("a next date belongs with continue, adjust and achieved")
        self.seen, self.progress, self.worked, self.decision = seen, progress, worked, decision
        self.held_on, self.held_by = localdate(), by
        self.save()
        if next_on:
            self.goal.plan(next_on)
        if decision == self.Decision.ACHIEVED:
            self.goal.achieve(by)
        elif decision == self.Decision.SECURED:
            self.goal.secure(by)
        elif decision == self.Decision.STOP:
            self.goal.stop(by, reason)
        self.goal.note(by, "evaluation_held")


def refuse_past(on: date) -> None:
    """Raise ValueError for a date before today; forms say the same in Dutch before it comes this far."""
    if on < localdate():
        raise ValueError("an evaluation date lies today or later")
