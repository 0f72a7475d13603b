"""Answers in place: what a handvat and the page of today show of them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.timezone import localdate

from handreiking.records import Handvat, Question
from reflections.forms import AnswerForm
from reflections.models import Reflection
from schools.models import User

OWN = ("self", "colleague")  # what a person answers for themselves; the rest is for talking


@dataclass(frozen=True)
class Answer:
    """A question's form for a person, today's answer in it, and earlier answers beside it."""

    question: Question
    form: AnswerForm
    today: Reflection | None
    earlier: list[Reflection]


def answers_of(user: User, questions: list[Question]) -> dict[str, Answer]:
    """Return the person's answers to the questions, by slug; one query whatever their number."""
    written = Reflection.objects.visible_to(user).filter(question__in=[question.slug for question in questions])
    found: dict[str, list[Reflection]] = {}
    for reflection in written:
        found.setdefault(reflection.question, []).append(reflection)
    return {question.slug: answer_of(question, found.get(question.slug, [])) for question in questions}


def answer_of(question: Question, written: list[Reflection]) -> Answer:
    """Return the answer to one question, from everything that the person wrote on it."""
    today = next((reflection for reflection in written if reflection.written_on == localdate()), None)
    initial = AnswerForm.initial_from(today.content) if today else {}
    earlier = [reflection for reflection in written if reflection is not today]
    return Answer(question, AnswerForm(question, initial=initial), today, earlier)


def handvat_answers(request: HttpRequest, handvat: Handvat) -> dict[str, Answer]:
    """Return the answers for the page of a handvat; none, and no query, for a visitor without an account."""
    questions = list(handvat.questions_for(*OWN))
    if not request.user.is_authenticated or not questions:
        return {}
    return answers_of(request.user, questions)
