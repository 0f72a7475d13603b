"""Rounds of the checklist: open one, fill it in together, see what came out, choose priorities."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from checklists.editions import Edition, Pillar, offered
from checklists.forms import PillarForm, PriorityForm, RoundForm
from checklists.models import Priority, Round
from checklists.outcome import outcome_of
from handreiking.htmx import render_part, wants_part
from schools.access import school_view
from schools.models import JournalEntry, Membership


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
                JournalEntry.write(member, "round_opened", round_.name)
        except IntegrityError:  # somebody else opened one between the check and the save
            form.add_error(None, "Er is al een afname open. Rond die eerst af.")
        else:
            return to_pillar(member, round_, round_.edition.pillars[0])
    context = {"form": form, "editions": form.editions, "counts": counts_of(form.editions)}
    return render(request, "checklists/round_create.html", context, status=422 if form.errors else 200)


def counts_of(editions: list[Edition]) -> dict[str, list[int]]:
    """Return for each depth how many items the editions have, without repeating a number."""
    return {depth: sorted({len(one.items_of(depth)) for one in editions}) for depth in Round.Depth.values}


def to_pillar(member: Membership, round_: Round, pillar: Pillar) -> HttpResponse:
    """Go to the form of a pillar."""
    return redirect("checklists:round_fill", code=member.school.code, round_id=round_.pk, pillar_slug=pillar.slug)


def editable_round(member: Membership, round_id: int) -> Round:
    """Return a round that the member may work on; 404 for another school's, 403 without the role."""
    round_ = get_object_or_404(Round.objects.visible_to(member), pk=round_id)
    if not member.may("coordinator"):
        raise PermissionDenied
    return round_


@school_view(changes=True)
def round_fill(request: HttpRequest, member: Membership, round_id: int, pillar_slug: str) -> HttpResponse:
    """Fill in one pillar together; each choice is kept at once, or all by a button without JavaScript."""
    round_ = editable_round(member, round_id)
    pillar = round_.edition.pillar_by_slug.get(pillar_slug)
    if pillar is None:
        raise Http404
    if round_.closed_at:
        messages.error(request, "Deze afname is afgerond. Heropen hem om nog iets te veranderen.")
        return redirect("checklists:round_outcome", code=member.school.code, round_id=round_.pk)
    form = PillarForm(round_, pillar, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.keep()
        if not wants_part(request):
            return after_pillar(request, member, round_, pillar)
    context = {"round": round_, "pillar": pillar, "form": form, **progress(round_, pillar)}
    return render_part(request, "checklists/round_fill.html", "bar", context, status=422 if form.errors else 200)


def after_pillar(request: HttpRequest, member: Membership, round_: Round, pillar: Pillar) -> HttpResponse:
    """Go on to the next pillar, or after the last one to the page that ends the round."""
    pillars = round_.edition.pillars
    place = pillars.index(pillar)
    messages.success(request, f"{pillar.name} is bewaard.")
    return to_pillar(member, round_, pillars[min(place + 1, len(pillars) - 1)])


def progress(round_: Round, here: Pillar) -> dict[str, object]:
    """Return how many items have been agreed on, in all and per pillar."""
    agreed = set(round_.team_views.values_list("item_code", flat=True))
    tabs = []
    for pillar in round_.edition.pillars:
        items = pillar.items_of(round_.depth)
        done = sum(item.code in agreed for item in items)
        tabs.append({"pillar": pillar, "done": done, "total": len(items), "here": pillar == here})
    pillars = round_.edition.pillars
    place = pillars.index(here)
    return {
        "tabs": tabs,
        "done": len(agreed),
        "total": len(round_.items),
        "next_pillar": pillars[place + 1] if place + 1 < len(pillars) else None,
    }


@school_view()
@require_POST
def round_close(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """End filling in and go to the outcome."""
    round_ = editable_round(member, round_id)
    if not round_.team_views.exists():
        messages.error(request, "Er is nog niets ingevuld. Vul eerst samen een paar punten in.")
        return to_pillar(member, round_, round_.edition.pillars[0])
    if not round_.closed_at:
        round_.close(member)
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
        round_.reopen(member)
        messages.success(request, "De afname is weer open. Alles staat er nog.")
    return to_pillar(member, round_, round_.edition.pillars[0])


@school_view()
def round_outcome(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Show the three lists; whoever may, chooses the priorities here."""
    round_ = get_object_or_404(Round.objects.visible_to(member), pk=round_id)
    if not round_.closed_at:
        messages.info(request, "Deze afname is nog open. Na het afronden staat hier de uitkomst.")
        return redirect("checklists:round_list", code=member.school.code)
    return show_outcome(request, member, round_)


@school_view()
@require_POST
def priorities_choose(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Keep what the team wants to work on first; a sixth is refused with a sentence."""
    round_ = editable_round(member, round_id)
    if not round_.closed_at:
        messages.error(request, "Deze afname is nog open. Rond hem eerst af, en kies dan samen.")
        return redirect("checklists:round_list", code=member.school.code)
    form = PriorityForm(round_, request.POST)
    if not form.is_valid():
        return show_outcome(request, member, round_, form)
    round_.choose(member, form.cleaned_data["items"])
    messages.success(request, "Jullie prioriteiten staan vast. Maak er nu een doel van.")
    return redirect("checklists:round_outcome", code=member.school.code, round_id=round_.pk)


def show_outcome(
    request: HttpRequest, member: Membership, round_: Round, form: PriorityForm | None = None
) -> HttpResponse:
    """Render the outcome; `form` is a choice that was refused, with what was ticked."""
    outcome = outcome_of(round_)
    ticked = [found.item.code for found in outcome.priorities]
    context = {
        "round": round_,
        "outcome": outcome,
        "editions": [round_.edition],
        "may_choose": member.may_change("coordinator"),
        "form": form or PriorityForm(round_, initial={"items": ticked}),
        "ticked": form.data.getlist("items") if form else ticked,  # type: ignore[attr-defined]
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "checklists/round_outcome.html", context, status=status)


@school_view()
@require_POST
def priority_goal(request: HttpRequest, member: Membership, priority_id: int) -> HttpResponse:
    """Make a goal of a priority, and go and fill it in."""
    visible = Priority.objects.visible_to(member).select_related("round", "goal")
    priority = get_object_or_404(visible, pk=priority_id)
    if not member.may("coordinator"):
        raise PermissionDenied
    goal = priority.make_goal(member)
    return redirect("schools:goal_edit", code=member.school.code, goal_id=goal.pk)
