"""The log: lines of JSON with the name of the event and the id of the request, and nothing about a person."""

import ast
import json
import logging
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from handreiking.checks import walk_urls
from handreiking.log_lines import FIELDS, OURS, JsonLines
from schools.models import User
from tests.running.served import Served
from tests.world import Cast, Side, url_kwargs

PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|MERELNEST|VOSSENHOL|Marieke|Joost|Fatima|203\.0\.113|192\.0\.2|vijver|zoekwoord",
    re.IGNORECASE,
)


class Written:
    """What the log of production holds, as text and as lines."""

    def __init__(self, stream: StringIO) -> None:
        self.stream = stream

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def written() -> Iterator[Written]:
    """Everything that the site and its libraries log at INFO and above, as production writes it down."""
    stream, root, requests = StringIO(), logging.getLogger(), logging.getLogger("handreiking.request_log")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    before = requests.level
    requests.setLevel(logging.INFO)
    yield Written(stream)
    requests.setLevel(before)
    root.removeHandler(handler)


def last(written: Written, event: str) -> dict[str, Any]:
    """Return the last line of an event."""
    return [line for line in written.lines if line["event"] == event][-1]


# ---- what a line holds ------------------------------------------------------------------


def test_a_request_is_a_line_with_the_view_and_not_the_address(client: Client, written: Written) -> None:
    client.get("/handvatten/?sector=po&q=zoekwoord")
    line = last(written, "request")
    assert line | {"time": "", "request_id": "", "ms": 0} == {
        "time": "",
        "level": "info",
        "event": "request",
        "request_id": "",
        "message": "Answered",
        "view": "handvat_list",
        "method": "GET",
        "status": 200,
        "ms": 0,
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


@pytest.mark.django_db
def test_a_secret_in_an_address_is_not_in_the_log(client: Client, written: Written) -> None:
    for address in (
        "/uitnodiging/geheim123/",
        "/kalender/geheim123.ics",
        "/aanmelden/geheim123/",
        "/geheim123?x=geheim123",
    ):
        client.get(address)
    without_token = Client(enforce_csrf_checks=True)
    assert without_token.post("/account/login/geheim123/", {}).status_code == 404
    assert without_token.post("/aanmelden/geheim123/", {}).status_code == 403
    assert last(written, "django.security.csrf")["message"] == "Forbidden (CSRF cookie not set.): …"
    assert len([line for line in written.lines if line["event"] == "request"]) == 6
    assert "geheim123" not in written.text


def test_a_method_that_nobody_knows_is_no_way_to_write_in_the_log(client: Client, written: Written) -> None:
    client.generic("MARIEKE", "/")
    assert last(written, "request")["method"] == "other"


def test_static_files_and_probes_are_not_worth_a_line(client: Client, written: Written) -> None:
    client.get("/static/css/tokens.css")
    client.get("/healthz")
    assert written.text == ""


def test_what_an_error_says_stays_out_and_where_it_arose_does_not(written: Written) -> None:
    try:
        try:
            raise KeyError("joost@vijver.example")  # noqa: TRY301
        except KeyError as error:
            raise IntegrityError("Key (email)=(joost@vijver.example) already exists") from error
    except IntegrityError:
        logging.getLogger("schools.emails").exception("The mail server did not take the mail %s", "invitation")
    line = written.lines[-1]
    assert [one["type"] for one in line["error"]] == ["django.db.utils.IntegrityError", "builtins.KeyError"]
    assert re.fullmatch(r"tests/running/test_log_lines\.py:\d+ test_what_an_error_says.*", line["error"][0]["at"][0])
    assert not PERSONAL.search(written.text)


def test_fields_that_nobody_put_on_the_list_stay_out(written: Written) -> None:
    logging.getLogger("somewhere").warning("Something", extra={"email": "joost@vijver.example", "part": "cache"})
    assert written.lines[-1]["part"] == "cache"
    assert "email" not in written.lines[-1]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Invalid request from ip=203.0.113.77: joost@vijver.example", "Invalid request from ip=…: …"),
        ("Invalid request from ip=: Invalid HTTP Header: 'geheim'", "Invalid request from ip=: Invalid HTTP Header: …"),
        (
            "Invalid request from ip=: Request Line is too large (9 > 8)",
            "Invalid request from ip=: Request Line is too large …",
        ),
        ("Error handling request GET /kalender/geheim.ics", "Error handling request …"),
        ("from 2001:db8::7:1 at last", "from … at last"),
        ("Listening at: http://127.0.0.1:8000 (77)", "Listening at: http://127.0.0.1:8000 (77)"),
        ("gunicorn 27.0.1 at 12:30:59", "gunicorn 27.0.1 at 12:30:59"),
        ("<joost@vijver.example> refused", "<…> refused"),
    ],
)
def test_what_libraries_say_is_kept_without_addresses_of_people(written: Written, said: str, kept: str) -> None:
    logging.getLogger("gunicorn.error").warning(said)
    assert written.lines[-1]["message"] == kept


def test_of_what_django_refuses_is_said_what_it_was_and_not_with_which_words(written: Written) -> None:
    logging.getLogger("django.security.DisallowedModelAdminLookup").error("Filtering by joost not allowed")
    assert (written.lines[-1]["event"], "message" in written.lines[-1]) == (
        "django.security.DisallowedModelAdminLookup",
        False,
    )
    assert "joost" not in written.text


# ---- nothing about a person -------------------------------------------------------------


