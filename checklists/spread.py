"""How far the answers on an item lie apart: bars for the eye, the same in words, or why there is nothing to see."""

from __future__ import annotations

from itertools import accumulate

from checklists.models import Round
from checklists.stands import Stand
from checklists.totals import Total

Bar = dict[str, float | int | str]


def bars(total: Total) -> list[Bar]:
    """Return the bars of components/dist.html, in the order of the scale: places and widths in per cent."""
    used = [(stand, total.counts[stand]) for stand in Stand.values if total.counts[stand]]
    share = 100 / total.answers if total.answers else 0
    starts = accumulate((number for _, number in used), initial=0)
    return [
        {"x": start * share, "width": number * share, "level": stand, "count": number}
        for start, (stand, number) in zip(starts, used, strict=False)
    ]


def words(total: Total) -> list[dict[str, str | int]]:
    """Return the same as numbers with words: every step of the scale, and what lies off it where someone chose it."""
    return [
        {"level": stand.value, "count": total.counts[stand.value], "label": str(stand.label).lower()}
        for stand in Stand
        if total.counts[stand.value] or stand.value.isdigit()
    ]


def sentence(total: Total) -> str:
    """Return the spread as one sentence, for who doesn't see the bars."""
    parts = [f"{one['count']} keer {one['label']}" for one in words(total) if one["count"]]
    return f"{total.answers} antwoorden: {', '.join(parts)}."


def why_nothing(round_: Round) -> str:
    """Return in one line why an item without a total has none; nothing for a round that is filled in together."""
    if not round_.is_alone:
        return ""
    if not round_.shown_at:
        return "Hier zijn geen antwoorden van ieder apart. Bespreek dit punt samen."
    if not round_.shown_sheets:
        return "De antwoorden blijven dicht: naast een eerdere afname zou te zien zijn wat een enkeling koos."
    return "Van dit punt laten we niets zien: er zijn te weinig antwoorden om niemand te herkennen."
