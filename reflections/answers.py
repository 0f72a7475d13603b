"""Answers in place: what a handvat and the page of today show of them."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate

from handreiking.library import library
from handreiking.records import Handvat, Question
from reflections.forms import AnswerForm
from reflections.models import PeerAnswer, Reflection
from reflections.writing import Began
from schools.models import User

OWN = ("self", "colleague")  # what a person answers for themselves; the rest is for talking
MOST_GROUPS = 12
FROM_NOTHING = Began()
KINDS = {"level": "scale", "sentences": "sentence", "text": "open"}
ABOUT_PUPILS = re.compile(r"\b(leerlingen?|kinderen|kind|(je|een) klas)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """A question's form for a person, the answer that stands in it, and earlier answers beside it.

    `groups` are the classes and groups that the person named before; `began` is what the form begins from.
    `talk` is the number of the talk in pairs that the answer is part of; without one it is for oneself.
    """

    question: Question
    form: AnswerForm
    kept: Reflection | PeerAnswer | None
    earlier: list[Reflection]
    groups: tuple[str, ...] = ()
    began: Began = FROM_NOTHING
    talk: int | None = None

    @property
    def address(self) -> str:
        """Return where the form is sent to."""
        if self.talk:
            return reverse("reflections:peer_answer_save", args=[self.talk, self.question.slug])
        return reverse("reflections:answer_save", args=[self.question.slug])

    @property
    def wording(self) -> str:
        """Return the question, as it was worded when it was answered."""
        return self.kept.wording if self.kept else self.question.text

    @property
    def draft(self) -> str:
        """Return what the browser knows this form by: the question, and the talk, or the day where it is not today."""
        if self.talk:
            return f"{self.question.slug} gesprek-{self.talk}"
        day = getattr(self.kept, "written_on", None)
        return f"{self.question.slug} {day}" if day and day != localdate() else self.question.slug

    @property
    def asks_for_no_names(self) -> bool:
        """Tell whether the form asks to name no pupils: whoever answers in words may be about to."""
        if self.question.kind == "scale":
            return False
        handvat = library().question_by_slug.get(self.question.slug, (None, None))[0]
        words = " ".join([self.question.text, *self.question.sentences, handvat.title if handvat else ""])
        return bool(handvat and {"class", "pupil"} & set(handvat.audiences)) or bool(ABOUT_PUPILS.search(words))


def answers_of(user: User, questions: list[Question]) -> dict[str, Answer]:
    """Return the person's answers to the questions, by slug; two queries whatever their number."""
    written = Reflection.objects.visible_to(user).with_readers().filter(question__in=[one.slug for one in questions])
    found: dict[str, list[Reflection]] = {}
    for reflection in written:
        found.setdefault(reflection.question, []).append(reflection)
    groups = groups_of(user)
    return {question.slug: answer_of(question, found.get(question.slug, []), groups) for question in questions}


def answer_of(question: Question, written: list[Reflection], groups: tuple[str, ...] = ()) -> Answer:
    """Return the answer to one question, from everything that the person wrote on it."""
    kept = next((reflection for reflection in written if reflection.written_on == localdate()), None)
    return answer_in_form(question, kept, [reflection for reflection in written if reflection is not kept], groups)


def answer_in_form(
    question: Question, kept: Reflection | None, earlier: list[Reflection], groups: tuple[str, ...]
) -> Answer:
    """Return an answer with what is kept of it in its form."""
    form = AnswerForm(question, initial=AnswerForm.initial_from(kept) if kept else {})
    return Answer(question, form, kept, earlier, groups, Began.of(kept))


def answer_on(user: User, question: Question, day: date) -> Answer:
    """Return the person's answer of one day to a question, with the answers of other days beside it."""
    written = list(Reflection.objects.visible_to(user).with_readers().filter(question=question.slug))
    kept = next((reflection for reflection in written if reflection.written_on == day), None)
    return answer_in_form(
        question, kept, [reflection for reflection in written if reflection is not kept], groups_of(user)
    )


def groups_of(user: User) -> tuple[str, ...]:
    """Return the classes and groups that the person named before, the last one first."""
    named = Reflection.objects.visible_to(user).values_list("group", flat=True)[:200]
    return tuple(dict.fromkeys(group for group in named if group))[:MOST_GROUPS]


def question_of(user: User, slug: str, day: date | None) -> Question | None:
    """Return a question that one answers for oneself; or as the person once answered it, where it is retired.

    None where there is no such question, or it is for talking: it has no form.
    """
    _, known = library().question_by_slug.get(slug, (None, None))
    if known and known.audience not in OWN:
        return None
    asked = Reflection.objects.visible_to(user).filter(question=slug)
    answered = asked.filter(written_on=day).first() if day else None
    if answered is None and known is None:
        answered = asked.first()
    return question_as_answered(answered) if answered else known


def question_as_answered(reflection: Reflection) -> Question:
    """Return the question of an answer: as it is now, or made of the answer where it is retired or another kind now."""
    _, known = library().question_by_slug.get(reflection.question, (None, None))
    content = reflection.content
    kind = next(kind for name, kind in KINDS.items() if name in content)
    fits = known and known.kind == kind and len(known.sentences) == len(content.get("sentences", ()))
    if known and fits and (kind != "scale" or content["level"] < len(known.scale)):
        return known
    steps = max(int(content.get("level") or 0) + 1, 4)
    made: dict[str, Any] = {
        "slug": reflection.question,
        "audience": "self",
        "kind": kind,
        "parts": (reflection.wording,),
    }
    if kind == "scale":
        made["scale"] = tuple(f"Stap {step}" for step in range(1, steps + 1))
    if kind == "sentence":
        made["sentences"] = ("…",) * len(content["sentences"])
    return Question(**made)


def handvat_answers(request: HttpRequest, handvat: Handvat) -> dict[str, Answer]:
    """Return the answers for the page of a handvat; none, and no query, for a visitor without an account."""
    questions = list(handvat.questions_for(*OWN))
    if not request.user.is_authenticated or not questions:
        return {}
    return answers_of(request.user, questions)
