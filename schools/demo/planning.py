"""Puts the goals, evaluations and agenda of the demo in the database, with the journal that belongs to them.

The verbs of the models refuse the past, so the dates are set here; the rules stay those of the models.
"""

from collections.abc import Iterator
from datetime import date

from schools.demo.agenda import keep_agenda
from schools.demo.days import at, meeting_day
from schools.demo.story import DemoGoal, DemoSchool
from schools.models import Evaluation, Goal, JournalEntry, Membership, School


def keep_planning(demo: DemoSchool, school: School, today: date) -> None:
    """Make the goals with their evaluations, the agenda and the journal of a new school."""
    by_email = {member.user.email: member for member in school.memberships.select_related("user")}
    members = {person.name: by_email[person.email] for person in demo.people}
    goals = [goal_of(told, school, members[told.owner], today) for told in demo.goals]
    Goal.objects.bulk_create(goals)
    pairs = list(zip(demo.goals, goals, strict=True))
    Evaluation.objects.bulk_create(one for told, goal in pairs for one in evaluations_of(told, goal, today))
    keep_agenda(demo, school, members, goals, today)
    JournalEntry.objects.bulk_create(
        JournalEntry(
            school=school, member=goal.owner, deed=deed, subject=goal.aim, at=at(meeting_day(today, on), clock)
        )
        for told, goal in pairs
        if goal.scope == Goal.Scope.SCHOOL  # a class goal stays out of the journal, as in Goal.note
        for on, clock, deed in deeds_of(told)
    )


def goal_of(told: DemoGoal, school: School, owner: Membership, today: date) -> Goal:
    """Return a goal with its texts and the dates of its life."""

    def day(on: int | None) -> date | None:
        return None if on is None else meeting_day(today, on)

    return Goal(
        school=school,
        owner=owner,
        scope=told.scope,
        aim=told.aim,
        success=told.success,
        monitoring=told.monitoring,
        upkeep=told.upkeep,
        participation=told.participation,
        ring=told.ring,
        handvatten=list(told.handvatten),
        item_code=told.item_code,
        created_at=at(meeting_day(today, told.made), "15:40"),
        started_on=day(told.started),
        achieved_on=day(told.day_of("achieved", "secured")),
        secured_on=day(told.day_of("secured")),
        stopped_on=day(told.day_of("stop")),
        stop_reason=told.stop_reason,
    )


def evaluations_of(told: DemoGoal, goal: Goal, today: date) -> Iterator[Evaluation]:
    """Yield what was held, what is coming, and what was cancelled because the goal stopped."""
    for look in told.held:
        day = meeting_day(today, look.on)
        yield Evaluation(
            goal=goal,
            due_on=day,
            held_on=day,
            held_by=goal.owner,
            seen=look.seen,
            progress=look.progress,
            worked=look.worked,
            decision=look.decision,
        )
    for on in told.coming:
        yield Evaluation(goal=goal, due_on=meeting_day(today, on))
    if told.cancelled is not None:
        yield Evaluation(
            goal=goal,
            due_on=meeting_day(today, told.cancelled),
            cancelled_on=goal.stopped_on,
            cancel_reason=told.stop_reason,
        )


def deeds_of(told: DemoGoal) -> Iterator[tuple[int, str, str]]:
    """Yield day, clock time and deed of what the verbs would have written in the journal."""
    yield told.made, "15:40", "goal_proposed" if told.item_code else "goal_made"
    if told.started is not None:
        yield told.started, "15:50", "goal_started"
    endings = {"achieved": "goal_achieved", "secured": "goal_secured", "stop": "goal_stopped"}
    for look in told.held:
        if look.decision in endings:
            yield look.on, "16:00", endings[look.decision]
        yield look.on, "16:00", "evaluation_held"
