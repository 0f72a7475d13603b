"""A person's secret address for calendar programs: making, renewing and withdrawing it, and what it gives.

What it gives is what the person may see now: a school that they left, or that was archived, gives nothing.
"""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from icalendar import Event

from schools.calendar import SchoolYear
from schools.calendar_files import all_day_event_of, calendar_of, event_of
from schools.models import AgendaMoment, CalendarFeed, Evaluation, Membership, Team, User
from schools.second_factor import lacks_second_factor
from schools.tokens import digest_of, new_token

SALT = "schools.CalendarFeed"
NAME = "Handreiking"
MOST_READS, PERIOD = 30, 10 * 60  # times, and seconds: programs come a few times an hour, from several devices
NOTED_EVERY = timedelta(hours=1)  # programs come by often; when they did is kept no finer than this


def renew(user: User) -> CalendarFeed:
    """Give a person an address, in place of the one there was: that one stops at once."""
    nonce = new_token()
    facts = {"nonce": nonce, "token_digest": digest_of(token_of(nonce)), "made_at": timezone.now(), "read_at": None}
    return CalendarFeed.objects.for_user(user).update_or_create(user=user, defaults=facts)[0]


def withdraw(user: User) -> bool:
    """Take a person's address away, and tell whether there was one."""
    return bool(CalendarFeed.objects.for_user(user).delete()[0])


def token_of(nonce: str, secret: str | None = None) -> str:
    """Return the token of an address: nobody makes it out of the database without the site's secret key."""
    made = salted_hmac(SALT, nonce, secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def known_token(feed: CalendarFeed) -> str | None:
    """Return the token to show to its owner; None where the site's keys changed since, and a new one is needed."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_of(feed.nonce, secret)
        if digest_of(token) == feed.token_digest:
            return token
    return None


def file_of(feed: CalendarFeed) -> bytes:
    """Return the feed as a calendar file: the same bytes as long as nothing changed."""
    return calendar_of(NAME, events_of(feed.user))


def events_of(user: User) -> Iterator[Event]:
    """Yield what the person may see in all their schools, from the school year before this one on.

    What was cancelled comes along, so that programs strike it out.
    """
    since = SchoolYear(SchoolYear.of(localdate()).first_year - 1).start
    for member in schools_of(user):
        moments = AgendaMoment.objects.visible_to(member).filter(starts_at__date__gte=since).filter(for_whom(member))
        for moment in moments.select_related("school"):
            yield event_of(moment)
        evaluations = Evaluation.objects.visible_to(member).without_others_classes(member)
        evaluations = evaluations.filter(for_whom(member, "goal__", Q(goal__owner=member)))
        for evaluation in evaluations.filter(due_on__gte=since).order_by("due_on", "pk").select_related("goal__school"):
            yield all_day_event_of(evaluation)


def for_whom(member: Membership, path: str = "", also: Q | None = None) -> Q:
    """Return the condition that a moment, or the goal at the end of a path, belongs in the member's own calendar.

    That is the whole school's and their own teams'; who leads the theme has all of them.
    """
    if member.may("coordinator"):
        return Q()
    own = Team.objects.visible_to(member).filter(members=member).values("pk")
    return Q(**{f"{path}team__isnull": True}) | Q(**{f"{path}team__in": own}) | (also or Q())


def schools_of(user: User) -> list[Membership]:
    """Return the memberships that give something, in a fixed order: no archived school, and no door that is closed."""
    open_now = Membership.objects.for_user(user).filter(school__archived_at__isnull=True).order_by("pk")
    return [member for member in open_now if not lacks_second_factor(member)]


def is_too_busy(feed: CalendarFeed) -> bool:
    """Count that a program comes by, and tell whether it came too often; allauth's counters leave GET alone.

    Only addresses that exist are counted, so guessing fills no table; a guess is one look-up, and hopeless.
    """
    key = f"calendar-feed-{feed.pk}-{int(time.time()) // PERIOD}"
    reads = cache.get(key, 0) + 1  # two at once may count as one: it is a brake, not a lock
    cache.set(key, reads, PERIOD)
    return bool(reads > MOST_READS)


def note_reading(feed: CalendarFeed) -> None:
    """Remember that a program came by, for the person to see that it works."""
    now = timezone.now()
    if feed.read_at is None or feed.read_at < now - NOTED_EVERY:
        feed.read_at = now
        feed.save(update_fields=["read_at"])
