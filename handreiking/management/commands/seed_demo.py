"""`manage.py seed_demo`: two schools with people, goals, a checklist and reflections, to look around in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.timezone import localdate


class Command(BaseCommand):
    """Lets each part of settings.DEMO_PARTS make what is missing, and prints the accounts."""

    help = "Fill the database with two made-up schools. What is there already stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --yes."""
        parser.add_argument("--yes", action="store_true", help="also do it where DEBUG is off")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse outside DEBUG, else fill in one transaction."""
        if not settings.DEBUG and not options["yes"]:
            raise CommandError(
                "seed_demo makes accounts with a password that everybody knows, one of them a site admin. "
                "Set DEBUG=1 on your own machine, or add --yes if this database is only for a demo."
            )
        with transaction.atomic():
            lines = [line for part in settings.DEMO_PARTS for line in import_string(part)(localdate())]
        self.stdout.write("\n".join(lines))
