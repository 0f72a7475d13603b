"""What a form carries along to know later what it showed: facts by name, signed by us."""

from __future__ import annotations

from typing import Any

from django.core import signing


def stamp_of(facts: dict[str, Any], salt: str) -> str:
    """Return a stamp of what a form shows; `salt` says which form it is."""
    return signing.dumps(facts, salt=salt)


def shown_by(stamp: str, salt: str) -> dict[str, Any]:
    """Return what a form showed; nothing for a stamp that is not ours."""
    try:
        shown = signing.loads(stamp, salt=salt)
    except signing.BadSignature:
        return {}
    return shown if isinstance(shown, dict) else {}
