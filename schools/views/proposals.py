"""What becomes of a concept: proposed, declined in words, or thrown away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from schools.access import school_view
from schools.goal_forms import DeclineForm
from schools.models import Goal, Membership
from schools.views.goal_making import goal_to_change
from schools.views.members import posted


@school_view(changes=True)
@require_POST
def goal_propose(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Put one's own concept before coordinator and principal; nothing happens where it lies there already."""
    goal = goal_to_change(member, goal_id)
    if goal.is_concept and goal.proposer_id == member.pk and not goal.waits_for_word:
        goal.propose(member)
        messages.success(request, "Je voorstel ligt bij je IB’er of directeur. Hier lees je wat ze ervan vinden.")
    return redirect("schools:goal_detail", code=member.school.code, goal_id=goal.pk)


@school_view(changes=True)
def goal_decline(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Say no to a proposal, with a word that its maker reads."""
    goal = get_object_or_404(Goal.objects.visible_to(member).select_related("proposer__user"), pk=goal_id)
    if not member.may("coordinator"):
        raise PermissionDenied
    if not goal.waits_for_word:
        messages.info(request, "Over dit doel hoeft niemand meer te beslissen.")
        return redirect("schools:goal_detail", code=member.school.code, goal_id=goal.pk)
    form = DeclineForm(posted(request))
    if form.is_valid():
        goal.decline(member, form.cleaned_data["reason"])
        messages.success(request, "Je antwoord staat bij het voorstel.")
        return redirect("schools:goal_list", code=member.school.code)
    return render(
        request, "schools/goal_decline.html", {"form": form, "goal": goal}, status=422 if form.errors else 200
    )


@school_view(changes=True)
@require_POST
def goal_remove(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Throw a concept away; what runs or ran stays."""
    goal = goal_to_change(member, goal_id)
    if Goal.objects.removable_by(member).filter(pk=goal.pk).exists():
        goal.note(member, "goal_removed")
        goal.delete()
        messages.success(request, "Het concept is weg.")
    else:
        messages.error(request, "Dit doel loopt al. Stoppen kan bij een evaluatie, met een reden.")
    return redirect("schools:goal_list", code=member.school.code)
