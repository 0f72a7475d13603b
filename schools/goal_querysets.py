"""The gates of goals: their evaluations, their actions, and what changed in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils.timezone import localdate

from schools.calendar import SchoolYear

if TYPE_CHECKING:
    from schools.models import (  # noqa: F401
        Action,
        AgendaMoment,
        Evaluation,
        Goal,
        GoalChange,
        Membership,
        Reminder,
        ReminderWish,
        School,
        User,
    )

RUNNING = Q(started_on__isnull=False, achieved_on__isnull=True, stopped_on__isnull=True)
ACHIEVED = Q(achieved_on__isnull=False, secured_on__isnull=True, stopped_on__isnull=True)
ALIVE = RUNNING | ACHIEVED  # what still wants evaluating
OVER = Q(secured_on__isnull=False) | Q(stopped_on__isnull=False)
OF_NO_CLASS = ~Q(goal__scope="class")
UNDER_GOAL_OVER = Q(goal__secured_on__isnull=False) | Q(goal__stopped_on__isnull=False)
COMING = Q(held_on__isnull=True, cancelled_on__isnull=True)
OF_THE_SCHOOL = ~Q(scope="class")  # of the school or of a team in it
SEEN_BY_ALL = OF_THE_SCHOOL & (Q(proposer__isnull=True) | Q(started_on__isnull=False))
SHOWN = Q(scope="class", shown_at__isnull=False, owner__left_at__isnull=True)
YEAR_FIELDS = ("year_kept", "year_carried", "year_closed")  # `before` is the year, such as '2026'
PROPOSED = OF_THE_SCHOOL & Q(proposed_at__isnull=False)


class GoalQuerySet(models.QuerySet["Goal"]):
    """Goals of the school, of its teams, and of one's own class."""

    def visible_to(self, member: Membership) -> GoalQuerySet:
        """Return the goals of the school and its teams, one's own, and class goals that colleagues show.

        A teacher's concept is theirs until proposed; then coordinator and principal see it, and all once it runs.
        """
        seen = SEEN_BY_ALL | SHOWN | Q(owner=member) | Q(proposer=member)
        if member.may("coordinator"):
            seen |= PROPOSED
        return self.filter(school_id=member.school_id).filter(seen)

    def editable_by(self, member: Membership) -> GoalQuerySet:
        """Return the goals that the member may change.

        Coordinators those of school and teams, everyone their own class's and their own proposal until it runs.
        """
        return self.visible_to(member).filter(self._own(member)) if member.may_change() else self.none()

    def _own(self, member: Membership) -> Q:
        """Return the condition that a goal, which the member sees, is theirs to change."""
        own = Q(scope="class", owner=member) | Q(proposer=member, started_on__isnull=True)
        return own | OF_THE_SCHOOL if member.may("coordinator") else own

    def evaluable_by(self, member: Membership) -> GoalQuerySet:
        """Return the goals on which the member may record an evaluation: what they may change, and what they own."""
        if not member.may_change():
            return self.none()
        return self.visible_to(member).filter(self._own(member) | Q(owner=member))

    def workable_by(self, member: Membership) -> GoalQuerySet:
        """Return the goals under which the member may put actions: what they evaluate, and those of their teams."""
        if not member.may_change():
            return self.none()
        mine = Q(pk__in=self.evaluable_by(member)) | Q(scope="team", team__in=member.teams.all())
        return self.visible_to(member).exclude(OVER).filter(mine)

    def removable_by(self, member: Membership) -> GoalQuerySet:
        """Return the concepts that the member may throw away: a proposal only by who made it."""
        return self.editable_by(member).filter(Q(proposer__isnull=True) | Q(proposer=member), started_on__isnull=True)

    def for_board(self, schools: Iterable[School]) -> GoalQuerySet:
        """Return the goals of these schools that their board may count: of the school or a team, once they ran."""
        ours = [school.pk for school in schools]
        return self.filter(OF_THE_SCHOOL, school__in=ours, started_on__isnull=False).order_by()

    def alive(self) -> GoalQuerySet:
        """Return the goals that run or are achieved but not yet ordinary."""
        return self.filter(ALIVE)

    def ran_in(self, year: SchoolYear) -> GoalQuerySet:
        """Return the goals of the school and its teams that had begun and were not over in a school year, by age."""
        over_before = Q(secured_on__lt=year.start) | Q(stopped_on__lt=year.start)
        begun = self.filter(OF_THE_SCHOOL, started_on__lte=year.end).exclude(over_before)
        return begun.select_related("owner__user", "team").order_by("started_on", "pk")

    def to_finish(self, member: Membership) -> GoalQuerySet:
        """Return the concepts that the member began and has not proposed, the newest first."""
        mine = Q(proposer=member) | Q(owner=member, proposer__isnull=True)
        return self.filter(mine, started_on__isnull=True, proposed_at__isnull=True).order_by("-created_at", "-pk")

    def to_hand_over(self, owner: Membership) -> GoalQuerySet:
        """Return the school's goals that want another owner when this one leaves; what is their own stays theirs."""
        own = Q(proposer__isnull=False, proposed_at__isnull=True, started_on__isnull=True)
        return self.filter(OF_THE_SCHOOL, owner=owner).exclude(OVER).exclude(own)

    def of_sector(self, sector: str) -> GoalQuerySet:
        """Return the goals that came from a sector's checklist, and those that came from none: 'po' or 'vo'."""
        return self.filter(Q(item_code="") | Q(item_code__startswith=f"{sector.upper()}-"))

    def for_list(self) -> GoalQuerySet:
        """Add what a list of goals shows: owner, team, first coming evaluation date and actions; soonest first."""
        coming = Q(evaluations__held_on__isnull=True, evaluations__cancelled_on__isnull=True)
        return (
            self.select_related("owner__user", "team")
            .annotate(
                next_on=Min("evaluations__due_on", filter=coming),
                actions_open=Count("actions", filter=Q(actions__done_on__isnull=True), distinct=True),
            )
            .order_by(F("next_on").asc(nulls_last=True), "pk")
        )


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    """Planned and held evaluations; they belong to their goal's school."""

    def visible_to(self, member: Membership) -> EvaluationQuerySet:
        """Return the evaluations of the goals that the member may see."""
        from schools.models import Goal

        return self.filter(goal__in=Goal.objects.visible_to(member))

    def editable_by(self, member: Membership) -> EvaluationQuerySet:
        """Return the evaluations that the member may record, move or cancel."""
        from schools.models import Goal

        return self.filter(goal__in=Goal.objects.evaluable_by(member))

    def for_board(self, schools: Iterable[School]) -> EvaluationQuerySet:
        """Return the moments that a board may count: of the goals that it may count, except what was cancelled."""
        from schools.models import Goal

        return self.filter(goal__in=Goal.objects.for_board(schools), cancelled_on__isnull=True).order_by()

    def coming(self) -> EvaluationQuerySet:
        """Return what is planned and not held or cancelled, also where the date has passed; soonest first."""
        return self.filter(COMING).order_by("due_on", "pk")

    def late(self) -> EvaluationQuerySet:
        """Return what is planned for a day that has passed."""
        return self.coming().filter(due_on__lt=localdate())

    def with_decision_of(self, year: SchoolYear) -> EvaluationQuerySet:
        """Add whether the goal was decided about at the end of a school year (`is_decided`); no query of its own."""
        from schools.models import GoalChange

        decided = GoalChange.objects.of_years().filter(goal=OuterRef("goal_id"), before=str(year.first_year))
        return self.annotate(is_decided=Exists(decided))

    def of_moment(self, moment: AgendaMoment) -> EvaluationQuerySet:
        """Return those of the goals of the people who meet: of the team, or of the whole school; never of a class."""
        return self.filter(OF_NO_CLASS, goal__team=moment.team_id)

    def without_others_classes(self, member: Membership) -> EvaluationQuerySet:
        """Leave out the class goals that colleagues show: whoever wants to, reads them there; no date of theirs."""
        return self.filter(OF_NO_CLASS | Q(goal__owner=member))

    def for_agenda(self) -> EvaluationQuerySet:
        """Add the goal, its owner and its team, for a list of dates."""
        return self.select_related("goal__owner__user", "goal__team")


