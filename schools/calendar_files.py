"""The agenda as iCalendar (RFC 5545): one moment to take along, or a feed that a calendar program comes back for.

Times are in Europe/Amsterdam with its rules along, so that a meeting at 15:15 stays at 15:15 when the clock changes.
`uid` never changes and `sequence` grows, so that moving, renaming or cancelling is seen as the same event. No names
of people are in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import make_aware
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vDuration, vRecur

from schools.models import AgendaMoment, Evaluation

KIND = "text/calendar; charset=utf-8"
ZONE = ZoneInfo("Europe/Amsterdam")
REFRESH = timedelta(hours=4)
PRODUCT = "-//Handreiking//Teamagenda//NL"
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


def calendar_of(name: str, events: Iterable[Event]) -> bytes:
    """Return a calendar with its name and events as a file."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add_component(amsterdam())
    for event in events:
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def amsterdam() -> Timezone:
    """Return the rules of Dutch time since 1996: programs that do not know the zone's name read them here."""
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    zone.add("x-lic-location", ZONE.key)
    rules = [
        (TimezoneDaylight(), "CEST", date(1981, 3, 29), time(2), WINTER, SUMMER, 3),
        (TimezoneStandard(), "CET", date(1996, 10, 27), time(3), SUMMER, WINTER, 10),
    ]
    for part, name, since, clock, before, after, month in rules:
        part.add("tzname", name)
        part.add("dtstart", datetime.combine(since, clock))
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", vRecur(freq="yearly", bymonth=month, byday="-1su"))
        zone.add_component(part)
    return zone


def event_of(moment: AgendaMoment) -> Event:
    """Return a moment as an event; give its school along."""
    event = Event()
    event.add("uid", str(moment.uid))
    event.add("sequence", moment.sequence)
    event.add("dtstamp", moment.changed_at.astimezone(UTC))
    event.add("last-modified", moment.changed_at.astimezone(UTC))
    event.add("dtstart", moment.starts_at.astimezone(ZONE))
    event.add("dtend", moment.ends_at.astimezone(ZONE))
    event.add("summary", moment.title)
    if moment.place:
        event.add("location", moment.place)
    event.add("description", description_of(moment))
    event.add("categories", [str(moment.get_kind_display())])
    event.add("url", whole(reverse("schools:moment_detail", args=[moment.school.code, moment.pk])))
    event.add("status", "CANCELLED" if moment.cancelled_at else "CONFIRMED")
    return event


def description_of(moment: AgendaMoment) -> str:
    """Return what stands under a moment in a calendar: whose it is, why it does not take place, its question."""
    lines = [moment.school.name, f"Vervalt: {moment.cancel_reason}" if moment.cancelled_at else "", moment.talk]
    return "\n".join(line for line in lines if line)


def all_day_event_of(evaluation: Evaluation) -> Event:
    """Return the day on which a goal is looked at again as an event without a time; give its goal and school along."""
    goal, changed = evaluation.goal, changed_at(evaluation)
    event = Event()
    event.add("uid", f"evaluatie-{evaluation.pk}@handreiking")
    event.add("sequence", evaluation.version + goal.version)  # its summary is the goal's aim
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", evaluation.due_on)
    event.add("dtend", evaluation.due_on + timedelta(days=1))
    event.add("summary", f"Terugkijken: {goal.aim}")
    event.add("description", goal.school.name)
    event.add("categories", ["Evaluatie"])
    event.add("url", whole(reverse("schools:goal_detail", args=[goal.school.code, goal.pk])))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if evaluation.cancelled_on else "CONFIRMED")
    return event


def changed_at(evaluation: Evaluation) -> datetime:
    """Return when an evaluation got the dates that it has, as far as is known."""
    ended: date | None = evaluation.cancelled_on or evaluation.held_on
    since = make_aware(datetime.combine(ended, time())) if ended else evaluation.goal.created_at
    return since.astimezone(UTC).replace(microsecond=0)


def whole(path: str) -> str:
    """Return a path as an address that works from elsewhere."""
    return f"{settings.SITE_URL}{path}"
