"""Days for the demo, counted from today in days that a school is open."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

MEETING_DAYS = {1, 3}  # Tuesday and Thursday

# Roughly the school holidays of all regions and years together, as (month, day), the last one included.
HOLIDAYS = [
    ((1, 1), (1, 5)),
    ((2, 13), (3, 1)),
    ((4, 23), (5, 8)),
    ((7, 5), (8, 31)),
    ((10, 10), (10, 25)),
    ((12, 19), (12, 31)),
]


def is_school_day(day: date) -> bool:
    """Tell whether schools are likely to be open on a day."""
    return day.weekday() < 5 and not any(first <= (day.month, day.day) <= last for first, last in HOLIDAYS)


def school_day(today: date, days: int) -> date:
    """Return the school day that lies this many school days after today, or before it where `days` is negative."""
    step = timedelta(days=1 if days > 0 else -1)
    day, left = today, abs(days)
    while left:
        day += step
        left -= is_school_day(day)
    return day


def meeting_day(today: date, days: int) -> date:
    """Return the first meeting day that is at least this many school days away, looking away from today."""
    step = timedelta(days=1 if days > 0 else -1)
    day = school_day(today, days)
    while day.weekday() not in MEETING_DAYS or not is_school_day(day):
        day += step
    return day


def at(day: date, clock: str) -> datetime:
    """Return the moment of a day's Dutch clock time, such as '15:15'."""
    return make_aware(datetime.combine(day, time.fromisoformat(clock)))
