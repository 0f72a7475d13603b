"""Rounds: the list, a new one, closing and opening again."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from checklists.closing import close, reopen
from checklists.editions import Edition, offered
from checklists.forms import RoundForm
from checklists.models import Round
from checklists.opening import open_round
from checklists.views.finding import editable_round, to_pillar
from schools.access import school_view
from schools.models import Membership


@school_view()
def round_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show the open round and the earlier ones."""
    rounds = list(Round.objects.visible_to(member).with_progress())
    context = {
        "open": next((one for one in rounds if not one.closed_at), None),
        "closed": [one for one in rounds if one.closed_at],
        "editions": offered(member.school.sector),
        "may_fill": member.may_change("coordinator"),
    }
    return render(request, "checklists/round_list.html", context)


@school_view("coordinator", changes=True)
def round_create(request: HttpRequest, member: Membership) -> HttpResponse:
    """Open a round of the newest edition for the school's sector; a school for po and vo chooses which."""
    round_ = Round(school_id=member.school_id)
    form = RoundForm(member, request.POST or None, instance=round_, initial={"depth": Round.Depth.KERN})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                round_ = form.save()
                open_round(round_, member)
        except IntegrityError:  # somebody else opened one between the check and the save
            form.add_error(None, "Er is al een afname open. Rond die eerst af.")
        else:
            return to_pillar(member, round_, round_.edition.pillars[0])
    context = {"form": form, "editions": form.editions, "counts": counts_of(form.editions)}
    return render(request, "checklists/round_create.html", context, status=422 if form.errors else 200)


def counts_of(editions: list[Edition]) -> dict[str, list[int]]:
    """Return for each depth how many items the editions have, without repeating a number."""
    return {depth: sorted({len(one.items_of(depth)) for one in editions}) for depth in Round.Depth.values}


@school_view()
@require_POST
def round_close(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """End filling in and go to the outcome."""
    round_ = editable_round(member, round_id)
    if not round_.team_views.exists():
        messages.error(request, "Er is nog niets ingevuld. Vul eerst samen een paar punten in.")
        return to_pillar(member, round_, round_.edition.pillars[0])
    if not round_.closed_at:
        close(round_, member)
    return redirect("checklists:round_outcome", code=member.school.code, round_id=round_.pk)


@school_view()
@require_POST
def round_reopen(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Go on filling in; everything that was agreed stays."""
    round_ = editable_round(member, round_id)
    if Round.objects.visible_to(member).open().exclude(pk=round_.pk).exists():
        messages.error(request, "Er is al een andere afname open. Rond die eerst af.")
        return redirect("checklists:round_outcome", code=member.school.code, round_id=round_.pk)
    if round_.closed_at:
        reopen(round_, member)
        messages.success(request, "De afname is weer open. Alles staat er nog.")
    return to_pillar(member, round_, round_.edition.pillars[0])
