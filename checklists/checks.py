"""System check: the editions are well formed."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from checklists.editions import editions
from handreiking.content_files import ContentErrors


@register("content")
def editions_are_well_formed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Report each error in the edition files, with its file and line."""
    try:
        editions()
    except ContentErrors as errors:
        return [Error(str(error), id="checklists.E001") for error in errors.errors]
    return []
