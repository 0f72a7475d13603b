"""What the page on which a school year is rounded off shows: the goal at hand, those that wait, and what is decided."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.timezone import localdate

from schools.goal_history import lines_of
from schools.goal_years import GoalYear, goals_in, to_close
from schools.models import Goal, GoalChange, Membership
from schools.year_closing import after, is_asked, year_to_close
from schools.year_forms import Choice, YearDecisionForm

TYPED = ("note", "reason")  # what somebody wrote, and must be able to read back


def page_context(member: Membership, wanted: int | None, *, is_sent: bool = False) -> dict[str, Any]:
    """Return what the page shows; `wanted` is the goal to talk about, else the first that waits.

    Of a goal that is over there is nothing to decide, unless a decision was sent already (`is_sent`).
    """
    today = localdate()
    year = year_to_close(today)
    rows = goals_in(year, member)
    waiting, decided = to_close(rows)
    row = next((one for one in rows if one.goal.pk == wanted and (is_sent or one.goal.is_alive)), None)
    row = row or (waiting[0] if waiting and not is_sent else None)
    return {
        "year": year,
        "following": after(year),
        "is_asked": is_asked(today),
        "row": row,
        "form": YearDecisionForm(member, row) if row else None,
        "waiting": [one for one in waiting if one is not row],
        "decided": [one for one in decided if one is not row],
        "done": len(decided),
        "total": len(waiting) + len(decided),
        "later": following_one(waiting, row),
    }


def following_one(waiting: list[GoalYear], row: GoalYear | None) -> GoalYear | None:
    """Return the goal that waits after the one at hand, round to the first; None where there is no other."""
    others = [one for one in waiting if one is not row]
    place = waiting.index(row) if row in waiting else -1
    return next((one for one in waiting[place + 1 :] if one is not row), others[0] if others else None)


def conflict_context(member: Membership, standing: Goal, form: YearDecisionForm) -> dict[str, Any]:
    """Return what happened meanwhile, with the form as it was filled in, to send again now that this is known."""
    changes = GoalChange.objects.visible_to(member).filter(goal=standing).for_list()
    began = form.cleaned_data["version"]
    later = [change for change in changes if began is not None and change.version > began]
    data: QueryDict = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(standing.version)
    return {
        "standing": standing,
        "meanwhile": lines_of(standing, later or list(changes)[-1:]),
        "form": YearDecisionForm(member, form.row, data),
        "typed": [form.cleaned_data[name] for name in TYPED if form.cleaned_data[name]],
        "chosen": Choice(form.cleaned_data["choice"]).label,
    }
