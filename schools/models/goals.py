"""A goal: what a school, a team or a teacher with the own class wants to reach, and its life."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate

from schools.goal_querysets import GoalQuerySet
from schools.models.evaluations import Evaluation, refuse_past
from schools.models.goal_changes import GoalChange
from schools.models.groups import Team
from schools.models.journal import JournalEntry
from schools.models.organisations import School
from schools.models.people import Membership


class Goal(models.Model):
    """What a school, a team, or a teacher with the own class, wants to reach. Its texts follow handvat 4b.

    Concept → running → achieved → secured; running or achieved → stopped. Each step is a date.
    While it runs or is achieved it has an owner who is there and at least one coming evaluation.
    A teacher's goal for school or team (`proposer`) is theirs until proposed; then it is started, or declined in words.
    """

    class Scope(models.TextChoices):
        """Whose goal it is."""

        SCHOOL = "school", "de hele school"
        TEAM = "team", "een team"
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
    team = models.ForeignKey(Team, models.RESTRICT, null=True, blank=True, related_name="goals", verbose_name="team")
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
    days = models.JSONField("gewenste dagen om terug te kijken", default=list, blank=True)  # ISO, while a concept
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    shown_at = models.DateTimeField("collega's zien het sinds", null=True, blank=True)
    proposer = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="proposed_goals")
    proposed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)
    started_on = models.DateField(null=True, blank=True)
    achieved_on = models.DateField(null=True, blank=True)
    secured_on = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)
    stop_reason = models.TextField(blank=True)

    next_on: date | None  # of for_list()

    objects: ClassVar[GoalQuerySet] = GoalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        constraints = [
            models.CheckConstraint(condition=Q(scope__in=["school", "team", "class"]), name="goal_scope"),
            models.CheckConstraint(
                condition=(Q(scope="team") & Q(team__isnull=False)) | (~Q(scope="team") & Q(team__isnull=True)),
                name="goal_of_a_team_has_one",
                violation_error_message="Kies bij een doel voor een team ook welk team.",
            ),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True) | Q(scope="class"),
                name="goal_shown_is_of_a_class",
                violation_error_message="Een doel van de school of van een team ziet iedereen al.",
            ),
            models.CheckConstraint(
                condition=Q(proposer__isnull=True) | ~Q(scope="class"),
                name="goal_of_a_class_is_not_proposed",
                violation_error_message="Een doel voor je eigen klas hoef je niet voor te stellen.",
            ),
            models.CheckConstraint(
                condition=Q(proposed_at__isnull=True) | Q(proposer__isnull=False),
                name="goal_proposed_by_someone",
                violation_error_message="Van een voorstel is bekend wie het deed.",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True)
                | (Q(proposed_at__isnull=False) & Q(started_on__isnull=True) & ~Q(decline_reason="")),
                name="goal_declined_with_reason",
                violation_error_message="Schrijf erbij waarom het voorstel niet doorgaat.",
            ),
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

    @property
    def is_concept(self) -> bool:
        """Tell whether the goal does not run yet."""
        return self.state == self.State.CONCEPT

    @property
    def is_private(self) -> bool:
        """Tell whether it is somebody's own: of a class, or thought of and not proposed yet."""
        thought_of = self.proposer_id and not self.proposed_at and not self.started_on
        return self.scope == self.Scope.CLASS or bool(thought_of)

    @property
    def waits_for_word(self) -> bool:
        """Tell whether it was proposed and nobody has said yes or no."""
        return self.is_concept and bool(self.proposed_at) and not self.declined_at

    @property
    def for_whom(self) -> str:
        """Return whose goal it is, in words that follow on 'voor'."""
        return str(self.team) if self.team else "mijn klas" if self.scope == self.Scope.CLASS else "de hele school"

    @transaction.atomic
    def propose(self, by: Membership) -> None:
        """Put a teacher's concept before coordinator and principal; also again, after they declined it."""
        fresh = self.lock()
        if not fresh.is_concept or not fresh.proposer_id or fresh.waits_for_word:
            raise ValueError("only a teacher's concept can be proposed, once at a time")
        self.proposed_at, self.declined_at, self.decline_reason = timezone.now(), None, ""
        self.save(update_fields=["proposed_at", "declined_at", "decline_reason"])
        self.tell(by, "proposed")
        self.note(by, "goal_suggested")

    @transaction.atomic
    def decline(self, by: Membership, reason: str) -> None:
        """Say no to a proposal, with a word for who made it."""
        if not self.lock().waits_for_word:
            raise ValueError("only a proposal that waits can be declined")
        self.declined_at, self.decline_reason = timezone.now(), reason
        self.save(update_fields=["declined_at", "decline_reason"])
        self.tell(by, "declined", "", reason)
        self.note(by, "goal_declined")

    @transaction.atomic
    def start(self, by: Membership, *days: date) -> None:
        """Let a concept run, with its evaluation dates (one at least, each today or later)."""
        for day in days:
            refuse_past(day)
        if not days or not self.lock().is_concept:
            raise ValueError("only a concept can start, and it needs a date")
        if Membership.objects.filter(pk=self.owner_id, left_at__isnull=False).exists():
            raise ValueError("a goal that runs has an owner who is there")
        self.started_on, self.days = localdate(), []
        self.declined_at, self.decline_reason = None, ""
        self.save(update_fields=["started_on", "days", "declined_at", "decline_reason"])
        for day in sorted(set(days)):
            self.plan(day)
        self.tell(by, "state", self.State.CONCEPT, self.State.RUNNING)
        self.note(by, "goal_started")

    def plan(self, on: date) -> Evaluation:
        """Add a coming evaluation (today or later); return the one of that day where there is one already."""
        refuse_past(on)
        return self.evaluations.coming().filter(due_on=on).first() or self.evaluations.create(due_on=on)

    @transaction.atomic
    def stop(self, by: Membership, reason: str) -> None:
        """End the goal before it is secured; its coming evaluations are cancelled with the same reason."""
        was = self._refuse_unless_alive()
        self.stopped_on, self.stop_reason = localdate(), reason
        self.save(update_fields=["stopped_on", "stop_reason"])
        self._cancel_coming(reason)
        self.tell(by, "state", was, self.State.STOPPED)
        self.note(by, "goal_stopped")

    @transaction.atomic
    def achieve(self, by: Membership) -> None:
        """Say that the goal is reached; it is looked at again to see whether it stayed."""
        was = self._refuse_unless_alive()
        self.achieved_on = self.achieved_on or localdate()
        self.save(update_fields=["achieved_on"])
        if was != self.State.ACHIEVED:
            self.tell(by, "state", was, self.State.ACHIEVED)
        self.note(by, "goal_achieved")

    @transaction.atomic
    def secure(self, by: Membership) -> None:
        """Say that it has become ordinary; nothing needs evaluating any more."""
        was = self._refuse_unless_alive()
        self.achieved_on = self.achieved_on or localdate()
        self.secured_on = localdate()
        self.save(update_fields=["achieved_on", "secured_on"])
        self._cancel_coming("Het doel is geborgd.")
        self.tell(by, "state", was, self.State.SECURED)
        self.note(by, "goal_secured")

    def give_to(self, owner: Membership, by: Membership) -> None:
        """Let someone else be the owner, because the one before leaves."""
        self.tell(by, "owner", str(self.owner_id), str(owner.pk))
        self.owner, self.version = owner, self.version + 1
        self.save(update_fields=["owner", "version"])
        self.note(by, "goal_handed_over")

    def lock(self) -> Goal:
        """Return the goal as it stands, and make others wait who change it or the people of its school."""
        School.objects.select_for_update().get(pk=self.school_id)
        return Goal.objects.select_for_update().get(pk=self.pk)

    def tell(self, by: Membership, field: str, before: str = "", after: str = "") -> None:
        """Keep in the history of the goal what changed."""
        GoalChange.keep(self, by, field, before, after)

    def note(self, by: Membership, deed: str) -> None:
        """Write a deed in the school's journal; what is somebody's own stays out of it."""
        if not self.is_private:
            JournalEntry.write(by, deed, self.aim)

    def refuse_unless_alive(self) -> None:
        """Raise ValueError for a step that only a running or achieved goal can take."""
        if not self.is_alive:
            raise ValueError("only a goal that is alive can be achieved, secured or stopped")

    def _refuse_unless_alive(self) -> State:
        self.refuse_unless_alive()
        fresh = self.lock()
        fresh.refuse_unless_alive()
        return fresh.state

    def _cancel_coming(self, reason: str) -> None:
        self.evaluations.coming().update(
            cancelled_on=localdate(), cancel_reason=reason, version=models.F("version") + 1
        )
