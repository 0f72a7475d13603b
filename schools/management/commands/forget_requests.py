"""`manage.py forget_requests`: erase requests to take part that nobody needs any more."""

from typing import Any

from django.core.management import BaseCommand

from schools.requests import forget


class Command(BaseCommand):
    """Erase the requests that nobody confirmed in time, and those decided on a year ago."""

    help = "Erase requests to take part: unconfirmed after 14 days, decided on after a year. For a daily timer."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say how many."""
        self.stdout.write(f"Erased: {forget()}")
