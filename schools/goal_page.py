"""What the pages of a goal show: its agreements, actions, moments and history, and the board of all goals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate

from handreiking.library import library
from schools.calendar import half_a_year_on
from schools.evaluation_forms import EvaluationForm
from schools.goal_forms import BoardFilterForm
from schools.goal_history import since_last_time
from schools.goal_steps import next_step
from schools.models import Action, Evaluation, Goal, GoalChange, Membership

PILLARS = {"B": "Beleid", "E": "Educatie", "O": "Schoolomgeving", "S": "Signaleren"}  # the letter of an item's code
LOOSE = "Los"
ORDER = [Goal.State.RUNNING, Goal.State.ACHIEVED, Goal.State.CONCEPT, Goal.State.SECURED, Goal.State.STOPPED]


def goal_context(member: Membership, goal: Goal) -> dict[str, Any]:
    """Return what the page of a goal shows; the number of queries does not grow with what hangs on it."""
    may_edit = is_among(Goal.objects.editable_by(member), goal)
    may_work = is_among(Goal.objects.workable_by(member), goal)
    actions = list(Action.objects.visible_to(member).filter(goal=goal).for_list())
    evaluations = list(Evaluation.objects.visible_to(member).filter(goal=goal).select_related("held_by__user"))
    content = library()
    return evaluation_context(member, goal, evaluations) | {
        "goal": goal,
        "actions": [(action, may_work or (action.owner_id == member.pk and member.may_change())) for action in actions],
        "done_number": sum(bool(action.done_on) for action in actions),
        "may_edit": may_edit,
        "may_work": may_work,
        "may_decide": may_edit and goal.waits_for_word and member.may("coordinator"),
        "may_propose": may_edit and goal.is_concept and goal.proposer_id == member.pk and not goal.waits_for_word,
        "may_remove": is_among(Goal.objects.removable_by(member), goal),
        "next_step": next_step(goal),
        "circle": content.circle_by_ring.get(goal.ring or 0),
        "handvatten": [handvat for handvat in content.handvatten if handvat.slug in goal.handvatten],
    }


def evaluation_context(member: Membership, goal: Goal, evaluations: list[Evaluation]) -> dict[str, Any]:
    """Return the moments of a goal, those that were held, what changed since, and the one to record now."""
    coming = [one for one in evaluations if one.is_open]
    may_hold = goal.is_alive and is_among(Goal.objects.evaluable_by(member), goal)
    changes = GoalChange.objects.visible_to(member).filter(goal=goal).for_list()
    current = coming[0] if coming and may_hold else None
    return {
        "evaluations": evaluations,
        "held": [one for one in reversed(evaluations) if one.held_on],
        "next_evaluation": coming[0] if coming else None,
        "current": current,
        "may_hold": may_hold,
        "since": since_last_time(goal, changes) if goal.is_alive else None,
    } | (recording(current, evaluations) if current else {"form": None})


def recording(current: Evaluation, evaluations: Iterable[Evaluation]) -> dict[str, Any]:
    """Return the empty form of an evaluation; the next day is the one that was planned already, where there is one."""
    today = localdate()
    planned = next((one.due_on for one in evaluations if one.is_open and one != current and one.due_on > today), None)
    known = f"Er staat al een moment op {date_format(planned, 'j F Y')}. " if planned else ""
    far = f"Bij behaald liefst over een half jaar, rond {date_format(half_a_year_on(today), 'j F')}."
    return {"current": current, "form": EvaluationForm(initial={"next_on": planned}), "next_hint": known + far}


def is_among(goals: Any, goal: Goal) -> bool:
    """Tell whether a gate lets the goal through."""
    return bool(goals.filter(pk=goal.pk).exists())


def goals_shown(member: Membership, form: BoardFilterForm) -> list[Goal]:
    """Return the goals that the filters leave, in one query."""
    goals = Goal.objects.visible_to(member)
    given = form.cleaned_data if form.is_valid() else {}
    if given.get("team"):
        goals = goals.filter(team=given["team"])
    if given.get("eigenaar"):
        goals = goals.filter(owner=given["eigenaar"])
    if given.get("sector"):
        goals = goals.of_sector(given["sector"])
    return list(goals.for_list())


def by_state(goals: Iterable[Goal]) -> list[tuple[Goal.State, list[Goal]]]:
    """Return the goals under where they are in their life, without empty groups."""
    goals = list(goals)
    groups = [(state, [goal for goal in goals if goal.state == state]) for state in ORDER]
    return [group for group in groups if group[1]]


def by_circle(goals: Iterable[Goal]) -> list[dict[str, Any]]:
    """Return the six circles with the goals that are alive, for the map; a ring without any lies still."""
    goals = list(goals)
    return [
        {
            "circle": circle,
            "goals": [goal for goal in goals if goal.ring == circle.ring and goal.is_alive],
            "over": sum(goal.ring == circle.ring and goal.state == Goal.State.SECURED for goal in goals),
        }
        for circle in library().circles
    ]


def matrix(goals: Iterable[Goal]) -> list[dict[str, Any]]:
    """Return a row for each pillar and one for no list, with a cell for each circle and one for none."""
    alive = [goal for goal in goals if goal.is_alive]
    rings = [*(circle.ring for circle in library().circles), None]
    return [
        {
            "name": name,
            "cells": [
                {"ring": ring, "goals": [goal for goal in alive if goal.ring == ring and pillar_of(goal) == name]}
                for ring in rings
            ],
        }
        for name in (*PILLARS.values(), LOOSE)
    ]


def pillar_of(goal: Goal) -> str:
    """Return the pillar of the checklist that a goal came from; codes are such as 'PO-O3'."""
    return PILLARS.get(goal.item_code.partition("-")[2][:1], LOOSE)
