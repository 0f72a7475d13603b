"""A round: one time that a school fills in a checklist, what the team agreed per item, and its priorities."""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone

from checklists.editions import Edition, Item, editions
from handreiking.library import library
from schools.models import Goal, JournalEntry, Membership, School

MOST_PRIORITIES = 5  # the hard limit; three is what is asked for
ASKED_PRIORITIES = 3


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds of a school."""

    def visible_to(self, member: Membership) -> RoundQuerySet:
        """Return the rounds of the member's school, newest first."""
        return self.filter(school_id=member.school_id).order_by("-opened_at", "-pk")

    def editable_by(self, member: Membership) -> RoundQuerySet:
        """Return the rounds that the member may fill in for the team, close, reopen and agree."""
        return self.visible_to(member) if member.may_change("coordinator") else self.none()

    def open(self) -> RoundQuerySet:
        """Return the rounds that are being filled in."""
        return self.filter(closed_at__isnull=True)

    def with_progress(self) -> RoundQuerySet:
        """Add `agreed_count`: how many items the team has agreed on."""
        return self.annotate(agreed_count=Count("team_views"))


class Round(models.Model):
    """One time that a school fills in a checklist, together. It keeps its edition for good.

    Open → closed → agreed (priorities chosen). Reopening keeps everything.
    """

    class Depth(models.TextChoices):
        """How many items: the short list or all."""

        KERN = "kern", "Kern: twaalf punten, ongeveer een kwartier"
        FULL = "full", "Volledig: alle punten"

    class Way(models.TextChoices):
        """How it is filled in."""

        TOGETHER = "together", "Samen"

    school = models.ForeignKey(School, models.CASCADE, related_name="rounds")
    name = models.CharField("naam", max_length=80)
    edition_key = models.CharField(max_length=12)
    depth = models.CharField("hoeveel punten", max_length=4, choices=Depth)
    way = models.CharField(max_length=8, choices=Way, default=Way.TOGETHER)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "afname"
        verbose_name_plural = "afnames"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="round_has_name"),
            models.CheckConstraint(condition=Q(depth__in=["kern", "full"]), name="round_depth"),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(closed_at__isnull=True),
                name="round_one_open_per_school",
                violation_error_message="Er is al een afname open. Rond die eerst af.",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(closed_at__isnull=False), name="round_agreed_after_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def edition(self) -> Edition:
        """Return the edition that this round was opened with."""
        return editions()[self.edition_key]

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items of this round, pillar by pillar."""
        return self.edition.items_of(self.depth)

    def item(self, code: str) -> Item | None:
        """Return an item of this round, or None for a code that is not in it."""
        return next((item for item in self.items if item.code == code), None)

    @transaction.atomic
    def close(self, by: Membership) -> None:
        """End filling in; from now on the school sees the outcome."""
        self.closed_at = timezone.now()
        self.save()
        JournalEntry.write(by, "round_closed", self.name)

    @transaction.atomic
    def reopen(self, by: Membership) -> None:
        """Let the team go on filling in; all that was agreed stays."""
        self.closed_at = self.agreed_at = None
        self.save()
        JournalEntry.write(by, "round_reopened", self.name)

    @transaction.atomic
    def choose(self, by: Membership, codes: list[str]) -> None:
        """Make these items the priorities, in this order (at most MOST_PRIORITIES); goals made of earlier ones stay."""
        goals = dict(self.priorities.values_list("item_code", "goal_id"))
        self.priorities.all().delete()
        for position, code in enumerate(codes, 1):
            self.priorities.create(item_code=code, position=position, goal_id=goals.get(code))
        self.agreed_at = timezone.now() if codes else None
        self.save()
        JournalEntry.write(by, "priorities_chosen", self.name)


class TeamView(models.Model):
    """What the team agreed on one item of a round."""

    class Stand(models.TextChoices):
        """Where the school stands; the last two stay out of every average."""

        NOT_YET = "0", "Nog niet"
        DEVELOPING = "1", "In ontwikkeling"
        MOSTLY = "2", "Grotendeels"
        ORDINARY = "3", "Gewoon bij ons"
        UNKNOWN = "unknown", "Weten we niet"
        NOT_APPLICABLE = "na", "Niet van toepassing"

    round = models.ForeignKey(Round, models.CASCADE, related_name="team_views")
    item_code = models.CharField(max_length=12)
    stand = models.CharField(max_length=7, choices=Stand)
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "teambeeld"
        verbose_name_plural = "teambeelden"
        constraints = [
            models.UniqueConstraint(fields=["round", "item_code"], name="team_view_once_per_item"),
            models.CheckConstraint(
                condition=Q(stand__in=["0", "1", "2", "3", "unknown", "na"]), name="team_view_stand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_code}: {self.get_stand_display()}"


class PriorityQuerySet(models.QuerySet["Priority"]):
    """Priorities; they belong to their round's school."""

    def visible_to(self, member: Membership) -> PriorityQuerySet:
        """Return the priorities of the rounds of the member's school."""
        return self.filter(round__in=Round.objects.visible_to(member).order_by())


class Priority(models.Model):
    """An item that the team chose to work on first; perhaps a goal was made of it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="priorities")
    item_code = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[PriorityQuerySet] = PriorityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "prioriteit"
        verbose_name_plural = "prioriteiten"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "item_code"], name="priority_once_per_item"),
            models.UniqueConstraint(fields=["round", "position"], name="priority_one_per_position"),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_PRIORITIES)),
                name="priority_five_at_most",
                violation_error_message="Kies hooguit vijf prioriteiten.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.item_code}"

    @transaction.atomic
    def make_goal(self, by: Membership) -> Goal:
        """Return the goal of this priority; the first time a concept is made, with what the item already says."""
        if self.goal:
            return self.goal
        item = self.round.item(self.item_code)
        assert item is not None
        codes = self.round.edition.suggestions(item)
        self.goal = Goal.objects.create(
            school_id=self.round.school_id,
            owner=by,
            aim=item.text[:250],
            ring=item.rings[0],
            handvatten=[handvat.slug for handvat in library().handvatten if handvat.code in codes[:2]],
            item_code=item.code,
            item_text=item.text,
        )
        self.save()
        JournalEntry.write(by, "goal_proposed", self.goal.aim)
        return self.goal
