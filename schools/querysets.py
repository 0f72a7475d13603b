"""The gates: what a member may see and may change. Every view, form and export starts here."""

from __future__ import annotations

from datetime import timedelta
from functools import reduce
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from schools.addresses import FORMER
from schools.calendar import SchoolYear
from schools.deeds import DEEDS
from schools.tokens import digest_of

if TYPE_CHECKING:
    from schools.models import (  # noqa: F401
        Holiday,
        Invitation,
        JournalEntry,
        Membership,
        SchoolRequest,
        Team,
        User,
    )


def name_or_address(word: str, person: str = "") -> Q:
    """Return the condition that a word stands in the name or the address of a person (`person`: the path to it)."""
    return Q(**{f"{person}name__icontains": word}) | Q(**{f"{person}email__icontains": word})


class MembershipQuerySet(models.QuerySet["Membership"]):
    """People in schools."""

    def for_user(self, user: User | AnonymousUser) -> MembershipQuerySet:
        """Return the memberships with which this person may walk into a school now.

        Into an archived school its principal may, for a while, to read; the door refuses to change anything there.
        """
        from schools.models import School

        if not user.is_authenticated:
            return self.none()
        lately = Q(role="principal", school__archived_at__gt=timezone.now() - School.READABLE_FOR)
        open_now = Q(school__archived_at__isnull=True) | lately
        return self.filter(open_now, user=user, left_at__isnull=True).select_related("school", "user")

    def visible_to(self, member: Membership) -> MembershipQuerySet:
        """Return the member's present colleagues, and the member."""
        return self.filter(school_id=member.school_id).present().select_related("user").order_by("user__name")

    def editable_by(self, member: Membership) -> MembershipQuerySet:
        """Return everyone of the school, also who left, for who manages the accounts; nobody for others."""
        people = self.filter(school_id=member.school_id).exclude(user__email=FORMER)
        return people if member.may("admin") else self.none()

    def present(self) -> MembershipQuerySet:
        """Return who has not left."""
        return self.filter(left_at__isnull=True)

    def departed(self) -> MembershipQuerySet:
        """Return who has left."""
        return self.filter(left_at__isnull=False)

    def gone(self) -> MembershipQuerySet:
        """Return who left and did not come back by another way; each person once, with the latest time."""
        again = self.model.objects.filter(school_id=OuterRef("school_id"), user_id=OuterRef("user_id"))
        later = Q(left_at__isnull=True) | Q(left_at__gt=OuterRef("left_at"))
        return self.departed().exclude(user__email=FORMER).exclude(Exists(again.filter(later)))

    def admins(self) -> MembershipQuerySet:
        """Return who is there and manages the accounts; says the same as `member.may("admin")`."""
        return self.present().filter(Q(is_admin=True) | Q(role="principal"))

    def named(self, text: str) -> MembershipQuerySet:
        """Return who has every word of the text in the name or in the address."""
        return reduce(lambda found, word: found.filter(name_or_address(word, "user__")), text.split(), self)

    def for_list(self) -> MembershipQuerySet:
        """Add what a list of members shows: the person, and the school for the name of the role; by name."""
        return self.select_related("user", "school").order_by(Lower("user__name"), "pk")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations to a school."""

    def visible_to(self, member: Membership) -> InvitationQuerySet:
        """Return the school's invitations for who manages the accounts; none for others."""
        return self.filter(school_id=member.school_id) if member.may("admin") else self.none()

    def editable_by(self, member: Membership) -> InvitationQuerySet:
        """Return the invitations that the member may send again or withdraw."""
        return self.visible_to(member) if member.may_change("admin") else self.none()

    def for_token(self, token: str) -> InvitationQuerySet:
        """Return the invitation whose link someone has: the token is the capability. Archived schools have none."""
        return self.filter(token_digest=digest_of(token), school__archived_at__isnull=True).select_related("school")

    def open(self) -> InvitationQuerySet:
        """Return what was neither accepted nor withdrawn, expired or not."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def named(self, text: str) -> InvitationQuerySet:
        """Return the invitations to an address with every word of the text in it."""
        return reduce(lambda found, word: found.filter(email__icontains=word), text.split(), self)

    def for_list(self) -> InvitationQuerySet:
        """Add the school, for the name of the role; the newest first."""
        return self.select_related("school").order_by("-sent_at", "email")


class SchoolRequestQuerySet(models.QuerySet["SchoolRequest"]):
    """Requests to take part."""

    def visible_to(self, member: Membership) -> SchoolRequestQuerySet:
        """Return the confirmed requests for the school, for who manages its accounts; none for others."""
        own = self.filter(school_id=member.school_id, confirmed_at__isnull=False)
        return own if member.may("admin") else self.none()

    def editable_by(self, member: Membership) -> SchoolRequestQuerySet:
        """Return the requests on which the member may decide."""
        return self.visible_to(member).open() if member.may_change("admin") else self.none()

    def for_token(self, token: str) -> SchoolRequestQuerySet:
        """Return the request whose link to confirm someone has: the token is the capability; no archived school's."""
        alive = Q(school__isnull=True) | Q(school__archived_at__isnull=True)
        return self.filter(alive, token_digest=digest_of(token))

    def open(self) -> SchoolRequestQuerySet:
        """Return what nobody has decided on."""
        return self.filter(decided_at__isnull=True)


