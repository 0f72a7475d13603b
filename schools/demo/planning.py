"""Puts the goals, evaluations and agenda of the demo in the database, with the journal that belongs to them.

The verbs of the models refuse the past, so the dates are set here; the rules stay those of the models.
"""

from collections.abc import Iterator
from datetime import date

from schools.calendar import SchoolYear
from schools.demo.agenda import keep_agenda
from schools.demo.days import at, meeting_day
from schools.demo.story import DemoGoal, DemoSchool
from schools.models import Action, Evaluation, Goal, GoalChange, JournalEntry, Membership, School


def keep_planning(demo: DemoSchool, school: School, today: date) -> None:
    """Make the goals with their evaluations, the agenda and the journal of a new school."""
    by_email = {member.user.email: member for member in school.memberships.select_related("user")}
    members = {person.name: by_email[person.email] for person in demo.people}
    goals = [goal_of(told, school, members[told.owner], today) for told in demo.goals]
    Goal.objects.bulk_create(goals)
    pairs = list(zip(demo.goals, goals, strict=True))
    keep_teamwork(pairs, members, today)
    Evaluation.objects.bulk_create(one for told, goal in pairs for one in evaluations_of(told, goal, today))
    keep_agenda(demo, school, members, goals, today)
    JournalEntry.objects.bulk_create(
        JournalEntry(
            school=school, member=goal.owner, deed=deed, subject=goal.aim, at=at(meeting_day(today, on), clock)
        )
        for told, goal in pairs
        if not goal.is_private  # as in Goal.note
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
        team=school.teams.get(name=told.team) if told.team else None,
        shown_at=at(meeting_day(today, told.made), "15:45") if told.shown else None,
        proposer=owner if told.by_teacher else None,
        proposed_at=None if told.proposed is None else at(meeting_day(today, told.proposed), "16:00"),
        declined_at=None if told.declined is None else at(meeting_day(today, told.declined), "16:00"),
        decline_reason=told.decline_reason,
    )


def keep_teamwork(pairs: list[tuple[DemoGoal, Goal]], members: dict[str, Membership], today: date) -> None:
    """Make the actions, and the history that goes with them."""
    Action.objects.bulk_create(
        Action(
            goal=goal,
            text=one.text,
            owner=members[one.owner],
            due_on=meeting_day(today, one.due),
            done_on=None if one.done is None else meeting_day(today, one.done),
        )
        for told, goal in pairs
        for one in told.actions
    )
    GoalChange.objects.bulk_create(
        GoalChange(
            goal=goal, by=goal.owner, field=field, before=before, after=after, at=at(meeting_day(today, on), clock)
        )
        for told, goal in pairs
        for on, clock, field, before, after in sorted(changes_of(told))
    )
    GoalChange.objects.bulk_create(kept_after(SchoolYear(SchoolYear.of(today).first_year - 1), pairs, members))


def changes_of(told: DemoGoal) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield day, clock time, field, before and after of what the verbs would have kept in the history."""
    yield told.made, "15:40", "state", "", "concept"
    if told.proposed is not None:
        yield told.proposed, "16:00", "proposed", "", ""
    if told.declined is not None:
        yield told.declined, "16:00", "declined", "", told.decline_reason
    if told.started is not None:
        yield told.started, "15:50", "state", "concept", "running"
    endings = {"achieved": "achieved", "secured": "secured", "stop": "stopped"}
    for look in told.held:
        yield look.on, "16:00", "held", "", look.decision
        if look.decision in endings:
            yield look.on, "16:01", "state", "running", endings[look.decision]
    for change in told.changed:
        yield change.on, "16:10", change.field, change.before, change.after
    for one in told.actions:
        if one.done is not None:
            yield one.done, "16:20", "action_done", "", one.text


def kept_after(
    year: SchoolYear, pairs: list[tuple[DemoGoal, Goal]], members: dict[str, Membership]
) -> Iterator[GoalChange]:
    """Yield that the principal let what ran at the end of a school year run on; of a class it is the teacher's own."""
    principal = next(member for member in members.values() if member.role == Membership.Role.PRINCIPAL)
    day = date(year.end.year, 6, 17)
    for _, goal in pairs:
        over = goal.secured_on or goal.stopped_on
        if goal.started_on and goal.started_on <= year.end and not (over and over <= year.end) and not goal.is_private:
            yield GoalChange(
                goal=goal,
                by=principal,
                field="year_kept",
                before=str(year.first_year),
                at=at(max(day, goal.started_on), "16:30"),
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
    if told.proposed is not None:
        yield told.proposed, "16:00", "goal_suggested"
    else:
        yield told.made, "15:40", "goal_proposed" if told.item_code else "goal_made"
    if told.declined is not None:
        yield told.declined, "16:00", "goal_declined"
    if told.started is not None:
        yield told.started, "15:50", "goal_started"
    endings = {"achieved": "goal_achieved", "secured": "goal_secured", "stop": "goal_stopped"}
    for look in told.held:
        if look.decision in endings:
            yield look.on, "16:00", endings[look.decision]
        yield look.on, "16:00", "evaluation_held"
