"""Invitations: the only way to become a member of a school."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from schools.models.organisations import School
from schools.models.people import Membership
from schools.querysets import InvitationQuerySet
from schools.tokens import digest_of, new_token


class Invitation(models.Model):
    """A place in a school for who can read the mail of one address: sent → accepted, withdrawn or expired.

    Works once. Its token is only in the mail; sending it again replaces the token, and the fourteen days begin anew.
    """

    LASTS = timedelta(days=14)

    school = models.ForeignKey(School, models.CASCADE, related_name="invitations")
    email = models.EmailField("e-mailadres")
    role = models.CharField("rol", max_length=11, choices=Membership.Role, default=Membership.Role.TEACHER)
    is_admin = models.BooleanField("beheert de accounts", default=False)
    invited_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField("verstuurd op", default=timezone.now)
    accepted_at = models.DateTimeField("aangenomen op", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_once_open",
                violation_error_message="Voor dit adres staat al een uitnodiging open.",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="invitation_email_lower_case",
                violation_error_message="Schrijf het adres in kleine letters.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["teacher", "coordinator", "principal"]),
                name="invitation_role",
                violation_error_message="Kies een van de rollen.",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
                violation_error_message="Een uitnodiging die aangenomen is, kan niet meer worden ingetrokken.",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def title(self) -> str:
        """Return the role in the words of the school's sector."""
        return Membership.TITLES[self.role, self.school.sector]

    @property
    def expires_at(self) -> datetime:
        """Return until when the link works."""
        return self.sent_at + self.LASTS

    @property
    def is_expired(self) -> bool:
        """Tell whether the link is too old; sending it again helps."""
        return timezone.now() >= self.expires_at

    @property
    def is_open(self) -> bool:
        """Tell whether it was neither accepted nor withdrawn; it may have expired."""
        return not self.accepted_at and not self.withdrawn_at

    @property
    def is_usable(self) -> bool:
        """Tell whether it can be accepted now; a school that comes back from the archive has its invitations again."""
        return self.is_open and not self.is_expired and not self.school.archived_at

    def renew(self) -> str:
        """Give it a new token, so that an older link stops working, and a new first day; return the token, unsaved."""
        token = new_token()
        self.token_digest, self.sent_at = digest_of(token), timezone.now()
        return token
