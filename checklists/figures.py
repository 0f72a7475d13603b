"""Figures as bars and in words: a bar never stands alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checklists.stands import Stand

ORDER = tuple(Stand.values)
WORDS = {stand.value: str(stand.label).lower() for stand in Stand}


@dataclass(frozen=True)
class Bar:
    """A part of a bar, in percentages of its length."""

    level: str
    count: int
    x: float
    width: float


@dataclass(frozen=True)
class Bars:
    """How often each stand was chosen, as a bar (components/dist.html), in words, and in the order of a table."""

    counts: Counter[str]

    @property
    def bars(self) -> list[Bar]:
        """Return the parts of the bar, lowest stand first."""
        whole, x, parts = self.counts.total(), 0.0, []
        for level in ORDER:
            if count := self.counts[level]:
                parts.append(Bar(level, count, x, width := 100 * count / whole))
                x += width
        return parts

    @property
    def words(self) -> str:
        """Return the same as a list in words: '2 keer nog niet, 4 keer grotendeels'."""
        return ", ".join(f"{self.counts[level]} keer {WORDS[level]}" for level in ORDER if self.counts[level])

    @property
    def row(self) -> list[int]:
        """Return the counts in the order of the scale, for a table."""
        return [self.counts[level] for level in ORDER]

    @property
    def has_na(self) -> bool:
        """Tell whether somebody chose 'niet van toepassing'."""
        return bool(self.counts["na"])


def together(counts: Iterable[Counter[str]]) -> Bars:
    """Return the sum of several figures."""
    whole: Counter[str] = Counter()
    for each in counts:
        whole.update(each)
    return Bars(whole)
