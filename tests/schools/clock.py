"""Put the clock on another day: `localdate` and what else asks for the time see it, the database's own clock does not."""

from datetime import UTC, date, datetime, time

import pytest


def put_clock(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Let it be ten o'clock on a day, until the end of the test or the next call; sign in after it."""
    now = datetime.combine(day, time(8, 0), UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
