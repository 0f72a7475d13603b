"""What figures give away when they are taken from each other: of two rounds, of a team and its school, or of more.

Who keeps all that was ever shown of an item can add figures up and take them away. What is left then is a number of
people with a plus, and a number with a minus. Neither may be one to four people.
docs/decisions/figures-beside-each-other.md says what this guards, and what it costs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from checklists.models import FEWEST

MOST_BESIDE = 5  # with more figures beside it there are too many ways to add and take away: then nothing is shown


@dataclass(frozen=True)
class Figure:
    """A figure that is or would be shown: whose answers are in it, as far as is known.

    `unknown`: answers of nobody known (on paper, or of who was deleted); `skipped`: of those people, how many said
    nothing on this item, and nobody knows who.
    """

    people: frozenset[int]
    unknown: int = 0
    skipped: int = 0


def few(number: int) -> bool:
    """Tell whether this many people are too few to hide among, and more than none."""
    return 0 < number < FEWEST


def gives_away(new: Figure, beside: list[Figure]) -> bool:
    """Tell whether a new figure, with those that are shown, could leave one to four people when one takes some away.

    What is not known counts as it would hurt most.
    """
    if len(beside) > MOST_BESIDE:
        return True
    return any(leaves_few(plus, minus) for plus, minus in sums(new, beside))


def sums(new: Figure, beside: list[Figure]) -> Iterator[tuple[list[Figure], list[Figure]]]:
    """Yield each way to take figures away in which the new one has a part: those that are added, those taken away."""
    for signs in product((1, 0, -1), repeat=len(beside)):
        plus = [new, *(figure for figure, sign in zip(beside, signs, strict=True) if sign == 1)]
        minus = [figure for figure, sign in zip(beside, signs, strict=True) if sign == -1]
        if minus and share_someone(plus, minus):
            yield plus, minus


def share_someone(plus: list[Figure], minus: list[Figure]) -> bool:
    """Tell whether anyone may be in a figure on both sides; else taking away teaches nothing new."""
    if any(figure.unknown for figure in [*plus, *minus]):
        return True
    return not everyone(plus).isdisjoint(everyone(minus))


def everyone(figures: list[Figure]) -> frozenset[int]:
    """Return who is in one of the figures."""
    return frozenset().union(*(figure.people for figure in figures))


def leaves_few(plus: list[Figure], minus: list[Figure]) -> bool:
    """Tell whether one to four people may be left, on the side of the plus or of the minus."""
    left = Counter(person for figure in plus for person in figure.people)
    left.subtract(person for figure in minus for person in figure.people)
    unknown = sum(figure.unknown for figure in plus), sum(figure.unknown for figure in minus)
    skipped = sum(figure.skipped for figure in plus), sum(figure.skipped for figure in minus)
    more = sum(number > 0 for number in left.values())
    less = sum(number < 0 for number in left.values())
    return may_be_few(more, up=unknown[0] + skipped[1], down=unknown[1] + skipped[0]) or may_be_few(
        less, up=unknown[1] + skipped[0], down=unknown[0] + skipped[1]
    )


def may_be_few(number: int, *, up: int, down: int) -> bool:
    """Tell whether a number that may be so much higher or lower could be one to four."""
    return number + up > 0 and number - down < FEWEST
