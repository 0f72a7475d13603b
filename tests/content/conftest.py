"""A copy of the content that a test may break."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from handreiking.library import library
from handreiking.search import index


def forget_content() -> None:
    library.cache_clear()
    index.cache_clear()


@pytest.fixture
def content_copy(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """Return a copy of the content; the site reads this one, anew, until the test is over."""
    copy = tmp_path / "content"
    shutil.copytree(settings.CONTENT_DIR, copy)
    settings.CONTENT_DIR = copy
    forget_content()
    yield copy
    forget_content()
