"""Puts the team agenda of the demo in the database: moments, a series, a meeting with its notes and decisions."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import uuid4

from schools.demo.days import at, meeting_day, school_day
from schools.demo.story import DemoMoment, DemoPoint, DemoSchool
from schools.holidays import SchoolDays
from schools.models import AgendaItem, AgendaMoment, Decision, Goal, Membership, School

WEEK = timedelta(days=7)


def keep_agenda(
    demo: DemoSchool, school: School, members: Mapping[str, Membership], goals: Sequence[Goal], today: date
) -> None:
    """Make the moments of a new school, with what is written about them."""
    school_days = SchoolDays(school)
    for told in demo.moments:
        first = meeting_day(today, told.on)
        more = [first + week * WEEK * 2 for week in range(1, told.weekly)]
        days = [first, *(day for day in more if school_days.is_open(day))]
        series = uuid4() if len(days) > 1 else None
        for day in days:
            moment = moment_of(told, school, day)
            moment.series = series
            moment.save()
            for position, point in enumerate(told.points):
                keep_point(point, moment, position, members, goals, today)


def moment_of(told: DemoMoment, school: School, day: date) -> AgendaMoment:
    """Return a moment on a day, unsaved."""
    team = school.teams.filter(name=told.team).first() if told.team else None
    return AgendaMoment(
        school=school,
        kind=told.kind,
        title=told.title,
        place=told.place,
        talk=told.talk,
        team=team,
        notes=told.notes,
        starts_at=at(day, told.begin),
        ends_at=at(day, told.end),
        cancelled_at=at(day - WEEK, "09:10") if told.cancelled else None,
        cancel_reason=told.cancelled,
    )


def keep_point(
    point: DemoPoint,
    moment: AgendaMoment,
    position: int,
    members: Mapping[str, Membership],
    goals: Sequence[Goal],
    today: date,
) -> None:
    """Make a point of a moment, with what was decided on it."""
    item = AgendaItem.objects.create(
        moment=moment,
        kind=point.kind,
        text=point.text,
        minutes=point.minutes,
        position=position,
        notes=point.notes,
        goal=None if point.goal is None else goals[point.goal],
    )
    for told in point.decisions:
        Decision.objects.create(
            item=item,
            text=told.text,
            owner=members[told.owner] if told.owner else None,
            goal=item.goal,
            made_on=moment.day,
            due_on=None if told.due is None else school_day(today, told.due),
            done_on=None if told.done is None else school_day(today, told.done),
        )
