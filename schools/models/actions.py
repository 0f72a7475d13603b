"""Steps towards a goal, each of somebody and done on a day."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from schools.goal_querysets import ActionQuerySet
from schools.models.goals import Goal
from schools.models.people import Membership


class Action(models.Model):
    """A step towards a goal: what, who, and by when. Every change is kept in the history of the goal."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="actions")
    text = models.CharField("wat", max_length=250)
    owner = models.ForeignKey(Membership, models.PROTECT, related_name="actions", verbose_name="wie")
    due_on = models.DateField("klaar voor", null=True, blank=True)
    done_on = models.DateField("gedaan op", null=True, blank=True)

    objects: ClassVar[ActionQuerySet] = ActionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "actie"
        verbose_name_plural = "acties"
        ordering = ["goal", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="action_has_text", violation_error_message="Schrijf op wat er gebeurt."
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_late(self) -> bool:
        """Tell whether the day has passed and it is not done."""
        return bool(self.due_on and not self.done_on and self.due_on < localdate())

    @transaction.atomic
    def keep(self, by: Membership, text: str, owner: Membership, due_on: date | None) -> None:
        """Make the action, or change it.

        Raises ValueError for an owner who is not there, DoesNotExist for an action that was taken away meanwhile.
        """
        self.goal.lock()
        owner.refresh_from_db()
        if owner.left_at or owner.school_id != self.goal.school_id:
            raise ValueError("an action is of somebody who is there")
        before = str(Action.objects.get(pk=self.pk).in_words()) if self.pk else ""
        self.text, self.owner, self.due_on = text, owner, due_on
        self.save()
        if before != self.in_words():
            self.goal.tell(by, "action", before, self.in_words())

    @transaction.atomic
    def tick(self, by: Membership, *, done: bool) -> None:
        """Say that it is done, today, or that it is not after all."""
        fresh = Action.objects.select_for_update().get(pk=self.pk)
        if bool(fresh.done_on) != done:
            self.done_on = localdate() if done else None
            self.save(update_fields=["done_on"])
            self.goal.tell(by, "action_done" if done else "action_undone", "", self.text)

    @transaction.atomic
    def remove(self, by: Membership) -> None:
        """Take the action away; the history of the goal remembers it."""
        self.goal.tell(by, "action", self.in_words(), "")
        self.delete()

    def give_to(self, owner: Membership, by: Membership) -> None:
        """Let someone else do it, because the one before leaves."""
        if owner.pk != self.owner_id:
            self.goal.tell(by, "action_given", str(self.owner_id), self.text)
            self.owner = owner
            self.save(update_fields=["owner"])

    def in_words(self) -> str:
        """Return what and by when; of whom it is, changes too often to be kept."""
        return f"{self.text} (voor {self.due_on:%d-%m-%Y})" if self.due_on else self.text
