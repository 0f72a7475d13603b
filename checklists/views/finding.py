"""What the views of rounds share: which round, and where to go."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from checklists.editions import Item, Pillar
from checklists.models import Round
from schools.models import Membership


def to_pillar(member: Membership, round_: Round, pillar: Pillar) -> HttpResponse:
    """Go to the form of a pillar."""
    return redirect("checklists:round_fill", code=member.school.code, round_id=round_.pk, pillar_slug=pillar.slug)


def to_round(member: Membership, round_: Round) -> HttpResponse:
    """Go to the first page of a round."""
    return redirect("checklists:round_detail", code=member.school.code, round_id=round_.pk)


def editable_round(member: Membership, round_id: int) -> Round:
    """Return a round that the member may work on; 404 for another school's, 403 without the role."""
    round_ = get_object_or_404(Round.objects.visible_to(member), pk=round_id)
    if not member.may("coordinator"):
        raise PermissionDenied
    return round_


def visible_round(member: Membership, round_id: int) -> Round:
    """Return a round that the member sees; 404 for another school's."""
    return get_object_or_404(Round.objects.visible_to(member), pk=round_id)


def pillar_of(round_: Round, slug: str) -> Pillar:
    """Return a pillar of a round by its slug, or 404."""
    if slug not in round_.edition.pillar_by_slug:
        raise Http404
    return round_.edition.pillar_by_slug[slug]


def elsewhere(request: HttpRequest, member: Membership, round_: Round) -> HttpResponse | None:
    """Lead away, with a sentence, from filling in alone where the member can't; return None where they can."""
    if Round.objects.answerable_by(member).filter(pk=round_.pk).exists():
        return None
    if round_.is_open and not round_.is_alone and member.may_change("coordinator"):
        messages.info(request, "Deze afname vullen jullie samen in. Dat doe je hier, op één scherm.")
        return to_pillar(member, round_, round_.edition.pillars[0])
    if round_.closed_at:
        messages.info(request, "Deze afname is afgerond. Invullen kan niet meer; dit is de uitkomst.")
        return redirect("checklists:round_outcome", code=member.school.code, round_id=round_.pk)
    messages.info(request, why_not(round_))
    return redirect("checklists:round_list", code=member.school.code)


def why_not(round_: Round) -> str:
    """Return the sentence for someone who can't answer alone in a round that is not over."""
    if not round_.opened_at:
        return "Deze afname is nog niet open."
    if not round_.is_alone:
        return "Deze afname vullen jullie samen in, op één scherm. Je hoeft zelf niets te doen."
    return "Deze afname is voor een team waar je niet in zit."


def numbered(round_: Round, pillar: Pillar | None = None) -> list[tuple[int, Item]]:
    """Return the items of a round, or of a pillar of it, each with its number in the whole round."""
    return [(number, item) for number, item in enumerate(round_.items, 1) if pillar is None or item in pillar.items]


def tabs_of(round_: Round, done: Collection[str], here: Pillar | None = None) -> list[dict[str, Any]]:
    """Return per pillar how many of its items are done, of which the codes are given."""
    tabs = []
    for pillar in round_.edition.pillars:
        items = pillar.items_of(round_.depth)
        count = sum(item.code in done for item in items)
        tabs.append({"pillar": pillar, "done": count, "total": len(items), "here": pillar == here})
    return tabs


def beside(round_: Round, pillar: Pillar) -> dict[str, Pillar | None]:
    """Return the pillar before this one and the one after it."""
    row = (None, *round_.edition.pillars, None)
    place = row.index(pillar)
    return {"before": row[place - 1], "after": row[place + 1]}
