"""Rounds on their days, as the tests of what they do by themselves need them."""

import io
from datetime import date

from django.core import mail
from django.core.management import call_command

from tests.world import RoundFactory

TUESDAY, THURSDAY = date(2026, 11, 10), date(2026, 11, 12)
NEXT_TUESDAY, NEXT_THURSDAY = date(2026, 11, 17), date(2026, 11, 19)
QUIET = "0 opened, 0 closed, 0 invited, 0 reminded, 0 told, 0 not taken"


def draft_of(school, **facts):
    """Return a draft that opens on Tuesday and closes after Thursday of the week after."""
    planned = {"opens_on": TUESDAY, "closes_on": NEXT_THURSDAY}
    return RoundFactory(school=school, draft=True, alone=True, **planned | facts)


def tend():
    """Run the command; return what it said."""
    out = io.StringIO()
    call_command("tend_rounds", stdout=out)
    return out.getvalue()


def mailed():
    """Return to whom each mail since the last look went, by its subject."""
    found = sorted((letter.subject, letter.to[0]) for letter in mail.outbox)
    mail.outbox.clear()
    return found
