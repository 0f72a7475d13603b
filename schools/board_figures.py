"""What a board sees of a school: how many of what, this school year. No texts, no names, no items, nothing to rank.

The page of the board and the page on which the school sees what its board sees both come from `figures_of`.
Class goals, concepts and proposals are never counted: those are a person's own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from schools.goal_querysets import ACHIEVED, RUNNING
from schools.models import Evaluation, Goal, School

GRACE = timedelta(days=7)  # what a team found is often written down some days after it met
WithRound = Callable[[Iterable[School], SchoolYear], set[int]]  # the keys of the schools that held a round in a year


@dataclass(frozen=True)
class Figures:
    """The figures of one school. `running` and `achieved` are of today, all else is of this school year.

    Of the moments to look back: `in_time` is held within GRACE of the day, `afterwards` later than that; `overdue` is
    not held though GRACE has passed, and `coming` is not held yet.
    """

    school: School
    running: int = 0
    achieved: int = 0
    secured: int = 0
    stopped: int = 0
    in_time: int = 0
    afterwards: int = 0
    overdue: int = 0
    coming: int = 0
    has_round: bool = False

    @property
    def has_goals(self) -> bool:
        """Tell whether there is any goal to count."""
        return bool(self.running or self.achieved or self.secured or self.stopped)

    @property
    def has_moments(self) -> bool:
        """Tell whether any moment to look back is of this year."""
        return bool(self.in_time or self.afterwards or self.overdue or self.coming)


def figures_of(schools: Sequence[School], with_round: WithRound) -> list[Figures]:
    """Return the figures of each of these schools, in the order given; the number of queries does not grow."""
    year = SchoolYear.of(localdate())
    goals, moments, rounds = goal_counts(schools, year), moment_counts(schools, year), with_round(schools, year)
    return [
        Figures(school, **goals.get(school.pk, {}), **moments.get(school.pk, {}), has_round=school.pk in rounds)
        for school in schools
    ]


def goal_counts(schools: Sequence[School], year: SchoolYear) -> dict[int, dict[str, int]]:
    """Return per school how many goals are in which state."""
    days = (year.start, year.end)
    rows = (
        Goal.objects.for_board(schools)
        .values(place=F("school_id"))
        .annotate(
            running=Count("pk", filter=RUNNING),
            achieved=Count("pk", filter=ACHIEVED),
            secured=Count("pk", filter=Q(secured_on__range=days)),
            stopped=Count("pk", filter=Q(stopped_on__range=days)),
        )
    )
    return by_place(rows)


def moment_counts(schools: Sequence[School], year: SchoolYear) -> dict[int, dict[str, int]]:
    """Return per school how many moments of the year were held in time, or later, or are open."""
    in_time, held = Q(held_on__lte=F("due_on") + GRACE), Q(held_on__isnull=False)
    over = Q(due_on__lt=localdate() - GRACE)
    rows = (
        Evaluation.objects.for_board(schools)
        .filter(due_on__range=(year.start, year.end))
        .values(place=F("goal__school_id"))
        .annotate(
            in_time=Count("pk", filter=held & in_time),
            afterwards=Count("pk", filter=held & ~in_time),
            overdue=Count("pk", filter=~held & over),
            coming=Count("pk", filter=~held & ~over),
        )
    )
    return by_place(rows)


def by_place(rows: Iterable[Mapping[str, Any]]) -> dict[int, dict[str, int]]:
    """Return rows of counts by the school that they are of."""
    return {row["place"]: {name: count for name, count in row.items() if name != "place"} for row in rows}
