"""`manage.py import_schools FILE…`: schools and boards from the open data of DUO."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from schools.duo import Refused
from schools.school_import import BadLines, import_schools

WIDTH = 30


class Command(BaseCommand):
    """Reads the files, and prints what became of them."""

    help = "Import schools and boards from DUO's CSV files. Running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, --sector, --dry-run and --skip-bad."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file of schools, or of boards")
        parser.add_argument("--sector", choices=["po", "vo"], help="where a file does not tell it")
        parser.add_argument("--dry-run", action="store_true", help="do all of it, then take it back")
        parser.add_argument("--skip-bad", action="store_true", help="import the good lines when there are bad ones")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, or say why not."""
        bar = ProgressBar()
        try:
            report = import_schools(
                options["files"],
                sector=options["sector"],
                dry_run=options["dry_run"],
                skip_bad=options["skip_bad"],
                progress=bar.show,
            )
        except BadLines as error:
            bar.clear()
            hint = "" if options["skip_bad"] else " Mend the file, or add --skip-bad to import the other lines."
            raise CommandError(
                f"{error.report.bad_lines()}\n\nNothing was imported: {error.report.bad} bad and "
                f"{error.report.good} good lines.{hint}"
            ) from error
        except (Refused, OSError, DatabaseError) as error:
            bar.clear()
            raise CommandError(f"Nothing was imported. {error}") from error
        bar.clear()
        if report.bad:
            self.stderr.write(report.bad_lines())
        self.stdout.write(str(report))
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was kept.")


class ProgressBar:
    """One line on a terminal that is drawn over; nothing where errors go to a file or a log."""

    def __init__(self) -> None:
        self.visible = sys.stderr.isatty()
        self.drawn = ""

    def show(self, doing: str, done: int, total: int) -> None:
        """Draw how much of the bytes is done, when that makes a difference to see."""
        if not self.visible:
            return
        share = min(done / total, 1)
        line = f"{doing:<9} [{'#' * int(share * WIDTH):<{WIDTH}}] {share:4.0%}"
        if line != self.drawn:
            self.drawn = line
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, so that what follows starts at the margin."""
        if self.drawn:
            sys.stderr.write("\r" + " " * len(self.drawn) + "\r")
