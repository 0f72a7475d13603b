"""The end of a school year: what the school decides about a goal that is alive.

It runs on as it is, is carried over into the new year with other agreements, or is closed. Each decision is kept in
the history of the goal, with the year, who and when; while the goal is alive another one may follow, and the last
counts. A form says which version of the goal it began from: where another stands there now, nothing is saved.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from schools.calendar import SchoolYear
from schools.goal_writing import OwnerLeft
from schools.models import Goal, Membership

ASKED_FROM, ASKED_UNTIL = 5, 9  # months: from May on, and until the first weeks of the new year are over
MOVED_ALONG = "Dit moment schoof door naar het nieuwe schooljaar."


class YearConflict(Exception):
    """Somebody else changed or decided about the goal meanwhile. Nothing was saved; `standing` is how it stands."""

    def __init__(self, standing: Goal) -> None:
        super().__init__("the goal was changed meanwhile")
        self.standing = standing


def is_asked(today: date) -> bool:
    """Tell whether it is the time to round a school year off; at any other time one may, and nobody is asked."""
    return ASKED_FROM <= today.month <= ASKED_UNTIL


def year_to_close(today: date) -> SchoolYear:
    """Return the school year to round off: this one, in August and September still the one before."""
    year = SchoolYear.of(today)
    return SchoolYear(year.first_year - 1) if 8 <= today.month <= ASKED_UNTIL else year


def after(year: SchoolYear) -> SchoolYear:
    """Return the school year that follows."""
    return SchoolYear(year.first_year + 1)


@transaction.atomic
def keep_running(goal: Goal, by: Membership, year: SchoolYear, on: date, began: int | None) -> None:
    """Let a goal run on as it is; it is looked at again on a day in the new year. Raises YearConflict, OwnerLeft."""
    standing = take_up(goal, year, began)
    refuse_absent(standing.owner)
    plan_ahead(standing, by, year, [on])
    standing.tell(by, "year_kept", str(year.first_year))
    standing.note(by, "goal_kept")


@transaction.atomic
def carry_over(
    goal: Goal,
    by: Membership,
    year: SchoolYear,
    days: Iterable[date],
    began: int | None,
    *,
    owner: Membership,
    note: str = "",
) -> None:
    """Take a goal into the new year with other agreements: days to look back, who leads it, and what changes.

    Without days, one in the new year must have been planned already. Raises YearConflict, OwnerLeft.
    """
    standing = take_up(goal, year, began)
    refuse_absent(owner)
    if owner.pk != standing.owner_id:
        standing.give_to(owner, by)
    plan_ahead(standing, by, year, days)
    standing.tell(by, "year_carried", str(year.first_year), note)
    standing.note(by, "goal_carried")


@transaction.atomic
def close(goal: Goal, by: Membership, year: SchoolYear, began: int | None, *, reason: str = "") -> None:
    """End a goal with the year: stopped with a reason, without one secured. Raises YearConflict."""
    standing = take_up(goal, year, began)
    standing.tell(by, "year_closed", str(year.first_year))
    if reason:
        standing.stop(by, reason)
    else:
        standing.secure(by)


def take_up(goal: Goal, year: SchoolYear, began: int | None) -> Goal:
    """Return the goal as it stands, under lock and in its next version. Raises YearConflict.

    Raises ValueError for a goal that began after the year, or that is of somebody's own class.
    """
    standing = goal.lock()
    if standing.scope == Goal.Scope.CLASS or (standing.started_on and standing.started_on > year.end):
        raise ValueError("a school year is rounded off with the goals of school and teams that ran in it")
    if not standing.is_alive or (began is not None and began != standing.version):
        raise YearConflict(standing)
    standing.version += 1
    standing.save(update_fields=["version"])
    return standing


def refuse_absent(owner: Membership) -> None:
    """Raise OwnerLeft for who does not take part any more: what runs on has an owner who is there."""
    if not Membership.objects.filter(pk=owner.pk, left_at__isnull=True).exists():
        raise OwnerLeft


def plan_ahead(goal: Goal, by: Membership, year: SchoolYear, days: Iterable[date]) -> None:
    """Plan the days that are not planned yet; a moment that was left lying moves to the first of them.

    Raises ValueError where the goal would have no moment after the year.
    """
    coming = list(goal.evaluations.coming())
    late = [one for one in coming if one.is_late]
    ahead = {one.due_on for one in coming if not one.is_late}
    wanted = sorted(set(days) - ahead)
    if not any(day > year.end for day in (*wanted, *ahead)):
        raise ValueError("a goal that runs on is looked at in the new year")
    if late and wanted:
        late.pop(0).move(by, wanted.pop(0))
    for one in late:
        one.cancel(by, MOVED_ALONG)
    for day in wanted:
        goal.plan(day)
        goal.tell(by, "planned", "", day.isoformat())
