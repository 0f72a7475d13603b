"""Keeping both of two texts that were written at the same time."""


def joined(first: str, second: str, between: str = "\n\n") -> str:
    """Return both texts, with `between` between them, or the one that already holds the other."""
    if second in first:
        return first
    return second if first in second else f"{first}{between}{second}"
