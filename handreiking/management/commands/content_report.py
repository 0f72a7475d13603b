"""`manage.py content_report`: count what the content holds; `--release` makes its slugs a promise."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from handreiking.content_files import ContentErrors
from handreiking.content_references import RELEASED
from handreiking.content_report import content_report
from handreiking.library import library, read_slugs

KINDS = ("tips", "steps", "points", "questions", "resources")


class Command(BaseCommand):
    """Prints the counts per chapter and handvat."""

    help = "Count, per chapter and handvat, what the content holds."
    requires_system_checks: list[str] = []  # with --release it mends what the check would refuse

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --json and --release."""
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")
        parser.add_argument("--release", action="store_true", help="add new slugs to released.txt")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the report, or release the slugs first."""
        try:
            if options["release"]:
                self.release()
            report = content_report(library())
        except ContentErrors as errors:
            raise CommandError(str(errors)) from errors
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        for name in ("circles", "sources", "resources", "principles"):
            self.stdout.write(f"{name:<12}{report[name]:>4}")
        for slug, chapter in report["chapters"].items():
            self.stdout.write(
                f"\n{slug}: {chapter['key_messages']} key messages, {chapter['rationale']} sections of rationale, "
                f"{len(chapter['practice_examples'])} practice examples, {len(chapter['handvatten'])} handvatten"
            )
            for code, handvat in chapter["handvatten"].items():
                counts = ", ".join(f"{handvat[kind]} {kind}" for kind in KINDS if handvat[kind])
                self.stdout.write(f"  {code} {handvat['slug']:<32}{counts}")

    def release(self) -> None:
        """Write every slug that is not listed yet to released.txt."""
        path = settings.CONTENT_DIR / RELEASED
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        new = sorted(read_slugs() - {line.split(" ")[0] for line in lines})
        path.write_text("".join(f"{line}\n" for line in sorted([*lines, *new])), encoding="utf-8")
        self.stderr.write(f"{len(new)} slugs released")
