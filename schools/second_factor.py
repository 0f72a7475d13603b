"""Who has to have a second factor, and the way to one.

Nobody is locked out: all other pages stay open, those where a second factor is made among them.
"""

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
    """Show site admins who must have a second factor and have none where to make one, before the Django admin.

    The door does the same for a school's admins.
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
        match = request.resolver_match
        is_admin_page = match and match.app_name == "admin" and match.url_name not in {"login", "logout", "jsi18n"}
        if not is_admin_page or "staff" not in settings.SECOND_FACTOR_FOR:
            return None
        lacking = request.user.is_authenticated and request.user.is_staff and not is_mfa_enabled(request.user)
        return to_second_factor(request, "staff") if lacking else None


def lacks_second_factor(member: Membership) -> bool:
    """Tell whether the site or the school asks a second factor of this member, and there is none."""
    asked = "admin" in settings.SECOND_FACTOR_FOR or member.school.second_factor_since
    return bool(asked) and member.may("admin") and not is_mfa_enabled(member.user)


def to_second_factor(request: HttpRequest, wanted: str) -> HttpResponseBase:
    """Lead to the page where a second factor is made; `wanted` says who asks for it: 'staff' or 'school'."""
    place = f"{reverse('mfa_index')}?nodig={wanted}"
    return HttpResponseClientRedirect(place) if htmx_of(request) else redirect(place)
