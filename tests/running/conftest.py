"""The site as a process of its own, for what only shows there."""

from collections.abc import Iterator

import pytest

from tests.running.served import Served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site on an SQLite database with everything in place; its mail server is away."""
    site = Served(tmp_path_factory.mktemp("served"))
    site.manage("migrate", "--verbosity", "0")
    site.manage("createcachetable")
    site.start()
    yield site
    site.stop()
