"""Evaluations: recording one at the goal or on the board, planning, moving and cancelling one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from schools.access import school_view
from schools.calendar_files import KIND, all_day_event_of, calendar_of
from schools.evaluation_forms import AmendForm, EvaluationCancelForm, EvaluationDateForm, EvaluationForm
from schools.evaluation_pages import both_records, chosen
from schools.goal_page import goal_context, recording
from schools.models import Evaluation, Goal, Membership
from schools.models.evaluations import EvaluationConflict, LastMoment
from schools.views.members import posted


@school_view()
def evaluation_hold(request: HttpRequest, member: Membership, evaluation_id: int) -> HttpResponse:
    """Record an evaluation: what do we see, how far are we, how do we go on, and when do we look again."""
    evaluation = evaluation_to_change(member, evaluation_id)
    if request.method != "POST":
        return to_goal(member, evaluation.goal)
    return record(request, member, evaluation, "schools/goal_detail.html")


@school_view(changes=True)
def evaluation_board(request: HttpRequest, member: Membership, evaluation_id: int) -> HttpResponse:
    """Hold an evaluation together: one question a screen, in large type, and the same record at the end."""
    evaluation = evaluation_to_change(member, evaluation_id)
    if not evaluation.is_open or not evaluation.goal.is_alive:
        return to_goal(member, evaluation.goal)
    if request.method == "POST":
        return record(request, member, evaluation, "schools/evaluation_board.html")
    context = goal_context(member, evaluation.goal)
    context |= recording(evaluation, context["evaluations"])
    return render(request, "schools/evaluation_board.html", context)


def record(request: HttpRequest, member: Membership, evaluation: Evaluation, page: str) -> HttpResponse:
    """Keep what was sent and go to the goal; show the page again, or both records, where that can't be."""
    form = EvaluationForm(request.POST)
    if not form.is_valid():
        context = goal_context(member, evaluation.goal)
        context |= recording(evaluation, context["evaluations"]) | {"form": form}
        return render(request, page, context, status=422)
    try:
        form.hold(evaluation, member)
    except EvaluationConflict as conflict:
        context = both_records(conflict.standing, form.cleaned_data)
        return render(request, "schools/evaluation_conflict.html", context, status=409)
    messages.success(request, "De evaluatie is vastgelegd.")
    if form.cleaned_data["decision"] != Evaluation.Decision.ADJUST:
        return to_goal(member, evaluation.goal)
    may_edit = Goal.objects.editable_by(member).filter(pk=evaluation.goal_id).exists()
    name = "schools:goal_edit" if may_edit else "schools:goal_detail"
    return redirect(name, code=member.school.code, goal_id=evaluation.goal_id)


@school_view()
def evaluation_ics(request: HttpRequest, member: Membership, evaluation_id: int) -> HttpResponse:
    """Give the day on which a goal is looked at again as a file for a calendar."""
    found = Evaluation.objects.visible_to(member).select_related("goal__school")
    evaluation = get_object_or_404(found, pk=evaluation_id)
    headers = {"Content-Disposition": f'attachment; filename="{evaluation.due_on:%Y-%m-%d}-terugkijken.ics"'}
    made = calendar_of(evaluation.goal.aim, [all_day_event_of(evaluation)])
    return HttpResponse(made, content_type=KIND, headers=headers)


@school_view(changes=True)
@require_POST
def evaluation_amend(request: HttpRequest, member: Membership, evaluation_id: int) -> HttpResponse:
    """Keep what was chosen of two records of the same evaluation."""
    evaluation = evaluation_to_change(member, evaluation_id)
    form = AmendForm(chosen(evaluation, request.POST))
    if not evaluation.held_on or not form.is_valid():
        messages.error(request, "Dat lukte niet. Hieronder staat wat er is vastgelegd.")
        return to_goal(member, evaluation.goal)
    given = dict(form.cleaned_data)
    try:
        evaluation.amend(member, given.pop("version"), **given)
    except EvaluationConflict as conflict:
        context = both_records(conflict.standing, given)
        return render(request, "schools/evaluation_conflict.html", context, status=409)
    messages.success(request, "Bewaard. Wat er eerst stond, lees je terug in de geschiedenis.")
    return to_goal(member, evaluation.goal)


