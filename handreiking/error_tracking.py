"""Sends errors to a Sentry of the operator's choice, where SENTRY_DSN names one: what broke where, nothing personal.

What leaves is built anew from a short list (`without_persons`): a field that a later version of the library adds stays
here until somebody puts it on the list.
"""

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings

from handreiking.log_lines import OURS, request_id

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

KEPT = ("event_id", "timestamp", "level", "platform", "logger")
KEPT_OF_FRAME = ("module", "filename", "function", "lineno", "in_app")


def start() -> None:
    """Begin to report errors, where a DSN is set; without one the library is not even imported."""
    if not settings.SENTRY_DSN:
        return
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        release="",  # a guess would start git
        server_name="",
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        default_integrations=False,
        integrations=[
            DjangoIntegration(middleware_spans=False, signals_spans=False),
            ExcepthookIntegration(),
            LoggingIntegration(level=None),
        ],
        before_send=without_persons,
        auto_session_tracking=False,
        send_client_reports=False,
    )
    sentry_sdk.integrations.logging.ignore_logger("django.security.DisallowedHost")  # robots that guess


def without_persons(event: "Event", hint: "Hint") -> "Event":
    """Return an event with only what broke, where in the code, and the id of the request.

    What an error says is left out: a database tells there which address was in use already.
    """
    found = cast(dict[str, Any], event)
    kept: dict[str, Any] = {name: found[name] for name in KEPT if name in found}
    kept["exception"] = {
        "values": [
            {
                "type": one.get("type"),
                "module": one.get("module"),
                "stacktrace": {
                    "frames": [frame_of(frame) for frame in (one.get("stacktrace") or {}).get("frames", [])]
                },
            }
            for one in (found.get("exception") or {}).get("values", [])
        ]
    }
    if not kept["exception"]["values"]:
        del kept["exception"]
    if str(found.get("logger", "")).split(".")[0] in OURS:  # a message of ours, without what is filled in
        kept["logentry"] = {"message": (found.get("logentry") or {}).get("message", "")}
    if request_id.get():
        kept["tags"] = {"request_id": request_id.get()}
    return cast("Event", kept)


def frame_of(frame: dict[str, Any]) -> dict[str, Any]:
    """Return a line of a traceback without what the program held there."""
    return {name: frame[name] for name in KEPT_OF_FRAME if name in frame}
