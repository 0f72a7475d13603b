"""The outcome of a round: of 20 people, and of 200."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.test import Client
from django.utils import timezone

from checklists.closing import close, show
from checklists.models import Answer, Participation, Remark, Round, Sheet, TeamView
from checklists.opening import open_round
from tests.benchmarks import databases, timing
from tests.benchmarks.report import Row, Section, table
from tests.world import MembershipFactory, RoundFactory, SchoolFactory

MOST = 3  # times as long
WORDS = (
    "Each answered all 42 items alone, and left a remark on two of them. The page shows figures, remarks, what the team "
    "agreed and the round before. What grows with people is only the remarks: their text, and taking it out of its "
    "encryption. The fastest of several times, in the process's own time."
)


def measure(size: float) -> Section:
    """Return the page of a small and of a large school."""
    with databases.fresh("outcome"):
        found = [(people, *timing.page(*school_of(people))) for people in (20, 200)]
    first = found[0][1]
    lines = [
        (
            f"{people} people × 42 items",
            f"{1000 * seconds:.0f}",
            f"{seconds / first:.2f}",
            str(queries),
            f"{size / 1024:.0f}",
        )
        for people, seconds, queries, size in found
    ]
    ratio = found[1][1] / first
    row = Row("outcome of a round, 200 members", "at most 3 × that of 20 members", f"{ratio:.2f} ×", ratio <= MOST)
    body = WORDS + "\n\n" + table(("", "ms", "ratio", "queries", "kB"), lines)
    return Section("The outcome of a round: 200 people beside 20", body, (row,), "\n".join(map(str, found)))


def school_of(people: int) -> tuple[Client, str]:
    """Make a school with two rounds that all answered; return its coordinator's client and the address of the last one."""
    school = SchoolFactory(sector="vo")
    coordinator = MembershipFactory(school=school, role="coordinator")
    MembershipFactory.create_batch(people, school=school)
    for days in (200, 1):
        round_ = answered(coordinator, people, days)
    client = Client()
    client.force_login(coordinator.user)
    return client, f"/school/{school.code}/checklist/{round_.pk}/uitkomst/"


def answered(coordinator: object, people: int, days: int) -> Round:
    """Make a round that so many people answered, so many days ago; close it, show it, and agree on every item."""
    random = Random(people)
    round_ = RoundFactory(school=coordinator.school, alone=True, draft=True, depth="full")  # type: ignore[attr-defined]
    open_round(round_, coordinator)  # type: ignore[arg-type]
    codes = [item.code for item in round_.items]
    sheets = Sheet.objects.bulk_create(Sheet(round=round_, digest=f"{n}", finished=True) for n in range(people))
    Answer.objects.bulk_create(
        Answer(
            sheet=sheet,
            item_code=code,
            stand=random.choice(["0", "1", "2", "3", "unknown"]),
            remark="Dit leeft vooral in de onderbouw, en op het plein nog niet." if number in {place % 42, 7} else "",
        )
        for place, sheet in enumerate(sheets)
        for number, code in enumerate(codes)
    )
    some = list(Participation.objects.filter(round=round_)[:people])
    Participation.objects.filter(pk__in=[one.pk for one in some]).update(finished=True)
    close(round_, coordinator)  # type: ignore[arg-type]
    show(round_, coordinator)  # type: ignore[arg-type]
    TeamView.objects.bulk_create(TeamView(round=round_, item_code=code, stand="1", note="Gezegd.") for code in codes)
    when = timezone.now() - timedelta(days=days)
    Round.objects.filter(pk=round_.pk).update(opened_at=when, closed_at=when, shown_at=when)
    assert Remark.objects.filter(round=round_, shown=True).count() > people
    return round_
