"""Keep an answer in a talk in pairs, as an answer for oneself is kept."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from handreiking.records import Question
from reflections.conversation_page import answer_in_talk, talk_form
from reflections.conversations import AlreadyReady, Over, keep_answer, questions_of
from reflections.forms import AnswerForm, BeganForm
from reflections.models import PeerAnswer, PeerConversation
from reflections.views.answers import both_shown, refused, saved
from reflections.views.conversations import place_of
from reflections.writing import Conflict
from schools.access import account_view
from schools.models import User

OVER = "Niet bewaard: dit gesprek is intussen open, of gestopt. Kopieer je tekst als je die wilt houden."
READY = "Niet bewaard: je zei al dat je klaar bent. Zeg eerst dat je toch nog niet klaar bent, en bewaar dan opnieuw."


@account_view
def peer_answer_save(request: HttpRequest, conversation_id: int, peer_slug: str) -> HttpResponse:
    """Keep one's own answer to one question of a talk.

    422 where it is too long or comes too late, 409 where another tab or device wrote it too: what was typed stays.
    """
    assert isinstance(request.user, User)
    talk = get_object_or_404(PeerConversation.objects.visible_to(request.user).for_list(), pk=conversation_id)
    question = next((one for one in questions_of(talk.handvat)[1] if one.slug == peer_slug), None)
    if question is None:
        raise Http404
    if request.method != "POST":  # back from the login: what was posted did not come along
        return redirect(f"{place_of(talk)}#{question.slug}")
    began, form = BeganForm(request.POST), talk_form(question, request.POST)
    try:
        kept = form.is_valid() and keep(request.user, talk, form, began)
    except Conflict as conflict:
        return both_shown(request, shown(request, talk, question, began, form), form.written(), conflict)
    except (Over, AlreadyReady) as closed:
        form.add_error(None, OVER if isinstance(closed, Over) else READY)
    if form.errors:
        return refused(request, shown(request, talk, question, began, form))
    page = shown(request, talk, question, began) if began.chosen else {}
    return saved(request, question.slug, kept or None, f"{place_of(talk)}#{question.slug}", page)


def keep(user: User, talk: PeerConversation, form: AnswerForm, began: BeganForm) -> PeerAnswer | None:
    """Keep what is in the form, unless what stands there was chosen."""
    if began.chosen == "there":
        return None
    return keep_answer(
        talk, user, form.question, form.written(), began.began(form.question), both=began.chosen == "both"
    )


def shown(
    request: HttpRequest, talk: PeerConversation, question: Question, began: BeganForm, form: AnswerForm | None = None
) -> dict[str, Any]:
    """Return what the page of one answer of a talk shows; `form` holds what was typed where that is not kept."""
    assert isinstance(request.user, User)
    mine = PeerAnswer.objects.editable_by(request.user).filter(conversation=talk, question=question.slug).first()
    answer = answer_in_talk(talk, question, mine)
    if form is not None:
        answer = replace(answer, began=began.began(question))
    up = (place_of(talk), f"Gesprek met {talk.other(request.user).user}")
    return {"answer": answer, "form": form or answer.form, "up": up, "back": request.POST.get("next")}
