"""What the team agrees per item: a stand and a line, kept so that two who lead at once don't wipe each other's."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from checklists.models import Round, TeamView
from checklists.stands import TeamStand


class NotNow(Exception):
    """The team can't agree now: the round is over, or everyone is still answering alone."""


@dataclass(frozen=True)
class Conflict(Exception):
    """Somebody else changed this item after the form was shown; `stands` is what is kept now."""

    stands: TeamView


@transaction.atomic
def agree(round_: Round, code: str, *, stand: str, note: str, seen: int) -> TeamView:
    """Keep what the team agrees on an item. `seen` is the version that the form began from; 0: there was none.

    Saying again what stands there is no conflict. Raises Conflict where something else does, NotNow when it is over.
    """
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if not fresh.takes_stands:
        raise NotNow
    kept = TeamView.objects.filter(round=fresh, item_code=code).first()
    if kept and (kept.stand, kept.note) == (stand, note):
        return kept
    if kept and kept.version != seen:
        raise Conflict(kept)
    view = kept or TeamView(round=fresh, item_code=code, version=0)
    view.stand, view.note, view.agreed_at = TeamStand(stand).value if stand else "", note, timezone.now()
    view.version += 1
    view.save()
    fresh.changed()
    return view
