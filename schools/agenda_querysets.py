"""The gates of the team agenda: what a member may see and may change, and whose calendar feed it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from schools.calendar import SchoolYear
from schools.tokens import digest_of

if TYPE_CHECKING:
    from schools.models import AgendaItem, AgendaMoment, CalendarFeed, Decision, Membership, User, WavedProposal  # noqa: F401


class AgendaMomentQuerySet(models.QuerySet["AgendaMoment"]):
    """Dated team meetings."""

    def visible_to(self, member: Membership) -> AgendaMomentQuerySet:
        """Return the school's moments, in order, also those that were cancelled."""
        return self.filter(school_id=member.school_id).order_by("starts_at", "pk")

    def editable_by(self, member: Membership) -> AgendaMomentQuerySet:
        """Return the moments that the member may change."""
        return self.visible_to(member) if member.may_change("coordinator") else self.none()

    def of(self, year: SchoolYear) -> AgendaMomentQuerySet:
        """Return the moments of a school year, past and coming."""
        return self.filter(starts_at__date__range=(year.start, year.end))

    def going_on(self) -> AgendaMomentQuerySet:
        """Return what was not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def not_over(self) -> AgendaMomentQuerySet:
        """Return what goes on, now or later."""
        return self.going_on().filter(ends_at__gt=timezone.now())

    def following(self, moment: AgendaMoment) -> AgendaMomentQuerySet:
        """Return this moment and those after it in its series, without what was cancelled."""
        if moment.series is None:
            return self.filter(pk=moment.pk)
        return self.going_on().filter(school_id=moment.school_id, series=moment.series, starts_at__gte=moment.starts_at)

    def for_list(self) -> AgendaMomentQuerySet:
        """Add what a list of moments shows: the team, and how many points and decisions there are."""
        return self.select_related("team").annotate(
            decision_count=Count("items__decisions", distinct=True),
            item_count=Count("items", filter=Q(items__dropped_at__isnull=True), distinct=True),
        )


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """What stands on the agenda of a moment; it belongs to the moment's school."""

    def visible_to(self, member: Membership) -> AgendaItemQuerySet:
        """Return the items of the school's moments."""
        return self.filter(moment__school_id=member.school_id)

    def for_page(self) -> AgendaItemQuerySet:
        """Add what a moment's page shows of its items: the goal and what was decided, in order."""
        from schools.models import Decision

        decided = models.Prefetch("decisions", Decision.objects.for_list(), to_attr="decided")
        owners = ("goal__owner__user", "decision__owner__user", "action__owner__user")
        return self.select_related(*owners).prefetch_related(decided)


class DecisionQuerySet(models.QuerySet["Decision"]):
    """What was decided at a moment; one with an owner is an action until it is done."""

    def visible_to(self, member: Membership) -> DecisionQuerySet:
        """Return the decisions of the school's moments."""
        return self.filter(item__moment__school_id=member.school_id)

    def editable_by(self, member: Membership) -> DecisionQuerySet:
        """Return the decisions that the member may change: all for a coordinator, their own for others."""
        if not member.may_change():
            return self.none()
        visible = self.visible_to(member)
        return visible if member.may("coordinator") else visible.filter(owner=member)

    def to_do(self) -> DecisionQuerySet:
        """Return the actions: what somebody took on and has not done yet; the soonest first, without a date last."""
        return self.filter(owner__isnull=False, done_on__isnull=True).order_by(
            models.F("due_on").asc(nulls_last=True), "pk"
        )

    def for_list(self) -> DecisionQuerySet:
        """Add who took it on, for which goal, and where it was decided."""
        return self.select_related("owner__user", "goal", "item__moment").order_by("pk")


class WavedProposalQuerySet(models.QuerySet["WavedProposal"]):
    """Proposals that a school does not want."""

    def visible_to(self, member: Membership) -> WavedProposalQuerySet:
        """Return what the member's school waved away."""
        return self.filter(school_id=member.school_id)


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    """Secret addresses for calendar programs; a person has one at most."""

    def for_user(self, user: User | AnonymousUser) -> CalendarFeedQuerySet:
        """Return the person's own feed."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def for_token(self, token: str) -> CalendarFeedQuerySet:
        """Return the feed whose address someone has: the token is the capability. A closed account has none."""
        return self.filter(token_digest=digest_of(token), user__is_active=True).select_related("user")


def is_between(day: date | None, after: date | None, until: date) -> bool:
    """Tell whether a day comes after one and no later than another; no day comes as soon as it can."""
    if day is None:
        return after is None
    return day <= until and (after is None or day > after)
