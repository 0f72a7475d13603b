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
from schools.models import Membership


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
        if wanted not in settings.SECOND_FACTOR_FOR or not may_enter(request.user, wanted, kwargs):
            return None
        if is_mfa_enabled(request.user):
            return None
        place = f"{reverse('mfa_index')}?nodig={wanted}"
        return HttpResponseClientRedirect(place) if htmx_of(request) else redirect(place)


def wanted_by(request: HttpRequest, view: View) -> str:
    """Return whose page it is: 'staff' for the Django admin (not its login and logout), 'admin' for a school's."""
    match = request.resolver_match
    if match and match.app_name == "admin" and match.url_name not in {"login", "logout", "jsi18n"}:
        return "staff"
    return "admin" if getattr(view, "role", "") == "admin" else ""


def may_enter(user: Any, wanted: str, kwargs: dict[str, Any]) -> bool:
    """Tell whether the page is for this person at all; who may not enter is refused by the page itself."""
    if wanted == "staff" or not user.is_authenticated:
        return bool(user.is_staff)
    member = Membership.objects.for_user(user).filter(school__code=kwargs["code"]).first()
    return member is not None and member.may("admin")
