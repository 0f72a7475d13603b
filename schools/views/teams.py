"""The teams of a school: everyone sees them, who manages the accounts makes, changes and ends them."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from schools.access import school_view
from schools.models import Membership, Team
from schools.school_forms import TeamForm
from schools.views.members import posted


@school_view()
def team_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show the teams with who leads them and who is in them."""
    context = {"teams": list(Team.objects.visible_to(member).for_list()), "may_edit": member.may_change("admin")}
    return render(request, "schools/team_list.html", context)


@school_view("admin", changes=True)
def team_create(request: HttpRequest, member: Membership) -> HttpResponse:
    """Make a team."""
    return team_form(request, member, Team(school_id=member.school_id))


@school_view("admin", changes=True)
def team_edit(request: HttpRequest, member: Membership, team_id: int) -> HttpResponse:
    """Change the name, the members or the lead of a team."""
    team = get_object_or_404(Team.objects.editable_by(member).for_list(), pk=team_id)
    return team_form(request, member, team)


def team_form(request: HttpRequest, member: Membership, team: Team) -> HttpResponse:
    """Show the form of a team, or keep what was sent and go back to the list."""
    people = getattr(team, "people", [])
    initial = {"name": team.name, "lead": team.lead_id, "members": [one.pk for one in people]}
    form = TeamForm(member, team if team.pk else None, posted(request), initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            team.keep(member, given["name"], given["members"], given["lead"])
        except IntegrityError:  # somebody else took the name between the check and the save
            form.add_error("name", "Er is al een team met deze naam. Kies een andere.")
        else:
            messages.success(request, f"Team {team.name} is bewaard.")
            return redirect("schools:team_list", code=member.school.code)
    context = {"form": form, "team": form.team}
    return render(request, "schools/team_form.html", context, status=422 if form.errors else 200)


@school_view("admin", changes=True)
@require_POST
def team_end(request: HttpRequest, member: Membership, team_id: int) -> HttpResponse:
    """Say that a team is no more."""
    team = get_object_or_404(Team.objects.editable_by(member), pk=team_id)
    team.end(member)
    messages.success(request, f"Team {team.name} is opgeheven.")
    return redirect("schools:team_list", code=member.school.code)
