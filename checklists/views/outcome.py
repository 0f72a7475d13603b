"""What came out, the priorities, and the goals made of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from checklists.forms import PriorityForm
from checklists.models import Priority, Round
from checklists.outcome import outcome_of
from checklists.views.finding import editable_round
from schools.access import school_view
from schools.models import Membership


@school_view()
def round_outcome(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Show what came out; whoever may, opens it to the team and chooses the priorities here."""
    round_ = get_object_or_404(Round.objects.visible_to(member).select_related("conversation", "team"), pk=round_id)
    if not round_.closed_at:
        return still_open(request, member)
    return show_outcome(request, member, round_)


@school_view()
@require_POST
def priorities_choose(request: HttpRequest, member: Membership, round_id: int) -> HttpResponse:
    """Keep what the team wants to work on first; a sixth is refused with a sentence."""
    round_ = editable_round(member, round_id)
    if not round_.closed_at:
        messages.error(request, "Deze afname is nog open. Rond hem eerst af, en kies dan samen.")
        return redirect("checklists:round_list", code=member.school.code)
    form = PriorityForm(round_, request.POST)
    if not form.is_valid():
        return show_outcome(request, member, round_, form)
    round_.choose(member, form.cleaned_data["items"])
    messages.success(request, "Jullie prioriteiten staan vast. Maak er nu een doel van.")
    return redirect("checklists:round_outcome", code=member.school.code, round_id=round_.pk)


def still_open(request: HttpRequest, member: Membership) -> HttpResponse:
    """Lead back to the list: there is no outcome yet."""
    messages.info(request, "Deze afname is nog open. Na het afronden staat hier de uitkomst.")
    return redirect("checklists:round_list", code=member.school.code)


def show_outcome(
    request: HttpRequest, member: Membership, round_: Round, form: PriorityForm | None = None
) -> HttpResponse:
    """Render the outcome; `form` is a choice that was refused, with what was ticked."""
    outcome = outcome_of(round_, member)
    ticked = [found.item.code for found in outcome.priorities]
    context = {
        "round": round_,
        "outcome": outcome,
        "editions": [round_.edition],
        "conversation": getattr(round_, "conversation", None),
        "may_choose": member.may_change("coordinator"),
        "form": form or PriorityForm(round_, initial={"items": ticked}),
        "ticked": form.data.getlist("items") if form else ticked,  # type: ignore[attr-defined]
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "checklists/round_outcome.html", context, status=status)


@school_view()
@require_POST
def priority_goal(request: HttpRequest, member: Membership, priority_id: int) -> HttpResponse:
    """Make a goal of a priority, and go and fill it in."""
    visible = Priority.objects.visible_to(member).select_related("round", "goal")
    priority = get_object_or_404(visible, pk=priority_id)
    if not member.may("coordinator"):
        raise PermissionDenied
    goal = priority.make_goal(member)
    return redirect("schools:goal_edit", code=member.school.code, goal_id=goal.pk)
