"""One answer: read it and write on, take it away, bring it back."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from reflections.answers import answer_on, question_as_answered
from reflections.forms import AnswerForm, BeganForm, RestoreForm
from reflections.models import Reflection
from reflections.restoring import UNDO_FOR, CannotRestore, opened, restore, take_away
from reflections.views.answers import both_shown, shown
from reflections.writing import Conflict, Written
from schools.access import account_view
from schools.models import User


@account_view
def reflection_detail(request: HttpRequest, reflection_id: int) -> HttpResponse:
    """Show one answer with its question as it was worded, to read and to write on; the other answers beside it."""
    assert isinstance(request.user, User)
    reflection = get_object_or_404(Reflection.objects.visible_to(request.user), pk=reflection_id)
    answer = answer_on(request.user, question_as_answered(reflection), reflection.written_on)
    context = {
        "reflection": reflection,
        "answer": answer,
        "form": answer.form,
        "later": [other for other in answer.earlier if other.written_on > reflection.written_on],
        "before": [other for other in answer.earlier if other.written_on < reflection.written_on],
    }
    return render(request, "reflections/reflection_detail.html", context)


@account_view
@require_POST
def reflection_delete(request: HttpRequest, reflection_id: int) -> HttpResponse:
    """Take an answer away for good. The page that follows holds it, encrypted, for who pressed too soon."""
    assert isinstance(request.user, User)
    reflection = get_object_or_404(Reflection.objects.visible_to(request.user), pk=reflection_id)
    try:
        token = take_away(request.user, reflection)
    except Reflection.DoesNotExist as gone:
        raise Http404 from gone
    context = {"reflection": reflection, "token": token, "until": timezone.now() + UNDO_FOR - timedelta(seconds=30)}
    return render(request, "reflections/reflection_delete.html", context)


@account_view
@require_POST
def reflection_restore(request: HttpRequest) -> HttpResponse:
    """Bring back what was taken away a moment ago; show both where that answer was written anew meanwhile."""
    assert isinstance(request.user, User)
    form = RestoreForm(request.POST)
    token = form.cleaned_data["token"] if form.is_valid() else ""
    try:
        restored = restore(request.user, token)
    except CannotRestore:
        return render(request, "reflections/reflection_restore.html", status=422)
    except Conflict as conflict:
        return written_anew(request, token, conflict)
    messages.success(request, "Je antwoord staat er weer. Deelde je het met een collega? Dat delen komt niet terug.")
    return redirect("reflections:reflection_detail", restored.pk)


def written_anew(request: HttpRequest, token: str, conflict: Conflict) -> HttpResponse:
    """Show what would be brought back beside what was written on that day since."""
    assert isinstance(request.user, User)
    taken = opened(request.user, token)
    question = question_as_answered(taken)
    form = AnswerForm(question, AnswerForm.initial_from(taken))
    began = BeganForm({"day": conflict.day, "version": 0})
    return both_shown(request, shown(request, question, began, form), Written.of(taken), conflict)
