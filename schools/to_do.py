"""What a member has to do, in one list: actions under goals, and what they took on at a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from schools.models import Action, Decision, Membership


@dataclass(frozen=True)
class Task:
    """An action of a goal, or a decision of a moment (`of_moment`); `place_id` and `about` are that goal or moment."""

    of_moment: bool
    pk: int
    text: str
    due_on: date | None
    place_id: int
    about: str

    @property
    def is_late(self) -> bool:
        """Tell whether its day has passed."""
        return self.due_on is not None and self.due_on < localdate()


def tasks_of(member: Membership, most: int) -> list[Task]:
    """Return so many of the member's own open actions and decisions, the soonest first, without a day last."""
    soonest = Coalesce("due_on", Value(date.max))
    actions = Action.objects.visible_to(member).mine(member).order_by()
    decisions = Decision.objects.visible_to(member).to_do().filter(owner=member).order_by()
    columns = ("soonest", "of_moment", "pk", "text", "due_on", "place_id", "about")
    both = actions.annotate(
        soonest=soonest, of_moment=Value(0), place_id=F("goal_id"), about=F("goal__aim")
    ).values_list(*columns)
    decided = decisions.annotate(
        soonest=soonest, of_moment=Value(1), place_id=F("item__moment_id"), about=F("item__moment__title")
    ).values_list(*columns)
    rows = both.union(decided, all=True).order_by("soonest", "of_moment", "pk")[:most]
    return [Task(bool(of_moment), *rest) for _, of_moment, *rest in rows]
