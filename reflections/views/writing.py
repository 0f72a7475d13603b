"""The quiet mode: one question of a handvat at a time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from handreiking.forms import QuestionForm, cleaned_or_404
from handreiking.library import library
from handreiking.records import Handvat, Question
from reflections.answers import OWN, answers_of
from schools.access import account_view
from schools.models import User


@account_view
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one question to write on, with the way to the one before and after; both ways save first."""
    assert isinstance(request.user, User)
    handvat, questions = questions_to_write_on(slug)
    number = cleaned_or_404(QuestionForm(request.GET))["vraag"] or 1
    if not isinstance(number, int) or number > len(questions):
        raise Http404
    question = questions[number - 1]
    answer = answers_of(request.user, [question])[question.slug]
    context = {
        "handvat": handvat,
        "answer": answer,
        "form": answer.form,
        "number": number,
        "total": len(questions),
        "ripple": 1 + 5 * (number - 1) // max(len(questions) - 1, 1),
    }
    return render(request, "reflections/write.html", context)


@account_view
def write_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what was written today on the questions of a handvat, and which are still open."""
    assert isinstance(request.user, User)
    handvat, questions = questions_to_write_on(slug)
    answers = list(enumerate(answers_of(request.user, list(questions)).values(), start=1))
    context = {
        "handvat": handvat,
        "total": len(questions),
        "written": [(number, answer) for number, answer in answers if answer.kept],
        "unwritten": [(number, answer) for number, answer in answers if not answer.kept],
    }
    return render(request, "reflections/write_end.html", context)


def questions_to_write_on(slug: str) -> tuple[Handvat, tuple[Question, ...]]:
    """Return a handvat and those of its questions that one answers for oneself; without any it has no such page."""
    handvat = library().handvat_by_slug.get(slug)
    questions = handvat.questions_for(*OWN) if handvat else ()
    if handvat is None or not questions:
        raise Http404
    return handvat, questions
