"""Making and changing a goal: in four steps or on one page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from schools.access import school_view
from schools.goal_forms import GoalForm, settled
from schools.goal_history import FIELDS, Words
from schools.goal_steps import STEP_BY_SLUG, STEPS, Step, after, before, examples
from schools.goal_writing import TEXTS, GoalConflict, OwnerLeft, change_goal, make_goal
from schools.models import Goal, GoalChange, Membership
from schools.views.members import posted

OWNER_LEFT = "Deze collega doet niet meer mee. Kies een ander."


@school_view(changes=True)
def goal_begin(request: HttpRequest, member: Membership) -> HttpResponse:
    """Begin a goal with the first of four steps; what is filled in is kept as a concept."""
    return write_goal(request, member, new_goal(member), STEPS[0])


@school_view(changes=True)
def goal_step(request: HttpRequest, member: Membership, goal_id: int, step_slug: str) -> HttpResponse:
    """Go on with a concept at one of the steps; what runs already is changed on one page."""
    goal = goal_to_change(member, goal_id)
    if step_slug not in STEP_BY_SLUG:
        raise Http404
    if not goal.is_concept:
        return redirect("schools:goal_edit", code=member.school.code, goal_id=goal.pk)
    return write_goal(request, member, goal, STEP_BY_SLUG[step_slug])


@school_view(changes=True)
def goal_create(request: HttpRequest, member: Membership) -> HttpResponse:
    """Make a goal on one page: a concept, one that runs at once, or a proposal."""
    return write_goal(request, member, new_goal(member))


@school_view(changes=True)
def goal_edit(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Change a goal on one page; a concept can be made to run, or proposed."""
    return write_goal(request, member, goal_to_change(member, goal_id))


def new_goal(member: Membership) -> Goal:
    """Return an unsaved goal of the member's school."""
    return Goal(school_id=member.school_id, owner=member)


def goal_to_change(member: Membership, goal_id: int) -> Goal:
    """Return the goal: 404 for who may not see it, 403 for who may not change it."""
    goal = get_object_or_404(Goal.objects.visible_to(member).select_related("owner__user", "team"), pk=goal_id)
    if not Goal.objects.editable_by(member).filter(pk=goal_id).exists():
        raise PermissionDenied
    return goal


def write_goal(request: HttpRequest, member: Membership, goal: Goal, step: Step | None = None) -> HttpResponse:
    """Show the form, or keep what was sent and go on."""
    sent = posted(request)
    form = GoalForm(member, goal, settled(goal, sent) if sent is not None else None, step)
    if form.is_valid():
        try:
            kept = keep(form, member)
        except GoalConflict as conflict:
            return show_conflict(request, form, conflict)
        except OwnerLeft:
            form.add_error("owner" if "owner" in form.fields else None, OWNER_LEFT)
        else:
            return go_on(request, member, form, kept)
    context = {
        "form": form,
        "goal": goal if goal.pk else None,
        "step": step,
        "steps": STEPS,
        "back": before(step) if step else None,
        "examples": examples(member.school.sector),
        "may_start": member.may("coordinator"),
    }
    page = "schools/goal_step.html" if step else "schools/goal_form.html"
    return render(request, page, context, status=422 if form.errors else 200)


def keep(form: GoalForm, member: Membership) -> Goal:
    """Make the goal or change it; raises GoalConflict and OwnerLeft."""
    if form.goal.pk is None:
        return make_goal(form.goal, member, form.cleaned_data)
    return change_goal(form.goal, member, form.cleaned_data, form.cleaned_data["version"])


def go_on(request: HttpRequest, member: Membership, form: GoalForm, goal: Goal) -> HttpResponse:
    """Let the goal run or propose it where that was asked, and go to the next step or to the goal."""
    following = after(form.step) if form.step else None
    if following and "later" not in form.data:
        return redirect("schools:goal_step", code=member.school.code, goal_id=goal.pk, step_slug=following.slug)
    if form.wants_start and goal.is_concept and form.is_proposal:
        if not goal.waits_for_word:
            goal.propose(member)
        messages.success(request, "Je voorstel ligt bij je IB’er of directeur. Hier lees je wat ze ervan vinden.")
    elif form.wants_start and goal.is_concept:
        goal.start(member, *form.days)
        messages.success(request, "Het doel loopt. De dagen om terug te kijken staan in de agenda.")
    else:
        messages.success(request, "Bewaard. Je kunt later verder." if goal.is_concept else "Bewaard.")
    return redirect("schools:goal_detail", code=member.school.code, goal_id=goal.pk)


def show_conflict(request: HttpRequest, form: GoalForm, conflict: GoalConflict) -> HttpResponse:
    """Show both versions of each field that differs, to choose from; all that was typed is in the page."""
    standing = conflict.standing
    words = Words([GoalChange(field=one.field, before=one.there, after=one.here) for one in conflict.fields])
    last = GoalChange.objects.visible_to(form.member).filter(goal=standing).for_list().last()
    context = {
        "goal": standing,
        "step": form.step,
        "last": last,
        "rows": [
            {
                "field": one.field,
                "label": FIELDS[one.field],
                "here": words.of(one.field, one.here),
                "there": words.of(one.field, one.there),
                "choice": "here" if one.changed_here else "there",
                "can_join": one.field in TEXTS and one.here and one.there,
            }
            for one in conflict.fields
        ],
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "version"} and not name.startswith("keep_")
        ],
    }
    return render(request, "schools/goal_conflict.html", context, status=409)
