"""`manage.py rotate_keys`: encrypt everything anew with the newest key."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from schools.encryption import KeyMissing
from schools.key_rotation import Progress, rotate

PAUSE = 0.05  # seconds between two batches: SQLite lets others write only then


class Command(BaseCommand):
    """Say per table how much an older key had closed; may be stopped and started again."""

    help = (
        "Encrypt everything anew with the newest key (the first of ENCRYPTION_SALTS with SECRET_KEY). "
        "Safe to stop and to start again; the site may run meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --check."""
        parser.add_argument("--check", action="store_true", help="only count; exit 1 where an older key is needed")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Rotate, or count, and report."""
        tables: dict[str, Progress] = {}
        try:
            for progress in rotate(change=not check):
                tables[progress.table] = progress
                self.show(progress)
                time.sleep(PAUSE)
        except KeyMissing as problem:
            raise CommandError(f"{problem} What was done so far stays done.") from problem
        for progress in tables.values():
            did = "need an older key" if check else "encrypted anew"
            self.stdout.write(f"{progress.table}: {progress.older} of {progress.seen} {did}")
        if check and any(progress.older for progress in tables.values()):
            raise CommandError("An older key is still needed: run rotate_keys without --check.")
        self.stdout.write("Only the newest key is needed now." if not check else "No older key is needed.")

    def show(self, progress: Progress) -> None:
        """Show how far it is, on a terminal only."""
        if sys.stderr.isatty():
            end = "\n" if progress.seen >= progress.total else ""
            self.stderr.write(f"\r{progress.table}: {progress.seen} of {progress.total}{end}", ending="")
