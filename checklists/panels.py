"""What pages of the school show of the checklist: that of today, and what a board sees."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from checklists.models import Round
from schools.calendar import SchoolYear
from schools.models import Membership, School

RECENT = 8  # rounds to choose from: more are never open at once for one person


def round_panel(request: HttpRequest, member: Membership | None) -> dict[str, Any] | None:
    """Return the round that wants the member most, with how far it is; None without a school. One query.

    First what they have still to answer, then what is open for them, then the newest.
    """
    if member is None:
        return None
    rounds = Round.objects.visible_to(member).exclude(opened_at=None).with_progress().with_part_of(member)
    newest = sorted(rounds.select_related("team")[:RECENT], key=lambda one: -weight(one))
    return {
        "round": newest[0] if newest else None,
        "total": len(newest[0].items) if newest else 0,
        "may_lead": member.may_change("coordinator"),
        "answers": bool(newest) and waits_for(newest[0]) and member.may_change(),
    }


def waits_for(round_: Any) -> bool:
    """Tell whether a round is one in which the member answers alone, done or not."""
    return bool(round_.is_open and round_.is_alone and round_.is_mine)


def weight(round_: Any) -> int:
    """Return how much a round matters to the member now; a list in order stays so where this is equal."""
    if waits_for(round_) and not round_.is_done:
        return 3
    if round_.is_open and round_.is_mine:
        return 2
    return int(round_.is_mine)


def schools_with_round(schools: Iterable[School], year: SchoolYear) -> set[int]:
    """Return the keys of the schools that held a round in a school year: closed it, as a whole or for a team."""
    held = Round.objects.for_board(schools).filter(closed_at__date__range=(year.start, year.end))
    return set(held.values_list("school_id", flat=True))
