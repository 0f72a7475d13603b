"""What the header shows of the person who is signed in (context processor)."""

from typing import Any

from django.db.models import Exists, F
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from schools.access import current_member
from schools.models import BoardMembership, Membership


def menu(request: HttpRequest) -> dict[str, Any]:
    """Give templates `member`, `memberships` and `sits_on_board`; nothing is looked up for who has no account."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"member": None, "memberships": [], "sits_on_board": False}
    memberships: Any = SimpleLazyObject(lambda: memberships_of(request))
    member = getattr(request, "member", None) or SimpleLazyObject(lambda: current_member(request, memberships))
    return {"member": member, "memberships": memberships, "sits_on_board": SimpleLazyObject(lambda: sits(request))}


def memberships_of(request: HttpRequest) -> list[Membership]:
    """Return the person's memberships, oldest first, archived schools last; looked up once per request."""
    if not hasattr(request, "memberships"):
        archived_last = F("school__archived_at").desc(nulls_first=True)
        found = Membership.objects.for_user(request.user).order_by(archived_last, "joined_at", "pk")
        found = found.annotate(sits=Exists(BoardMembership.objects.for_user(request.user)))
        request.memberships = list(found)  # type: ignore[attr-defined]
    memberships: list[Membership] = request.memberships  # type: ignore[attr-defined]
    return memberships


def sits(request: HttpRequest) -> bool:
    """Tell whether the person sits on a board; only who is in no school pays a query for it."""
    memberships: list[Any] = memberships_of(request)
    return memberships[0].sits if memberships else BoardMembership.objects.for_user(request.user).exists()
