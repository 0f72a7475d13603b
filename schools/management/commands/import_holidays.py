"""`manage.py import_holidays FILE`: take over the school holidays per region from the government's JSON."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from schools.holiday_import import SHIPPED, BadHolidays, import_holidays, read_holidays


class Command(BaseCommand):
    """Reads the file as a whole before anything is written."""

    help = (
        "Import school holidays per region from the JSON of opendata.rijksoverheid.nl (infotype schoolholidays). "
        "Without FILE it takes the file that comes with this version. Running it again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and --dry-run."""
        parser.add_argument("file", nargs="?", default=str(SHIPPED), help="the JSON file; - reads standard input")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what became of each region in each school year."""
        try:
            file = options["file"]
            text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
            outcomes = import_holidays(read_holidays(text), dry_run=options["dry_run"])
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"can't read {file}: {error}") from error
        except BadHolidays as bad:
            lines = "\n".join(f"  {problem}" for problem in bad.problems)
            raise CommandError(f"nothing is imported from {file}:\n{lines}") from bad
        for outcome in outcomes:
            self.stdout.write(str(outcome))
        if options["dry_run"]:
            self.stdout.write("Nothing is written: this was a dry run.")
