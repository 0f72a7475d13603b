"""What tests ask for by name: the cast, two rival schools, and a signed-in client."""

import logging
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import make_aware
from hypothesis import settings as hypothesis_settings

from handreiking.kept_pages import shelf
from schools.models import User
from schools.wall import LOWER
from tests.mail_server import MailServer, running
from tests.world import Cast, Side, build_cast, build_colleague, build_side

# No test fails for being slow; on the build server hypothesis sees to it itself.
hypothesis_settings.register_profile("unhurried", hypothesis_settings.default, deadline=None)
hypothesis_settings.load_profile("unhurried")

# A test is one transaction, so a page's own becomes a savepoint, and the wall is taken down again by hand.
OF_THE_TESTS = ("SAVEPOINT", "RELEASE SAVEPOINT", LOWER)


@pytest.fixture(autouse=True)
def _no_page_of_an_earlier_test() -> None:
    """Keep no public page in memory from one test to the next: a page that is broken on purpose would not be asked."""
    shelf.pages.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    """Marieke, Joost and Fatima at De Vijver, and Bram at Het Waterlicht."""
    return build_cast()


@pytest.fixture
def ours(db: None) -> Side:
    """Our own school."""
    return build_side("MERELNEST")


@pytest.fixture
def theirs(db: None) -> Side:
    """The rival, of which we must never see anything."""
    return build_side("VOSSENHOL")


@pytest.fixture
def colleague(ours: Side) -> Side:
    """A teacher at our school, whose private writing stays private."""
    return build_colleague(ours, "EGELKUIL")


@pytest.fixture
def as_user() -> Callable[..., Client]:
    """Return a client on which a user is signed in: as_user(user), as_user(user, **{"hx-request": "true"})."""

    def sign_in(user: User, **headers: str) -> Client:
        client = Client(headers=headers)
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def count_queries() -> Callable[[Client, str], int]:
    """Return how many queries a page takes for a client."""

    def count(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return sum(not one["sql"].startswith(OF_THE_TESTS) for one in queries)

    return count


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what sets the clock to a day and an hour in the Netherlands."""

    def at(day: date, hour: int = 9, minute: int = 5) -> None:
        moment = make_aware(datetime.combine(day, time(hour, minute)))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A mail server that may refuse, or be gone."""
    with running(settings) as server:
        yield server


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything that is logged where an operator asks for all there is; with what is told about an error."""
    told = StringIO()
    handler = logging.StreamHandler(told)
    wide = [logging.getLogger(name) for name in ("", "django", "django.request", "handreiking.request_log")]
    before = [(logger, logger.level) for logger in wide]
    wide[0].addHandler(handler)
    for logger in wide:
        logger.setLevel(logging.DEBUG)
    yield told
    wide[0].removeHandler(handler)
    for logger, was in before:
        logger.setLevel(was)
