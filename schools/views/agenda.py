"""The team agenda: the school year as a line and a list, and the moments that its rhythm asks for."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from handreiking.forms import cleaned_or_404
from schools.access import school_view
from schools.agenda_forms import AgendaYearForm, ProposalForm
from schools.agenda_list import periods_of, rows_of
from schools.calendar import SchoolYear, ribbon
from schools.holidays import KnownHoliday, SchoolDays, holidays_during
from schools.models import AgendaMoment, Evaluation, Membership, WavedProposal
from schools.moments import Facts, plan
from schools.rhythm import Proposal, proposals

MOST_PROPOSALS = 4  # at once: a longer list is waved away as a whole


@school_view()
def agenda(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show a school year: its moments, evaluation dates and holidays as a line and as a list."""
    form = AgendaYearForm(first_year_of(member), request.GET)
    cleaned_or_404(form)
    year, today = form.year, localdate()
    holidays = holidays_during(member.school, year)
    moments = list(AgendaMoment.objects.visible_to(member).of(year).for_list())
    rows = rows_of(moments, evaluations_in(year, member), holidays)
    context = {
        "year": year,
        "years": form.years,
        "is_now": today in year,
        "ribbon": ribbon(today, [row.on for row in rows if row.counts], holidays, year=year),
        "late": [row for row in rows if row.is_late],
        "periods": periods_of(year, [row for row in rows if not row.is_late], holidays, today),
        "has_coming": any(row.counts and not row.is_past for row in rows),
        "number": sum(row.counts for row in rows),
        "may_edit": member.may_change("coordinator"),
        "proposals": proposed(member, year, holidays, moments)[:MOST_PROPOSALS],
    }
    return render(request, "schools/agenda.html", context)


def first_year_of(member: Membership) -> int:
    """Return the school year in which the school's agenda begins; this one where there is nothing yet."""
    first = AgendaMoment.objects.visible_to(member).aggregate(first=Min("starts_at"))["first"]
    return SchoolYear.of(first.date() if first else localdate()).first_year


def evaluations_in(year: SchoolYear, member: Membership) -> Iterable[Evaluation]:
    """Return the evaluations of a school year that were not cancelled, without those of a colleague's class."""
    found = Evaluation.objects.visible_to(member).without_others_classes(member).filter(cancelled_on__isnull=True)
    return found.for_agenda().filter(due_on__range=(year.start, year.end))


def proposed(
    member: Membership, year: SchoolYear, holidays: Iterable[KnownHoliday], moments: list[AgendaMoment]
) -> list[Proposal]:
    """Return what to propose to who may plan; nothing to others, and nothing for a year that is over."""
    today = localdate()
    if not member.may_change("coordinator") or year.end < today:
        return []
    waved = WavedProposal.objects.visible_to(member).filter(first_year=year.first_year).values_list("key", flat=True)
    return proposals(year, SchoolDays(member.school), holidays, today=today, moments=moments, waved=set(waved))


@school_view("coordinator", changes=True)
@require_POST
def proposal_take(request: HttpRequest, member: Membership) -> HttpResponse:
    """Put a proposed moment on the agenda, on the day that was proposed."""
    year, proposal = chosen(request, member)
    facts = Facts(proposal.title, proposal.kind, proposal.day, proposal.begin, proposal.end, talk=proposal.talk)
    plan(member, facts, [proposal.day], proposal=proposal.key)
    messages.success(request, f"‘{proposal.title}’ staat in de agenda. Verzetten kan altijd.")
    return to_agenda(member, year)


@school_view("coordinator", changes=True)
@require_POST
def proposal_wave(request: HttpRequest, member: Membership) -> HttpResponse:
    """Wave a proposed moment away for this school year."""
    year, proposal = chosen(request, member)
    WavedProposal.objects.visible_to(member).get_or_create(
        school_id=member.school_id, first_year=year.first_year, key=proposal.key
    )
    messages.success(request, f"‘{proposal.title}’ komt dit schooljaar niet meer terug.")
    return to_agenda(member, year)


def chosen(request: HttpRequest, member: Membership) -> tuple[SchoolYear, Proposal]:
    """Return the proposal that was sent, with its year; one that is no longer proposed is not there."""
    given = cleaned_or_404(ProposalForm(request.POST))
    year = SchoolYear(int(str(given["jaar"])))
    if localdate() > year.end or year.first_year > SchoolYear.of(localdate()).first_year + 1:
        raise Http404
    moments = list(AgendaMoment.objects.visible_to(member).of(year))
    found = proposed(member, year, holidays_during(member.school, year), moments)
    proposal = next((one for one in found if one.key == given["voorstel"]), None)
    if proposal is None:
        raise Http404
    return year, proposal


def to_agenda(member: Membership, year: SchoolYear) -> HttpResponse:
    """Go to the agenda of a school year."""
    address = reverse("schools:agenda", args=[member.school.code])
    return redirect(address if localdate() in year else f"{address}?jaar={year.first_year}")
