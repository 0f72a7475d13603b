"""Taking the outcome along: as a file, to print, or as a text for the school's plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify

from checklists.export_forms import ExportForm, PlanForm
from checklists.exports import FORMS, plan_to_docx
from checklists.models import Round
from checklists.outcome import outcome_of
from checklists.plan import plan_of
from checklists.report import report_of
from checklists.views.outcome import still_open
from handreiking import word
from handreiking.forms import cleaned_or_404
from handreiking.pdf import CannotMakePdf, TooMuchForPdf, why_not
from schools.access import school_view
from schools.models import Membership


@school_view()
def round_export(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Give the outcome as a file, or as a page to print; a PDF that can't be made here becomes that page."""
    rounds = Round.objects.visible_to(member).select_related("conversation", "team")
    round_ = get_object_or_404(rounds, pk=round_id)
    wanted = str(cleaned_or_404(ExportForm(request.GET))["vorm"])
    if not round_.closed_at:
        return still_open(request, member)
    report = report_of(outcome_of(round_, member), member.school.name, getattr(round_, "conversation", None))
    context = {"round": round_, "report": report}
    if wanted:
        try:
            return as_file(FORMS[wanted].make(report), FORMS[wanted].kind, f"uitkomst-{round_.name}", wanted)
        except (CannotMakePdf, TooMuchForPdf) as problem:
            context["cannot"] = why_not(problem)
    return render(request, "checklists/round_export.html", context)


@school_view()
def round_plan(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Show a text for the schoolplan or jaarplan, to copy or as a Word document."""
    round_ = get_object_or_404(Round.objects.visible_to(member).select_related("team"), pk=round_id)
    wanted = cleaned_or_404(PlanForm(request.GET))["vorm"]
    if not round_.closed_at:
        return still_open(request, member)
    outcome = outcome_of(round_, member)
    plan = plan_of(outcome, member)
    if wanted and outcome.is_agreed:
        return as_file(plan_to_docx(plan), word.KIND, f"tekst-voor-het-plan-{round_.name}", "docx")
    return render(request, "checklists/round_plan.html", {"round": round_, "plan": plan, "outcome": outcome})


def as_file(made: bytes, kind: str, name: str, ending: str) -> HttpResponse:
    """Return a file to keep."""
    headers = {
        "Content-Disposition": f'attachment; filename="{slugify(name)}.{ending}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(made, content_type=kind, headers=headers)
