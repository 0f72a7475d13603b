"""Errors that are sent to a Sentry, received by a real server on this machine and searched for people."""

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import brotli
import pytest
import sentry_sdk
from django.test import Client

from handreiking import error_tracking
from tests.running.served import Served
from tests.world import Cast

PRIVATE = ["wat-ik-schreef", "zoekwoord", "203.0.113.77", "sessionid", "geheim-wachtwoord", "mijn-browser"]


UNPACK: dict[str | None, Any] = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}


class Sentry(ThreadingHTTPServer):
    """Keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.received: list[bytes] = []
        self.dsn = f"http://key@127.0.0.1:{self.server_port}/1"

    @property
    def text(self) -> str:
        return b"\n".join(self.received).decode()

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(envelope.split(b"\n")[2]) for envelope in self.received]


class Receiver(BaseHTTPRequestHandler):
    """Takes an envelope."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, Sentry)
        self.server.received.append(UNPACK[self.headers["Content-Encoding"]](body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def sentry(settings: Any) -> Iterator[Sentry]:
    """A Sentry that the site reports to, for the length of a test."""
    with Sentry() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        settings.SENTRY_DSN = server.dsn
        error_tracking.start()
        yield server
        sentry_sdk.get_client().close()
        sentry_sdk.get_global_scope().set_client(None)
        server.shutdown()
        thread.join()


def received(sentry: Sentry) -> dict[str, Any]:
    """Return the only event."""
    sentry_sdk.flush(timeout=10)
    (event,) = sentry.events
    return event


def broken(*args: Any, **kwargs: Any) -> None:
    """A fault that has everything in hand that must not leave."""
    answer = "wat-ik-schreef"
    raise RuntimeError(f"could not keep {answer} of joost@vijver.example")


@pytest.mark.django_db
def test_a_fault_is_reported_without_anything_of_the_person(
    sentry: Sentry, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handreiking.views.library", broken)
    client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="mijn-browser")
    client.force_login(cast.joost.user)
    client.raise_request_exception = False
    response = client.generic(
        "POST",
        "/?q=zoekwoord",
        "text=wat-ik-schreef&password=geheim-wachtwoord",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 500
    event = received(sentry)
    (error,) = event["exception"]["values"]
    assert error["type"] == "RuntimeError"
    assert error["stacktrace"]["frames"][-1]["function"] == "broken"
    assert event["tags"] == {"request_id": response["X-Request-ID"]}
    assert set(event) <= {
        "event_id",
        "timestamp",
        "level",
        "platform",
        "logger",
        "exception",
        "tags",
        "sdk",
        "contexts",
    }
    told = [*PRIVATE, cast.joost.user.email, cast.joost.user.name, "vijver", client.cookies["sessionid"].value]
    assert not [word for word in told if word in sentry.text]


@pytest.mark.django_db
def test_a_refused_mail_is_reported_without_its_address(sentry: Sentry, cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client = Client(REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="mijn-browser")
    client.force_login(cast.fatima.user)
    address = f"/school/{cast.fatima.school.code}/leden/uitnodigen/"
    client.post(address, {"addresses": "nieuw@vijver.example", "role": "teacher"})
    event = received(sentry)
    assert event["logentry"] == {"message": "The mail server did not take the mail %s"}
    assert event["exception"]["values"][0]["type"] == "ConnectionRefusedError"
    told = [*PRIVATE, "nieuw@", "vijver", cast.fatima.user.name, cast.fatima.school.code]
    assert not [word for word in told if word in sentry.text]


def test_a_page_that_is_not_there_is_no_error(sentry: Sentry, client: Client) -> None:
    client.get("/bestaat-niet/")
    client.get("/", headers={"host": "elders.example"})
    sentry_sdk.flush(timeout=10)
    assert not sentry.received


def test_without_an_address_nothing_is_started(settings: Any) -> None:
    settings.SENTRY_DSN = ""
    error_tracking.start()
    assert not sentry_sdk.get_client().is_active()


def test_whatever_else_the_library_puts_into_an_event_stays_here() -> None:
    event = {
        "event_id": "1",
        "message": "wat-ik-schreef",
        "user": {"ip_address": "203.0.113.77"},
        "request": {"cookies": {"sessionid": "1"}, "data": "wat-ik-schreef", "url": "/zoekwoord"},
        "extra": {"form": "wat-ik-schreef"},
        "breadcrumbs": {"values": [{"message": "zoekwoord"}]},
        "transaction": "/school/zoekwoord/",
        "logger": "django.request",
        "logentry": {"message": "Not Found: /zoekwoord", "params": ["zoekwoord"]},
        "exception": {
            "values": [
                {
                    "type": "ValueError",
                    "value": "wat-ik-schreef",
                    "stacktrace": {"frames": [{"function": "f", "lineno": 1, "vars": {"text": "wat-ik-schreef"}}]},
                }
            ]
        },
    }
    kept = error_tracking.without_persons(event, {})  # type: ignore[arg-type]
    assert kept["exception"] == {  # type: ignore[typeddict-item]
        "values": [{"type": "ValueError", "module": None, "stacktrace": {"frames": [{"function": "f", "lineno": 1}]}}]
    }
    assert not [word for word in PRIVATE if word in json.dumps(kept)]


def test_the_real_thing_starts_with_a_dsn_and_reports_a_fault(tmp_path: Any) -> None:
    with Sentry() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        site = Served(tmp_path, SENTRY_DSN=server.dsn)  # nobody migrated its database: who signs in meets a fault
        site.start()
        status, headers, _ = site.get("/account/login/?q=zoekwoord", Cookie="__Host-sessionid=wat-ik-schreef")
        site.stop()
        server.shutdown()
        thread.join()
        assert status == 500
        assert server.events[0]["tags"] == {"request_id": headers["X-Request-ID"]}
        assert not [word for word in PRIVATE if word in server.text]
