"""The outcome of a round: of 20 people, and of 200."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.test import Client
from django.utils import timezone

from checklists.closing import close, show
from checklists.models import Answer, Participation, Remark, Round, Sheet, TeamView
from checklists.opening import open_round
from tests.benchmarks import timing
from tests.world import MembershipFactory, RoundFactory, SchoolFactory

TITLE = "The outcome of a round: 200 people beside 20"
WORDS = (
    "Each answered all 42 items alone, and left a remark on two of them. The page shows figures, remarks, what the team "
    "agreed and the round before. What grows with people is only the remarks: their text, and taking it out of its "
    "encryption."
)


def measure() -> list[tuple[str, float, int, int]]:
    """Return the page of a small and of a large school."""
    rows = []
    for people in (20, 200):
        client, address = school_of(people)
        rows.append((f"{people} people × 42 items", *timing.page(client, address)))
    return rows


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
