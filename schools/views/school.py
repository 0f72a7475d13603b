"""What a school says about itself."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schools.access import school_view
from schools.models import Membership
from schools.school_forms import SchoolForm
from schools.settings_change import SettingsChanged, change_settings, settings_of
from schools.views.members import posted


@school_view("admin", changes=True)
def school_edit(request: HttpRequest, member: Membership) -> HttpResponse:
    """Change the school's settings; refuse where a colleague changed them since the page was opened."""
    form = SchoolForm(settings_of(member.school), posted(request))
    if form.is_valid():
        try:
            changes = change_settings(member, form.wanted, form.cleaned_data["stamp"])
        except SettingsChanged as changed:
            form = form.meet(changed.now)
        else:
            tell = "De gegevens zijn bewaard." if changes else "Er is niets veranderd."
            messages.success(request, tell)
            return redirect("schools:school_edit", code=member.school.code)
    context = {
        "form": form,
        "board": member.school.board,
        "asked_by_site": "admin" in settings.SECOND_FACTOR_FOR,
        "has_second_factor": is_mfa_enabled(request.user),
    }
    refused = form.is_bound and (form.errors or form.theirs)
    return render(request, "schools/school_edit.html", context, status=422 if refused else 200)
