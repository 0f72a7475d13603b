"""A talk in pairs: asking for it, answering alone, opening it when both are ready, and keeping what was agreed."""

import json
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from handreiking.library import library
from handreiking.records import Handvat, Question
from reflections.answers import OWN
from reflections.models import PeerAnswer, PeerConversation, is_empty
from reflections.writing import Began, Conflict, Written, first_version
from schools.emails import send_mail
from schools.models import Membership, User

Link = Callable[[PeerConversation], str]  # makes the whole address of the page of a talk


class Over(Exception):
    """The conversation was ended, or opened, in the meantime."""


class AlreadyReady(Exception):
    """Someone said that they are ready; what they wrote stays as it is."""


class NothingWritten(Exception):
    """Someone says that they are ready and has not answered any question."""


class Changed(Exception):
    """The other one changed the agreements in the meantime; `now` is the conversation as it is."""

    def __init__(self, now: PeerConversation) -> None:
        super().__init__()
        self.now = now


def questions_of(slug: str) -> tuple[Handvat | None, list[Question]]:
    """Return a handvat and the questions that two colleagues can answer; none where there are none."""
    handvat = next((handvat for handvat in library().handvatten if handvat.slug == slug), None)
    return handvat, list(handvat.questions_for(*OWN)) if handvat else []


def ask(asker: Membership, partner: Membership, handvat: str, word: str, link: Link) -> tuple[PeerConversation, bool]:
    """Ask a colleague for a talk about the questions of a handvat; return it, and whether the mail went.

    The mail says who asks, and nothing more.
    """
    talk = PeerConversation.objects.create(handvat=handvat, asker=asker, partner=partner, word=word)
    mailed = send_mail("conversation", partner.user.email, {"asker": asker.user.name, "address": link(talk)})
    return talk, mailed


@transaction.atomic
def keep_answer(
    talk: PeerConversation, user: User, question: Question, written: Written, began: Began, *, both: bool = False
) -> PeerAnswer | None:
    """Keep someone's answer to one question, or remove an empty one; return what stands there now.

    With `both` it comes under what stands there. Raises Over, AlreadyReady, and Conflict where the form did not know
    what stands there: two tabs or devices of one person.
    """
    talk = lock(talk, user)
    if talk.is_ready(user):
        raise AlreadyReady
    standing = PeerAnswer.objects.editable_by(user).filter(conversation=talk, question=question.slug).first()
    if not both and written.says_the_same_as(Written.of(standing)):
        return standing
    if not began.knows(standing):
        raise Conflict(standing)
    return put(talk, user, question, written.under(Written.of(standing)) if both else written, standing)


def put(
    talk: PeerConversation, user: User, question: Question, written: Written, standing: PeerAnswer | None
) -> PeerAnswer | None:
    """Write the answer where the standing one is, or as a new one. The talk is locked."""
    if is_empty(written.content):
        if standing:
            standing.delete()
        return None
    if standing is None:
        standing = PeerAnswer(conversation=talk, author=user, question=question.slug, wording=question.text)
        standing.version = first_version()
    else:
        standing.version += 1
    standing.answer = json.dumps(written.content, ensure_ascii=False)
    standing.saved_at = timezone.now()
    standing.save()
    return standing


@transaction.atomic
def say_ready(talk: PeerConversation, user: User) -> PeerConversation:
    """Say that one is ready; when the other is too, the answers of both open to both."""
    talk = lock(talk, user)
    if not talk.answers.filter(author=user).exists():
        raise NothingWritten
    side = talk.side_of(user)
    setattr(talk, f"{side}_ready_at", timezone.now())
    if talk.asker_ready_at and talk.partner_ready_at:
        talk.opened_at = timezone.now()
    talk.save()
    return talk


@transaction.atomic
def not_yet_ready(talk: PeerConversation, user: User) -> None:
    """Take back that one is ready, as long as the conversation has not opened."""
    talk = lock(talk, user)
    setattr(talk, f"{talk.side_of(user)}_ready_at", None)
    talk.save()


@transaction.atomic
def end(talk: PeerConversation, user: User) -> None:
    """Withdraw from a conversation that has not opened; the other never sees a word of it."""
    talk = lock(talk, user)
    talk.ended_at = timezone.now()
    talk.save()


@transaction.atomic
def forget(talk: PeerConversation, user: User) -> None:
    """Remove one's own answers of a conversation that stands no more; when nobody has any left it is gone."""
    PeerAnswer.objects.editable_by(user).filter(conversation=talk).delete()
    if not talk.answers.exists():
        talk.delete()


@transaction.atomic
def agree(talk: PeerConversation, user: User, text: str, version: int) -> None:
    """Keep what the two agreed; raises Changed where the other kept something since this version."""
    now = (
        PeerConversation.objects.visible_to(user).standing().select_for_update(of=("self",)).filter(pk=talk.pk).first()
    )
    if now is None or now.opened_at is None:
        raise Over
    if now.version != version and now.agreements != text:
        raise Changed(now)
    now.agreements, now.version = text, now.version + 1
    now.save()


def lock(talk: PeerConversation, user: User) -> PeerConversation:
    """Return the conversation as it is now, with nobody else changing it; raises Over where it opened or ended."""
    found = PeerConversation.objects.visible_to(user).standing().select_for_update(of=("self",))
    now = found.filter(pk=talk.pk, opened_at__isnull=True).first()
    if now is None:
        raise Over
    return now
