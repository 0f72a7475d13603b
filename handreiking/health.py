"""Tells a load balancer whether this process lives (`/healthz`) and whether it can serve (`/readyz`).

Answered before all that asks something: without a session, cookies, a redirect to https or a look at the host name,
since a probe asks an address of the machine itself. Why mail does not decide: docs/decisions/mail-without-a-queue.md.
"""

import logging
import socket
import time
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse

logger = logging.getLogger(__name__)
MAIL_IS_ASKED_EVERY = 60  # seconds
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class HealthMiddleware:
    """Answers the two addresses of probes, and passes everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a probe, or let the site answer."""
        probe = PROBES.get(request.path)
        if probe is None:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = probe()
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response


def healthz() -> HttpResponse:
    """Answer that the process lives; nothing else is looked at, so nothing else makes it be killed."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz() -> HttpResponse:
    """Answer 200 where every part that a page needs works, else 503; and which part does not."""
    parts = {"content": word_for("content", content_is_read), "database": word_for("database", database_answers)}
    if parts["database"] == "ok":
        parts |= {"migrations": word_for("migrations", migrations_are_applied), "cache": word_for("cache", cache_reads)}
    ready = set(parts.values()) == {"ok"}
    parts["mail"] = "ok" if mail_server_listens() else "fails"
    return JsonResponse({"ready": ready, "parts": parts}, status=200 if ready else 503)


PROBES: dict[str, Callable[[], HttpResponse]] = {"/healthz": healthz, "/readyz": readyz}


def word_for(part: str, works: Callable[[], bool]) -> str:
    """Return 'ok' or 'fails', and log what failed: the reason is for the log, not for who asks."""
    try:
        if works():
            return "ok"
    except Exception:
        logger.exception("Not ready", extra={"event": "not_ready", "part": part})
    else:
        logger.error("Not ready", extra={"event": "not_ready", "part": part})
    return "fails"


def content_is_read() -> bool:
    """Tell whether the texts and the editions of the checklist are read and well formed; they are read once."""
    return not run_checks(tags=["content"])


def database_answers() -> bool:
    """Tell whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def migrations_are_applied() -> bool:
    """Tell whether the database is at least as new as this code; newer it is while an upgrade goes on."""
    return newest_migrations() <= MigrationRecorder(connection).applied_migrations().keys()


@lru_cache(maxsize=1)
def newest_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of every app, as (app, name), from the files of this version."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def cache_reads() -> bool:
    """Tell whether the table of the cache is there: without it nobody can sign in."""
    cache.get("readyz")
    return True


def mail_server_listens() -> bool:
    """Tell whether something listens where mail is sent to; asked once in a while, however often a probe comes."""
    if "smtp" not in settings.EMAIL_BACKEND:
        return True
    return listens(settings.EMAIL_HOST, settings.EMAIL_PORT, int(time.monotonic() // MAIL_IS_ASKED_EVERY))


@lru_cache(maxsize=1)
def listens(host: str, port: int, moment: int) -> bool:
    """Tell whether a connection can be made; `moment` makes the answer be asked again later."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        logger.warning("Nothing listens where mail is sent to", extra={"event": "mail_server_away"})
        return False
    return True
