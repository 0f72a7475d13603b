"""The goals of a school year: what was found, done and decided in it, and what became of each goal.

A year is read from the dates that there are. A number of queries that does not grow with the goals: one for the goals,
one each for their evaluations, their actions, and what was decided at the end of a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Min, TextChoices
from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from schools.models import Action, Evaluation, Goal, GoalChange, Membership
from schools.year_closing import after, is_asked, year_to_close


class Outcome(TextChoices):
    """What became of a goal in a school year, in the order in which a page shows it."""

    SECURED = "secured", "Geborgd: gewoon bij ons"
    ACHIEVED = "achieved", "Behaald, en we kijken of het blijft"
    CARRIED = "carried", "Meegenomen naar het volgende jaar"
    KEPT = "kept", "Loopt door in het volgende jaar"
    RUNNING = "running", "Loopt"
    STOPPED = "stopped", "Gestopt"


@dataclass(frozen=True)
class YearDecision:
    """What was decided about a goal at the end of a school year: kept, carried or closed."""

    kind: str
    first_year: int
    who: str
    on: date
    note: str

    @classmethod
    def of(cls, change: GoalChange) -> YearDecision:
        """Read it from the history of a goal."""
        year = int(change.before) if change.before.isdecimal() else 0
        who = str(change.by) if change.by else "een oud-lid"
        return cls(change.field.removeprefix("year_"), year, who, change.at.date(), change.after)


@dataclass(frozen=True)
class GoalYear:
    """A goal in a school year: its evaluations that were held in it, what was done, and what is still to come."""

    goal: Goal
    year: SchoolYear
    held: list[Evaluation] = field(default_factory=list)
    coming: list[Evaluation] = field(default_factory=list)
    done: list[Action] = field(default_factory=list)
    open: list[Action] = field(default_factory=list)
    decisions: list[YearDecision] = field(default_factory=list)

    @property
    def decision(self) -> YearDecision | None:
        """Return what was decided at the end of this year; the last counts."""
        return next((one for one in reversed(self.decisions) if one.first_year == self.year.first_year), None)

    @property
    def before(self) -> YearDecision | None:
        """Return what was decided at the end of the year before."""
        return next((one for one in reversed(self.decisions) if one.first_year == self.year.first_year - 1), None)

    @property
    def was_closed_before(self) -> bool:
        """Tell whether an earlier year was closed with it: in its last weeks, which are the first of this one."""
        return any(one.kind == "closed" and one.first_year < self.year.first_year for one in self.decisions)

    @property
    def is_new(self) -> bool:
        """Tell whether it began in this year."""
        return self.goal.started_on is not None and self.goal.started_on in self.year

    @property
    def outcome(self) -> Outcome:
        """Return what became of it in this year: what was decided at its end, else what the dates say."""
        decided, end = self.decision, self.year.end
        closed = decided is not None and decided.kind == "closed"
        if self.goal.stopped_on and (closed or self.goal.stopped_on <= end):
            return Outcome.STOPPED
        if self.goal.secured_on and (closed or self.goal.secured_on <= end):
            return Outcome.SECURED
        if decided and decided.kind == "carried":
            return Outcome.CARRIED
        if self.goal.achieved_on and self.goal.achieved_on <= end:
            return Outcome.ACHIEVED
        return Outcome.KEPT if decided or localdate() > end else Outcome.RUNNING

    @property
    def last(self) -> Evaluation | None:
        """Return the last evaluation that was held in the year."""
        return self.held[-1] if self.held else None

    @property
    def next(self) -> Evaluation | None:
        """Return the moment that comes first, also where its day has passed."""
        return self.coming[0] if self.coming else None

    @property
    def days_ahead(self) -> list[date]:
        """Return the days after the year on which it will be looked at again."""
        return [one.due_on for one in self.coming if one.due_on > self.year.end and not one.is_late]

    @property
    def days_within(self) -> list[date]:
        """Return the coming days in the year itself, from today on."""
        return [one.due_on for one in self.coming if one.due_on in self.year and not one.is_late]


def goals_in(year: SchoolYear, member: Membership) -> list[GoalYear]:
    """Return the goals of school and teams that ran in a year and that the member may see; four queries."""
    goals = list(Goal.objects.visible_to(member).ran_in(year))
    evaluations, actions, decisions = defaultdict(list), defaultdict(list), defaultdict(list)
    found = Evaluation.objects.visible_to(member).filter(goal__in=goals, cancelled_on__isnull=True)
    for evaluation in found.order_by("held_on", "due_on", "pk"):
        evaluations[evaluation.goal_id].append(evaluation)
    for action in Action.objects.visible_to(member).filter(goal__in=goals).order_by("done_on", "due_on", "pk"):
        actions[action.goal_id].append(action)
    for change in GoalChange.objects.visible_to(member).of_years().filter(goal__in=goals).for_list():
        decisions[change.goal_id].append(YearDecision.of(change))
    rows = [
        GoalYear(
            goal,
            year,
            [one for one in evaluations[goal.pk] if one.held_on and one.held_on in year],
            sorted((one for one in evaluations[goal.pk] if one.is_open), key=lambda one: one.due_on),
            [one for one in actions[goal.pk] if one.done_on and one.done_on in year],
            [one for one in actions[goal.pk] if not one.done_on],
            decisions[goal.pk],
        )
        for goal in goals
    ]
    return [row for row in rows if not row.was_closed_before]


def by_outcome(rows: Iterable[GoalYear]) -> list[tuple[Outcome, list[GoalYear]]]:
    """Return the goals under what became of them, without empty groups."""
    rows = list(rows)
    groups = [(outcome, [row for row in rows if row.outcome == outcome]) for outcome in Outcome]
    return [group for group in groups if group[1]]


def to_close(rows: Iterable[GoalYear]) -> tuple[list[GoalYear], list[GoalYear]]:
    """Return the goals about which nothing was decided at the end of their year, and those with a decision."""
    rows = list(rows)
    decided = [row for row in rows if row.decision]
    return [row for row in rows if row.goal.is_alive and not row.decision], decided


def years_of(member: Membership) -> list[SchoolYear]:
    """Return the school years that can be read: from the first goal to this year, from May on also the next."""
    first = Goal.objects.visible_to(member).exclude(scope=Goal.Scope.CLASS).aggregate(first=Min("started_on"))["first"]
    return list(span(first, localdate()))


def span(first: date | None, today: date) -> Iterator[SchoolYear]:
    """Yield the school years from a day to today, and the one that follows while a year is rounded off."""
    now = SchoolYear.of(today)
    last = max(now.first_year, after(year_to_close(today)).first_year if is_asked(today) else 0)
    begins = SchoolYear.of(first).first_year if first else now.first_year
    yield from (SchoolYear(year) for year in range(min(begins, now.first_year), last + 1))
