"""`manage.py erase_accounts`: erase the accounts whose owners asked for it a week ago."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.utils.timezone import localdate

from schools.account_closing import erase_due


class Command(BaseCommand):
    """Erases what is due, and says how many; never who."""

    help = "Erase accounts seven days after their owners asked for it. For a daily timer; more often does no harm."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how many."""
        report = erase_due(localdate(), change=not options["dry_run"])
        self.stdout.write(
            f"Erased: {report.erased}, waiting for a handover: {report.in_the_way}, failed: {report.failed}"
        )
