"""What the second wall costs: six pages of a school among two hundred, with and without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import perf_counter
from typing import Any
from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from schools.models import Evaluation, Goal
from tests.benchmarks import databases
from tests.benchmarks.report import Row, Section, table
from tests.world import (
    AgendaMomentFactory,
    EvaluationFactory,
    GoalFactory,
    MembershipFactory,
    ReflectionFactory,
    SchoolFactory,
)

WORDS = (
    "Today, the goals as a list and as a map, one goal, the agenda and one's own reflections, in a school with 40 goals, "
    "among 200 schools with 25 goals each. Wall-clock time of the six together, the database's own included: the fastest "
    "of 25 times, taken in turns."
)
TIMES, SCHOOLS, GOALS = 25, 200, 25
MOST = 1.10


def measure(size: float) -> Section:
    """Return the six pages without the wall, and with it."""
    with databases.fresh("wall"):
        client, pages = walk()
        modes: dict[str, Callable[[], Any]] = {"without the wall": lowered, "with the wall": nothing}
        fastest = dict.fromkeys(modes, float("inf"))
        for _ in range(TIMES):
            for name, mode in modes.items():
                with mode():
                    begun = perf_counter()
                    for page in pages:
                        assert client.get(page, secure=True).status_code == 200
                    fastest[name] = min(fastest[name], perf_counter() - begun)
        lines = []
        for name, mode in modes.items():
            with mode(), CaptureQueriesContext(connection) as queries:
                bytes_ = sum(len(client.get(page, secure=True).content) for page in pages)
            ratio = fastest[name] / fastest["without the wall"]
            facts = (f"{1000 * fastest[name]:.0f}", f"{ratio:.2f}", str(len(queries)), f"{bytes_ / 1024:.0f}")
            lines.append((name, *facts))
    row = Row("row-level security", "at most 10% slower with it", f"{ratio - 1:+.0%}", ratio <= MOST)
    body = WORDS + "\n\n" + table(("", "ms", "ratio", "queries", "kB"), lines)
    return Section("The second wall: six pages with and without it", body, (row,), "\n".join(map(str, lines)))


@contextmanager
def lowered() -> Iterator[None]:
    """Let the doors do without the wall."""
    with mock.patch("schools.access.behind_wall", lambda user, call, schools="": call()):
        yield


@contextmanager
def nothing() -> Iterator[None]:
    """Change nothing."""
    yield


def walk() -> tuple[Client, list[str]]:
    """Make the schools; return the client of a coordinator of one of them, and the addresses of its pages."""
    for _ in range(SCHOOLS):
        fill(MembershipFactory(school=SchoolFactory(), role="coordinator"), GOALS)
    member = MembershipFactory(school=SchoolFactory(), role="coordinator")
    goal = fill(member, 40)
    AgendaMomentFactory.create_batch(20, school=member.school)
    for days in range(20):
        ReflectionFactory(author=member.user, written_on=localdate() - timedelta(days=days))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    client.force_login(member.user)
    school = f"/school/{member.school.code}"
    return client, [
        "/vandaag/",
        "/reflecties/",
        *(f"{school}/{page}" for page in ("doelen/", "doelen/kringen/", f"doelen/{goal.pk}/", "agenda/")),
    ]


def fill(member: Any, number: int) -> Goal:
    """Give a school goals, each with a coming evaluation; return the last one."""
    goals = Goal.objects.bulk_create(GoalFactory.build(owner=member, ring=one % 6 + 1) for one in range(number))
    Evaluation.objects.bulk_create(
        EvaluationFactory.build(goal=goal, due_on=localdate() + timedelta(days=30)) for goal in goals
    )
    return goals[-1]
