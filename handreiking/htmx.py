"""How a view ends: a whole page, or only the part that htmx asks for."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_cache_control, patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from handreiking.access import View


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


def typed_stays(*endings: str) -> Callable[[View], View]:
    """Show what was typed after the session expired, to copy: fields whose names end so. Goes on top of the door."""

    def decorator(view: View) -> View:
        setattr(view, "typed_stays", endings)  # noqa: B010 - the type of a view does not know it
        return view

    return decorator


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
        if request.method == "POST" and response.status_code == 302 and response["Location"].startswith(login):
            return signed_out(request, f"{login}?{urlencode({'next': request.path})}") or response
        return response


def signed_out(request: HttpRequest, login: str) -> HttpResponse | None:
    """Return a page with what was typed, where the view asks for that and something was; else None."""
    view = getattr(request.resolver_match, "func", None)
    endings = getattr(view, "typed_stays", ())
    texts = [str(text) for name, text in request.POST.items() if endings and name.endswith(endings) and str(text)]
    if not texts:
        return None
    response = render(request, "handreiking/signed_out.html", {"texts": texts, "login": login}, status=401)
    patch_cache_control(response, private=True, no_store=True)
    return response
