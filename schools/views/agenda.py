"""The team agenda: meetings and evaluation dates of the school year."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from schools.access import school_view
from schools.calendar import SchoolYear
from schools.forms import AgendaMomentForm
from schools.holidays import holidays_during
from schools.models import AgendaMoment, Evaluation, Membership


@school_view()
def agenda(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show this school year's moments, evaluation dates and holidays as one list, past and coming."""
    year = SchoolYear.of(localdate())
    moments = AgendaMoment.objects.visible_to(member).of(year)
    evaluations = Evaluation.objects.visible_to(member).filter(cancelled_on__isnull=True).for_agenda()
    evaluations = evaluations.filter(due_on__range=(year.start, year.end))
    rows: list[dict[str, Any]] = [{"on": moment.day, "moment": moment} for moment in moments]
    rows += [{"on": one.held_on or one.due_on, "evaluation": one} for one in evaluations]
    rows += [{"on": one.starts_on, "holiday": one} for one in holidays_during(member.school, year)]
    rows.sort(key=lambda row: row["on"])
    today = localdate()
    context = {
        "year": year,
        "past": [row for row in rows if last_day(row) < today and not is_late(row)],
        "late": [row for row in rows if is_late(row)],
        "coming": [row for row in rows if last_day(row) >= today],
        "may_edit": member.may_change("coordinator"),
    }
    return render(request, "schools/agenda.html", context)


def is_late(row: dict[str, object]) -> bool:
    """Tell whether a row is an evaluation whose date has passed."""
    evaluation = row.get("evaluation")
    return isinstance(evaluation, Evaluation) and evaluation.is_late


def last_day(row: dict[str, Any]) -> date:
    """Return the day after which a row is past: of a holiday its last one."""
    day: date = row["holiday"].ends_on if "holiday" in row else row["on"]
    return day


@school_view("coordinator", changes=True)
def moment_create(request: HttpRequest, member: Membership) -> HttpResponse:
    """Put a meeting on the agenda."""
    return moment_form(request, member, AgendaMoment(school_id=member.school_id))


@school_view("coordinator", changes=True)
def moment_edit(request: HttpRequest, member: Membership, moment_id: int) -> HttpResponse:
    """Change a meeting."""
    moment = get_object_or_404(AgendaMoment.objects.editable_by(member), pk=moment_id)
    return moment_form(request, member, moment)


def moment_form(request: HttpRequest, member: Membership, moment: AgendaMoment) -> HttpResponse:
    """Show the form of a meeting, or keep what was sent and go back to the agenda."""
    form = AgendaMomentForm(request.POST or None, instance=moment)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Het moment staat in de agenda.")
        return redirect("schools:agenda", code=member.school.code)
    context = {"form": form, "moment": moment if moment.pk else None}
    return render(request, "schools/moment_form.html", context, status=422 if form.errors else 200)
