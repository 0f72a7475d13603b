"""What a report of an error leaves out: everything that someone typed, and what the program held when it failed."""

from collections.abc import ItemsView
from types import TracebackType
from typing import Any

from django.http import HttpRequest
from django.views.debug import SafeExceptionReporterFilter


class NothingTyped(SafeExceptionReporterFilter):
    """Django marks passwords and the like; here every form may hold what a person wrote for themselves.

    On one's own machine (DEBUG) reports stay whole.
    """

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        """Return the names of the fields without what was typed in them."""
        given = request.POST if request is not None else {}
        return {
            name: given[name] if request and not self.is_active(request) else self.cleansed_substitute for name in given
        }

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: TracebackType
    ) -> ItemsView[str, Any]:
        """Return no variables: an answer is among them, decrypted."""
        nothing: dict[str, Any] = {}
        return nothing.items() if self.is_active(request) else super().get_traceback_frame_variables(request, tb_frame)
