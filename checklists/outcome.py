"""What came out of a round: three lists, where people see it differently, and beside the round before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from checklists.comparing import Before, Earlier, direction, moved, previous_of, priorities_of
from checklists.editions import Item, Pillar
from checklists.figures import Bars, together
from checklists.models import FEWEST, Priority, Round, TeamView
from checklists.totals import NOTHING, Total, totals_of_rounds
from handreiking.records import Handvat
from schools.models import Membership

GOOD, ATTENTION = {"2", "3"}, {"0", "1", "unknown"}
ORDER = ["0", "unknown", "1", "2", "3"]  # lowest first; not to know is nearly as telling as not yet


@dataclass(frozen=True)
class Found:
    """An item with what the team agreed, what each answered where that is shown, and the handvatten that fit it."""

    item: Item
    pillar: Pillar
    stand: str
    note: str
    priority: Priority | None
    handvatten: tuple[Handvat, ...]
    total: Total = NOTHING
    before: Before | None = None

    @property
    def words(self) -> str:
        """Return the agreed stand in words."""
        return str(TeamView.Stand(self.stand).label) if self.stand else "Nog niet besproken"

    @property
    def level(self) -> int | None:
        """Return the stand as a level from 0 to 3, or None where it is not on the scale."""
        return int(self.stand) if self.stand.isdigit() else None

    @property
    def figure(self) -> Bars | None:
        """Return the answers, where they are shown."""
        return Bars(self.total.counts) if self.total.is_shown else None

    @property
    def was(self) -> Bars | None:
        """Return the answers of the round before, where they can stand beside these."""
        return self.before.bars if self.before and self.figure else None

    @property
    def label(self) -> str:
        """Return what the bars say, in words."""
        then = f" Vorige keer {self.was.words}." if self.was else ""
        return f"{'Nu ' if then else ''}{self.figure.words}.{then}" if self.figure else ""

    @property
    def cells(self) -> list[tuple[int, int | None]]:
        """Return the counts in the order of the scale, each with that of the round before or None."""
        then: list[int | None] = list(self.was.row) if self.was else [None] * 6
        return list(zip(self.figure.row, then, strict=True)) if self.figure else []

    @property
    def moved(self) -> str:
        """Return how the agreed stand moved since the round before, in words; nothing where that can't be said."""
        return moved(self.before.stand, self.stand) if self.before else ""

    @property
    def direction(self) -> str:
        """Return 'up', 'down' or 'same', or nothing."""
        return direction(self.before.stand, self.stand) if self.before else ""

    @property
    def order(self) -> tuple[int, int, float]:
        """Return where it comes in a list: a low stand first, then many flags, then a large spread."""
        place = ORDER.index(self.stand) if self.stand in ORDER else len(ORDER)
        return place, -self.total.flags, -self.total.spread

    @property
    def is_good(self) -> bool:
        """Tell whether the team says that this goes well."""
        return self.stand in GOOD

    @property
    def wants_attention(self) -> bool:
        """Tell whether the team says that this is low or that nobody knows; or where most who answered don't know."""
        return self.stand in ATTENTION or (not self.stand and self.total.mostly_unknown)


@dataclass(frozen=True)
class PillarPart:
    """A pillar with its items, and the answers on those of which they are shown."""

    pillar: Pillar
    found: list[Found]

    @property
    def figure(self) -> Bars | None:
        """Return the answers on all items that are shown, together; None where none is."""
        shown = [found.total.counts for found in self.found if found.total.is_shown]
        return together(shown) if shown else None

    @property
    def agreed(self) -> Bars | None:
        """Return on how many items the team agreed which stand; None where it did on none."""
        stands = Counter(found.stand for found in self.found if found.stand)
        return Bars(stands) if stands else None

    @property
    def hidden(self) -> int:
        """Return of how many items the answers are not shown."""
        return sum(not found.total.is_shown for found in self.found)


