"""The figures of a round that everyone answered alone: per item how many chose what, once five or more did."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import sqrt

from checklists.models import FEWEST, Round, Tally
from checklists.models.answers import FLAG
from checklists.stands import ON_SCALE


@dataclass(frozen=True)
class Total:
    """What is shown of the answers on one item; all zeros where nothing is."""

    counts: Counter[str] = field(default_factory=Counter)  # by stand
    flags: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def answers(self) -> int:
        """Return how many answered: none, or FEWEST and more."""
        return self.counts.total()

    @property
    def is_shown(self) -> bool:
        """Tell whether there is something to see."""
        return self.answers >= FEWEST

    @property
    def on_scale(self) -> int:
        """Return how many chose one of the four steps."""
        return sum(self.counts[step] for step in ON_SCALE)

    @property
    def mean(self) -> float | None:
        """Return the mean step, from 0 to 3, for putting items in order; it is never shown as a mark."""
        return sum(int(step) * self.counts[step] for step in ON_SCALE) / self.on_scale if self.on_scale else None

    @property
    def spread(self) -> float:
        """Return the standard deviation over the four steps: 0 when all agree, 1.5 when half says 0 and half 3."""
        if self.mean is None:
            return 0.0
        return sqrt(sum(self.counts[step] * (int(step) - self.mean) ** 2 for step in ON_SCALE) / self.on_scale)

    @property
    def differs(self) -> bool:
        """Tell whether people see it differently: a quarter says 0 or 1, a quarter 2 or 3, and they lie 2 apart."""
        used = [int(step) for step in ON_SCALE if self.counts[step]]
        low, high = self.counts["0"] + self.counts["1"], self.counts["2"] + self.counts["3"]
        return bool(used) and max(used) - min(used) >= 2 and min(low, high) * 4 >= self.on_scale

    @property
    def mostly_unknown(self) -> bool:
        """Tell whether at least half of who answered does not know."""
        return self.is_shown and self.counts["unknown"] * 2 >= self.answers


NOTHING = Total()


def totals_of(round_: Round) -> dict[str, Total]:
    """Return the total of each item of which one is shown, by the item's code; in two queries."""
    return totals_of_rounds([round_], remarks_of=round_)[round_.pk]


def totals_of_rounds(rounds: list[Round], *, remarks_of: Round) -> dict[int, dict[str, Total]]:
    """Return the totals of several rounds, by the round's key; one of them with its remarks. In two queries."""
    counts: dict[int, defaultdict[str, Counter[str]]] = {one.pk: defaultdict(Counter) for one in rounds}
    tallies = Tally.objects.filter(round__in=rounds, shown=True)
    for key, code, stand, number in tallies.values_list("round_id", "item_code", "stand", "count"):
        counts[key][code][stand] += number
    remarks: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for remark in remarks_of.remarks.filter(shown=True):
        remarks[remarks_of.pk, remark.item_code].append(remark.text)
    return {
        key: {
            code: Total(counts=each, flags=each.pop(FLAG, 0), remarks=tuple(remarks[key, code]))
            for code, each in by_code.items()
        }
        for key, by_code in counts.items()
    }