class TeamQuerySet(models.QuerySet["Team"]):
    """Teams inside a school."""

    def visible_to(self, member: Membership) -> TeamQuerySet:
        """Return the teams of the member's school that have not ended, by name."""
        return self.filter(school_id=member.school_id, ended_at__isnull=True).order_by("name", "pk")

    def editable_by(self, member: Membership) -> TeamQuerySet:
        """Return the teams that the member may change or end: all, for who manages the accounts."""
        return self.visible_to(member) if member.may_change("admin") else self.none()

    def for_list(self) -> TeamQuerySet:
        """Add what a list of teams shows: the lead, and the members by name in `people`."""
        from schools.models import Membership

        people = Membership.objects.present().select_related("user").order_by("user__name", "pk")
        return self.select_related("lead__user").prefetch_related(models.Prefetch("members", people, to_attr="people"))


class HolidayQuerySet(models.QuerySet["Holiday"]):
    """A school's own holidays."""

    def visible_to(self, member: Membership) -> HolidayQuerySet:
        """Return the holidays of the member's school, in order."""
        return self.filter(school_id=member.school_id)

    def editable_by(self, member: Membership) -> HolidayQuerySet:
        """Return the holidays that the member may change: all, for who manages the accounts."""
        return self.visible_to(member) if member.may_change("admin") else self.none()

    def of(self, year: SchoolYear) -> HolidayQuerySet:
        """Return the holidays that begin in a school year."""
        return self.filter(starts_on__range=(year.start, year.end))


class JournalQuerySet(models.QuerySet["JournalEntry"]):
    """Who did what in a school."""

    def visible_to(self, member: Membership) -> JournalQuerySet:
        """Return what was done in the school, the newest first, for who manages its accounts; none for others."""
        return self.filter(school_id=member.school_id) if member.may("admin") else self.none()

    def recent(self) -> JournalQuerySet:
        """Return what was done lately, a year unless the settings say otherwise; what is older is erased by a timer."""
        return self.filter(at__gt=timezone.now() - timedelta(days=settings.KEEP_JOURNAL_DAYS))

    def about(self, topic: str) -> JournalQuerySet:
        """Return the deeds of a topic of schools.deeds."""
        return self.filter(deed__in=[deed for deed, words in DEEDS.items() if words.topic == topic])

    def for_list(self) -> JournalQuerySet:
        """Add who did it."""
        return self.select_related("member__user")
