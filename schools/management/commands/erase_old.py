"""`manage.py erase_old`: erase what is kept no longer, and say of each school how much."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from schools.retention import apply


class Command(BaseCommand):
    """Applies the rules of schools.retention; prints codes of schools and numbers, never names."""

    help = "Erase what is older than the KEEP_… settings say, school by school. For a daily timer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how much."""
        report = apply(timezone.now(), change=not options["dry_run"])
        for code, numbers in report.items():
            told = ", ".join(f"{name} {number}" for name, number in numbers.items())
            self.stdout.write(f"{f'school {code}' if code else 'site'}: {told}")
        total = sum(numbers.total() for numbers in report.values())
        self.stdout.write(f"{'Would erase' if options['dry_run'] else 'Erased'}: {total}")
