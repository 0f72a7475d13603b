"""The site as a process of its own, for what only shows there."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from tests.running.served import Served


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an SQLite database with every table and nobody in it: to copy, since making it takes a while."""
    site = Served(tmp_path_factory.mktemp("migrated"))
    site.manage("migrate", "--verbosity", "0")
    site.manage("createcachetable")
    return site.folder / "site.sqlite3"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Served]:
    """The site on an SQLite database with everything in place; its mail server is away."""
    site = Served(tmp_path_factory.mktemp("served"))
    copy(migrated, site.folder)
    site.start()
    yield site
    site.stop()
