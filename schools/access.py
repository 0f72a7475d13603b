"""The doors. A membership is the capability: the door finds it once, and the view receives a `member`.

A seat on a board is another one, for the board's own page; it opens no school.

Outsiders get 404: whether a school exists is not theirs to know. Insiders without the role get 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from handreiking.access import View, declare
from schools.models import BoardMembership, Membership, School, User
from schools.second_factor import lacks_second_factor, to_second_factor
from schools.wall import SHARES_WITH_BOARD, behind_wall

SESSION_KEY = "school"  # the school that the person was in last
READING = {"GET", "HEAD", "OPTIONS"}


def kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """Keep a page out of every cache, also the browser's: schools share computers."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def account_view(view: View) -> View:
    """Let everyone in who is signed in (LoginRequiredMiddleware sees to that)."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return kept_private(behind_wall(request.user, lambda: view(request, *args, **kwargs)))

    return declare(wrapper, "account")


def school_view(role: str = "teacher", *, changes: bool = False) -> Callable[[View], View]:
    """Let members of the school in who have the rights of `role`, and give the view the member.

    Who needs a second factor and has none is led to where it is made. An archived school is there to read only:
    what is sent is refused, and so is a page that is there to change something (`changes`).
    """

    def decorator(view: View) -> View:
        def admit(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:
            member = Membership.objects.for_user(request.user).filter(school__code=code).first()
            if member is None:
                return kept_private(to_merged(request, code))
            if not member.may(role):
                raise PermissionDenied
            if lacks_second_factor(member):
                return kept_private(to_second_factor(request, "school"))
            remember(request, member)
            request.member = member  # type: ignore[attr-defined]
            if member.school.archived_at and (changes or request.method not in READING):
                return kept_private(render(request, "schools/archived.html", {"school": member.school}, status=403))
            return kept_private(view(request, member, **kwargs))

        @wraps(view)
        def wrapper(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponseBase:
            return behind_wall(request.user, lambda: admit(request, code, **kwargs))

        return declare(wrapper, "school")

    return decorator


def board_view(view: View) -> View:
    """Let people of the board in, and give the view their seat; for everyone else the board does not exist.

    A seat opens this one page: it makes nobody a member of a school.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, board_id: int, **kwargs: Any) -> HttpResponseBase:
        seat = get_object_or_404(BoardMembership.objects.for_user(request.user), board__pk=board_id)
        return kept_private(behind_wall(request.user, lambda: view(request, seat, **kwargs), SHARES_WITH_BOARD))

    return declare(wrapper, "board")


def to_merged(request: HttpRequest, code: str) -> HttpResponseBase:
    """Lead a member of the school that this one was merged into to the same page there; for others there is nothing.

    What was sent goes along: the goal that someone was writing at has moved too.
    """
    schools = School.objects.filter(code=code, merged_into__isnull=False)
    member = get_object_or_404(Membership.objects.for_user(request.user), school__in=schools.values("merged_into"))
    match = request.resolver_match
    assert match is not None
    address = reverse(match.view_name, kwargs=match.kwargs | {"code": member.school.code})
    query = request.META.get("QUERY_STRING", "")
    sent = request.method not in READING
    return HttpResponseRedirect(f"{address}?{query}" if query else address, preserve_request=sent)


def remember(request: HttpRequest, member: Membership) -> None:
    """Note that this is the school that the person is in; the account remembers it for the next time."""
    if request.session.get(SESSION_KEY) != member.school.code:
        request.session[SESSION_KEY] = member.school.code
        User.objects.filter(pk=member.user_id).update(last_school=member.school_id)


def current_member(request: HttpRequest, memberships: list[Membership]) -> Membership | None:
    """Return the membership of the school that the person was in last, else the first one, or None without any."""
    code = request.session.get(SESSION_KEY)
    last = request.user.last_school_id if request.user.is_authenticated else None
    now = next((member for member in memberships if member.school.code == code), None)
    return now or next((member for member in memberships if member.school_id == last), next(iter(memberships), None))
