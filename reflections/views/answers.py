"""Keeping an answer, in place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from handreiking.htmx import render_part, wants_part
from handreiking.library import library
from handreiking.redirects import redirect_back
from reflections.answers import OWN, answers_of
from reflections.forms import AnswerForm
from reflections.models import keep_answer
from schools.access import account_view
from schools.models import User


@account_view
@require_POST
def answer_save(request: HttpRequest, question_slug: str) -> HttpResponse:
    """Keep the person's answer of today; answer with the form's foot to htmx, and else go back to the question."""
    handvat, question = library().question_by_slug.get(question_slug, (None, None))
    if handvat is None or question is None or question.audience not in OWN:
        raise Http404
    assert isinstance(request.user, User)
    form = AnswerForm(question, request.POST)
    if not form.is_valid():
        answer = answers_of(request.user, [question])[question.slug]
        context = {"handvat": handvat, "answer": answer, "form": form}
        return render_part(request, "reflections/answer_save.html", "status", context, status=422)
    saved = keep_answer(request.user, question, form.content())
    if wants_part(request):
        return render(request, "reflections/answer_save.html#status", {"saved": saved, "emptied": saved is None})
    return redirect_back(request, default=f"{handvat.url}#{question.slug}")
