"""Five rounds of the checklist for a school: two that are open, with sheets and answers, and three that are over.

Closing a round makes figures of its answers and deletes them (docs/decisions/anonymous-answers.md), so answers are only
in open rounds. Here everyone has a sheet in the open round of the whole school, and the rest of the school's answers is in
the open round of a team; more than will ever be open at once. The closed ones hold what closing leaves: figures,
loose remarks, what the team agreed, and for one of them priorities.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import islice, product
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from checklists.editions import Edition, newest
from checklists.models import (
    Answer,
    Conversation,
    Participation,
    Priority,
    Remark,
    Round,
    RoundKey,
    Sheet,
    Tally,
    TeamView,
)
from checklists.models.answers import random_id
from tests.benchmarks.copying import copy, numbers
from tests.benchmarks.texts import Texts

if TYPE_CHECKING:
    from tests.benchmarks.generator import Plan
    from tests.benchmarks.people import Staff

STANDS = ("0", "1", "1", "2", "2", "2", "3", "3", "unknown", "na")
AGES = (120, 330, 560)  # days ago
REMARKS = 0.05  # of the answers
COLUMNS = ("id", "school_id", "team_id", "name", "edition_key", "depth", "way", "opened_at")


def fill(plan: Plan, random: Random, staff: Staff, texts: Texts) -> None:
    """Make the school's five rounds."""
    edition = newest(plan.sector)  # type: ignore[arg-type]
    first, second, *closed = numbers(Round, 2 + len(AGES))
    opened = timezone.now() - timedelta(days=3)
    facts = (edition.key, "full", "alone", opened)
    copy(
        Round,
        COLUMNS,
        [
            (first, staff.school, None, "Dit jaar", *facts),
            (second, staff.school, staff.teams[0], "Kernteam", *facts),
        ],
    )
    copy(RoundKey, ("round_id", "secret"), [(first, texts.key_cipher), (second, texts.key_cipher)])
    codes = [item.code for item in edition.items_of("full")]
    kept = answer_in(first, staff.members, codes, plan.answers, random, texts)
    core = [staff.members[place] for place in staff.core]
    kept += answer_in(second, core, codes, plan.answers - kept, random, texts)
    assert kept == plan.answers, "the team is too small for the rest of the answers"
    for key, days in zip(closed, AGES, strict=True):
        close(key, days, edition, random, staff, texts)


def answer_in(round_: int, members: list[int], codes: list[str], most: int, random: Random, texts: Texts) -> int:
    """Give everyone a sheet, and answer item by item until `most` answers are there; return how many that were.

    The sheets say of nobody whose they are, and nobody's key finds them: the round's key opens other ones.
    """
    done = [random.random() < 0.7 for _ in members]
    copy(
        Participation,
        ("id", "round_id", "member_id", "finished"),
        [(random_id(), round_, member, finished) for member, finished in zip(members, done, strict=True)],
    )
    sheets = [random_id() for _ in members]
    rows = zip(sheets, done, strict=True)
    copy(
        Sheet,
        ("id", "round_id", "digest", "finished"),
        [(key, round_, f"{key:064}", finished) for key, finished in rows],
    )

    def answers() -> Any:
        for sheet, code in islice(product(sheets, codes), most):
            remark = random.choice(texts.text_ciphers) if random.random() < REMARKS else texts.empty_cipher
            yield (random_id(), sheet, code, random.choice(STANDS), remark, None)

    return copy(Answer, ("id", "sheet_id", "item_code", "stand", "remark", "flag"), answers())


def close(round_: int, days: int, edition: Edition, random: Random, staff: Staff, texts: Texts) -> None:
    """Make a round that is over and was shown, so many days ago."""
    depth = "full" if days == AGES[0] else "kern"
    people = len(staff.members)
    when = timezone.now() - timedelta(days=days)
    facts = (edition.key, depth, "alone", when, when, when, when, people)
    columns = (*COLUMNS, "closed_at", "shown_at", "agreed_at", "shown_sheets")
    copy(Round, columns, [(round_, staff.school, None, f"{days} dagen geleden", *facts)])
    copy(
        Participation,
        ("id", "round_id", "member_id", "finished"),
        [(random_id(), round_, member, True) for member in staff.members],
    )
    codes = [item.code for item in edition.items_of(depth)]
    tallies, remarks, views = [], [], []
    for code in codes:
        chosen = random.choices(STANDS, k=people)
        tallies += [(random_id(), round_, code, stand, chosen.count(stand), True) for stand in sorted(set(chosen))]
        some = range(people // 20)
        remarks += [(random_id(), round_, code, random.choice(texts.text_ciphers), True) for _ in some]
        views.append((round_, code, random.choice("0123"), random.choice(texts.text_ciphers), when))
    copy(Tally, ("id", "round_id", "item_code", "stand", "count", "shown"), tallies)
    copy(Remark, ("id", "round_id", "item_code", "text", "shown"), remarks)
    copy(TeamView, ("round_id", "item_code", "stand", "note", "agreed_at"), views)
    copy(Priority, ("round_id", "item_code", "position"), [(round_, codes[place], place + 1) for place in range(3)])
    columns = ("round_id", "step", "equity", "telling", "started_at", "step_started_at", "ended_at")
    copy(Conversation, columns, [(round_, "vertellen", texts.empty_cipher, texts.text_ciphers[0], when, when, when)])
