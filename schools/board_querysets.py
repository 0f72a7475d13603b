"""The gates of boards: who sits on one, and which schools said yes to theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

if TYPE_CHECKING:
    from schools.models import BoardMembership, BoardShare, Membership, School, User  # noqa: F401


class BoardMembershipQuerySet(models.QuerySet["BoardMembership"]):
    """People on boards."""

    def for_user(self, user: User | AnonymousUser) -> BoardMembershipQuerySet:
        """Return the seats with which this person may look now, by the name of the board."""
        if not user.is_authenticated:
            return self.none()
        return self.present().filter(user=user).select_related("board").order_by("board__name", "board_id")

    def visible_to(self, member: Membership) -> BoardMembershipQuerySet:
        """Return who looks, or would look, at the figures of the member's school: its board, by name."""
        mine = self.present().filter(board__schools=member.school_id, user__is_active=True)
        return mine.select_related("user").order_by("user__name", "pk")

    def present(self) -> BoardMembershipQuerySet:
        """Return the seats that have not ended."""
        return self.filter(ended_at__isnull=True)


class BoardShareQuerySet(models.QuerySet["BoardShare"]):
    """The leave of schools for their board to see figures."""

    def for_board(self, seat: BoardMembership) -> BoardShareQuerySet:
        """Return the schools that let this board look now, in the order of the alphabet and never of a figure."""
        own = self.in_force().filter(board=seat.board_id)
        return own.select_related("school").order_by(Lower("school__name"), "school__place", "school_id")

    def visible_to(self, member: Membership) -> BoardShareQuerySet:
        """Return when the member's school shared, the latest first; everyone of the school may know."""
        return self.filter(school_id=member.school_id).select_related("board", "by__user").order_by("-since", "-pk")

    def running(self) -> BoardShareQuerySet:
        """Return the leave that has not ended."""
        return self.filter(ended_at__isnull=True)

    def in_force(self) -> BoardShareQuerySet:
        """Return the leave that opens figures now: never to a board that is not the school's, or from the archive."""
        return self.running().filter(school__board=F("board"), school__archived_at__isnull=True)

    def moved(self) -> BoardShareQuerySet:
        """Return the running leave that was given to another board than the school has now."""
        gone = Q(school__board__isnull=True) | ~Q(school__board=F("board"))
        return self.running().filter(gone)
