"""Keep what someone changed in a goal, so that nobody's later save silently wipes an earlier one.

A form says which version it began from. Where another stands there now and the two differ, nothing is saved and both
are shown (`GoalConflict`), each field by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from schools.models import Goal, GoalChange, Membership

TEXTS = ("success", "monitoring", "upkeep", "participation")
KEPT = ("aim", "scope", "team", *TEXTS, "ring", "handvatten", "owner", "days", "shown_at")


@dataclass(frozen=True)
class TwoVersions:
    """A field of which two versions are there. `changed_here` says that who typed did change it."""

    field: str
    here: str
    there: str
    changed_here: bool


class GoalConflict(Exception):
    """Somebody else changed the goal meanwhile. Nothing was saved; `standing` is how it stands now."""

    def __init__(self, standing: Goal, fields: list[TwoVersions]) -> None:
        super().__init__("the goal was changed meanwhile")
        self.standing = standing
        self.fields = fields


class OwnerLeft(Exception):
    """The colleague who was chosen as owner does not take part any more."""


def as_text(value: Any) -> str:
    """Return a value as the history keeps it: numbers of people and teams, slugs and days with a space between."""
    if value is None or value == "":
        return ""
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return "ja" if hasattr(value, "isoformat") else str(value)


@transaction.atomic
def make_goal(goal: Goal, by: Membership, values: Mapping[str, Any]) -> Goal:
    """Make a goal of an unsaved one and what was filled in: a concept."""
    for name, value in fitting(goal, by, values).items():
        setattr(goal, name, value)
    goal.save()
    goal.tell(by, "state", "", Goal.State.CONCEPT)
    goal.note(by, "goal_made")
    return goal


@transaction.atomic
def change_goal(goal: Goal, by: Membership, values: Mapping[str, Any], began: int | None) -> Goal:
    """Change the fields that differ, and return the goal as it stands then; `began` is the version of the form.

    Without one (nothing on our pages sends that) what stands there counts as known. Raises GoalConflict, OwnerLeft.
    """
    standing = goal.lock()
    wanted = fitting(standing, by, values)
    changes = {name: value for name, value in wanted.items() if as_text(value) != as_text(getattr(standing, name))}
    if not changes:
        return standing
    if began is not None and began != standing.version:
        raise GoalConflict(standing, two_versions(standing, changes, began))
    if "owner" in changes and Membership.objects.filter(pk=wanted["owner"].pk, left_at__isnull=False).exists():
        raise OwnerLeft
    standing.version += 1
    for name, value in changes.items():
        standing.tell(by, name, as_text(getattr(standing, name)), as_text(value))
        setattr(standing, name, value)
    standing.save()
    standing.note(by, "goal_changed")
    return standing


def fitting(goal: Goal, by: Membership, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that belong to a goal, such that they fit its scope: a class has no team and no proposer."""
    wanted = {name: value for name, value in values.items() if name in KEPT}
    if "scope" in wanted:
        wanted["team"] = wanted.get("team") if wanted["scope"] == Goal.Scope.TEAM else None
        shown = values.get("shown") and wanted["scope"] == Goal.Scope.CLASS
        wanted["shown_at"] = (goal.shown_at or timezone.now()) if shown else None
        if goal.is_concept:
            propose = wanted["scope"] != Goal.Scope.CLASS and not by.may("coordinator")
            if propose or wanted["scope"] == Goal.Scope.CLASS:
                goal.proposer, goal.proposed_at = (by if propose else None), (goal.proposed_at if propose else None)
                goal.declined_at = goal.declined_at if propose else None
    return wanted


def two_versions(standing: Goal, changes: Mapping[str, Any], began: int) -> list[TwoVersions]:
    """Return each field that differs, with what was typed and what stands there."""
    later = GoalChange.objects.filter(goal=standing, version__gt=began, field__in=changes).order_by("-pk")
    base = {change.field: change.before for change in later}  # the earliest of each field wins: it comes last
    found = []
    for name, value in changes.items():
        here, there = as_text(value), as_text(getattr(standing, name))
        found.append(TwoVersions(name, here, there, here != base.get(name, there)))
    return found
