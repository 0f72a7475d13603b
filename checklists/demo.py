"""The demo's rounds: per school one that is closed, with priorities, and one that is being filled in; and two alone.

`fill` is named in settings.DEMO_PARTS, after the schools. A school that has a round already is left as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from checklists import demo_alone
from checklists.editions import editions, newest
from checklists.models import Priority, Round, TeamView
from schools.demo.days import at, meeting_day
from schools.models import JournalEntry, Membership, School

OPENED, CLOSED, OPENED_AGAIN = -134, -130, -5  # school days from today
STANDS = {"?": TeamView.Stand.UNKNOWN, "-": TeamView.Stand.NOT_APPLICABLE}  # a digit stands for itself


@dataclass(frozen=True)
class DemoRounds:
    """What a school agreed: a sign for each item of a published edition, pillar by pillar, and the priorities.

    The first priority is the one of which the school made a goal. `so_far` is for the first items of the open round.
    """

    code: str
    edition_key: str
    agreed: tuple[str, ...]
    priorities: tuple[str, ...]
    so_far: str


ROUNDS = (
    DemoRounds(
        code="vijver23",
        edition_key="po-1.0",
        agreed=("212210321?", "1-2231312", "3211211122?", "3311?21231"),
        priorities=("PO-O3", "PO-B6", "PO-S4"),
        so_far="2222233",
    ),
    DemoRounds(
        code="waterl23",
        edition_key="vo-1.0",
        agreed=("221110321?", "131222-301", "23121202?12", "222111323?1"),
        priorities=("VO-O3", "VO-E9", "VO-S5"),
        so_far="22123",
    ),
)


def fill(today: date) -> list[str]:
    """Make the rounds of the schools that have none; there is nothing to print."""
    for demo in ROUNDS:
        school = School.objects.get(code=demo.code)
        if not Round.objects.filter(school=school).exists():
            by = Membership.objects.filter(school=school, role=Membership.Role.COORDINATOR).earliest("pk")
            keep_closed_round(demo, by, today)
            if demo.code == demo_alone.SCHOOL:
                demo_alone.keep_shown_round(by, today)
                demo_alone.keep_team_round(by, today)
            keep_open_round(demo, by, today)
    return []


def keep_closed_round(demo: DemoRounds, by: Membership, today: date) -> None:
    """Make a round in which every item was agreed upon, with its priorities and the goal made of the first."""
    opened, closed = meeting_day(today, OPENED), meeting_day(today, CLOSED)
    round_ = Round.objects.create(
        school_id=by.school_id,
        name=season(closed),
        edition_key=demo.edition_key,
        depth=Round.Depth.FULL,
        opened_at=at(opened, "14:00"),
        closed_at=at(closed, "15:50"),
        agreed_at=at(closed, "16:10"),
    )
    codes = [item.code for item in round_.items]
    keep_stands(round_, zip(codes, "".join(demo.agreed), strict=True), closed)
    for position, code in enumerate(demo.priorities, 1):
        goal = by.school.goals.filter(item_code=code).first()
        item = round_.item(code)
        if goal and item:
            goal.item_text = item.text
            goal.save()
        Priority.objects.create(round=round_, item_code=code, position=position, goal=goal)
    write(by, round_, (opened, "14:00", "round_opened"), (closed, "15:50", "round_closed"))
    write(by, round_, (closed, "16:10", "priorities_chosen"))


def keep_open_round(demo: DemoRounds, by: Membership, today: date) -> None:
    """Make a short round that is partly filled in."""
    opened = meeting_day(today, OPENED_AGAIN)
    round_ = Round.objects.create(
        school_id=by.school_id,
        name=season(opened),
        way=Round.Way.TOGETHER,
        edition_key=newest(editions()[demo.edition_key].sector).key,
        depth=Round.Depth.KERN,
        opened_at=at(opened, "14:00"),
    )
    codes = [item.code for item in round_.items]
    keep_stands(round_, zip(codes, demo.so_far, strict=False), opened)
    write(by, round_, (opened, "14:00", "round_opened"))


def keep_stands(round_: Round, signs: Iterable[tuple[str, str]], agreed_on: date) -> None:
    """Keep what was agreed per item, some minutes after each other."""
    TeamView.objects.bulk_create(
        TeamView(
            round=round_,
            item_code=code,
            stand=STANDS.get(sign, sign),
            agreed_at=at(agreed_on, "14:05") + timedelta(minutes=2 * number),
        )
        for number, (code, sign) in enumerate(signs)
    )


def write(by: Membership, round_: Round, *deeds: tuple[date, str, str]) -> None:
    """Write day, clock time and deed in the journal, as the verbs would have done on that day."""
    JournalEntry.objects.bulk_create(
        JournalEntry(school_id=by.school_id, member=by, deed=deed, subject=round_.name, at=at(day, clock))
        for day, clock, deed in deeds
    )


def season(day: date) -> str:
    """Return a name for a round that begins on this day: 'Najaar 2026'."""
    return f"{'Najaar' if day.month >= 8 else 'Voorjaar'} {day.year}"