@school_view(changes=True)
def evaluation_create(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Plan one more moment for a goal that is alive."""
    goal = get_object_or_404(Goal.objects.visible_to(member), pk=goal_id)
    if not Goal.objects.evaluable_by(member).filter(pk=goal_id).exists():
        raise PermissionDenied
    if not goal.is_alive:
        messages.info(request, "Dit doel loopt niet. Een moment plannen kan als het loopt.")
        return to_goal(member, goal)
    form = EvaluationDateForm(posted(request))
    if form.is_valid():
        day = form.cleaned_data["due_on"]
        goal.plan(day)
        goal.tell(member, "planned", "", day.isoformat())
        goal.note(member, "evaluation_planned")
        messages.success(request, "Het moment staat in de agenda.")
        return to_goal(member, goal)
    context = {"form": form, "goal": goal}
    return render(request, "schools/evaluation_date.html", context, status=422 if form.errors else 200)


@school_view(changes=True)
def evaluation_move(request: HttpRequest, member: Membership, evaluation_id: int) -> HttpResponse:
    """Look at a goal on another day; who moved it meanwhile is not overwritten unseen."""
    evaluation = evaluation_to_change(member, evaluation_id)
    initial = {"due_on": evaluation.due_on, "version": evaluation.version}
    form = EvaluationDateForm(posted(request), initial=initial)
    context = {"form": form, "goal": evaluation.goal, "evaluation": evaluation}
    if not form.is_valid():
        return render(request, "schools/evaluation_date.html", context, status=422 if form.errors else 200)
    try:
        evaluation.move(member, form.cleaned_data["due_on"], form.cleaned_data["version"])
    except EvaluationConflict as conflict:
        if not conflict.standing.is_open:
            messages.error(request, "Dit moment is intussen voorbij: een collega legde het vast of liet het vervallen.")
            return to_goal(member, evaluation.goal)
        typed = {"due_on": form.cleaned_data["due_on"], "version": conflict.standing.version}
        context |= {"form": EvaluationDateForm(initial=typed), "moved": conflict.standing}
        return render(request, "schools/evaluation_date.html", context, status=409)
    messages.success(request, "Het moment is verzet.")
    return to_goal(member, evaluation.goal)


@school_view(changes=True)
def evaluation_cancel(request: HttpRequest, member: Membership, evaluation_id: int) -> HttpResponse:
    """Let a moment lapse, with a reason; the last one of a goal that is alive makes room for another day."""
    evaluation = evaluation_to_change(member, evaluation_id)
    form = EvaluationCancelForm(posted(request), is_last=evaluation.goal.is_alive and evaluation.is_last)
    if form.is_valid():
        try:
            evaluation.cancel(member, form.cleaned_data["reason"], form.cleaned_data["next_on"])
        except LastMoment:
            form.add_error("next_on", form.fields["next_on"].error_messages["required"])
        except EvaluationConflict:
            messages.error(request, "Dit moment is intussen al voorbij. Hieronder staat wat er is gebeurd.")
            return to_goal(member, evaluation.goal)
        else:
            messages.success(request, "Het moment vervalt.")
            return to_goal(member, evaluation.goal)
    context = {"form": form, "goal": evaluation.goal, "evaluation": evaluation}
    return render(request, "schools/evaluation_cancel.html", context, status=422 if form.errors else 200)


def evaluation_to_change(member: Membership, evaluation_id: int) -> Evaluation:
    """Return the evaluation: 404 for who may not see its goal, 403 for who may not record it."""
    found = Evaluation.objects.editable_by(member).filter(pk=evaluation_id)
    evaluation = found.select_related("goal__owner__user", "goal__proposer__user", "goal__team").first()
    if evaluation is None:
        get_object_or_404(Evaluation.objects.visible_to(member), pk=evaluation_id)
        raise PermissionDenied
    return evaluation


def to_goal(member: Membership, goal: Goal) -> HttpResponse:
    """Go to the page of the goal."""
    return redirect("schools:goal_detail", code=member.school.code, goal_id=goal.pk)
