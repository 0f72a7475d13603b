"""`manage.py tend_rounds`: let rounds of the checklist open and close on their day, and send their mails."""

from typing import Any

from django.core.management.base import BaseCommand

from checklists.tending import tend


class Command(BaseCommand):
    """Say what was opened, closed and sent, and what the mail server did not take."""

    help = (
        "Open and close rounds on their day and send their mails. Run it every quarter of an hour; more does no harm."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Tend and report."""
        report = tend()
        self.stdout.write(
            f"{report.opened} opened, {report.closed} closed, {report.invited} invited, {report.reminded} reminded, "
            f"{report.told} told, {report.failed} not taken by the mail server (tried again by the next run)"
        )