class ActionQuerySet(models.QuerySet["Action"]):
    """Steps towards goals; they belong to their goal's school."""

    def visible_to(self, member: Membership) -> ActionQuerySet:
        """Return the actions of the goals that the member may see."""
        from schools.models import Goal

        return self.filter(goal__in=Goal.objects.visible_to(member))

    def editable_by(self, member: Membership) -> ActionQuerySet:
        """Return the actions that the member may change: under the goals they work on, and their own."""
        from schools.models import Goal

        if not member.may_change():
            return self.none()
        return self.visible_to(member).filter(Q(goal__in=Goal.objects.workable_by(member)) | Q(owner=member))

    def mine(self, member: Membership) -> ActionQuerySet:
        """Return what the member has to do, under goals that are not over; soonest first, without a day last."""
        todo = self.filter(owner=member, done_on__isnull=True).exclude(UNDER_GOAL_OVER).select_related("goal")
        return todo.order_by(F("due_on").asc(nulls_last=True), "pk")

    def of_moment(self, moment: AgendaMoment) -> ActionQuerySet:
        """Return what is to be done for the goals that run and are of the people who meet; never of a class."""
        alive = Q(goal__started_on__isnull=False) & ~UNDER_GOAL_OVER
        return self.filter(OF_NO_CLASS, alive, goal__team=moment.team_id, done_on__isnull=True)

    def to_hand_over(self, owner: Membership) -> ActionQuerySet:
        """Return the open actions of somebody who leaves, except under their own class goals."""
        return self.filter(owner=owner, done_on__isnull=True).exclude(goal__scope="class", goal__owner=owner)

    def for_list(self) -> ActionQuerySet:
        """Add who does it; what is open first, by day, then what is done."""
        return self.select_related("owner__user", "owner__school").order_by(
            F("done_on").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk"
        )


class GoalChangeQuerySet(models.QuerySet["GoalChange"]):
    """What changed in goals."""

    def visible_to(self, member: Membership) -> GoalChangeQuerySet:
        """Return what changed in the goals that the member may see, oldest first."""
        from schools.models import Goal

        return self.filter(goal__in=Goal.objects.visible_to(member))

    def of_years(self) -> GoalChangeQuerySet:
        """Return what was decided about goals at the end of a school year."""
        return self.filter(field__in=YEAR_FIELDS)

    def for_list(self) -> GoalChangeQuerySet:
        """Add who changed it."""
        return self.select_related("by__user")


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """What was mailed about evaluations."""

    def visible_to(self, member: Membership) -> ReminderQuerySet:
        """Return the reminders of the member's school that went to the member."""
        return self.filter(member=member)


class ReminderWishQuerySet(models.QuerySet["ReminderWish"]):
    """Each one's own wish for reminders."""

    def for_user(self, user: User | AnonymousUser) -> ReminderWishQuerySet:
        """Return what this person chose; nothing where they chose nothing."""
        return self.filter(user=user) if user.is_authenticated else self.none()
