"""What changed in a goal, by whom and when: its history, and what a form compares with."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone

from schools.goal_querysets import GoalChangeQuerySet
from schools.models.people import Membership

if TYPE_CHECKING:
    from schools.models.goals import Goal


class GoalChange(models.Model):
    """One thing that changed. `field` is a word of schools.goal_history, `version` the goal's after the change.

    Values are kept as text; of a person or a team the number, so that a name lives in one place only.
    """

    goal = models.ForeignKey("schools.Goal", models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[GoalChangeQuerySet] = GoalChangeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "wijziging van een doel"
        verbose_name_plural = "wijzigingen van doelen"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.field}: {self.goal_id}"

    @classmethod
    def keep(cls, goal: Goal, by: Membership, field: str, before: str, after: str) -> None:
        """Keep that a member changed something; a site admin is nobody of the school."""
        person = by if by.pk else None
        cls.objects.create(goal=goal, by=person, field=field, before=before, after=after, version=goal.version)
