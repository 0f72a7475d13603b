"""'Wat hebben we ermee gedaan': what became of the priorities of the round before this one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from checklists.models import Round
from schools.models import Evaluation, Goal

STATES = {
    Goal.State.CONCEPT: "nog een concept",
    Goal.State.RUNNING: "loopt",
    Goal.State.ACHIEVED: "behaald",
    Goal.State.SECURED: "gewoon geworden bij ons",
    Goal.State.STOPPED: "gestopt",
}


@dataclass(frozen=True)
class Became:
    """A priority and what became of it; without a goal where none was made."""

    item_text: str
    goal: Goal | None
    last: Evaluation | None

    @property
    def state(self) -> str:
        """Return where the goal is in its life, in words; nothing without a goal."""
        return STATES[self.goal.state] if self.goal else ""

    @property
    def is_under_way(self) -> bool:
        """Tell whether there is more than a plan."""
        return self.goal is not None and self.goal.state != Goal.State.CONCEPT


@dataclass(frozen=True)
class Earlier:
    """The round before, and what became of each of its priorities."""

    round: Round
    rows: tuple[Became, ...]

    @property
    def under_way(self) -> list[Became]:
        """Return the priorities of which more than a plan was made."""
        return [row for row in self.rows if row.is_under_way]

    @property
    def waiting(self) -> int:
        """Return how many priorities still wait for a goal that runs."""
        return len(self.rows) - len(self.under_way)


def earlier_of(round_: Round) -> Earlier | None:
    """Return what became of the last round of the same school or team that has priorities; None where there is none.

    Three queries. A goal that somebody keeps for the own class stays out.
    """
    before = Round.objects.of_same(round_).filter(agreed_at__isnull=False)
    if round_.opened_at:
        before = before.filter(opened_at__lt=round_.opened_at)
    last = before.exclude(pk=round_.pk).order_by("-closed_at", "-pk").first()
    if last is None:
        return None
    held = Evaluation.objects.filter(held_on__isnull=False).order_by("-held_on", "-pk")
    goals = Goal.objects.filter(scope=Goal.Scope.SCHOOL).prefetch_related(Prefetch("evaluations", held, to_attr="held"))
    rows = []
    for priority in last.priorities.prefetch_related(Prefetch("goal", goals)):
        item = last.item(priority.item_code)
        goal = priority.goal
        held_ones = getattr(goal, "held", [])
        rows.append(Became(item.text if item else priority.item_code, goal, held_ones[0] if held_ones else None))
    return Earlier(last, tuple(rows)) if rows else None
