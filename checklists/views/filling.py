"""Filling in together, pillar by pillar, from the digibord."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from checklists.agreeing import NotNow
from checklists.answer_forms import OnwardForm
from checklists.editions import Pillar
from checklists.models import Round
from checklists.together_forms import TogetherForm
from checklists.views.finding import beside, editable_round, numbered, pillar_of, tabs_of, to_pillar
from handreiking.htmx import render_part, typed_stays, wants_part
from schools.access import school_view
from schools.models import Membership


@typed_stays("-note")
@school_view(changes=True)
def round_fill(request: HttpRequest, member: Membership, round_id: int, pillar_slug: str) -> HttpResponse:
    """Fill in one pillar together; each choice is kept at once, or all by a button without JavaScript."""
    round_ = editable_round(member, round_id)
    pillar = pillar_of(round_, pillar_slug)
    if round_.is_alone or not round_.opened_at:
        return not_together(request, member, round_)
    form = TogetherForm(numbered(round_, pillar), round_.views_by_code(), request.POST or None)
    if request.method == "POST":
        return keep_together(request, member, round_, pillar, form)
    if round_.closed_at:
        messages.error(request, "Deze afname is afgerond. Heropen hem om nog iets te veranderen.")
        return redirect("checklists:round_outcome", code=member.school.code, round_id=round_.pk)
    return render_part(request, "checklists/round_fill.html", "kept", together_page(round_, pillar, form))


def not_together(request: HttpRequest, member: Membership, round_: Round) -> HttpResponse:
    """Lead to where a round that is not (yet) filled in together goes on."""
    code = member.school.code
    if not round_.opened_at:
        messages.info(request, "Deze afname is nog niet open.")
        return redirect("checklists:round_list", code=code)
    if round_.closed_at:
        messages.info(request, "Iedereen vulde deze afname zelf in. Dit kwam eruit.")
        return redirect("checklists:round_outcome", code=code, round_id=round_.pk)
    messages.info(request, "Deze afname vult iedereen eerst zelf in.")
    return redirect("checklists:answer_start", code=code, round_id=round_.pk)


def keep_together(
    request: HttpRequest, member: Membership, round_: Round, pillar: Pillar, form: TogetherForm
) -> HttpResponse:
    """Keep what was sent and go on; where somebody else recorded something else, both are shown."""
    if not round_.takes_stands:
        return too_late(request, round_, form)
    try:
        form.keep(round_)
    except NotNow:
        return too_late(request, round_, form)
    if form.status == 200 and not wants_part(request):
        return after_pillar(request, member, round_, pillar, form)
    return render_part(
        request, "checklists/round_fill.html", "kept", together_page(round_, pillar, form), status=form.status
    )


def too_late(request: HttpRequest, round_: Round, form: TogetherForm) -> HttpResponse:
    """Say that the round is over; what was typed is there to copy."""
    why = "De afname is intussen afgerond. Heropen hem om dit nog vast te leggen."
    context = {"round": round_, "typed": form.typed(), "why": why, "closed": True}
    return render_part(request, "checklists/answer_over.html", "over", context, status=409)


def after_pillar(
    request: HttpRequest, member: Membership, round_: Round, pillar: Pillar, form: TogetherForm
) -> HttpResponse:
    """Go on to the pillar that the button names; after a choice between two, and after the last one, stay."""
    wanted = OnwardForm(request.POST)
    slug = wanted.cleaned_data["naar"] if wanted.is_valid() and not form.has_chosen else ""
    messages.success(request, f"{pillar.name} is bewaard.")
    return to_pillar(member, round_, round_.edition.pillar_by_slug.get(slug, pillar))


def together_page(round_: Round, pillar: Pillar, form: TogetherForm) -> dict[str, object]:
    """Return what the page shows: the form, and how many items have been agreed on, in all and per pillar."""
    agreed = set(round_.team_views.exclude(stand="").values_list("item_code", flat=True))
    return {
        "round": round_,
        "pillar": pillar,
        "sheet": form,
        "tabs": tabs_of(round_, agreed, pillar),
        "done": len(agreed),
        "total": len(round_.items),
        **beside(round_, pillar),
    }
