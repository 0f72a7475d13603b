"""Two records of one evaluation side by side, and what is chosen of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from handreiking.joining import joined
from schools.goal_history import FIELDS
from schools.models import Evaluation


def both_records(standing: Evaluation, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page shows: of each field what was typed and what stands there; and where else it could go."""
    steps = dict(Evaluation.Progress.choices)
    rows = []
    for field in Evaluation.FOUND:
        here, there = typed[field], getattr(standing, field)
        in_words = (steps.get(here, ""), steps.get(there, "")) if field == "progress" else (here, there)
        if here != there:
            rows.append({"field": field, "label": FIELDS[field], "here": in_words[0], "there": in_words[1]})
    coming = standing.goal.evaluations.coming().first() if standing.goal.is_alive else None
    return {
        "evaluation": standing,
        "goal": standing.goal,
        "rows": rows,
        "typed": [(name, "" if value is None else value) for name, value in typed.items()],
        "decision": dict(Evaluation.Decision.choices).get(typed.get("decision", ""), ""),
        "elsewhere": coming,
    }


def chosen(evaluation: Evaluation, data: QueryDict) -> QueryDict:
    """Return what was typed with the choices carried out: what stands there where nothing else was chosen."""
    data = data.copy()
    for field in Evaluation.FOUND:
        choice = data.get(f"keep_{field}", "there")
        standing = getattr(evaluation, field)
        if choice == "both" and field != "progress":
            data[field] = joined(standing, data.get(field, ""))
        elif choice != "here":
            data[field] = "" if standing is None else str(standing)
    return data
