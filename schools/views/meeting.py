"""A meeting from before to after: putting its agenda in order, the digibord, the notes, the decisions, and on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from handreiking.forms import cleaned_or_404
from handreiking.pdf import CannotMakePdf, TooMuchForPdf, why_not
from schools.access import school_view
from schools.action_forms import TickForm
from schools.agenda_documents import FORMS, Paper
from schools.agenda_lines import lines_of, total_of, with_times
from schools.arranging import Rearranged, arrange
from schools.meeting_forms import ArrangeForm, DecisionForm, DocumentForm, NotesForm, PointForm
from schools.meeting_notes import keep_notes
from schools.models import AgendaMoment, Decision, Membership
from schools.views.members import posted
from schools.views.moments import facts_of_page, file_name


def moment_or_404(member: Membership, moment_id: int, *, editable: bool = False) -> AgendaMoment:
    """Return a moment that the member may see, or change."""
    rows = AgendaMoment.objects.editable_by(member) if editable else AgendaMoment.objects.visible_to(member)
    return get_object_or_404(rows.select_related("team", "school"), pk=moment_id)


@school_view("coordinator", changes=True)
def moment_arrange(request: HttpRequest, member: Membership, moment_id: int) -> HttpResponse:
    """Put the agenda of a moment in order; each button keeps all that is filled in."""
    moment = moment_or_404(member, moment_id, editable=True)
    lines = with_times(lines_of(moment, member), moment)
    form, rearranged = ArrangeForm(member, moment, lines, posted(request)), False
    if form.is_valid():
        try:
            arrange(moment, member, form.cleaned_data["version"], form.wanted, move=form.move, extra=form.extra)
            return after_arranging(request, member, moment, form)
        except Rearranged:
            data = request.POST.copy()
            data["version"] = str(moment.version)
            form, rearranged = ArrangeForm(member, moment, lines, data), True
    total = total_of(lines)
    context = {"form": form, "moment": moment, "total": total, "over": max(total - moment.minutes, 0)}
    status = 422 if form.errors else 409 if rearranged else 200
    return render(request, "schools/moment_arrange.html", context | {"rearranged": rearranged}, status=status)


def after_arranging(request: HttpRequest, member: Membership, moment: AgendaMoment, form: ArrangeForm) -> HttpResponse:
    """Stay with the list after a step, at the line that moved; go to the moment after the last one."""
    if not form.move and not form.extra:
        messages.success(request, "De agenda is bewaard.")
        return redirect("schools:moment_detail", code=member.school.code, moment_id=moment.pk)
    place = reverse("schools:moment_arrange", args=[member.school.code, moment.pk])
    return redirect(f"{place}#{form.move[0] if form.move else 'nieuw-punt'}")


@school_view(changes=True)
def moment_board(request: HttpRequest, member: Membership, moment_id: int) -> HttpResponse:
    """Show one point of a moment at a time, large, for the digibord, with the time that it has."""
    moment = moment_or_404(member, moment_id)
    lines = with_times(lines_of(moment, member), moment)
    number = cleaned_or_404(PointForm(request.GET))["punt"] or 1
    if not isinstance(number, int) or number > max(len(lines), 1):
        raise Http404
    context = {
        "moment": moment,
        "line": lines[number - 1] if lines else None,
        "coming": lines[number] if number < len(lines) else None,
        "number": number,
        "total": len(lines),
        "ripple": 1 + 5 * (number - 1) // max(len(lines) - 1, 1),
        "may_edit": member.may_change("coordinator"),
    }
    return render(request, "schools/moment_board.html", context)


@school_view("coordinator", changes=True)
def moment_notes(request: HttpRequest, member: Membership, moment_id: int) -> HttpResponse:
    """Write down what was said on each point and what was decided; a colleague's text is never wiped unseen."""
    moment = moment_or_404(member, moment_id, editable=True)
    form = NotesForm(member, moment, lines_of(moment, member), posted(request))
    status = 422 if form.errors else 200
    if form.is_valid():
        kept = keep_notes(moment, member, form.texts, form.decisions)
        if not kept.clashes:
            messages.success(request, "Het verslag is bewaard.")
            return redirect("schools:moment_detail", code=member.school.code, moment_id=moment.pk)
        moment.refresh_from_db()
        form, status = form.meet(kept.clashes, member, moment, lines_of(moment, member)), 409
    context = {"form": form, "moment": moment, "rows": form.rows(), "general": form.row()}
    return render(request, "schools/moment_notes.html", context, status=status)


@school_view()
def moment_document(request: HttpRequest, member: Membership, moment_id: int) -> HttpResponse:
    """Give the agenda before or the notes after as Word or PDF, or as the page to print."""
    moment = moment_or_404(member, moment_id)
    wanted = cleaned_or_404(DocumentForm(request.GET))
    form, part = FORMS.get(str(wanted["vorm"])), str(wanted["deel"] or "agenda")
    if form is None:
        return render(request, "schools/moment_detail.html", facts_of_page(member, moment))
    paper = Paper.of(moment, with_times(lines_of(moment, member), moment), with_notes=part == "verslag")
    try:
        made = form.make(paper)
    except (CannotMakePdf, TooMuchForPdf) as problem:
        context = facts_of_page(member, moment) | {"cannot": why_not(problem)}
        return render(request, "schools/moment_detail.html", context)
    name = f"{part}-{file_name(moment)}.{form.ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(made, content_type=form.kind, headers=headers)


@school_view(changes=True)
def decision_edit(request: HttpRequest, member: Membership, decision_id: int) -> HttpResponse:
    """Change a decision: its words, who takes it on, until when, and whether it is done."""
    decision = get_object_or_404(Decision.objects.editable_by(member).for_list(), pk=decision_id)
    form = DecisionForm(member, posted(request), instance=decision)
    if form.is_valid():
        form.keep()
        messages.success(request, "Het besluit is bewaard.")
        return to_moment(member, decision)
    context = {"form": form, "decision": decision, "moment": decision.item.moment}
    return render(request, "schools/decision_edit.html", context, status=422 if form.errors else 200)


@school_view()
@require_POST
def decision_done(request: HttpRequest, member: Membership, decision_id: int) -> HttpResponse:
    """Say that an action is done: by the button in the notes, or by the box on today's page where it is ticked."""
    decision = get_object_or_404(Decision.objects.editable_by(member).for_list(), pk=decision_id)
    form = TickForm(request.POST)
    form.is_valid()
    from_today = form.cleaned_data["vandaag"]
    if form.cleaned_data["done"] or not from_today:
        decision.finish()
        messages.success(request, "Mooi, dat is gedaan.")
    return redirect("today") if from_today else to_moment(member, decision)


def to_moment(member: Membership, decision: Decision) -> HttpResponse:
    """Go to the moment where it was decided."""
    place = reverse("schools:moment_detail", args=[member.school.code, decision.item.moment_id])
    return redirect(f"{place}#besluit-{decision.pk}")
