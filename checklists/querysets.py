"""The gates to rounds: what a member may see of them, may fill in and may lead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from checklists.models import Participation, Priority, Round  # noqa: F401
    from schools.models import Membership, School


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds of a school."""

    def visible_to(self, member: Membership) -> RoundQuerySet:
        """Return the rounds of the member's school, newest first.

        Drafts are for who may lead a round, and a team's rounds for them and for that team.
        """
        rounds = self.filter(school_id=member.school_id).order_by("-opened_at", "-pk")
        if member.may("coordinator"):
            return rounds
        return rounds.filter(self._mine(member), opened_at__isnull=False)

    def editable_by(self, member: Membership) -> RoundQuerySet:
        """Return the rounds that the member may lead: open, close and reopen them, and agree for the team."""
        return self.visible_to(member) if member.may_change("coordinator") else self.none()

    def answerable_by(self, member: Membership) -> RoundQuerySet:
        """Return the open rounds in which the member answers alone: of the whole school, and of the own teams."""
        rounds = self.filter(school_id=member.school_id, way="alone").open()
        return rounds.filter(self._mine(member)) if member.may_change("teacher") else self.none()

    def _mine(self, member: Membership) -> Q:
        """Return the condition that a round is for the member: for the whole school, or for an own team."""
        teams = self.model.team.field.related_model._default_manager.filter(members=member, pk=OuterRef("team_id"))
        return Q(team__isnull=True) | Q(Exists(teams))

    def open(self) -> RoundQuerySet:
        """Return the rounds that are being filled in."""
        return self.filter(opened_at__isnull=False, closed_at__isnull=True)

    def drafts(self) -> RoundQuerySet:
        """Return the rounds that are being prepared."""
        return self.filter(opened_at__isnull=True)

    def for_board(self, schools: Iterable[School]) -> RoundQuerySet:
        """Return the rounds of these schools that their board may know of: those that are over."""
        return self.filter(school__in=[school.pk for school in schools], closed_at__isnull=False).order_by()

    def alive(self) -> RoundQuerySet:
        """Return the rounds of schools that are not in the archive."""
        return self.filter(school__archived_at__isnull=True)

    def of_same(self, round_: Round) -> RoundQuerySet:
        """Return the rounds of the same school as a whole, or of the same team; the round itself too."""
        group = Q(team=round_.team_id) if round_.team_id else Q(team__isnull=True)
        return self.filter(group, school_id=round_.school_id)

    def running(self) -> RoundQuerySet:
        """Return the rounds that are being filled in, of schools that are not in the archive."""
        return self.open().alive()

    def with_part_of(self, member: Membership) -> RoundQuerySet:
        """Add `is_mine`: it is for the member; and `is_done`: the member said 'klaar'."""
        parts = self.model.participations.rel.related_model._default_manager
        done = parts.filter(round=OuterRef("pk"), member=member, finished=True)
        return self.annotate(is_mine=Case(When(self._mine(member), then=True), default=False), is_done=Exists(done))

    def with_progress(self) -> RoundQuerySet:
        """Add `agreed_count`: how many items the team has agreed on."""
        return self.annotate(agreed_count=Count("team_views", filter=~Q(team_views__stand="")))

    def with_talk(self) -> RoundQuerySet:
        """Add the conversation, and `done_count`: how many who are still in the school said 'klaar'; in one query."""
        from checklists.models import Participation

        people = Participation.objects.present().filter(finished=True)
        per_round = people.filter(round=OuterRef("pk")).order_by().values("round").annotate(number=Count("pk"))
        counted = Coalesce(Subquery(per_round.values("number")), 0)
        return self.select_related("conversation").annotate(done_count=counted)


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Who takes part in rounds."""

    def visible_to(self, member: Membership) -> ParticipationQuerySet:
        """Return who takes part in rounds of the school, for who may lead one; else only oneself."""
        own = self.filter(round__school_id=member.school_id)
        return own if member.may("coordinator") else own.filter(member=member)

    def present(self) -> ParticipationQuerySet:
        """Return who is still in the school."""
        return self.filter(member__left_at__isnull=True)

    def unfinished(self) -> ParticipationQuerySet:
        """Return who is still in the school and has not said 'klaar'."""
        return self.present().filter(finished=False)


class PriorityQuerySet(models.QuerySet["Priority"]):
    """Priorities; they belong to their round's school."""

    def visible_to(self, member: Membership) -> PriorityQuerySet:
        """Return the priorities of the rounds that the member sees."""
        from checklists.models import Round

        return self.filter(round__in=Round.objects.visible_to(member).order_by())
