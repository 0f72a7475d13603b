"""Asks pages of the site through its WSGI door, as gunicorn does, and takes the time: all middleware, no network.

Unlike Django's test client it checks tokens of forms, and gives the connection back to the pool after each page.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HOST = "handreiking.example"
TOKEN = "k" * 32
BRACKETS = ("BEGIN", "COMMIT")  # of a page's transaction: they ask the database nothing
Environment = dict[str, Any]


@cache
def application() -> Callable[..., Any]:
    """Return the site; its log is made as for real, and goes nowhere."""
    site = get_wsgi_application()  # sets the log up
    nowhere = open(os.devnull, "w")  # noqa: SIM115, PTH123 – for as long as the process lives
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(nowhere)
    return site


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the headers, the body, and how long it took by the wall and of our own work (s)."""

    status: int
    headers: dict[str, str]
    body: bytes
    wall: float
    work: float


@dataclass
class Visitor:
    """Somebody with a browser; `cookies` say who, and may say more."""

    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def signed_in(cls, user: Any) -> Visitor:
        """Return the browser of someone who signed in."""
        client = Client()
        client.force_login(user)
        return cls({name: morsel.value for name, morsel in client.cookies.items()} | {settings.CSRF_COOKIE_NAME: TOKEN})

    def asks(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Environment:
        """Return the environ of a question; `form` makes it a POST, and headers are named as in WSGI."""
        path, _, query = path.partition("?")
        body = urlencode((form or {}) | {"csrfmiddlewaretoken": TOKEN}).encode() if form is not None else b""
        environ = {
            "REQUEST_METHOD": "GET" if form is None else "POST",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "203.0.113.7",
            "HTTP_HOST": HOST,
            "HTTP_ORIGIN": f"https://{HOST}",
            "wsgi.url_scheme": "https",
            "wsgi.errors": BytesIO(),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            **headers,
        }
        if self.cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return environ | {"wsgi.input": BytesIO(body)}

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return answer(self.asks(path, **headers))

    def post(self, path: str, form: dict[str, str], **headers: str) -> Answer:
        """Send a form."""
        return answer(self.asks(path, form, **headers))

    def queries(self, path: str, **headers: str) -> tuple[int, int]:
        """Return the status of a page, and how many queries it took."""
        with CaptureQueriesContext(connection) as queries:
            status = self.get(path, **headers).status
        return status, sum(not one["sql"].startswith(BRACKETS) for one in queries)


def answer(environ: Environment) -> Answer:
    """Let the site answer, to the last byte."""
    said: list[Any] = []
    wall, work = perf_counter(), process_time()
    chunks = application()(environ, lambda status, headers, exc_info=None: said.extend((status, headers)))
    body = b"".join(chunks)
    chunks.close()
    work, wall = process_time() - work, perf_counter() - wall
    return Answer(int(said[0][:3]), dict(said[1]), body, wall, work)


def percentile(times: list[float], part: float) -> float:
    """Return the time that this part of the times is not above: 0.95 for the p95."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
