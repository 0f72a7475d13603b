"""Going: hand the management of a school over to a colleague, or leave the school."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schools import membership
from schools.access import school_view
from schools.member_forms import HandOverForm, LeaveForm
from schools.models import Goal, Membership
from schools.views.members import posted

GONE = "Die collega doet net niet meer mee. Kies iemand anders."


@school_view("admin", changes=True)
def handover(request: HttpRequest, member: Membership) -> HttpResponse:
    """Let a colleague manage the accounts, and step back or leave, in one step."""
    goals = Goal.objects.visible_to(member).to_hand_over(member)
    form = HandOverForm(member, posted(request), needs_successor=goals.alive().exists())
    if form.is_valid() and handed_over(form, member):
        messages.success(request, farewell(form, member))
        return redirect("today")
    has_colleagues = Membership.objects.visible_to(member).exclude(pk=member.pk).exists()
    context = {"form": form, "goals": goals, "has_colleagues": has_colleagues}
    return render(request, "schools/handover.html", context, status=422 if form.errors else 200)


def handed_over(form: HandOverForm, member: Membership) -> bool:
    """Do what the form says; tell whether it was done, else the form says what changed in the meantime."""
    given = form.cleaned_data
    try:
        membership.hand_over(
            member,
            given["to"],
            as_principal=given["becomes"] == HandOverForm.PRINCIPAL,
            stay_as=None if given["stay"] == HandOverForm.LEAVE else given["stay"],
            successor=given["successor"],
        )
    except membership.NoColleague:
        form.add_error("to", GONE)
    except membership.NoSuccessor:
        form.add_error("successor", GONE)
    return not form.errors


def farewell(form: HandOverForm, member: Membership) -> str:
    """Return what to say after handing over."""
    to = form.cleaned_data["to"].user.name
    if member.left_at:
        return f"{to} beheert nu de accounts van {member.school.name}. Jij doet daar niet meer mee. Bedankt!"
    return f"{to} beheert nu de accounts van {member.school.name}. Jij bent {member.title}."


@school_view(changes=True)
def leave(request: HttpRequest, member: Membership) -> HttpResponse:
    """Leave the school, after asking who takes over the school's goals that one owns; the last admin hands over."""
    goals = Goal.objects.visible_to(member).to_hand_over(member)
    form = LeaveForm(member, member, posted(request), required=goals.alive().exists())
    if form.is_valid():
        try:
            membership.leave(member, form.cleaned_data["successor"])
        except membership.LastAdmin:
            form.add_error(None, "Niemand anders beheert nu de accounts van de school. Draag dat eerst over.")
        except membership.NoSuccessor:
            form.add_error("successor", GONE)
        else:
            messages.success(
                request, f"Je doet niet meer mee met {member.school.name}. Wat je voor jezelf schreef, blijft van jou."
            )
            return redirect("today")
    context = {"form": form, "goals": goals, "is_last_admin": membership.is_last_admin(member)}
    return render(request, "schools/leave.html", context, status=422 if form.errors else 200)