@pytest.fixture
def by_somebody(ours: Side, as_user: Any) -> Client:
    """Somebody at our school, from an address of their own; a fault of ours answers 500 and does not stop the test."""
    client: Client = as_user(ours.member.user)
    client.defaults |= {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Marieke's browser"}
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
def test_no_page_or_form_writes_a_person_into_the_log(by_somebody: Client, ours: Side, written: Written) -> None:
    visited = 0
    for name, _, arguments in walk_urls():
        address = reverse(name, kwargs=url_kwargs(name, arguments, ours.kwargs))
        by_somebody.get(address, {"q": "zoekwoord", "email": "marieke@vijver.example"})
        by_somebody.post(
            address, {"text": "zoekwoord", "name": "Marieke", "addresses": "joost@vijver.example", "title": ""}
        )
        visited += 2
    assert len([line for line in written.lines if line["event"] == "request"]) == visited
    assert not PERSONAL.search(written.text), PERSONAL.findall(written.text)


@pytest.mark.django_db
def test_signing_in_and_failing_to_leaves_nobody_in_the_log(cast: Cast, written: Written) -> None:
    client = Client(REMOTE_ADDR="192.0.2.7", enforce_csrf_checks=True)
    client.post("/account/login/", {"login": "marieke@vijver.example", "password": "zoekwoord"})
    client = Client(REMOTE_ADDR="192.0.2.7")
    for _ in range(7):
        client.post("/account/login/", {"login": cast.marieke.user.email, "password": "zoekwoord"})
    client.post("/account/code/aanvragen/", {"email": cast.marieke.user.email})
    client.get("/bestaat-niet/marieke@vijver.example/")
    client.get("/", headers={"host": "marieke@vijver.example"})
    assert [line["status"] for line in written.lines if line["event"] == "request"].count(429) >= 1
    assert not PERSONAL.search(written.text), PERSONAL.findall(written.text)


@pytest.mark.django_db
def test_a_mail_that_is_refused_is_an_event_without_an_address(cast: Cast, written: Written, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.force_login(cast.fatima.user)
    address = f"/school/{cast.fatima.school.code}/leden/uitnodigen/"
    client.post(address, {"addresses": "nieuw@vijver.example", "role": "teacher"})
    line = last(written, "mail_refused")
    assert line["mail"] == "invitation"
    assert line["request_id"] == last(written, "request")["request_id"]
    assert not PERSONAL.search(written.text), PERSONAL.findall(written.text)


@pytest.mark.django_db
def test_a_fault_of_ours_is_a_line_without_what_was_in_hand(
    by_somebody: Client, ours: Side, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError(f"not for {ours.member.user.email} nor {User.objects.first()}")

    monkeypatch.setattr("handreiking.views.library", break_down)
    response = by_somebody.post("/voorkeuren/?q=zoekwoord", {"theme": "zoekwoord"})
    response = by_somebody.get("/?q=zoekwoord")
    assert response.status_code == 500
    line = last(written, "django.request")
    assert line["error"][0]["type"] == "builtins.RuntimeError"
    assert any("handreiking/views.py" in at for at in line["error"][0]["at"])
    assert not PERSONAL.search(written.text), PERSONAL.findall(written.text)


def test_the_log_of_the_real_thing_is_lines_of_json_and_names_nobody(served: Served) -> None:
    asked = [
        served.get("/?q=zoekwoord"),
        served.get("/bestaat-niet/joost@vijver.example"),
        served.get("/account/login/", "POST", "login=joost@vijver.example&password=zoekwoord"),
        served.get("/", Host="vijver.example"),
    ]
    assert [answer[0] for answer in asked] == [200, 404, 403, 400]
    lines = {line["request_id"]: line for line in served.lines() if line["event"] == "request"}
    assert [lines[answer[1]["X-Request-ID"]]["status"] for answer in asked] == [200, 404, 403, 400]
    written_down = served.log.read_text().replace("'vijver.example'", "").replace("add 'vijver", "")
    assert not PERSONAL.search(written_down), PERSONAL.findall(written_down)


# ---- habits, read from the code ---------------------------------------------------------


def calls_of_loggers() -> list[tuple[str, ast.Call]]:
    """Return every call of a logger in our code, with where it stands."""
    return [
        (f"{path.relative_to(site_settings.BASE_DIR)}:{node.lineno}", node)
        for app in OURS
        for path in sorted(Path(site_settings.BASE_DIR / app).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "logger"
    ]


def test_whatever_we_log_has_fields_and_a_message_that_is_not_put_together() -> None:
    calls = calls_of_loggers()
    assert len(calls) > 5
    for where, call in calls:
        assert "extra" in {keyword.arg for keyword in call.keywords}, f"{where}: give the event a name, in extra"
        assert not any(isinstance(node, ast.JoinedStr) for node in ast.walk(call)), f"{where}: no f-string in the log"


def test_the_fields_that_we_log_are_on_the_list() -> None:
    used = {
        key.value
        for app in OURS
        for path in Path(site_settings.BASE_DIR / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Dict)
        and any(isinstance(key, ast.Constant) and key.value == "event" for key in node.keys)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
    assert used - {"event"} == set(FIELDS)


def test_the_settings_of_production_write_json_to_stdout() -> None:
    from handreiking.log_lines import logging_settings

    settings = logging_settings(as_json=True)
    assert settings["handlers"]["console"] == {
        "class": "logging.StreamHandler",
        "stream": "ext://sys.stdout",
        "formatter": "json",
    }
    assert (
        settings["loggers"]["django.template"]["level"] == settings["loggers"]["django.db.backends"]["level"] == "INFO"
    )
