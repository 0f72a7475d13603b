"""Who belongs to a school: the list, inviting, changing a role, switching off and on again."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from handreiking.forms import page_number
from handreiking.htmx import render_part
from schools import membership
from schools.access import school_view
from schools.invitations import Report, invite
from schools.member_forms import DeactivateForm, InviteForm, MemberSearchForm, RoleForm
from schools.models import Goal, Invitation, Membership, SchoolRequest
from schools.views.invitations import link_for

PAGE_SIZE = 25
LAST_ADMIN = "Niemand anders beheert nu de accounts van de school. Wijs eerst een collega aan die dat ook mag."


@school_view("admin")
def member_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show who takes part with which role, which invitations are open, and who left; all, or who is looked for."""
    form = MemberSearchForm(request.GET)
    wanted = form.cleaned_data["zoek"] if form.is_valid() else ""
    everyone = Membership.objects.editable_by(member)
    admins = list(everyone.admins().select_related("user")[:2])
    page = Paginator(everyone.present().named(wanted).for_list(), PAGE_SIZE).get_page(page_number(request))
    context = {
        "form": form,
        "wanted": wanted,
        "kept": f"{urlencode({'zoek': wanted})}&" if wanted else "",
        "page": page,
        "number": everyone.present().count(),
        "only_admin": admins[0] if len(admins) == 1 else None,
        **(rest_of_list(member, wanted) if page.number == 1 else {}),
    }
    return render_part(request, "schools/member_list.html", "list", context, status=422 if form.errors else 200)


def rest_of_list(member: Membership, wanted: str) -> dict[str, Any]:
    """Return what stands below the first page of members: who asks to take part, the open invitations, and who left."""
    invitations = Invitation.objects.visible_to(member).open()
    return {
        "departed": list(Membership.objects.editable_by(member).gone().named(wanted).for_list()),
        "invitations": list(invitations.named(wanted).for_list()),
        "requests": [] if wanted else list(SchoolRequest.objects.editable_by(member)),
    }


@school_view("admin", changes=True)
def member_invite(request: HttpRequest, member: Membership) -> HttpResponse:
    """Invite everyone whose address is in the field; what is no address stays there."""
    form = InviteForm(member, posted(request), initial={"role": Membership.Role.TEACHER})
    report = None
    if form.is_valid():
        given = form.cleaned_data
        report = invite(
            member, given["addresses"], role=given["role"], is_admin=given["is_admin"], link=link_for(request)
        )
        if not report.wrong:
            tell(request, report)
            return redirect("schools:member_list", code=member.school.code)
        form = form.left_over(report.wrong)
    context = {"form": form, "report": report}
    return render(request, "schools/member_invite.html", context, status=422 if form.errors else 200)


def tell(request: HttpRequest, report: Report) -> None:
    """Say what became of the addresses, on the next page."""
    if report.invited:
        number = len(report.invited)
        messages.success(
            request, "De uitnodiging is verstuurd." if number == 1 else f"{number} uitnodigingen verstuurd."
        )
    if report.members:
        messages.info(request, f"Al lid: {', '.join(report.members)}.")
    if report.waiting:
        messages.info(request, f"Al uitgenodigd: {', '.join(report.waiting)}. Hieronder stuur je de mail opnieuw.")
    if report.unsent:
        messages.error(
            request, f"De mail ging niet weg naar {', '.join(report.unsent)}. Probeer het straks met ‘Stuur opnieuw’."
        )


@school_view("admin", changes=True)
def member_edit(request: HttpRequest, member: Membership, member_id: int) -> HttpResponse:
    """Give a member another role; somebody keeps managing the accounts."""
    person = get_object_or_404(Membership.objects.editable_by(member).present().for_list(), pk=member_id)
    form = RoleForm(member, posted(request), initial={"role": person.role, "is_admin": person.is_admin})
    if form.is_valid():
        try:
            membership.change(person, member, role=form.cleaned_data["role"], is_admin=form.cleaned_data["is_admin"])
        except membership.LastAdmin:
            form.add_error("role", LAST_ADMIN)
        else:
            messages.success(request, f"De rol van {person.user.name} is bewaard.")
            return back_to_list(member, person)
    context = {"form": form, "person": person}
    return render(request, "schools/member_edit.html", context, status=422 if form.errors else 200)


@school_view("admin", changes=True)
def member_deactivate(request: HttpRequest, member: Membership, member_id: int) -> HttpResponse:
    """Switch a member off at once, after asking who takes over the school's goals that they own."""
    person = get_object_or_404(Membership.objects.editable_by(member).present().for_list(), pk=member_id)
    goals = Goal.objects.visible_to(member).to_hand_over(person)
    form = DeactivateForm(member, person, posted(request), required=goals.alive().exists())
    if form.is_valid():
        try:
            membership.deactivate(person, member, form.cleaned_data["successor"])
        except membership.LastAdmin:
            form.add_error(None, LAST_ADMIN)
        except membership.NoSuccessor:
            form.add_error("successor", "Kies wie de doelen overneemt.")
        else:
            messages.success(request, f"{person.user.name} doet niet meer mee.")
            return back_to_list(member, person)
    context = {"form": form, "person": person, "goals": goals}
    return render(request, "schools/member_deactivate.html", context, status=422 if form.errors else 200)


@school_view("admin")
@require_POST
def member_reactivate(request: HttpRequest, member: Membership, member_id: int) -> HttpResponse:
    """Let someone who left come back in the role they had."""
    person = get_object_or_404(Membership.objects.editable_by(member).for_list(), pk=member_id)
    membership.reactivate(person, member)
    messages.success(request, f"{person.user.name} doet weer mee.")
    return redirect("schools:member_list", code=member.school.code)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also where nothing was filled in; None where the page is only asked for."""
    return request.POST if request.method == "POST" else None


def back_to_list(member: Membership, person: Membership) -> HttpResponse:
    """Go to the list, or to today where the member may not see the list any more."""
    if person == member and (person.left_at or not person.manages_accounts):
        return redirect("today")
    return redirect("schools:member_list", code=member.school.code)
