"""One moment of the team agenda: its page, planning and changing it, and taking it along in a calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from schools.access import school_view
from schools.agenda_forms import CancelForm, MomentForm, NewMomentForm, closed_on
from schools.agenda_lines import lines_of, total_of, with_times
from schools.calendar_files import KIND, calendar_of, event_of
from schools.holidays import SchoolDays
from schools.models import AgendaMoment, Membership
from schools.moments import Cancelled, MomentChanged, cancel, change, differences, in_words, plan, restore
from schools.views.members import posted

GONE = "Dit moment is intussen vervallen. Laat het eerst weer doorgaan; dan kun je het wijzigen."


@school_view()
def moment_detail(request: HttpRequest, member: Membership, moment_id: int) -> HttpResponse:
    """Show a moment: its agenda with minutes, and afterwards what was said and decided."""
    moment = get_object_or_404(AgendaMoment.objects.visible_to(member).select_related("team", "school"), pk=moment_id)
    return render(request, "schools/moment_detail.html", facts_of_page(member, moment))


def facts_of_page(member: Membership, moment: AgendaMoment) -> dict[str, Any]:
    """Return what a moment's page shows."""
    lines = with_times(lines_of(moment, member), moment)
    total = total_of(lines)
    return {
        "moment": moment,
        "lines": lines,
        "total": total,
        "over": max(total - moment.minutes, 0),
        "left": max(moment.minutes - total, 0),
        "has_notes": bool(moment.notes) or any(line.notes or line.decisions for line in lines),
        "siblings": AgendaMoment.objects.visible_to(member).going_on().filter(series=moment.series).count()
        if moment.series
        else 0,
        "may_edit": member.may_change("coordinator"),
    }


@school_view("coordinator", changes=True)
def moment_create(request: HttpRequest, member: Membership) -> HttpResponse:
    """Put a moment on the agenda, once or as a series."""
    form = NewMomentForm(member, posted(request))
    if form.is_valid():
        made = plan(member, form.facts, form.days)
        tell_planned(request, member, form)
        return redirect("schools:moment_detail", code=member.school.code, moment_id=made[0].pk)
    return show_form(request, form)


def tell_planned(request: HttpRequest, member: Membership, form: NewMomentForm) -> None:
    """Say what was planned, and what was passed over or cut short."""
    days, series = form.days, form.series
    if len(days) == 1:
        note = closed_on(days[0], SchoolDays(member.school))
        messages.success(request, f"Het moment staat in de agenda. {f'Let op: {note}' if note else ''}".strip())
        return
    messages.success(request, f"Er staan {len(days)} momenten in de agenda, tot en met {date_format(days[-1], 'j F')}.")
    if series and series.skipped:
        messages.info(request, f"Overgeslagen, want dan is de school dicht: {in_words(series.skipped)}.")
    if series and (series.ends_with_year or series.is_full):
        why = "Daarna is het schooljaar voorbij." if series.ends_with_year else "Meer momenten telt een reeks niet."
        messages.info(request, why)


@school_view("coordinator", changes=True)
def moment_edit(request: HttpRequest, member: Membership, moment_id: int) -> HttpResponse:
    """Change a moment, and on request those after it in its series."""
    moment = get_object_or_404(AgendaMoment.objects.editable_by(member).select_related("team"), pk=moment_id)
    form = MomentForm(member, moment, posted(request))
    if not form.is_valid():
        return show_form(request, form)
    try:
        changed = change(
            moment, member, form.facts, form.cleaned_data["stamp"], following=form.cleaned_data.get("following", False)
        )
    except MomentChanged as meanwhile:
        theirs = differences(meanwhile.now, form.facts, form.cleaned_data["stamp"])
        return show_form(request, form.meet(meanwhile.now), theirs=theirs, status=409)
    except Cancelled:
        form.add_error(None, GONE)
        return show_form(request, form)
    if changed > 1:
        messages.success(request, f"{changed} momenten zijn gewijzigd.")
    else:
        messages.success(request, "Het moment is gewijzigd." if changed else "Er is niets veranderd.")
    return redirect("schools:moment_detail", code=member.school.code, moment_id=moment.pk)


def show_form(
    request: HttpRequest, form: MomentForm, *, theirs: list[dict[str, Any]] | None = None, status: int = 0
) -> HttpResponse:
    """Show the form of a moment; `theirs` is what a colleague changed meanwhile."""
    context = {"form": form, "moment": form.moment, "theirs": theirs}
    return render(request, "schools/moment_form.html", context, status=status or (422 if form.errors else 200))


@school_view("coordinator", changes=True)
def moment_cancel(request: HttpRequest, member: Membership, moment_id: int) -> HttpResponse:
    """Let a moment not take place, with a reason; it stays on the agenda, struck out."""
    moment = get_object_or_404(AgendaMoment.objects.editable_by(member), pk=moment_id)
    form = CancelForm(moment, posted(request))
    if form.is_valid():
        number = cancel(
            moment, member, form.cleaned_data["reason"], following=form.cleaned_data.get("following", False)
        )
        messages.success(request, f"{number} momenten vervallen." if number > 1 else "Het moment vervalt.")
        return redirect("schools:moment_detail", code=member.school.code, moment_id=moment.pk)
    context = {"form": form, "moment": moment}
    return render(request, "schools/moment_cancel.html", context, status=422 if form.errors else 200)


@school_view("coordinator", changes=True)
@require_POST
def moment_restore(request: HttpRequest, member: Membership, moment_id: int) -> HttpResponse:
    """Let a cancelled moment take place after all."""
    moment = get_object_or_404(AgendaMoment.objects.editable_by(member), pk=moment_id)
    restore(moment, member)
    messages.success(request, "Het moment gaat toch door.")
    return redirect("schools:moment_detail", code=member.school.code, moment_id=moment.pk)


@school_view()
def moment_ics(request: HttpRequest, member: Membership, moment_id: int) -> HttpResponse:
    """Give a moment as a file for a calendar."""
    moment = get_object_or_404(AgendaMoment.objects.visible_to(member).select_related("school"), pk=moment_id)
    made = calendar_of(moment.title, [event_of(moment)])
    headers = {"Content-Disposition": f'attachment; filename="{file_name(moment)}.ics"'}
    return HttpResponse(made, content_type=KIND, headers=headers)


def file_name(moment: AgendaMoment) -> str:
    """Return the name of a file about a moment, without its ending: '2027-01-26-teamoverleg'."""
    return f"{moment.day:%Y-%m-%d}-{slugify(moment.title)[:60] or 'moment'}"
