"""The doors. A membership is the capability: the door finds it once, and the view receives a `member`.

Outsiders get 404: whether a school exists is not theirs to know. Insiders without the role get 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control

from handreiking.access import View, declare
from schools.models import Membership

SESSION_KEY = "school"  # the school that the person was in last


def kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """Keep a page out of every cache, also the browser's: schools share computers."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def account_view(view: View) -> View:
    """Let everyone in who is signed in (LoginRequiredMiddleware sees to that)."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return kept_private(view(request, *args, **kwargs))

    return declare(wrapper, "account")


def school_view(role: str = "teacher") -> Callable[[View], View]:
    """Let members of the school in who have the rights of `role`, and give the view the member."""

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:
            member = get_object_or_404(Membership.objects.for_user(request.user), school__code=code)
            if not member.may(role):
                raise PermissionDenied
            if request.session.get(SESSION_KEY) != code:
                request.session[SESSION_KEY] = code
            request.member = member  # type: ignore[attr-defined]
            return kept_private(view(request, member, **kwargs))

        wrapper.role = role  # type: ignore[attr-defined]  # SecondFactorMiddleware asks for it
        return declare(wrapper, "school")

    return decorator


def current_member(request: HttpRequest, memberships: list[Membership]) -> Membership | None:
    """Return the membership of the school that the person was in last, else the first one, or None without any."""
    last = request.session.get(SESSION_KEY)
    return next((member for member in memberships if member.school.code == last), next(iter(memberships), None))
