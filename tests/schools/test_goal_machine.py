"""Whatever people do to goals: what runs has an owner who is there and a coming moment, and nothing disappears."""

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils.timezone import localdate
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from schools import membership
from schools.calendar import SchoolYear
from schools.goal_writing import GoalConflict, OwnerLeft, change_goal, make_goal
from schools.goal_years import goals_in, to_close
from schools.models import Action, Evaluation, Goal, GoalChange, Membership
from schools.models.evaluations import EvaluationConflict, LastMoment
from schools.year_closing import YearConflict, after, carry_over, close, keep_running, year_to_close
from tests.world import ActionFactory, GoalFactory, MembershipFactory, TeamFactory

WHO = st.integers(0, 4)
DAYS = st.integers(0, 300)
SELDOM = st.sampled_from([False, False, False, True])
HOW = st.sampled_from(["keep", "carry", "secure", "stop"])
FAR = 2029  # far enough for some years to turn
YES = st.booleans()
SCOPE = st.sampled_from(["school", "team", "class"])
REFUSED = (
    ValueError,
    EvaluationConflict,
    LastMoment,
    OwnerLeft,
    GoalConflict,
    YearConflict,
    membership.NoSuccessor,
    membership.LastAdmin,
)


class Goals(RuleBasedStateMachine):
    """A small school: a principal, a coordinator and three teachers, who do what they may and what they may not."""

    goals = Bundle("goals")
    now = datetime.combine(date(2026, 9, 14), time(8, 0), UTC)

    @initialize(target=goals)
    def open_school(self):
        self.principal = MembershipFactory(role="principal")
        school = self.principal.school
        self.people = [self.principal, MembershipFactory(school=school, role="coordinator")]
        self.people += MembershipFactory.create_batch(3, school=school)
        self.team = TeamFactory(school=school, lead=self.people[2])
        running = GoalFactory(owner=self.people[2]), GoalFactory(owner=self.people[3], team=self.team)
        for goal in running:
            ActionFactory(goal=goal, owner=self.people[4])
        goals = (*running, GoalFactory(owner=self.people[4], proposed=True))
        self.held, self.texts, self.changes, self.decided = 0, {goal.pk: goal.aim for goal in goals}, 0, {}
        return multiple(*self.texts)

    def attempt(self, deed):
        """Do it, or be refused with everything as it was; what goes wrong otherwise is a fault."""
        try:
            with transaction.atomic():
                return deed()
        except REFUSED:
            return None

    def someone(self, who):
        return Membership.objects.get(pk=self.people[who].pk)

    @rule(target=goals, who=WHO, scope=SCOPE)
    def think_of_a_goal(self, who, scope):
        by = self.someone(who)
        values = {"aim": f"Doel {len(self.texts)}", "scope": scope, "team": self.team, "owner": by}
        if by.left_at:
            return multiple()
        goal = make_goal(Goal(school=by.school, owner=by), by, values)
        self.texts[goal.pk] = goal.aim
        return goal.pk

    @rule(pk=goals, who=WHO, owner=WHO, began=st.sampled_from([None, 1]))
    def give_it_another_owner(self, pk, who, owner, began):
        goal = Goal.objects.get(pk=pk)
        self.attempt(lambda: change_goal(goal, self.someone(who), {"owner": self.someone(owner)}, began))

    @rule(pk=goals, yes=st.booleans())
    def propose_or_decline(self, pk, yes):
        goal = Goal.objects.get(pk=pk)
        self.attempt(lambda: goal.propose(goal.owner) if yes else goal.decline(self.principal, "Nu niet."))

    @rule(pk=goals, days=st.lists(st.integers(-1, 300), max_size=3))
    def start(self, pk, days):
        wanted = [localdate() + timedelta(days=day) for day in days]
        self.attempt(lambda: Goal.objects.get(pk=pk).start(self.principal, *wanted))

    @rule(pk=goals, who=WHO, decision=st.sampled_from(Evaluation.Decision.values), days=DAYS, again=st.booleans())
    def hold(self, pk, who, decision, days, again):
        evaluations = Evaluation.objects.filter(goal=pk)
        one = evaluations.first() if again else evaluations.coming().first()
        if one is None:
            return
        next_on = localdate() + timedelta(days=days) if decision in Evaluation.WITH_NEXT_DATE else None
        was = one.held_on
        found = {"seen": "Iets.", "progress": 1, "worked": "", "decision": decision, "reason": "Genoeg."}
        self.attempt(lambda: one.hold(self.someone(who), next_on=next_on, **found))
        self.held += bool(Evaluation.objects.get(pk=one.pk).held_on and not was)

    @rule(pk=goals, days=st.integers(-5, 300), began=st.sampled_from([None, 1, 2]))
    def move(self, pk, days, began):
        if one := Evaluation.objects.filter(goal=pk).last():
            self.attempt(lambda: one.move(self.principal, localdate() + timedelta(days=days), began))

    @rule(pk=goals, days=st.none() | st.integers(-5, 300))
    def cancel(self, pk, days):
        if one := Evaluation.objects.filter(goal=pk).coming().last():
            day = None if days is None else localdate() + timedelta(days=days)
            self.attempt(lambda: one.cancel(self.principal, "Studiedag.", day))

    @rule(pk=goals, who=WHO, owner=WHO)
    def add_an_action(self, pk, who, owner):
        action = Action(goal=Goal.objects.get(pk=pk))
        self.attempt(lambda: action.keep(self.someone(who), "Een stap", self.someone(owner), None))

    @rule(who=st.integers(1, 4), successor=st.none() | WHO)
    def leave_or_come_back(self, who, successor):
        member, after = self.someone(who), None if successor is None else self.someone(successor)
        if member.left_at:
            self.attempt(lambda: membership.reactivate(member, self.principal))
        else:
            self.attempt(lambda: membership.deactivate(member, self.principal, after))

    @rule(days=st.integers(1, 200))
    def time_passes(self, days):
        if self.now.year < FAR:
            self.now += timedelta(days=days)

    @rule(day=st.integers(1, 60))
    def the_year_turns(self, day):
        """It is some day after the first of August that follows."""
        first = after(SchoolYear.of(localdate())).start + timedelta(days=day - 1)
        if self.now.year < FAR:
            self.now = datetime.combine(first, time(8, 0), UTC)

    @rule(pk=goals, who=WHO, owner=WHO, how=HOW, days=st.integers(-60, 60), again=SELDOM)
    def decide_at_the_end_of_the_year(self, pk, who, owner, how, days, again):
        """Anybody tries to, for any day; with `again` from a form that was opened before what changed last."""
        goal, by, year = Goal.objects.get(pk=pk), self.someone(who), year_to_close(localdate())
        began, on = goal.version - again, after(year).start + timedelta(days=days)
        deeds = {
            "keep": lambda: keep_running(goal, by, year, on, began),
            "carry": lambda: carry_over(goal, by, year, [on], began, owner=self.someone(owner), note="Kleiner."),
            "secure": lambda: close(goal, by, year, began),
            "stop": lambda: close(goal, by, year, began, reason="Genoeg."),
        }
        before = GoalChange.objects.of_years().count()
        self.attempt(deeds[how])
        if GoalChange.objects.of_years().count() > before:
            assert not again
            ahead = goal.evaluations.coming().filter(due_on__gt=year.end)
            assert ahead.exists() == (how in {"keep", "carry"})
            self.decided.setdefault(year.first_year, set()).add(pk)

    @rule(pk=goals, days=DAYS)
    def start_with_an_owner_who_left(self, pk, days):
        goal = Goal.objects.select_related("owner").get(pk=pk)
        if goal.is_concept and goal.owner.left_at:
            self.attempt(lambda: goal.start(self.principal, localdate() + timedelta(days=days)))
            assert Goal.objects.get(pk=pk).is_concept

    @invariant()
    def every_goal_stands_in_its_year_with_what_was_decided_and_a_moment_that_is_shown(self):
        year = year_to_close(localdate())
        for one in {year, SchoolYear.of(localdate())}:
            rows = {row.goal.pk: row for row in goals_in(one, self.principal)}
            ours = Goal.objects.exclude(scope="class").filter(started_on__lte=one.end)
            began = ours.alive() | ours.filter(started_on__gte=one.start)
            assert set(began.values_list("pk", flat=True)) <= rows.keys()
            assert all(rows[pk].decision for pk in self.decided.get(one.first_year, ()))
            assert all(row.next for row in rows.values() if row.goal.is_alive)
            if one == year:
                alive = {pk for pk, row in rows.items() if row.goal.is_alive}
                assert alive <= {row.goal.pk for part in to_close(rows.values()) for row in part}

    @invariant()
    def what_runs_has_a_coming_moment_and_an_owner_who_is_there(self):
        for goal in Goal.objects.select_related("owner"):
            assert goal.evaluations.coming().exists() == goal.is_alive, goal.state
            if goal.is_alive and goal.scope != Goal.Scope.CLASS:  # of a class: it waits for its teacher
                assert goal.owner.left_at is None
        assert not Action.objects.filter(
            owner__left_at__isnull=False, done_on=None, goal__in=Goal.objects.alive()
        ).exclude(goal__scope="class")

    @invariant()
    def nothing_disappears(self):
        assert dict(Goal.objects.values_list("pk", "aim")) == self.texts
        assert Evaluation.objects.filter(held_on__isnull=False).count() == self.held
        assert GoalChange.objects.count() >= self.changes
        self.changes = GoalChange.objects.count()


@pytest.mark.django_db
def test_whatever_people_do_to_goals_the_rules_hold():
    class InOneTransaction(Goals):
        """Each run begins with an empty school and leaves nothing."""

        def __init__(self):
            super().__init__()
            self.savepoint = transaction.savepoint()
            self.clock = patch("django.utils.timezone.now", lambda: self.now)
            self.clock.start()

        def teardown(self):
            self.clock.stop()
            transaction.savepoint_rollback(self.savepoint)

    quick = settings(
        max_examples=30,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        phases=[
            Phase.explicit,
            Phase.reuse,
            Phase.generate,
        ],  # shrinking takes minutes; the steps of a failure are short enough
    )
    run_state_machine_as_test(InOneTransaction, settings=quick)
