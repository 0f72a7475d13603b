"""What a team agreed per item of a round, and what it works on first."""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from checklists.models.rounds import MOST_PRIORITIES, Round
from checklists.querysets import PriorityQuerySet
from checklists.stands import TeamStand
from handreiking.library import library
from schools.encryption import EncryptedText
from schools.models import Goal, JournalEntry, Membership


class TeamView(models.Model):
    """What the team agreed on one item of a round, and a line of what was said. Kept by `checklists.agreeing`."""

    Stand = TeamStand

    round = models.ForeignKey(Round, models.CASCADE, related_name="team_views")
    item_code = models.CharField(max_length=12)
    stand = models.CharField(max_length=7, choices=TeamStand, blank=True)
    note = EncryptedText("wat er gezegd is", blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "teambeeld"
        verbose_name_plural = "teambeelden"
        constraints = [
            models.UniqueConstraint(fields=["round", "item_code"], name="team_view_once_per_item"),
            models.CheckConstraint(
                condition=Q(stand__in=["", "0", "1", "2", "3", "unknown", "na"]), name="team_view_stand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_code}: {self.get_stand_display()}"


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
        fitting = self.round.edition.suggested(item)[:2]
        self.goal = Goal.objects.create(
            school_id=self.round.school_id,
            scope=Goal.Scope.TEAM if self.round.team_id else Goal.Scope.SCHOOL,
            team_id=self.round.team_id,
            owner=by,
            aim=item.text[:250],
            ring=item.rings[0],
            handvatten=[handvat.slug for handvat in library().handvatten if handvat in fitting],
            item_code=item.code,
            item_text=item.text,
        )
        self.save()
        self.goal.tell(by, "state", "", Goal.State.CONCEPT)
        self.round.changed()
        JournalEntry.write(by, "goal_proposed", self.goal.aim)
        return self.goal
