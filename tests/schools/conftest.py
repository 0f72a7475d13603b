"""What tests of schools and of signing in ask for by name."""

from typing import Any

import pytest

from schools.models import User
from tests.world import PASSWORD, Cast


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    """Don't spend a second on each password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def marieke(cast: Cast) -> User:
    """Marieke, with a password."""
    user = cast.marieke.user
    user.set_password(PASSWORD)
    user.save()
    return user
