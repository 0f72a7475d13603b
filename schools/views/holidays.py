"""The school's holidays: the list of a school year, the table to change it, and back to the region."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from handreiking.forms import cleaned_or_404
from schools.access import school_view
from schools.calendar import SchoolYear
from schools.holiday_forms import HolidayTable, YearForm
from schools.holidays import back_to_region, holidays_of, is_own, keep_own
from schools.models import Membership
from schools.views.members import posted


@school_view()
def holiday_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show the holidays of this school year or the next, and whose dates they are."""
    form = wanted(request.GET)
    holidays = holidays_of(member.school, form.year)
    context = {
        "year": form.year,
        "years": form.years,
        "holidays": holidays,
        "own": is_own(holidays),
        "may_edit": member.may_change("admin"),
    }
    return render(request, "schools/holiday_list.html", context)


@school_view("admin", changes=True)
def holiday_edit(request: HttpRequest, member: Membership) -> HttpResponse:
    """Change the table of a school year; it starts from the region's dates, and becomes the school's own."""
    year = wanted(request.GET).year
    holidays = holidays_of(member.school, year)
    table = HolidayTable(year, holidays, posted(request))
    if table.is_bound and table.is_valid():
        if keep_own(member, year, table.days()):
            messages.success(request, f"De vakanties van {year} zijn bewaard.")
        else:
            messages.info(request, "Er is niets veranderd.")
        return to_list(member, year)
    context = {"table": table, "year": year, "known": bool(holidays), "own": is_own(holidays)}
    refused = table.is_bound and not table.is_valid()
    return render(request, "schools/holiday_edit.html", context, status=422 if refused else 200)


@school_view("admin", changes=True)
@require_POST
def holiday_reset(request: HttpRequest, member: Membership) -> HttpResponse:
    """Let a school year follow the region again."""
    year = wanted(request.POST).year
    back_to_region(member, year)
    messages.success(request, f"De vakanties van {year} volgen weer de regio {member.school.get_region_display()}.")
    return to_list(member, year)


def wanted(data: QueryDict) -> YearForm:
    """Return the cleaned form with the school year; another year than this and the next is not there."""
    form = YearForm(data)
    cleaned_or_404(form)
    return form


def to_list(member: Membership, year: SchoolYear) -> HttpResponse:
    """Go to the list of a school year."""
    return redirect(f"{reverse('schools:holiday_list', args=[member.school.code])}?jaar={year.first_year}")
