"""What the page of a talk shows to one of the two."""

from dataclasses import dataclass

from django.http import QueryDict

from handreiking.records import Handvat, Question
from reflections.answers import Answer
from reflections.conversations import questions_of
from reflections.forms import AnswerForm, fields_of
from reflections.models import PeerAnswer, PeerConversation
from reflections.sharing_forms import AgreementsForm
from reflections.writing import Began
from schools.models import Membership, User


@dataclass(frozen=True)
class Row:
    """A question, the lines of one's own answer and of the other's, and the answer in its form (None when over)."""

    slug: str
    text: str
    mine: list[str]
    theirs: list[str]
    answer: Answer | None = None


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
    may_write: bool
    theirs: str | None = None


def page_of(talk: PeerConversation, user: User, agreements: AgreementsForm | None = None) -> Page:
    """Gather the page; the other's answers come through the gate, so before the talk opens there are none."""
    handvat, questions = questions_of(talk.handvat)
    answers = list(PeerAnswer.objects.visible_to(user).filter(conversation=talk))
    mine = {answer.question: answer for answer in answers if answer.author_id == user.pk}
    theirs = {answer.question: answer for answer in answers if answer.author_id != user.pk}
    is_open = bool(talk.stands and talk.opened_at)
    may_write = bool(talk.stands and not talk.opened_at and not talk.is_ready(user))
    rows = [
        row_of(talk, question, mine.get(question.slug), theirs.get(question.slug), may_write) for question in questions
    ]
    known = {question.slug for question in questions}
    gone = [answer for answer in answers if answer.question not in known]  # the question was retired
    rows += [
        Row(one.question, one.wording, [], one.lines)
        if one in theirs.values()
        else Row(one.question, one.wording, one.lines, [])
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
        may_write=may_write,
    )


def row_of(
    talk: PeerConversation, question: Question, mine: PeerAnswer | None, theirs: PeerAnswer | None, may_write: bool
) -> Row:
    """Return one question with the answers that this person may see, and a form while they may write."""
    answer = answer_in_talk(talk, question, mine) if may_write else None
    text = mine.wording if mine else question.text
    return Row(question.slug, text, mine.lines if mine else [], theirs.lines if theirs else [], answer)


def answer_in_talk(talk: PeerConversation, question: Question, mine: PeerAnswer | None) -> Answer:
    """Return one's own answer to a question of a talk, in its form."""
    form = talk_form(question, initial=fields_of(mine.content) if mine else {})
    return Answer(question, form, mine, [], began=Began.of(mine), talk=talk.pk)


def talk_form(
    question: Question, data: QueryDict | None = None, initial: dict[str, object] | None = None
) -> AnswerForm:
    """Return the form of an answer without its class or group: the two talk about themselves."""
    form = AnswerForm(question, data, initial=initial)
    del form.fields["group"]
    return form
