"""Mail that goes out once, however often a command runs, and also where it runs twice at the same time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

HOURS = range(7, 19)  # in which a mail may come
MOST_FAILURES = 5  # in a row: the mail server is down, and the next run tries again


@dataclass
class MailRun:
    """What one run of a command did with its mails."""

    failed: int = 0
    failed_in_a_row: int = 0

    def count(self, kind: str, taken: bool | None) -> None:
        """Count in the field `kind` a mail that went out, else that it failed; None, for no mail, counts nowhere."""
        if taken is None:
            return
        if taken:
            setattr(self, kind, getattr(self, kind) + 1)
        self.failed += not taken
        self.failed_in_a_row = 0 if taken else self.failed_in_a_row + 1

    @property
    def server_is_down(self) -> bool:
        """Tell whether there is no sense in trying more mails now."""
        return self.failed_in_a_row >= MOST_FAILURES


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
