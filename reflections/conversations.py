"""A talk in pairs: asking for it, answering alone, opening it when both are ready, and keeping what was agreed."""

import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from handreiking.library import library
from handreiking.records import Handvat, Question
from reflections.answers import OWN
from reflections.models import PeerAnswer, PeerConversation, is_empty
from schools.emails import send_mail
from schools.models import Membership, User

Link = Callable[[PeerConversation], str]  # makes the whole address of the page of a talk


class Over(Exception):
    """The conversation was ended, or opened, in the meantime."""


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


def ask(asker: Membership, partner: Membership, handvat: str, word: str, link: Link) -> PeerConversation:
    """Ask a colleague for a talk about the questions of a handvat; the mail says who asks, and nothing more."""
    talk = PeerConversation.objects.create(handvat=handvat, asker=asker, partner=partner, word=word)
    send_mail("conversation", partner.user.email, {"asker": asker.user.name, "address": link(talk)})
    return talk


@transaction.atomic
def keep_answers(talk: PeerConversation, user: User, answers: dict[Question, dict[str, Any]]) -> None:
    """Keep someone's answers, until they said that they are ready; an empty one is removed."""
    talk = lock(talk, user)
    if talk.is_ready(user):
        raise Over
    for question, content in answers.items():
        if is_empty(content):
            talk.answers.filter(author=user, question=question.slug).delete()
            continue
        talk.answers.update_or_create(
            author=user,
            question=question.slug,
            defaults={
                "wording": question.text,
                "answer": json.dumps(content, ensure_ascii=False),
                "saved_at": timezone.now(),
            },
        )


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
