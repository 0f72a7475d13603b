"""What stands on the agenda of a moment: what is due comes by itself, and the team puts it in order.

A line without a row was collected just now: a goal whose evaluation falls before the moment, an open action, a
question to begin with. It gets a row once somebody arranges the agenda or writes notes (schools/arranging.py).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate, localtime

from handreiking.library import library
from handreiking.preferences import for_sector
from handreiking.records import Question
from schools.agenda_querysets import is_between
from schools.models import Action, AgendaItem, AgendaMoment, Decision, Evaluation, Goal, Membership

Kind = AgendaItem.Kind
KEYS: dict[str, str] = {Kind.GOAL: "doel", Kind.ACTION: "actie", Kind.QUESTION: "vraag", Kind.OWN: "punt"}
STEP = "stap"  # in the key of an action under a goal, where one that was decided at a moment says "actie"
USUAL_MINUTES = {Kind.QUESTION: 5, Kind.GOAL: 10, Kind.ACTION: 3, Kind.OWN: 10}
WITH_QUESTION = {AgendaMoment.Kind.MEETING, AgendaMoment.Kind.BRIEFING, AgendaMoment.Kind.TRAINING}
MOST_LINES = 60
LONGEST_TEXT = 400


@dataclass
class Line:
    """A point of the agenda. `key` names it in forms, with or without a row; `begins` is set by `with_times`."""

    key: str
    kind: str
    text: str
    minutes: int
    item: AgendaItem | None = None
    goal: Goal | None = None
    decision: Decision | None = None
    action: Action | None = None
    question: str = ""
    due_on: date | None = None
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def label(self) -> str:
        """Return what sort of point it is."""
        return str(Kind(self.kind).label)

    @property
    def task(self) -> Decision | Action | None:
        """Return what somebody has to do: decided at a moment, or under a goal."""
        return self.decision or self.action

    @property
    def owner(self) -> Membership | None:
        """Return whose goal or action it is."""
        whose = self.goal or self.task
        return whose.owner if whose else None

    @property
    def notes(self) -> str:
        """Return what was written about it."""
        return self.item.notes if self.item else ""

    @property
    def version(self) -> int:
        """Return how often its notes changed."""
        return self.item.version if self.item else 0

    @property
    def decisions(self) -> list[Decision]:
        """Return what was decided on it, where the items were read `for_page`."""
        return list(getattr(self.item, "decided", []))

    @property
    def is_own(self) -> bool:
        """Tell whether the team wrote it itself."""
        return self.kind == Kind.OWN

    def row(self, moment: AgendaMoment, position: int) -> AgendaItem:
        """Return the row of a line that has none yet, unsaved."""
        return AgendaItem(
            moment=moment,
            kind=self.kind,
            text=self.text,
            minutes=self.minutes,
            position=position,
            goal=self.goal,
            decision=self.decision,
            action=self.action,
            question=self.question,
        )


def lines_of(moment: AgendaMoment, member: Membership) -> list[Line]:
    """Return the agenda of a moment, in order: its rows, and what is due where the moment still comes."""
    return [line for line in all_lines(moment, member) if not is_dropped(line)]


def with_times(lines: list[Line], moment: AgendaMoment) -> list[Line]:
    """Give each line the clock time at which it begins and ends when everything takes as long as planned."""
    begins = localtime(moment.starts_at)
    for line in lines:
        line.begins, line.ends = begins, begins + timedelta(minutes=line.minutes)
        begins = line.ends
    return lines


def total_of(lines: Iterable[Line]) -> int:
    """Return how many minutes all points take."""
    return sum(line.minutes for line in lines)


def all_lines(moment: AgendaMoment, member: Membership) -> list[Line]:
    """Return the lines of a moment, also those that were dropped."""
    items = list(AgendaItem.objects.visible_to(member).filter(moment=moment).for_page())
    kept = [line_of(item) for item in items]
    if not moment.is_open:
        return kept
    known = {line.key for line in kept}
    due = [line for line in collected(moment, member) if line.key not in known]
    if kept:
        return kept + [line for line in due if line.kind != Kind.QUESTION]
    return due


def line_of(item: AgendaItem) -> Line:
    """Return the line of a row; a goal or an action is known by itself, so that a form finds it before and after."""
    task = item.decision or item.action
    return Line(
        key_of_row(item),
        item.kind,
        item.text,
        item.minutes,
        item=item,
        goal=item.goal,
        decision=item.decision,
        action=item.action,
        question=item.question,
        due_on=task.due_on if task else None,
    )


def key_of_row(item: AgendaItem) -> str:
    """Return the key of a row; one whose goal or action was taken away since is known by itself."""
    if item.action_id:
        return f"{STEP}-{item.action_id}"
    name = item.goal_id or item.decision_id or item.question
    if name or item.kind == Kind.QUESTION:
        return key_of(item.kind, name or item.pk)
    return key_of(Kind.OWN, item.pk)


def key_of(kind: str, name: int | str | None) -> str:
    """Return the key of a line: 'doel-12', 'actie-3' ('stap-3' under a goal), 'vraag-4d-gaat-goed', 'punt-9'."""
    return f"{KEYS[kind]}-{name}"


def collected(moment: AgendaMoment, member: Membership) -> Iterator[Line]:
    """Yield what is due at a coming moment: the question, the goals to evaluate, the open actions."""
    opening = opening_question(moment)
    if opening:
        text, slug = opening
        yield Line(
            key_of(Kind.QUESTION, slug or "eigen"),
            Kind.QUESTION,
            text[:LONGEST_TEXT],
            USUAL_MINUTES[Kind.QUESTION],
            question=slug,
        )
    before = last_before(moment, member)
    for evaluation in due_evaluations(moment, member, before):
        goal = evaluation.goal
        yield Line(
            key_of(Kind.GOAL, goal.pk),
            Kind.GOAL,
            goal.aim[:LONGEST_TEXT],
            USUAL_MINUTES[Kind.GOAL],
            goal=goal,
            due_on=evaluation.due_on,
        )
    for one in due_actions(moment, member, before):
        action, decision = (one, None) if isinstance(one, Action) else (None, one)
        yield Line(
            f"{STEP}-{one.pk}" if action else key_of(Kind.ACTION, one.pk),
            Kind.ACTION,
            one.text[:LONGEST_TEXT],
            USUAL_MINUTES[Kind.ACTION],
            decision=decision,
            action=action,
            due_on=one.due_on,
        )


def last_before(moment: AgendaMoment, member: Membership) -> date | None:
    """Return the day of the moment of the same people that comes before this one and is not over; None for the next.

    What is due by that day stands on that moment's agenda.
    """
    same = AgendaMoment.objects.visible_to(member).not_over().filter(team=moment.team_id)
    earlier = same.filter(starts_at__lt=moment.starts_at).order_by("-starts_at").first()
    return earlier.day if earlier else None


def due_evaluations(moment: AgendaMoment, member: Membership, before: date | None) -> list[Evaluation]:
    """Return the evaluations of the goals of these people that fall after the moment before this one, each goal once.

    A team's goal stands on its own moments, a goal of the school on those of the school; a class goal never comes here.
    What is late counts as due today, so it stands on the next agenda until it is held.
    """
    coming = Evaluation.objects.visible_to(member).coming().of_moment(moment)
    found: dict[int, Evaluation] = {}
    for one in coming.filter(due_on__lte=moment.day).for_agenda():
        if is_between(max(one.due_on, localdate()), before, max(moment.day, localdate())):
            found.setdefault(one.goal_id, one)
    return list(found.values())


def due_actions(moment: AgendaMoment, member: Membership, before: date | None) -> list[Decision | Action]:
    """Return the open actions of the same people to be done by this moment: of earlier moments, and of their goals."""
    same = Decision.objects.visible_to(member).to_do().filter(item__moment__team=moment.team_id)
    decided = same.filter(item__moment__starts_at__lt=moment.starts_at).select_related("owner__user")
    under_goals = Action.objects.visible_to(member).of_moment(moment).for_list()
    every: list[Decision | Action] = [*decided, *under_goals]
    return [
        one
        for one in every
        if is_between(max(one.due_on, localdate()) if one.due_on else None, before, max(moment.day, localdate()))
    ]


def opening_question(moment: AgendaMoment) -> tuple[str, str] | None:
    """Return the question that opens a moment, and its slug: the team's own, else one of the handreiking."""
    if moment.talk:
        return moment.talk, ""
    if moment.kind not in WITH_QUESTION:
        return None
    choices = team_questions(moment.school.sector)
    chosen = choices[zlib.crc32(moment.uid.bytes) % len(choices)] if choices else None
    return (chosen.text, chosen.slug) if chosen else None


def team_questions(sector: str) -> list[Question]:
    """Return the questions of the handreiking to talk about with colleagues, in the order of the circles."""
    handvatten = for_sector(library().handvatten, "" if sector == "both" else sector)
    return [one for handvat in handvatten for one in handvat.questions_for("team", "colleague") if one.kind == "open"]


def is_dropped(line: Line) -> bool:
    """Tell whether the team took the line off the agenda."""
    return line.item is not None and line.item.dropped_at is not None
