"""Goals over the years: a page for each school year, its texts, and rounding a year off."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from handreiking import word
from handreiking.forms import cleaned_or_404
from schools.access import school_view
from schools.goal_writing import OwnerLeft
from schools.goal_years import by_outcome, goals_in, years_of
from schools.models import Goal, Membership
from schools.year_closing import YearConflict, is_asked, year_to_close
from schools.year_forms import AtHandForm, TextForm, YearDecisionForm, YearForm
from schools.year_page import conflict_context, page_context
from schools.year_texts import plan_of, report_of, to_docx

TEXTS = {"verslag": report_of, "plan": plan_of}


@school_view()
def year_detail(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show a school year: which goals ran, what was found and decided, and what became of them."""
    years, today = years_of(member), localdate()
    form = YearForm(years, request.GET)
    cleaned_or_404(form)
    rows = goals_in(form.year, member)
    context = {
        "year": form.year,
        "years": years,
        "number": len(rows),
        "groups": by_outcome(rows),
        "today": today,
        "is_coming": form.year.start > today,
        "is_over": form.year.end < today,
        "may_close": member.may_change("coordinator") and form.year == year_to_close(today),
        "is_asked": is_asked(today),
    }
    return render(request, "schools/year_detail.html", context)


@school_view()
def year_text(request: HttpRequest, member: Membership) -> HttpResponse:
    """Show a year's text for the jaarverslag or the jaarplan, to copy, to print or as a Word document."""
    years, today = years_of(member), localdate()
    form = TextForm(years, request.GET)
    given = cleaned_or_404(form)
    year = form.year
    kinds = [kind for kind, fits in (("verslag", year.start <= today), ("plan", year.end >= today)) if fits]
    kind = str(given["soort"] or kinds[0])
    if kind not in kinds:
        raise Http404
    text = TEXTS[kind](year, goals_in(year, member))
    if given["vorm"]:
        name = slugify(f"jaar{kind} {year.first_year} {year.end.year} {member.school.name}")
        headers = {"Content-Disposition": f'attachment; filename="{name}.docx"', "X-Content-Type-Options": "nosniff"}
        return HttpResponse(to_docx(text), content_type=word.KIND, headers=headers)
    context = {"year": year, "year_number": str(year.first_year), "kind": kind, "kinds": kinds, "text": text}
    return render(request, "schools/year_text.html", context)


@school_view("coordinator", changes=True)
def year_close(request: HttpRequest, member: Membership) -> HttpResponse:
    """Round a school year off: goal by goal what is known and how it goes on; one can stop and come back."""
    form = AtHandForm(request.GET)
    cleaned_or_404(form)
    return render(request, "schools/year_close.html", page_context(member, form.cleaned_data["doel"]))


@school_view("coordinator", changes=True)
@require_POST
def year_decide(request: HttpRequest, member: Membership, goal_id: int) -> HttpResponse:
    """Keep, carry over or close one goal, and go on to the next; a colleague's decision is never overruled unseen."""
    goals = Goal.objects.visible_to(member).ran_in(year_to_close(localdate()))
    goal = get_object_or_404(goals, pk=goal_id)
    context = page_context(member, goal.pk, is_sent=True)
    if context["row"] is None:  # closed with the year before, in the first weeks of this one
        raise Http404
    form = YearDecisionForm(member, context["row"], request.POST)
    if form.is_valid():
        try:
            form.keep()
        except YearConflict as conflict:
            context |= conflict_context(member, conflict.standing, form)
            return render(request, "schools/year_close.html", context, status=409)
        except OwnerLeft:
            form.refuse_owner()
        else:
            messages.success(request, f"Bewaard: {form.in_words}.")
            return redirect("schools:year_close", code=member.school.code)
    return render(request, "schools/year_close.html", context | {"form": form}, status=422)
