"""What the views of rounds share: which round, and where to go."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from checklists.editions import Pillar
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
