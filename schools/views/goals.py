"""Goals and their evaluations."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localdate

from handreiking.library import library
from schools.access import school_view
from schools.calendar import half_a_year_on
from schools.forms import EvaluationForm, GoalForm
from schools.models import Evaluation, Goal, Membership


@school_view()
def goal_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show the school's goals and one's own class goals, by where they are in their life."""
    goals = list(Goal.objects.visible_to(member).for_list())
    groups = [(state, [goal for goal in goals if goal.state == state]) for state in Goal.State]
    order = [Goal.State.RUNNING, Goal.State.ACHIEVED, Goal.State.CONCEPT, Goal.State.SECURED, Goal.State.STOPPED]
    groups.sort(key=lambda group: order.index(group[0]))
    context = {"groups": [group for group in groups if group[1]]}
    return render(request, "schools/goal_list.html", context)


@school_view(changes=True)
def goal_create(request: HttpRequest, member: Membership) -> HttpResponse:
    """Make a goal: a concept, or running at once. Teachers make goals for their own class."""
    goal = Goal(school_id=member.school_id)
    form = GoalForm(member, request.POST or None, instance=goal, initial={"owner": member})
    if request.method == "POST" and form.is_valid():
        return keep_goal(request, member, form, "goal_made")
    return show_form(request, member, form)


@school_view(changes=True)
def goal_edit(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Change a goal; a concept can be made to run."""
    goal = get_object_or_404(Goal.objects.visible_to(member), pk=goal_id)
    if not Goal.objects.editable_by(member).filter(pk=goal_id).exists():
        raise PermissionDenied
    form = GoalForm(member, request.POST or None, instance=goal)
    if request.method == "POST" and form.is_valid():
        return keep_goal(request, member, form, "goal_changed")
    return show_form(request, member, form)


def keep_goal(request: HttpRequest, member: Membership, form: GoalForm, deed: str) -> HttpResponse:
    """Save the goal, let it run where that was asked, and go to it."""
    goal = form.save()
    goal.note(member, deed)
    if form.wants_start:
        goal.start(member, form.cleaned_data["evaluate_on"])
        messages.success(request, "Het doel loopt. De dag om terug te kijken staat in de agenda.")
    else:
        messages.success(request, "Bewaard.")
    return redirect("schools:goal_detail", code=member.school.code, goal_id=goal.pk)


def show_form(request: HttpRequest, member: Membership, form: GoalForm) -> HttpResponse:
    """Show the form of a goal, with what was typed."""
    context = {"form": form, "goal": form.instance if form.instance.pk else None}
    return render(request, "schools/goal_form.html", context, status=422 if form.errors else 200)


@school_view()
def goal_detail(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Show a goal, its moments to look back, and the form of the first coming evaluation."""
    goal = get_object_or_404(Goal.objects.visible_to(member).select_related("owner__user"), pk=goal_id)
    return show_goal(request, member, goal)


@school_view()
def evaluation_hold(request: HttpRequest, member: Membership, evaluation_id: int) -> HttpResponse:
    """Record an evaluation: what do we see, how far are we, how do we go on, and when do we look again."""
    seen = get_object_or_404(
        Evaluation.objects.visible_to(member).select_related("goal__owner__user"), pk=evaluation_id
    )
    goal = seen.goal
    if not Evaluation.objects.editable_by(member).filter(pk=evaluation_id).exists():
        raise PermissionDenied
    if request.method != "POST":
        return redirect("schools:goal_detail", code=member.school.code, goal_id=goal.pk)
    if seen.held_on or seen.cancelled_on or not goal.is_alive:
        messages.error(request, "Deze evaluatie is al vastgelegd. Hieronder staat wat er besloten is.")
        return redirect("schools:goal_detail", code=member.school.code, goal_id=goal.pk)
    form = EvaluationForm(request.POST, instance=seen)
    if not form.is_valid():
        return show_goal(request, member, goal, form)
    form.hold(member)
    messages.success(request, "De evaluatie is vastgelegd.")
    if form.cleaned_data["decision"] == Evaluation.Decision.ADJUST and may_edit(member, goal):
        return redirect("schools:goal_edit", code=member.school.code, goal_id=goal.pk)
    return redirect("schools:goal_detail", code=member.school.code, goal_id=goal.pk)


def may_edit(member: Membership, goal: Goal) -> bool:
    """Tell whether the gate lets the member change the goal."""
    return Goal.objects.editable_by(member).filter(pk=goal.pk).exists()


def show_goal(request: HttpRequest, member: Membership, goal: Goal, form: EvaluationForm | None = None) -> HttpResponse:
    """Render the page of a goal; `form` is an evaluation that was refused, with what was typed."""
    evaluations = list(goal.evaluations.select_related("held_by__user"))
    coming = [one for one in evaluations if not one.held_on and not one.cancelled_on]
    may_hold = Goal.objects.evaluable_by(member).filter(pk=goal.pk).exists()
    current = coming[0] if coming and goal.is_alive and may_hold else None
    if current and form is None:
        form = EvaluationForm(instance=current)
    content = library()
    context = {
        "goal": goal,
        "evaluations": evaluations,
        "next_evaluation": coming[0] if coming else None,
        "current": current,
        "form": form if current else None,
        "next_hint": f"Bij behaald liefst over een half jaar, rond {date_format(half_a_year_on(localdate()), 'j F')}.",
        "may_edit": may_edit(member, goal),
        "circle": content.circle_by_ring.get(goal.ring or 0),
        "handvatten": [handvat for handvat in content.handvatten if handvat.slug in goal.handvatten],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "schools/goal_detail.html", context, status=status)
