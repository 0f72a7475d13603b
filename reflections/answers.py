"""Answers in place: what a handvat and the page of today show of them."""

import random
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate

from handreiking.library import library
from handreiking.records import Handvat, Question
from reflections.forms import AnswerForm
from reflections.models import Reflection
from schools.models import Membership, User

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


def daily_questions() -> list[Question]:
    """Return the questions that stand on their own: those of handvatten that one picks up for oneself.

    What a teacher asks on the way to a talk with the class is left out; its answers soon name pupils.
    """
    own = [handvat for handvat in library().handvatten if "self" in handvat.audiences]
    return [question for handvat in own for question in handvat.questions_for("self")]


def question_of_the_day(user: User, skip: int = 0) -> Question:
    """Return the person's question for today: the same all day, and not one answered in the last month.

    `skip` counts how often the person asked for another one.
    """
    today = localdate()
    lately = set(Reflection.objects.visible_to(user).lately().values_list("question", flat=True))
    candidates = [question for question in daily_questions() if question.slug not in lately] or daily_questions()
    random.Random(f"{user.pk} {today}").shuffle(candidates)  # noqa: S311  # nosec B311 - a choice, not a secret
    return candidates[skip % len(candidates)]


def today_panel(request: HttpRequest, member: Membership | None) -> dict[str, Any]:
    """Return what the page of today shows: the question of the day, and the last three answers."""
    assert isinstance(request.user, User)
    skip = request.GET.get("andere", "")
    skipped = int(skip) if skip.isascii() and skip.isdigit() and len(skip) < 4 else 0
    question = question_of_the_day(request.user, skipped)
    recent = Reflection.objects.visible_to(request.user)[:3]
    return {
        "answer": answers_of(request.user, [question])[question.slug],
        "handvat": library().question_by_slug[question.slug][0],
        "another": skipped + 1,
        "recent": recent,
    }
