"""What tests of school accounts ask for by name."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.schools.oidc import StubProvider, configure, entry, start_provider, stop_provider


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
