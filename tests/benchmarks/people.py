"""The people of a school of the country: its staff with their roles, two teams, a board, invitations and a journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from schools.deeds import DEEDS
from schools.models import Board, CalendarFeed, Invitation, JournalEntry, Membership, School, Team, User
from schools.tokens import digest_of
from tests.benchmarks.copying import copy, numbers
from tests.benchmarks.texts import aim_of, name_of

if TYPE_CHECKING:
    from tests.benchmarks.generator import Plan

DEEDS_EACH = 60  # lines of the journal per school: a year's worth


@dataclass(frozen=True)
class Staff:
    """A school that was made, by number: users and members in the same order, the principal first; a team of a third."""

    school: int
    users: list[int]
    members: list[int]
    teams: list[int]
    core: list[int]  # places of the members of the first team

    @property
    def coordinator(self) -> int:
        """Return the member who leads rounds."""
        return self.members[1]


def fill(plan: Plan, random: Random) -> Staff:
    """Make the school and its people."""
    now = timezone.now()
    (school,), users = numbers(School, 1), numbers(User, plan.members)
    members, teams = numbers(Membership, plan.members), numbers(Team, 2)
    region = random.choice(("noord", "midden", "zuid"))
    board = board_of(plan)
    columns = ("id", "code", "name", "place", "sector", "region", "board_id")
    copy(School, columns, [(school, plan.code, f"School {plan.number}", "Utrecht", plan.sector, region, board)])
    people = [(key, f"lid{key}@{plan.code}.example", name_of(random), "!") for key in users]
    copy(User, ("id", "email", "name", "password"), people)
    roles = ["principal", "coordinator", *["teacher"] * (plan.members - 2)]
    since = now - timedelta(days=800)
    facts = zip(members, users, roles, strict=True)
    copy(
        Membership,
        ("id", "user_id", "school_id", "role", "joined_at", "here_since"),
        [(key, user, school, role, since, since) for key, user, role in facts],
    )
    core = list(range(1, max(6, plan.members // 3 + 1)))
    copy(
        Team,
        ("id", "school_id", "name", "lead_id"),
        [(teams[0], school, "Kernteam", members[1]), (teams[1], school, "Onderbouw", members[2])],
    )
    rest = range(2, plan.members, 2)
    inside = [(teams[0], members[place]) for place in core] + [(teams[1], members[place]) for place in rest]
    copy(Team.members.through, ("team_id", "membership_id"), inside)
    keep_papers(plan, random, school, users, members)
    return Staff(school, users, members, teams, core)


def board_of(plan: Plan) -> int:
    """Return the board that ten schools share, made with the first of them."""
    name = f"Stichting {plan.number // 10}"
    known = Board.objects.filter(name=name).values_list("pk", flat=True).first()
    if known is None:
        (known,) = numbers(Board, 1)
        copy(Board, ("id", "name"), [(known, name)])
    return known


def keep_papers(plan: Plan, random: Random, school: int, users: list[int], members: list[int]) -> None:
    """Make what stands around: invitations, calendar feeds, and the journal of a year."""
    now = timezone.now()
    accepted: list[Any] = [
        (school, f"ooit{place}@{plan.code}.example", digest_of(f"{plan.code}-{place}"), now, now) for place in range(4)
    ]
    open_ = [(school, f"nieuw@{plan.code}.example", digest_of(f"{plan.code}-nieuw"), now, None)]
    copy(Invitation, ("school_id", "email", "token_digest", "sent_at", "accepted_at"), accepted + open_)
    feeds = [(user, f"{plan.code}-{user}", digest_of(f"feed-{user}")) for user in users[::10]]
    copy(CalendarFeed, ("user_id", "nonce", "token_digest"), feeds)
    deeds = sorted(DEEDS)
    copy(
        JournalEntry,
        ("school_id", "member_id", "deed", "subject", "at"),
        [
            (school, random.choice(members), random.choice(deeds), aim_of(random), now - timedelta(hours=146 * place))
            for place in range(DEEDS_EACH)
        ],
    )
