"""The pages for when something is wrong; each says what to do next."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from handreiking.log_lines import request_id


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that can't be understood, or that is longer than the site wants to read."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer someone without the right to do this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that does not exist."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours, without the database or the session, which may be the fault.

    The code on the page is the id in the lines of the log.
    """
    try:
        page = loader.get_template("500.html").render({"request_id": request_id.get()})
    except Exception:  # noqa: BLE001 - whatever is broken, the reader gets a sentence
        page = f"Er ging iets mis bij ons. Probeer het over een paar minuten nog eens. Code: {request_id.get()}"
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit (any more): what was typed is still in the page before."""
    return render(request, "403_csrf.html", status=403)
