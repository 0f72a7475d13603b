"""What the page of a talk shows to one of the two."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from handreiking.records import Handvat, Question
from reflections.conversations import questions_of
from reflections.forms import AnswerForm, fields_of
from reflections.models import PeerAnswer, PeerConversation
from reflections.models.reflections import lines_of
from reflections.sharing_forms import AgreementsForm
from schools.models import Membership, User


@dataclass(frozen=True)
class Row:
    """A question, the lines of one's own answer and of the other's, and the form to answer it (None when over)."""

    slug: str
    text: str
    mine: list[str]
    theirs: list[str]
    question: Question | None = None
    form: AnswerForm | None = None


@dataclass
class Page:
    """A talk as one of the two sees it. `theirs`: what the other agreed meanwhile, where two wrote at once."""

    talk: PeerConversation
    handvat: Handvat | None
    other: Membership
    is_asker: bool
    is_ready: bool
    rows: list[Row]
    agreements: AgreementsForm | None
    theirs: str | None = None

    @property
    def forms(self) -> list[AnswerForm]:
        """Return the forms of the questions that this person may still answer."""
        return [row.form for row in self.rows if row.form]

    def contents(self) -> dict[Question, dict[str, Any]]:
        """Return the cleaned answers by question."""
        return {row.question: row.form.written().content for row in self.rows if row.question and row.form}


def page_of(
    talk: PeerConversation, user: User, data: QueryDict | None, agreements: AgreementsForm | None = None
) -> Page:
    """Gather the page; the other's answers come through the gate, so before the talk opens there are none."""
    handvat, questions = questions_of(talk.handvat)
    answers = list(PeerAnswer.objects.visible_to(user).filter(conversation=talk))
    mine = {answer.question: answer for answer in answers if answer.author_id == user.pk}
    theirs = {answer.question: answer for answer in answers if answer.author_id != user.pk}
    is_open = bool(talk.stands and talk.opened_at)
    may_write = bool(talk.stands and not talk.opened_at and not talk.is_ready(user))
    rows = [
        row_of(question, mine.get(question.slug), theirs.get(question.slug), data, may_write) for question in questions
    ]
    known = {question.slug for question in questions}
    gone = [answer for answer in answers if answer.question not in known]  # the question was retired
    rows += [
        Row(one.question, one.wording, [], lines(one))
        if one in theirs.values()
        else Row(one.question, one.wording, lines(one), [])
        for one in gone
    ]
    if is_open and agreements is None:
        agreements = AgreementsForm(initial={"agreements": talk.agreements, "version": talk.version})
    return Page(
        talk=talk,
        handvat=handvat,
        other=talk.other(user),
        is_asker=talk.side_of(user) == "asker",
        is_ready=talk.is_ready(user),
        rows=rows,
        agreements=agreements if is_open else None,
    )


def row_of(
    question: Question, mine: PeerAnswer | None, theirs: PeerAnswer | None, data: QueryDict | None, may_write: bool
) -> Row:
    """Return one question with the answers that this person may see, and a form while they may write."""
    form = None
    if may_write:
        initial = fields_of(mine.content) if mine else {}
        form = AnswerForm(question, data, initial=initial, prefix=question.slug)
        del form.fields["group"]  # the two talk about themselves
    text = mine.wording if mine else question.text
    return Row(question.slug, text, lines(mine), lines(theirs), question, form)


def lines(answer: PeerAnswer | None) -> list[str]:
    """Return an answer in lines, none where there is none."""
    return lines_of(answer.question, answer.content) if answer else []
