"""Who sits on a board, and which schools let their board see how many of what: never texts, names or items."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from schools.board_querysets import BoardMembershipQuerySet, BoardShareQuerySet
from schools.models.organisations import Board, School
from schools.models.people import Membership, User


class BoardMembership(models.Model):
    """A person on a board: who looks at the figures of its schools. It makes nobody a member of a school."""

    user = models.ForeignKey(User, models.CASCADE, related_name="seats", verbose_name="account")
    board = models.ForeignKey(Board, models.CASCADE, related_name="seats", verbose_name="bestuur")
    since = models.DateTimeField("sinds", default=timezone.now, editable=False)
    ended_at = models.DateTimeField("tot", null=True, blank=True)

    objects: ClassVar[BoardMembershipQuerySet] = BoardMembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "bestuurslid"
        verbose_name_plural = "bestuursleden"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "board"],
                condition=Q(ended_at__isnull=True),
                name="board_membership_once_per_board",
                violation_error_message="Deze persoon hoort al bij dit bestuur.",
            ),
        ]

    def __str__(self) -> str:
        return self.user.name

    def end(self) -> None:
        """Let the person see nothing any more, from now on; nothing happens to what is over already."""
        BoardMembership.objects.present().filter(pk=self.pk).update(ended_at=timezone.now())


class BoardShare(models.Model):
    """The leave of a school for one board to see its figures, until it ends. It never passes on to another board."""

    school = models.ForeignKey(School, models.CASCADE, related_name="board_shares")
    board = models.ForeignKey(Board, models.CASCADE, related_name="shares")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    since = models.DateTimeField("sinds", default=timezone.now, editable=False)
    ended_at = models.DateTimeField("tot", null=True, blank=True)

    objects: ClassVar[BoardShareQuerySet] = BoardShareQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "keer delen met het bestuur"
        verbose_name_plural = "keren delen met het bestuur"
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(ended_at__isnull=True),
                name="board_share_once_per_school",
                violation_error_message="De school deelt al met het bestuur.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} → {self.board}"
