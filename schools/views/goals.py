"""Goals to read: the list, the board, one goal, and its history."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from handreiking.library import library
from schools.access import school_view
from schools.goal_forms import BoardFilterForm
from schools.goal_history import lines_of
from schools.goal_page import by_circle, by_state, goal_context, goals_shown, matrix
from schools.goal_steps import next_step
from schools.models import Goal, GoalChange, Membership


@school_view()
def goal_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show the goals that the member may see, by where they are in their life; first what one has to finish."""
    form = BoardFilterForm(member, request.GET)
    goals = goals_shown(member, form)
    began = list(Goal.objects.visible_to(member).to_finish(member)) if member.may_change() else []
    context = {
        "form": form,
        "today": localdate(),
        "number": len(goals),
        "waiting": [goal for goal in goals if goal.waits_for_word],
        "began": [(goal, next_step(goal)) for goal in began],
        "groups": by_state(goal for goal in goals if goal not in began and not goal.waits_for_word),
    }
    return render(request, "schools/goal_list.html", context, status=422 if form.errors else 200)


@school_view()
def goal_board(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show which circles are worked on and which lie still, and from which pillar the goals come."""
    form = BoardFilterForm(member, request.GET)
    goals = goals_shown(member, form)
    context = {
        "form": form,
        "number": sum(goal.is_alive for goal in goals),
        "rings": by_circle(goals),
        "without_ring": [goal for goal in goals if goal.is_alive and not goal.ring],
        "matrix": matrix(goals),
        "circles": library().circles,
    }
    return render(request, "schools/goal_board.html", context, status=422 if form.errors else 200)


@school_view()
def goal_detail(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Show a goal, its actions, its moments to look back, and the form of the first coming evaluation."""
    goal = get_object_or_404(for_page(member), pk=goal_id)
    return render(request, "schools/goal_detail.html", goal_context(member, goal))


@school_view()
def goal_history(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Show what changed in a goal, by whom and when; the newest first."""
    goal = get_object_or_404(for_page(member), pk=goal_id)
    lines = lines_of(goal, GoalChange.objects.visible_to(member).filter(goal=goal).for_list())
    return render(request, "schools/goal_history.html", {"goal": goal, "lines": lines[::-1]})


def for_page(member: Membership):  # type: ignore[no-untyped-def]
    """Return the goals that the member may see, with the people and the team that a page names."""
    return Goal.objects.visible_to(member).select_related("owner__user", "proposer__user", "team")
