"""Actions under a goal: add, change, done, not done after all, remove."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from schools.access import school_view
from schools.action_forms import ActionForm, TickForm
from schools.models import Action, Goal, Membership
from schools.views.members import posted


@school_view(changes=True)
def action_create(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Put an action under a goal."""
    goal = get_object_or_404(Goal.objects.visible_to(member).select_related("owner"), pk=goal_id)
    if not Goal.objects.workable_by(member).filter(pk=goal_id).exists():
        raise PermissionDenied
    return action_form(request, member, Action(goal=goal))


@school_view(changes=True)
def action_edit(request: HttpRequest, member: Membership, action_id: int) -> HttpResponse:
    """Change what is done, by whom or by when."""
    return action_form(request, member, action_to_change(member, action_id))


@school_view(changes=True)
@require_POST
def action_tick(request: HttpRequest, member: Membership, action_id: int) -> HttpResponse:
    """Say that an action is done, or that it is not after all."""
    action = action_to_change(member, action_id)
    form = TickForm(request.POST)
    form.is_valid()
    try:
        action.tick(member, done=form.cleaned_data["done"])
    except Action.DoesNotExist as gone:  # somebody took it away meanwhile
        raise Http404 from gone
    messages.success(request, "Gedaan. Mooi." if action.done_on else "De actie staat weer open.")
    return redirect("today") if form.cleaned_data["vandaag"] else to_actions(member, action.goal)


@school_view(changes=True)
@require_POST
def action_remove(request: HttpRequest, member: Membership, action_id: int) -> HttpResponse:
    """Take an action away."""
    action = action_to_change(member, action_id)
    action.remove(member)
    messages.success(request, "De actie is weg. In de geschiedenis van het doel lees je haar terug.")
    return to_actions(member, action.goal)


def action_form(request: HttpRequest, member: Membership, action: Action) -> HttpResponse:
    """Show the form of an action, or keep what was sent and go back to the goal."""
    form = ActionForm(member, action.goal, posted(request), action=action if action.pk else None)
    if form.is_valid():
        try:
            form.keep(action, member)
        except ValueError:
            form.add_error("owner", "Deze collega doet niet meer mee. Kies een ander.")
        except Action.DoesNotExist:
            form.add_error("text", "Iemand haalde deze actie net weg. Zet je tekst in een nieuwe actie.")
        else:
            messages.success(request, "De actie is bewaard.")
            return to_actions(member, action.goal)
    context = {"form": form, "goal": action.goal, "action": action if action.pk else None}
    return render(request, "schools/action_form.html", context, status=422 if form.errors else 200)


def action_to_change(member: Membership, action_id: int) -> Action:
    """Return the action: 404 for who may not see its goal, 403 for who may not change it."""
    seen = Action.objects.visible_to(member).select_related("goal__owner", "owner")
    action = get_object_or_404(seen, pk=action_id)
    if not Action.objects.editable_by(member).filter(pk=action_id).exists():
        raise PermissionDenied
    return action


def to_actions(member: Membership, goal: Goal) -> HttpResponse:
    """Go to the actions on the page of the goal."""
    return redirect(reverse("schools:goal_detail", args=[member.school.code, goal.pk]) + "#acties")
