"""How far the answers on an item lie apart, in words beside the bars of `figures`; or why there is nothing to see."""

from __future__ import annotations

from checklists.figures import WORDS, Bars
from checklists.models import Round
from checklists.stands import ON_SCALE
from checklists.totals import Total


def words(total: Total) -> list[dict[str, str | int]]:
    """Return the same as numbers with words: every step of the scale, and what lies off it where someone chose it."""
    return [
        {"level": level, "count": total.counts[level], "label": label}
        for level, label in WORDS.items()
        if total.counts[level] or level in ON_SCALE
    ]


def sentence(total: Total) -> str:
    """Return the spread as one sentence, for who doesn't see the bars."""
    return f"{total.answers} antwoorden: {Bars(total.counts).words}."


def why_nothing(round_: Round) -> str:
    """Return in one line why an item without a total has none; nothing for a round that is filled in together."""
    if not round_.is_alone:
        return ""
    if not round_.shown_at:
        return "Hier zijn geen antwoorden van ieder apart. Bespreek dit punt samen."
    if not round_.shown_sheets:
        return "De antwoorden blijven dicht: naast een eerdere afname zou te zien zijn wat een enkeling koos."
    return "Van dit punt laten we niets zien: er zijn te weinig antwoorden om niemand te herkennen."
