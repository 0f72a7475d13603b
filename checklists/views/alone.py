"""Filling in alone: what it is, pillar by pillar, and the end."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from checklists.answer_forms import DoneForm, OnwardForm, SheetForm
from checklists.answering import Over, Own, change, finish, own_answers, take_back
from checklists.editions import Pillar
from checklists.models import FEWEST, Round
from checklists.models.answers import MOST_FLAGS
from checklists.views.finding import beside, elsewhere, numbered, pillar_of, tabs_of, visible_round, why_not
from handreiking.htmx import render_part, typed_stays, wants_part
from schools.access import school_view
from schools.models import Membership


@school_view(changes=True)
def answer_start(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Say what filling in alone is, for whom it can be seen, and how long it takes."""
    round_ = visible_round(member, round_id)
    if away := elsewhere(request, member, round_):
        return away
    own = own_answers(round_, member)
    if own.finished:
        return to_end(member, round_)
    context = {
        "round": round_,
        "own": own,
        "fewest": FEWEST,
        "reopened": bool(round_.shown_sheets or round_.waiting_sheets),
        "editions": [round_.edition],
        "first": first_open(round_, own) or round_.edition.pillars[0],
    }
    return render(request, "checklists/answer_start.html", context)


@typed_stays("-remark")
@school_view(changes=True)
def answer_pillar(request: HttpRequest, member: Membership, round_id: int, pillar_slug: str) -> HttpResponse:
    """Answer the items of a pillar: each choice is kept at once, or all by a button without JavaScript."""
    if request.method == "POST":
        return keep_pillar(request, member, round_id, pillar_slug)
    round_ = visible_round(member, round_id)
    pillar = pillar_of(round_, pillar_slug)
    if away := elsewhere(request, member, round_):
        return away
    own = own_answers(round_, member)
    if own.finished:
        messages.info(request, "Je bent al klaar. Hier kun je dat terugdraaien, en dan nog iets veranderen.")
        return to_end(member, round_)
    return render(request, "checklists/answer_pillar.html", pillar_page(round_, pillar, own))


def keep_pillar(request: HttpRequest, member: Membership, round_id: int, pillar_slug: str) -> HttpResponse:
    """Keep what was sent and go on; what can't be kept is shown again, with a sentence."""
    answerable = Round.objects.answerable_by(member).filter(pk=round_id).first()
    round_ = answerable or visible_round(member, round_id)
    pillar = pillar_of(round_, pillar_slug)
    items = numbered(round_, pillar)
    sheet, kept = SheetForm(items, {}, request.POST), None
    if answerable:
        with suppress(Over):
            kept = change(round_, member, sheet.changes(alone=wants_part(request)))
    if kept is None:
        return too_late(request, round_, sheet, own_answers(round_, member))
    sheet.tell(kept)
    if sheet.status == 200 and not wants_part(request):
        return onward(request, member, round_, pillar, sheet)
    if sheet.status != 200:  # the whole page comes back: what was not sent stands there as it is kept
        sheet = SheetForm(items, kept.answers, request.POST)
        sheet.tell(kept)
    page = pillar_page(round_, pillar, Own(kept.answers, finished=False, counted=False), sheet)
    return render_part(request, "checklists/answer_pillar.html", "kept", page, status=sheet.status)


def too_late(request: HttpRequest, round_: Round, sheet: SheetForm, own: Own) -> HttpResponse:
    """Say that it is not kept, and why; what was typed is there to copy."""
    round_.refresh_from_db()
    if round_.closed_at:
        done = (
            "Wat je vóór ‘Klaar’ koos, telt mee."
            if own.finished
            else "Je had niet op ‘Klaar’ gedrukt: je telt niet mee."
        )
        why = f"De afname is intussen afgerond. {done}"
    elif own.finished:
        why = "Je drukte al op ‘Klaar’. Ga terug, kies ‘Toch nog iets veranderen’ en vul het dan opnieuw in."
    else:
        why = why_not(round_)
    context = {"round": round_, "own": own, "typed": sheet.typed(), "why": why, "closed": round_.closed_at}
    return render_part(request, "checklists/answer_over.html", "over", context, status=409)


def onward(request: HttpRequest, member: Membership, round_: Round, pillar: Pillar, sheet: SheetForm) -> HttpResponse:
    """Go to the pillar that the button names, or to the end; after a choice between two stay here."""
    form = OnwardForm(request.POST)
    slug = form.cleaned_data["naar"] if form.is_valid() else ""
    slug = pillar.slug if sheet.has_chosen else slug
    if slug in round_.edition.pillar_by_slug:
        return redirect("checklists:answer_pillar", code=member.school.code, round_id=round_.pk, pillar_slug=slug)
    return to_end(member, round_)


@school_view(changes=True)
def answer_end(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Show what is still open; say 'klaar' here, or take it back."""
    round_ = visible_round(member, round_id)
    if away := elsewhere(request, member, round_):
        return away
    form = DoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return said(request, member, round_, form.cleaned_data["deed"])
    own = own_answers(round_, member)
    tabs = tabs_of(round_, own.stands)
    context = {
        "round": round_,
        "own": own,
        "tabs": tabs,
        "missing": sum(tab["total"] - tab["done"] for tab in tabs),
        "fewest": FEWEST,
        "flags_left": MOST_FLAGS - own.flags,
        "form": form,
    }
    return render(request, "checklists/answer_end.html", context, status=422 if form.errors else 200)


def said(request: HttpRequest, member: Membership, round_: Round, what: str) -> HttpResponse:
    """Keep 'klaar', or take it back and go to the first pillar."""
    try:
        if what == "klaar":
            finish(round_, member)
            return to_end(member, round_)
        take_back(round_, member)
    except Over:  # done already, in another window; or closed in this very moment
        return to_end(member, round_)
    if own_answers(round_, member).finished:
        messages.error(request, "Je antwoorden zijn al geteld. Ze horen bij niemand meer, dus veranderen kan niet.")
        return to_end(member, round_)
    messages.info(request, "Je kunt weer veranderen. Druk aan het eind opnieuw op ‘Klaar’, anders tel je niet mee.")
    first = round_.edition.pillars[0].slug
    return redirect("checklists:answer_pillar", code=member.school.code, round_id=round_.pk, pillar_slug=first)


def to_end(member: Membership, round_: Round) -> HttpResponse:
    """Go to the last page of filling in alone."""
    return redirect("checklists:answer_end", code=member.school.code, round_id=round_.pk)


# ---- what the pages show ----------------------------------------------------------------


def pillar_page(round_: Round, pillar: Pillar, own: Own, sheet: SheetForm | None = None) -> dict[str, Any]:
    """Return what the page of a pillar shows, or the part of it after a choice."""
    return {
        "round": round_,
        "pillar": pillar,
        "own": own,
        "sheet": sheet or SheetForm(numbered(round_, pillar), own.answers),
        "tabs": tabs_of(round_, own.stands, pillar),
        "flags_left": MOST_FLAGS - own.flags,
        **beside(round_, pillar),
    }


def first_open(round_: Round, own: Own) -> Pillar | None:
    """Return the first pillar with something left to answer."""
    open_ = (tab["pillar"] for tab in tabs_of(round_, own.stands) if tab["done"] < tab["total"])
    return next(open_, None)
