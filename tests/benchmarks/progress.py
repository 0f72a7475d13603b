"""A progress bar on stderr: on a terminal one line that grows, elsewhere a line for every tenth part."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
WIDTH = 40


def bar(things: Sequence[T], what: str) -> Iterator[T]:
    """Yield the things one by one, and say how far it is."""
    begun, said = monotonic(), 0
    for done, thing in enumerate(things, 1):
        yield thing
        part = done * WIDTH // len(things)
        words = f"[{'#' * part:<{WIDTH}}] {done}/{len(things)} {what}, {monotonic() - begun:.0f} s"
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{words}" + "\n" * (done == len(things)))
        elif done * 10 // len(things) > said:
            said = done * 10 // len(things)
            sys.stderr.write(f"{words}\n")
        sys.stderr.flush()
