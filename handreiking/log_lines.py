"""What the site writes in its log: a line of JSON for each event, with its name and ids, and nothing about a person.

Fields that are not in FIELDS are left out, and so is what an error says: an address, a name or an answer may be in it.
docs/logs.md tells what the lines look like, and docs/decisions/log-without-persons.md why.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from typing import Any

from pythonjsonlogger.core import BaseJsonFormatter

request_id: ContextVar[str] = ContextVar("request_id", default="")

OURS = ("handreiking", "schools", "reflections", "checklists")
FIELDS = ("view", "method", "status", "ms", "mail", "provider", "part")  # what an event may tell beside its name
PACKAGES = re.compile(r"^.*/site-packages/|^.*/python3\.\d+/")
ROOT = f"{Path(__file__).resolve().parent.parent}/"
E_MAIL = re.compile(r"[^\s@<>\"'=(]+@[^\s@<>\"')]+")
IP_ADDRESS = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:])(?=[0-9a-fA-F:]*::|(?:[0-9a-fA-F]+:){7})[0-9a-fA-F:]{3,}"
)
# gunicorn quotes the part of a request that it can't read, and the address of one that broke: a secret may be in it.
OF_A_REQUEST = re.compile(r"^(Invalid request from ip=[^:]*: [^'\"(]*|Error handling request ).+", re.DOTALL)
# Django says of what it refuses which words it refused; the event is enough, but for these two.
WITHOUT_WORDS = {"django.security.csrf", "django.security.DisallowedHost"}
OWN_ADDRESSES = {"127.0.0.1", "0.0.0.0", "::1"}  # noqa: S104  # nosec B104 - of machines, not of people


class JsonLines(BaseJsonFormatter):
    """Writes a record as one line of JSON."""

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        """Fill the line: when, how bad, which event in which request, what it tells, and where the error arose."""
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname.lower()
        log_data["event"] = getattr(record, "event", record.name)
        log_data["request_id"] = request_id.get()
        log_data["message"] = said_by(record)
        log_data |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            log_data["error"] = causes_of(record.exc_info[1])

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is Python's
        """Return nothing: `add_fields` tells of the error what may be told."""
        return ""

    def jsonify_log_record(self, log_data: dict[str, Any]) -> str:
        """Return the line, without the fields that are empty."""
        return json.dumps({name: value for name, value in log_data.items() if value != ""}, default=str)


def said_by(record: logging.LogRecord) -> str:
    """Return the message; what others than we say, without addresses of people, and of a request not where it went."""
    if record.name.split(".")[0] in OURS:
        return record.getMessage()
    if record.name.startswith("django.security.") and record.name not in WITHOUT_WORDS:
        return ""
    request = getattr(record, "request", None)
    if request is not None and isinstance(record.args, tuple):
        args = tuple("…" if arg in (request.path, request.get_full_path()) else arg for arg in record.args)
        message = str(record.msg) % args
    else:
        message = record.getMessage()
    message = E_MAIL.sub("…", message)
    message = IP_ADDRESS.sub(lambda found: found[0] if found[0] in OWN_ADDRESSES else "…", message)
    return OF_A_REQUEST.sub(r"\1…", message)


def causes_of(error: BaseException) -> list[dict[str, Any]]:
    """Return an error and what it came from, innermost last: the kind of each and the lines of code it went through."""
    causes = []
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        kind = type(following)
        at = [
            f"{PACKAGES.sub('', frame.f_code.co_filename).removeprefix(ROOT)}:{line} {frame.f_code.co_name}"
            for frame, line in walk_tb(following.__traceback__)
        ]
        causes.append({"type": f"{kind.__module__}.{kind.__qualname__}", "at": at})
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return causes


def logging_settings(*, as_json: bool) -> dict[str, Any]:
    """Return Django's LOGGING: lines of JSON, or on one's own machine the plain words, to stdout."""
    handler = {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"console": handler | ({"formatter": "json"} if as_json else {})},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # Django's own handlers for its loggers: one mails administrators what was typed.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            # At DEBUG these two write down the context of every template and every query: answers, in plain words.
            "django.template": {"level": "INFO"},
            "django.db.backends": {"level": "INFO"},
            # A page that is not there is not for whoever keeps the log, and the line of the request has its status.
            "django.request": {"level": "ERROR"},
            "handreiking.request_log": {"level": "INFO" if as_json else "WARNING"},
            # Every connection that is lent from the pool; every step of a PDF.
            "psycopg.pool": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }
