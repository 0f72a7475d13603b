"""Rounds: the list, the first page of one, making and changing it."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from checklists.earlier import earlier_of
from checklists.editions import Edition, offered
from checklists.models import Round
from checklists.opening import hindrance, open_round
from checklists.preparing import discard, keep
from checklists.progress import progress_of
from checklists.round_forms import OpenRoundForm, RoundForm, RowsForm, own_items, with_other_rows
from checklists.round_mail import minutes_of, reminds_on
from checklists.views.finding import editable_round, to_pillar, to_round
from schools.access import school_view
from schools.holidays import SchoolDays
from schools.models import Membership

ALREADY_OPEN = "Er is al een afname open. Rond die eerst af."


@school_view()
def round_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show what is being prepared, what is open, and what is over."""
    rounds = list(Round.objects.visible_to(member).with_progress().with_part_of(member).select_related("team"))
    open_now = [one for one in rounds if one.is_open]
    context = {
        "drafts": [one for one in rounds if not one.opened_at],
        "open": sorted(open_now, key=lambda one: (not one.is_mine, one.is_done)),
        "closed": [one for one in rounds if one.closed_at],
        "editions": offered(member.school.sector),
        "may_lead": member.may_change("coordinator"),
    }
    return render(request, "checklists/round_list.html", context)


@school_view()
def round_detail(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Show where a round is in its life, and what can be done now; what became of the one before."""
    visible = Round.objects.visible_to(member).with_progress().with_part_of(member).select_related("team", "school")
    round_ = get_object_or_404(visible, pk=round_id)
    may_lead = member.may_change("coordinator")
    context: dict[str, Any] = {
        "round": round_,
        "minutes": minutes_of(round_),
        "editions": [round_.edition],
        "may_lead": may_lead,
        "earlier": None if round_.closed_at else earlier_of(round_),
        "answers": round_.is_open and round_.is_alone and round_.is_mine and member.may_change(),
    }
    if round_.is_open and round_.is_alone and member.may("coordinator"):
        context |= {
            "progress": progress_of(round_, member),
            "reminds_on": reminds_on(round_, SchoolDays(member.school)),
        }
    if may_lead and not round_.opened_at:
        context["hindrance"] = hindrance(round_)
    return render(request, "checklists/round_detail.html", context)


@school_view("coordinator", changes=True)
def round_create(request: HttpRequest, member: Membership) -> HttpResponse:
    """Prepare a round, and open it at once where that is asked."""
    way = Round.Way.TOGETHER
    round_ = Round(
        school=member.school, edition_key=offered(member.school.sector)[0].key, depth=Round.Depth.KERN, way=way
    )
    return draft_page(request, member, round_)


@school_view(changes=True)
def round_edit(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Change a draft; of an open round, what may still change."""
    round_ = editable_round(member, round_id)
    if not round_.opened_at:
        return draft_page(request, member, round_)
    if round_.closed_at:
        messages.info(request, "Deze afname is gesloten. Heropen hem om nog iets te veranderen.")
        return to_round(member, round_)
    data = request.POST if request.method == "POST" else None
    form = OpenRoundForm(member, data, instance=round_)
    if form.is_valid():
        keep(round_, member)
        messages.success(request, "De afname is bewaard.")
        return to_round(member, round_)
    context = {"form": form, "round": editable_round(member, round_id)}  # fresh: not what was refused
    return render(request, "checklists/round_edit.html", context, status=422 if form.errors else 200)


def draft_page(request: HttpRequest, member: Membership, round_: Round) -> HttpResponse:
    """Show the form of a draft, keep what was sent, or give it a row more or less."""
    data = request.POST if request.method == "POST" else None
    rows = RowsForm(data)
    if data is not None and rows.asked:
        form, items = with_other_rows(member, round_, data, rows)
    else:
        form, items = RoundForm(member, data, instance=round_), own_items(round_, data)
    if form.is_bound and form.is_valid() and items.is_valid():
        round_.own_items = items.items()
        if sentence := kept(form, member, round_):
            form.add_error(None, sentence)
        else:
            return after_keeping(request, member, round_)
    refused = form.is_bound and bool(form.errors or items.total_error_count())
    context = {
        "form": form,
        "items": items,
        "more": rows.asked and ("meer" if rows.cleaned_data["meer"] else "weg"),
        "counts": counts_of(form.editions),
        "editions": form.editions,
        "list_url": reverse("checklists:round_list", args=[member.school.code]),
    }
    return render(request, "checklists/round_edit.html", context, status=422 if refused else 200)


def kept(form: RoundForm, member: Membership, round_: Round) -> str:
    """Keep a draft, and open it where that is asked; return why it can't open, and then nothing is kept."""
    if form.wants_open and (why := hindrance(round_)):
        return why
    try:
        with transaction.atomic():
            keep(round_, member)
            if form.wants_open:
                open_round(round_, member)
    except IntegrityError:  # somebody else opened one between the check and the save
        return ALREADY_OPEN
    return ""


def after_keeping(request: HttpRequest, member: Membership, round_: Round) -> HttpResponse:
    """Go to where the round goes on."""
    if round_.is_open and not round_.is_alone:
        return to_pillar(member, round_, round_.edition.pillars[0])
    messages.success(request, "De afname is open." if round_.is_open else "Het concept is bewaard.")
    return to_round(member, round_)


def counts_of(editions: list[Edition]) -> dict[str, list[int]]:
    """Return for each depth how many items the editions have, without repeating a number."""
    return {depth: sorted({len(one.items_of(depth)) for one in editions}) for depth in Round.Depth.values}


@school_view()
@require_POST
def round_delete(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Throw a draft away."""
    round_ = editable_round(member, round_id)
    if not discard(round_, member):
        messages.error(request, "Deze afname is al open geweest. Wat ingevuld is, gooien we niet weg.")
        return to_round(member, round_)
    messages.success(request, f"Het concept ‘{round_.name}’ is weg.")
    return redirect("checklists:round_list", code=member.school.code)