@dataclass(frozen=True)
class Outcome:
    """All that a round shows: the three lists, what stands in none of them, and the pillars with every item."""

    round: Round
    in_order: list[Found]
    good: list[Found]
    attention: list[Found]
    priorities: list[Found]
    rest: list[Found]
    earlier: Earlier | None

    @property
    def choosable(self) -> list[Found]:
        """Return the items to choose priorities from: what was chosen, then the rest with the lowest first."""
        return [*self.priorities, *self.attention, *self.good]

    @property
    def state(self) -> str:
        """Return what there is to see of the answers.

        'together': there are none; 'few': too few for figures; 'waits': they are opened with the team, later;
        'held': another round about the same time would give people away; 'shown'.
        """
        if not self.round.is_alone:
            return "together"
        if self.round.shown_sheets:
            return "shown"
        if self.round.waiting_sheets < FEWEST:
            return "few"
        return "held" if self.round.shown_at else "waits"

    @property
    def more_waits(self) -> bool:
        """Tell whether more people answered after the outcome was opened, and theirs can join."""
        return self.state == "shown" and self.round.waiting_sheets >= FEWEST

    @property
    def is_agreed(self) -> bool:
        """Tell whether the team agreed on anything; before that there are no lists."""
        return any(found.stand for found in self.in_order)

    @property
    def has_figures(self) -> bool:
        """Tell whether the answers on any item are shown."""
        return any(found.total.is_shown for found in self.in_order)

    @property
    def has_na(self) -> bool:
        """Tell whether somebody chose 'niet van toepassing', for the legend."""
        return any(found.total.is_shown and found.total.counts["na"] for found in self.in_order)

    @property
    def some_hidden(self) -> bool:
        """Tell whether answers are shown of some items and not of others."""
        return self.has_figures and any(not found.total.is_shown for found in self.in_order)

    @property
    def differing(self) -> list[Found]:
        """Return the items that people see differently, the largest spread first."""
        return sorted((found for found in self.in_order if found.total.differs), key=lambda found: -found.total.spread)

    @property
    def equity(self) -> list[Found]:
        """Return the items on gelijke kansen."""
        return [found for found in self.in_order if found.item.equity]

    @property
    def staff(self) -> list[Found]:
        """Return the items on how colleagues are doing."""
        return [found for found in self.in_order if found.item.staff]

    @property
    def pillars(self) -> list[PillarPart]:
        """Return the pillars, each with its items in order."""
        return [
            PillarPart(pillar, [found for found in self.in_order if found.pillar is pillar])
            for pillar in self.round.edition.pillars
        ]

    @property
    def moved(self) -> list[Found]:
        """Return the items of which the agreed stand went up or down since the round before."""
        return [found for found in self.in_order if found.direction in {"up", "down"}]

    @property
    def stayed(self) -> list[Found]:
        """Return the items that stayed where they were."""
        return [found for found in self.in_order if found.direction == "same"]

    @property
    def incomparable(self) -> list[Found]:
        """Return the items that can't be laid beside the round before: new, reworded, or not asked then."""
        return [found for found in self.in_order if found.before and found.before.kind != "same"]

    @property
    def gone(self) -> list[Item]:
        """Return the items of the round before that are in this edition no more."""
        return self.earlier.gone(self.round.edition) if self.earlier else []

    @property
    def says_before(self) -> bool:
        """Tell whether there is anything to say beside the round before."""
        return bool(self.became or self.moved or self.stayed or (self.is_agreed and (self.incomparable or self.gone)))

    @property
    def became(self) -> list[tuple[Item, Priority]]:
        """Return the priorities of the round before, each with its item; the goal made of it is in the priority."""
        if not self.earlier:
            return []
        pairs = [(self.earlier.round.item(one.item_code), one) for one in self.earlier.priorities]
        return [(item, priority) for item, priority in pairs if item]


def outcome_of(round_: Round, member: Membership) -> Outcome:
    """Return the outcome of a round as a member may see it; in six queries, seven where goals were made."""
    previous = previous_of(round_, member)
    rounds = [round_, *([previous] if previous else [])]
    views, totals, chosen = views_of(rounds), totals_of_rounds(rounds, remarks_of=round_), priorities_of(rounds, member)
    earlier = None
    if previous:
        stands = {code: view.stand for code, view in views[previous.pk].items()}
        earlier = Earlier(previous, tuple(chosen[previous.pk]), stands, totals[previous.pk])
    priorities = {priority.item_code: priority for priority in chosen[round_.pk]}
    every = [
        found_of(round_, item, views[round_.pk].get(item.code), priorities.get(item.code), totals[round_.pk], earlier)
        for item in round_.items
    ]
    others = sorted((found for found in every if not found.priority), key=lambda found: found.order)
    return Outcome(
        round=round_,
        in_order=every,
        good=[found for found in others if found.is_good],
        attention=[found for found in others if found.wants_attention],
        priorities=sorted((found for found in every if found.priority), key=place_of),
        rest=[found for found in others if not found.is_good and not found.wants_attention],
        earlier=earlier,
    )


def place_of(found: Found) -> int:
    """Return in which place the team put a priority."""
    return found.priority.position if found.priority else 0


def views_of(rounds: list[Round]) -> dict[int, dict[str, TeamView]]:
    """Return what the team agreed in each round, by the item's code; in one query."""
    found: dict[int, dict[str, TeamView]] = {one.pk: {} for one in rounds}
    for view in TeamView.objects.filter(round__in=rounds):
        found[view.round_id][view.item_code] = view
    return found


def found_of(
    round_: Round,
    item: Item,
    view: TeamView | None,
    priority: Priority | None,
    totals: dict[str, Total],
    earlier: Earlier | None,
) -> Found:
    """Return an item with all that is known of it."""
    edition = round_.edition
    return Found(
        item=item,
        pillar=edition.pillar_of[item.code],
        stand=view.stand if view else "",
        note=view.note if view else "",
        priority=priority,
        handvatten=edition.suggested(item),
        total=totals.get(item.code, NOTHING),
        before=earlier.before(edition, item) if earlier else None,
    )
