"""What tests of schools, of signing in and of school accounts ask for by name."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from schools.models import User
from tests.schools.oidc import NEW, StubProvider, configure, entry, round_trip, start_provider, stop_provider
from tests.schools.second_factor import set_password
from tests.world import PASSWORD, Cast


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    """Don't spend a second on each password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def marieke(cast: Cast) -> User:
    """Marieke, with a password."""
    return set_password(cast.marieke.user)


@pytest.fixture
def joost(cast: Cast) -> User:
    """Joost, with a password."""
    return set_password(cast.joost.user)


@pytest.fixture
def stub() -> Iterator[StubProvider]:
    """A provider that says what it is told to; not configured yet."""
    provider = start_provider()
    yield provider
    stop_provider(provider)


@pytest.fixture
def entree(stub: StubProvider, settings: Any) -> StubProvider:
    """The provider, configured as Entree."""
    configure(settings, entry(stub))
    return stub


@pytest.fixture
def newcomer(client: Client, entree: StubProvider) -> Client:
    """Wei, who came back from Entree and is not known here."""
    assert round_trip(client)["Location"] == NEW
    return client


@pytest.fixture
def proven() -> Callable[[User], Client]:
    """Return a client on which a user, without a second factor, signed in by the form: nothing asks who it is again."""

    def sign_in(user: User) -> Client:
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        client = Client()
        assert client.post("/account/login/", {"login": user.email, "password": PASSWORD}).status_code == 302
        return client

    return sign_in
