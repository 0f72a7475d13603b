"""In which order a team talks about the items: pillar by pillar, first what goes well, then the largest differences."""

from __future__ import annotations

from collections.abc import Mapping

from checklists.editions import Item
from checklists.models import Round
from checklists.totals import NOTHING, Total, totals_of

GOES_WELL = 2  # 'grotendeels', on the mean


def talk_order(round_: Round, totals: Mapping[str, Total] | None = None) -> list[Item]:
    """Return the items in the order of the conversation; without totals, that of the list.

    Within a pillar: what goes well by its mean, the best first; then the rest by how far the answers lie apart;
    last what shows no total. Equals stay in the order of the list.
    """
    found = totals_of(round_) if totals is None else totals
    return [
        item
        for pillar in round_.edition.pillars
        for item in sorted(pillar.items_of(round_.depth), key=lambda item: place(found.get(item.code, NOTHING)))
    ]


def place(total: Total) -> tuple[int, float]:
    """Return what an item is put in order by."""
    if not total.is_shown:
        return (2, 0.0)
    if total.mean is not None and total.mean >= GOES_WELL and not total.differs:
        return (0, -total.mean)
    return (1, -total.spread)
