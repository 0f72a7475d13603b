"""Filling in together, pillar by pillar, from the digibord."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from checklists.editions import Pillar
from checklists.forms import PillarForm
from checklists.models import Round
from checklists.views.finding import editable_round, to_pillar
from handreiking.htmx import render_part, wants_part
from schools.access import school_view
from schools.models import Membership


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
