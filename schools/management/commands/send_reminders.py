"""`manage.py send_reminders`: mail who owns a goal or leads the theme about the days to look at a goal again."""

from typing import Any

from django.core.management.base import BaseCommand

from schools.reminders import send_reminders


class Command(BaseCommand):
    """Say how many mails went out and how many the mail server did not take."""

    help = "Mail reminders of the days on which goals are looked at again. Run it every hour; more often does no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        """Remind and report."""
        report = send_reminders()
        self.stdout.write(
            f"{report.sent} sent, {report.failed} not taken by the mail server (tried again by the next run)"
        )
