"""What tests ask for by name: the cast, two rival schools, and a signed-in client."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from schools.models import User
from tests.world import Cast, Side, build_cast, build_colleague, build_side


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
        return len(queries)

    return count
