"""Who has to have a second factor, and the way to one."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from handreiking.access import View
from handreiking.htmx import htmx_of


class SecondFactorMiddleware:
    """Show who must have a second factor and has none where to make one, before the pages that want it.

    Nobody is locked out: all other pages stay open, those where a second factor is made among them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; `process_view` does the work."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Lead to the page of second factors where one is wanted and missing."""
        wanted = wanted_by(request, view)
        if wanted not in settings.SECOND_FACTOR_FOR or not request.user.is_authenticated or is_mfa_enabled(request.user):
            return None
        place = f"{reverse('mfa_index')}?nodig={wanted}"
        return HttpResponseClientRedirect(place) if htmx_of(request) else redirect(place)


def wanted_by(request: HttpRequest, view: View) -> str:
    """Return for whom a page is: 'staff' for the Django admin (but for its login and logout), 'admin' for a school's."""
    match = request.resolver_match
    if match and match.app_name == "admin" and match.url_name not in {"login", "logout", "jsi18n"}:
        return "staff"
    return "admin" if getattr(view, "role", "") == "admin" else ""
