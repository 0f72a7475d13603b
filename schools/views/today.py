"""The page that opens after signing in: one question, one next step, and what runs."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime

from handreiking.access import View
from schools.access import account_view, current_member, school_view
from schools.calendar import SchoolYear, ribbon
from schools.goal_steps import next_step
from schools.holidays import holidays_this_year
from schools.menu import memberships_of
from schools.models import AgendaMoment, Evaluation, Goal, Membership
from schools.second_factor import lacks_second_factor
from schools.to_do import tasks_of
from schools.year_closing import is_asked, year_to_close

Panel = Callable[[HttpRequest, Membership | None], Mapping[str, Any] | None]
MOST_GOALS = 5
MOST_TASKS = 6
MOST_LATE = 3


def today(panels: Mapping[str, Panel]) -> View:
    """Return the view; each feature adds a panel of its own, by name."""

    @account_view
    def today(request: HttpRequest) -> HttpResponse:
        here = current_member(request, memberships_of(request))
        is_closed = here is not None and lacks_second_factor(here)  # as the door of the school would say
        member = None if is_closed else here
        context: dict[str, Any] = {name: panel(request, member) for name, panel in panels.items()}
        context |= {"today": localdate(), "part_of_day": part_of_day(localtime().hour), "is_closed": is_closed}
        if member:
            request.member = member  # type: ignore[attr-defined]  # the page shows this school, archived or not
            context |= school_part(request, member)
        return render(request, "schools/today.html", context)

    return today


@school_view()
def school_choose(request: HttpRequest, member: Membership) -> HttpResponse:
    """Open today in this school: the door has noted that the person is here now."""
    return redirect("today")


def school_part(request: HttpRequest, member: Membership) -> dict[str, Any]:
    """Return what a member sees of the school: goals that run, what to do, the next moment, what is late, the year."""
    coming = Evaluation.objects.visible_to(member).coming().for_agenda()
    evaluations = list(coming.with_decision_of(year_to_close(localdate())))
    began = Goal.objects.visible_to(member).to_finish(member)[:1] if member.may_change() else []
    year = SchoolYear.of(localdate())
    moments = list(AgendaMoment.objects.visible_to(member).of(year).going_on())
    holidays = holidays_this_year(request, member.school)
    dates = [evaluation.due_on for evaluation in evaluations] + [moment.day for moment in moments]
    tasks = tasks_of(member, MOST_TASKS + 1)
    late = [evaluation for evaluation in evaluations if evaluation.is_late]
    return {
        "goals": running(evaluations)[:MOST_GOALS],
        "began": [(goal, next_step(goal)) for goal in began],
        "tasks": tasks[:MOST_TASKS],
        "may_tick": member.may_change(),
        "more_tasks": len(tasks) > MOST_TASKS,
        "late": late[:MOST_LATE],
        "more_late": len(late[MOST_LATE:]),
        "to_round_off": to_round_off(member, evaluations),
        "next_moment": next((moment for moment in moments if moment.day >= localdate()), None),
        "next_evaluation": next((one for one in evaluations if not one.is_late), None),
        "ribbon": ribbon(localdate(), dates, holidays),
        "holidays": holidays,
    }


def running(evaluations: list[Evaluation]) -> list[Goal]:
    """Return the goals that run, each once, with its first coming day: what runs always has one."""
    goals: dict[int, Goal] = {}
    for evaluation in evaluations:
        if evaluation.goal.is_alive and evaluation.goal_id not in goals:
            goals[evaluation.goal_id] = evaluation.goal
            evaluation.goal.next_on = evaluation.due_on
    return list(goals.values())


def to_round_off(member: Membership, evaluations: list[Evaluation]) -> int | None:
    """Return about how many goals is still to decide at the end of the year, for who decides, while it is asked."""
    if not is_asked(localdate()) or not member.may_change("coordinator"):
        return None
    end = year_to_close(localdate()).end
    ours = [one for one in evaluations if one.goal.is_alive and one.goal.scope != Goal.Scope.CLASS]
    return len({one.goal_id for one in ours if not one.is_decided and (one.goal.started_on or end) <= end})


def part_of_day(hour: int) -> str:
    """Return how one greets at this hour."""
    if hour < 5 or hour >= 18:
        return "Goedenavond"
    return "Goedemorgen" if hour < 12 else "Goedemiddag"
