"""What came out of a round that was filled in together: three lists, lowest first."""

from __future__ import annotations

from dataclasses import dataclass

from checklists.editions import Item, Pillar
from checklists.models import Priority, Round, TeamView
from handreiking.library import library
from handreiking.records import Handvat

GOOD, ATTENTION = {"2", "3"}, {"0", "1", "unknown"}
ORDER = ["0", "unknown", "1", "2", "3"]  # lowest first; not to know is nearly as telling as not yet


@dataclass(frozen=True)
class Found:
    """An item with what the team agreed, and the handvatten that fit it."""

    item: Item
    pillar: Pillar
    stand: str
    priority: Priority | None
    handvatten: tuple[Handvat, ...]

    @property
    def words(self) -> str:
        """Return the agreed stand in words."""
        return str(TeamView.Stand(self.stand).label) if self.stand else "Nog niet besproken"

    @property
    def level(self) -> int | None:
        """Return the stand as a level from 0 to 3, or None where it is not on the scale."""
        return int(self.stand) if self.stand.isdigit() else None


@dataclass(frozen=True)
class Outcome:
    """The three lists of a round, and what stands in none of them."""

    good: list[Found]
    attention: list[Found]
    priorities: list[Found]
    rest: list[Found]
    in_order: list[Found]

    @property
    def choosable(self) -> list[Found]:
        """Return the items to choose priorities from: what was chosen, then the rest with the lowest first."""
        return [*self.priorities, *self.attention, *self.good]


def outcome_of(round_: Round) -> Outcome:
    """Return the outcome of a round, in two queries."""
    stands = dict(round_.team_views.values_list("item_code", "stand"))
    priorities = {priority.item_code: priority for priority in round_.priorities.select_related("goal__owner")}
    by_code = {handvat.code: handvat for handvat in library().handvatten}
    every = [
        Found(
            item=item,
            pillar=round_.edition.pillar_of[item.code],
            stand=stands.get(item.code, ""),
            priority=priorities.get(item.code),
            handvatten=tuple(by_code[code] for code in round_.edition.suggestions(item) if code in by_code),
        )
        for item in round_.items
    ]
    lowest_first = sorted(every, key=lambda found: ORDER.index(found.stand) if found.stand in ORDER else len(ORDER))
    others = [found for found in lowest_first if not found.priority]
    chosen = [(found.priority.position, found) for found in every if found.priority]
    return Outcome(
        good=[found for found in others if found.stand in GOOD],
        attention=[found for found in others if found.stand in ATTENTION],
        priorities=[found for _, found in sorted(chosen, key=lambda pair: pair[0])],
        rest=[found for found in others if found.stand not in GOOD | ATTENTION],
        in_order=every,
    )
