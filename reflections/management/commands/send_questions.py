"""`manage.py send_questions`: mail the weekly question to everyone whose hour it is."""

from typing import Any

from django.core.management.base import BaseCommand

from reflections.question_mail import send_questions


class Command(BaseCommand):
    """Say how many mails went out, failed, and were held back by a closed school."""

    help = "Mail the weekly question to everyone whose hour it is. Run it every hour; more often does no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send and report."""
        report = send_questions()
        self.stdout.write(
            f"{report.sent} sent, {report.failed} not taken by the mail server (tried again within the day), "
            f"{report.closed} held back: the school is closed"
        )
