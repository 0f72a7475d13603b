"""What a school plans: goals with their evaluations, actions and changes, and moments with points and decisions."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.timezone import localdate

from schools.models import Action, AgendaItem, AgendaMoment, Decision, Evaluation, Goal, GoalChange
from tests.benchmarks.copying import copy, numbers
from tests.benchmarks.texts import aim_of, prose_of

if TYPE_CHECKING:
    from tests.benchmarks.generator import Plan
    from tests.benchmarks.people import Staff

STATES = ("concept",) + ("running",) * 5 + ("achieved", "achieved", "secured", "stopped")
SCOPES = ("school",) * 5 + ("team",) * 2 + ("class",) * 3
TO_COME = 0.25  # of the moments

Rows = list[tuple[Any, ...]]


def fill(plan: Plan, random: Random, staff: Staff) -> None:
    """Make the school's goals and its agenda."""
    fill_goals(plan, random, staff)
    fill_agenda(plan, random, staff)


def fill_goals(plan: Plan, random: Random, staff: Staff) -> None:
    """Make goals in every state, most of them running; alive ones have a coming evaluation, some of those are late."""
    today = localdate()
    goals: Rows = []
    evaluations: Rows = []
    actions: Rows = []
    changes: Rows = []
    for key in numbers(Goal, plan.goals):
        state, scope, owner = random.choice(STATES), random.choice(SCOPES), random.choice(staff.members)
        age = random.randint(20, 700)
        begun = None if state == "concept" else today - timedelta(days=age)
        reached = today - timedelta(days=age // 3) if state in {"achieved", "secured"} else None
        secured = today - timedelta(days=age // 6) if state == "secured" else None
        stopped = today - timedelta(days=age // 4) if state == "stopped" else None
        reason = "Het paste niet in het rooster." if stopped else ""
        team = staff.teams[0] if scope == "team" else None
        words = (aim_of(random), prose_of(random), prose_of(random), random.randint(1, 6))
        goals.append((key, staff.school, scope, team, *words, owner, begun, reached, secured, stopped, reason))
        if begun:
            for days in range(60, age, 90):
                on = begun + timedelta(days=days)
                evaluations.append((key, on, on, owner, prose_of(random), random.randrange(4), "continue"))
        if state in {"running", "achieved"}:
            evaluations.append((key, today + timedelta(days=random.randint(-10, 90)), None, None, "", None, ""))
        for _ in range(random.randrange(5)):
            due = today + timedelta(days=random.randint(-60, 60))
            actions.append((key, "De kring oefenen in de eigen groep", random.choice(staff.members), due))
        changes += [(key, "monitoring", "Elke maand vragen.", "Elke week vragen.", owner) for _ in range(2)]
    columns = ("id", "school_id", "scope", "team_id", "aim", "success", "monitoring", "ring", "owner_id")
    copy(Goal, (*columns, "started_on", "achieved_on", "secured_on", "stopped_on", "stop_reason"), goals)
    columns = ("goal_id", "due_on", "held_on", "held_by_id", "seen", "progress", "decision")
    copy(Evaluation, columns, evaluations)
    copy(Action, ("goal_id", "text", "owner_id", "due_on"), actions)
    copy(GoalChange, ("goal_id", "field", "before", "after", "by_id"), changes)


def fill_agenda(plan: Plan, random: Random, staff: Staff) -> None:
    """Make moments around today, three quarters of them over; on those stand points, and what was decided."""
    now = timezone.now().replace(hour=14, minute=0, second=0, microsecond=0)
    keys = numbers(AgendaMoment, plan.moments)
    over = keys[round(TO_COME * len(keys)) :]
    moments: Rows = []
    for place, key in enumerate(keys):
        days = 7 * (round(TO_COME * len(keys)) - place)
        begin = now + timedelta(days=days)
        uid = UUID(int=random.getrandbits(128), version=4)
        moments.append((key, staff.school, "Teamoverleg", begin, begin + timedelta(hours=1), uid))
    copy(AgendaMoment, ("id", "school_id", "title", "starts_at", "ends_at", "uid"), moments)
    items = numbers(AgendaItem, 2 * len(over))
    points = [(key, over[place // 2], f"Punt {place % 2 + 1}", place % 2) for place, key in enumerate(items)]
    copy(AgendaItem, ("id", "moment_id", "text", "position"), points)
    decided: Rows = [
        (key, prose_of(random)[:300], random.choice([None, *staff.members[:3]]), random.choice([None, localdate()]))
        for key in items[::2]
    ]
    copy(Decision, ("item_id", "text", "owner_id", "done_on"), decided)
