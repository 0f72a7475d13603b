"""The wish to have one's account erased: asked, seven days to change one's mind, then done by the timer."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError
from django.urls import reverse
from django.utils.timezone import localdate

from schools.emails import send_mail
from schools.erasing import InTheWay, erase, obstacles_of
from schools.models import User

logger = logging.getLogger(__name__)

WAIT = timedelta(days=7)


@dataclass
class Report:
    """What one run did: accounts erased, those that wait for a handover, and those that another change got between."""

    erased: int = 0
    in_the_way: int = 0
    failed: int = 0


def ask(user: User) -> bool:
    """Let an account be erased in seven days; tell whether the mail on how to stop that went. Raises InTheWay."""
    if obstacles := obstacles_of(user):
        raise InTheWay(obstacles)
    user.erase_on = localdate() + WAIT
    user.save(update_fields=["erase_on"])
    return send_mail("account_erase_asked", user.email, {"day": user.erase_on, "address": page()})


def call_off(user: User) -> bool:
    """Keep the account after all; tell whether there was anything to call off."""
    called_off = User.objects.filter(pk=user.pk, erase_on__isnull=False).update(erase_on=None) == 1
    user.erase_on = None
    return called_off


def erase_due(today: date, *, change: bool = True) -> Report:
    """Erase the accounts whose day has come, each by itself; with `change=False` only count.

    Where something has to be handed over first, the person is mailed, and it is tried again a week later. It may run
    at any time and twice at once: each account is locked and looked at anew.
    """
    report = Report()
    for user in User.objects.filter(erase_on__lte=today).order_by("pk"):
        try:
            erase_one(user, change=change)
        except InTheWay:
            report.in_the_way += 1
            if change:
                wait(user, today)
        except User.DoesNotExist:  # another process was first
            continue
        except IntegrityError:  # something new points to the account since it was looked at: the next run sees it too
            logger.exception(
                "An account was not erased; the next run tries again", extra={"event": "account_not_erased"}
            )
            report.failed += 1
        else:
            report.erased += 1
    return report


def erase_one(user: User, *, change: bool) -> None:
    """Erase an account and mail that it is done, to the address that it had. Raises InTheWay."""
    if not change:
        if obstacles := obstacles_of(user):
            raise InTheWay(obstacles)
        return
    email = user.email
    erase(user)
    send_mail("account_erased", email, {})


def wait(user: User, today: date) -> None:
    """Mail what is in the way, and try again in a week."""
    later = today + WAIT
    if User.objects.filter(pk=user.pk, erase_on=user.erase_on).update(erase_on=later):
        send_mail("account_erase_waits", user.email, {"day": later, "address": page()})


def page() -> str:
    """Return where someone reads what happens to the account, and can stop it."""
    return settings.SITE_URL + reverse("account_erase")
