"""Gives each request an id, and its answer a line in the log: what was asked, not by whom and not with which words."""

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from handreiking.log_lines import request_id

logger = logging.getLogger(__name__)
QUIET = (settings.STATIC_URL, "/healthz", "/readyz")
KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestLogMiddleware:
    """The outermost: whatever the answer is, it has the id, and everything that is logged meanwhile too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, and log how it was answered; files and probes are not worth a line."""
        begun = time.monotonic()
        token = request_id.set(id_for(request))
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            level = logging.DEBUG if request.path.startswith(QUIET) else logging.INFO
            fields = {
                "event": "request",
                "view": request.resolver_match.view_name if request.resolver_match else "none",
                "method": request.method if request.method in KNOWN_METHODS else "other",
                "status": response.status_code,
                "ms": round(1000 * (time.monotonic() - begun)),
            }
            logger.log(level, "Answered", extra=fields)
            return response
        finally:
            request_id.reset(token)


def id_for(request: HttpRequest) -> str:
    """Return the proxy's id for the request where it is to be believed and well-formed, else a new one."""
    given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
    return given if WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
