"""On paper: the empty checklist to print, and counting in what comes back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.text import slugify

from checklists.answer_forms import PaperForm, PaperSheetForm
from checklists.answering import Over, TooManyOnPaper, Twice, enter_paper, paper_places
from checklists.models import Round
from checklists.stands import Stand
from checklists.views.finding import numbered, visible_round
from handreiking.forms import cleaned_or_404
from handreiking.htmx import typed_stays
from handreiking.pdf import CannotMakePdf, to_pdf
from schools.access import school_view
from schools.models import Membership

SIGNS = [("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"), ("unknown", "?"), ("na", "-")]  # on paper and when entering


@school_view()
def round_paper(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Show the empty checklist as a page to print, or give it as a PDF; where none can be made the page says so."""
    round_ = visible_round(member, round_id)
    wanted = cleaned_or_404(PaperForm(request.GET))["vorm"]
    pillars = [(pillar, numbered(round_, pillar)) for pillar in round_.edition.pillars]
    words = dict(Stand.choices)
    context = {
        "round": round_,
        "pillars": [(pillar, items) for pillar, items in pillars if items],
        "stands": [(sign, words[value]) for value, sign in SIGNS],
        "editions": [round_.edition],
        "cannot": False,
    }
    if wanted == "pdf":
        try:
            made = to_pdf(render_to_string("checklists/paper_pdf.html", context))
        except CannotMakePdf:
            context["cannot"] = True
        else:
            headers = {"Content-Disposition": f'attachment; filename="checklist-{slugify(round_.name)}.pdf"'}
            return HttpResponse(made, content_type="application/pdf", headers=headers)
    return render(request, "checklists/round_paper.html", context)


@typed_stays("-remark")
@school_view("coordinator", changes=True)
def paper_enter(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Count in what came back on paper, one sheet after another."""
    round_ = get_object_or_404(Round.objects.editable_by(member), pk=round_id)
    if request.method == "GET" and not (round_.is_open and round_.is_alone):
        messages.info(
            request, "Papieren antwoorden invoeren kan als iedereen eerst zelf invult, zolang de afname open is."
        )
        return redirect("checklists:round_list", code=member.school.code)
    form = PaperSheetForm(numbered(round_), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.status == 200:
        problem = count_in(round_, form)
        if not problem:
            messages.success(request, "Dit formulier is geteld. Leg het weg en neem het volgende.")
            return redirect("checklists:paper_enter", code=member.school.code, round_id=round_.pk)
        form.whole.append(problem)
    return render(request, "checklists/paper_enter.html", paper_page(round_, form), status=form.status)


def count_in(round_: Round, form: PaperSheetForm) -> str:
    """Count a sheet in; return why it can't be, or nothing."""
    if not round_.is_alone:
        return "Deze afname vullen jullie samen in. Papieren antwoorden tellen daar niet mee."
    try:
        enter_paper(round_, form.answers(), flags=form.flags(), number=form.number)
    except Over:
        return "De afname is intussen afgerond. Dit formulier is niet geteld."
    except Twice:
        return "Dit formulier is al geteld. Begin met een leeg formulier."
    except TooManyOnPaper:
        return "Er zijn al evenveel formulieren als mensen die nog niet klaar zijn. Dit formulier is niet geteld."
    return ""


def paper_page(round_: Round, form: PaperSheetForm) -> dict[str, object]:
    """Return what the page of entering shows."""
    codes = {pillar: {item.code for item in pillar.items} for pillar in round_.edition.pillars}
    words = dict(Stand.choices)
    return {
        "round": round_,
        "sheet": form,
        "groups": [(pillar, [one for one in form if one.item.code in codes[pillar]]) for pillar in codes],
        "stands": [(value, sign, words[value]) for value, sign in SIGNS],
        "counted": round_.sheets.filter(digest=None).count(),
        "places": max(0, paper_places(round_)),
    }
