"""Mail that goes out once, however often a command runs, and also where it runs twice at the same time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet


def mail_once(
    row: QuerySet[Any], unsent: Q, mark: str, today: date, send: Callable[[], bool], before: date | None = None
) -> bool | None:
    """Send a mail of which a row (a queryset of one) keeps the day in its field `mark`; tell whether it was taken.

    The row is marked before the mail goes out, where it is still `unsent`, in one statement that only one process wins:
    None where another was first. Where the mail server refuses, the mark goes back to `before`.
    """
    if not row.filter(unsent).update(**{mark: today}):
        return None
    taken = send()
    if not taken:
        row.filter(**{mark: today}).update(**{mark: before})
    return taken
