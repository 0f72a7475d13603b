"""How a view ends: a whole page, or only the part that htmx asks for."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


def htmx_of(request: HttpRequest) -> HtmxDetails:
    """Return what the middleware learned about an htmx request."""
    return cast(HtmxDetails, getattr(request, "htmx"))  # noqa: B009 - the type of request does not know it


def wants_part(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part of the page, not for the page."""
    htmx = htmx_of(request)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render the page, or only its named partial where htmx asks for that; `status` is 422 for invalid input."""
    name = f"{template}#{part}" if wants_part(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


class LoginRedirectMiddleware:
    """Send the whole page to the login after a session expired; htmx would put the login form into a list item."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let htmx load the login as a page where the view's answer is a redirect to it."""
        response = self.get_response(request)
        login = resolve_url(settings.LOGIN_URL)
        if htmx_of(request) and response.status_code == 302 and response["Location"].startswith(login):
            back = htmx_of(request).current_url_abs_path or "/"
            return HttpResponseClientRedirect(f"{login}?{urlencode({'next': back})}")
        return response
