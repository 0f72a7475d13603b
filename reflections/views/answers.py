"""Keep an answer, or show both where two were written."""

import json
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django_htmx.http import HttpResponseClientRedirect, reswap, retarget

from handreiking.htmx import render_part, wants_part
from handreiking.library import library
from handreiking.records import Question
from handreiking.redirects import redirect_back
from reflections.answers import answer_on, question_of
from reflections.forms import AnswerForm, BeganForm
from reflections.models import PeerAnswer, Reflection, is_empty
from reflections.writing import Began, Conflict, Written, keep
from schools.access import account_view
from schools.models import User

KEPT = "Answer-Kept"  # the header by which static/js/drafts.js knows that it may let go of what was typed


@account_view
def answer_save(request: HttpRequest, question_slug: str) -> HttpResponse:
    """Keep the person's answer; answer with the form's foot to htmx, and else go back to the question.

    422 where it is too long, 409 where it was changed elsewhere: what was typed stays.
    """
    assert isinstance(request.user, User)
    began = BeganForm(request.POST)
    question = question_of(request.user, question_slug, began.meant_day)
    if question is None:
        raise Http404
    if request.method != "POST":  # back from the login: what was posted did not come along
        return redirect(place_of(question))
    form = AnswerForm(question, request.POST)
    if not form.is_valid():
        return refused(request, shown(request, question, began, form))
    try:
        kept = began.chosen == "there" or keep(
            request.user, question, form.written(), began.began(question), both=began.chosen == "both"
        )
    except Conflict as conflict:
        return both_shown(request, shown(request, question, began, form), form.written(), conflict)
    page = shown(request, question, began) if began.chosen else {}
    return saved(request, question.slug, kept if isinstance(kept, Reflection) else None, place_of(question), page)


def place_of(question: Question) -> str:
    """Return where a question stands: on its handvat; a retired one on none."""
    handvat, _ = library().question_by_slug.get(question.slug, (None, None))
    return f"{handvat.url}#{question.slug}" if handvat else reverse("reflections:reflection_list")


def saved(
    request: HttpRequest, slug: str, kept: Reflection | PeerAnswer | None, place: str, page: dict[str, Any]
) -> HttpResponse:
    """Answer a form whose text is kept: with its foot, with the whole form after a choice, or with the next page.

    `place` is where the question stands, and `page` what its form shows, empty where nothing was chosen.
    """
    onward = "verder" in request.POST
    where = redirect_back(request, place, "verder" if onward else "next")
    if not wants_part(request):
        return where
    if onward:
        response: HttpResponse = HttpResponseClientRedirect(where.url)
    elif page:
        response = render(request, "reflections/answer_form.html#form", page | {"chosen": True})
        response = reswap(retarget(response, f"[id='{slug}-form']"), "outerHTML")
    else:
        context = {"slug": slug, "saved": kept, "emptied": kept is None, "began": Began.of(kept)}
        response = render(request, "reflections/answer_save.html#kept", context)
    response[KEPT] = "yes"
    return response


def refused(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """Say what is wrong with what was typed, which stays."""
    return render_part(request, "reflections/answer_save.html", "status", page, status=422)


def both_shown(request: HttpRequest, page: dict[str, Any], written: Written, conflict: Conflict) -> HttpResponse:
    """Show what was typed here beside what stands there, to choose from; nothing of either is lost."""
    question = page["answer"].question
    here = Reflection(question=question.slug, answer=json.dumps(written.content), group=written.group)
    context = page | {
        "slug": question.slug,
        "conflict": conflict,
        "here": None if is_empty(written.content) else here,
        "can_join": question.kind != "scale" and conflict.theirs and not is_empty(written.content),
    }
    response = render_part(request, "reflections/answer_save.html", "both", context, status=409)
    return (
        reswap(retarget(response, f"[id='{question.slug}-botsing']"), "outerHTML") if wants_part(request) else response
    )


def shown(request: HttpRequest, question: Question, began: BeganForm, form: AnswerForm | None = None) -> dict[str, Any]:
    """Return what the page of an answer shows, or its form alone; `form` holds what was typed where that is not kept.

    A form that comes back begins where it began: it has not seen what was saved since.
    """
    assert isinstance(request.user, User)
    answer = answer_on(request.user, question, began.meant_day or localdate())
    if form is not None:
        answer = replace(answer, began=began.began(question))
    handvat, _ = library().question_by_slug.get(question.slug, (None, None))
    up = (handvat.url, handvat.title) if handvat else (reverse("reflections:reflection_list"), "Mijn reflecties")
    page = {"answer": answer, "form": form or answer.form, "handvat": handvat, "up": up}
    return page | {"back": request.POST.get("next")}
