"""Two colleagues answer the same questions, each alone, and open their answers to each other when both are ready."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils import timezone

from reflections.models.answers import Answered
from reflections.models.shares import here, is_one_of
from schools.encryption import EncryptedText
from schools.models import Membership, User


class PeerConversationQuerySet(models.QuerySet["PeerConversation"]):
    """The gate is the pair."""

    def visible_to(self, user: User | AnonymousUser) -> PeerConversationQuerySet:
        """Return the conversations of this person, the newest first, with `stands`: whether it still counts for both.

        Of one that stands no more, each reads only what they wrote themselves.
        """
        if not user.is_authenticated:
            return self.none()
        counts = here("asker") & here("partner") & Q(ended_at__isnull=True)
        return self.filter(is_one_of(user, "asker", "partner")).annotate(
            stands=ExpressionWrapper(counts, output_field=models.BooleanField())
        )

    def standing(self) -> PeerConversationQuerySet:
        """Return those that count for both: not ended, and both are in the school."""
        return self.filter(here("asker"), here("partner"), ended_at__isnull=True)

    def for_list(self) -> PeerConversationQuerySet:
        """Add the two people."""
        return self.select_related("asker__user", "partner__user")


class PeerConversation(models.Model):
    """Asked → both ready → open; or ended by one of the two before that, and nothing was seen.

    `agreements` are what the two keep of the talk, for both to change; `version` grows with each change.
    """

    handvat = models.CharField(max_length=80)
    asker = models.ForeignKey(Membership, models.CASCADE, related_name="conversations_asked")
    partner = models.ForeignKey(Membership, models.CASCADE, related_name="conversations_joined")
    word = EncryptedText("een woord erbij", blank=True, default="")
    began_at = models.DateTimeField("gevraagd op", default=timezone.now)
    asker_ready_at = models.DateTimeField(null=True, blank=True)
    partner_ready_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    agreements = EncryptedText("afspraken", blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    stands: bool  # visible_to() says it

    objects: ClassVar[PeerConversationQuerySet] = PeerConversationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "gesprek met een collega"
        verbose_name_plural = "gesprekken met een collega"
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(asker=F("partner")), name="conversation_with_someone_else"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(asker_ready_at__isnull=False, partner_ready_at__isnull=False),
                name="conversation_opens_when_both_are_ready",
                violation_error_message="Het gesprek gaat open als jullie allebei klaar zijn.",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(ended_at__isnull=True),
                name="conversation_ends_before_it_opens",
                violation_error_message="Een gesprek dat open is, kan niet meer worden ingetrokken.",
            ),
        ]

    def __str__(self) -> str:
        return f"gesprek van {self.began_at:%d-%m-%Y}"

    def side_of(self, user: User) -> str:
        """Return which of the two this person is: 'asker' or 'partner'."""
        return "asker" if self.asker.user_id == user.pk else "partner"

    def other(self, user: User) -> Membership:
        """Return the other one's membership."""
        return self.partner if self.side_of(user) == "asker" else self.asker

    def is_ready(self, user: User) -> bool:
        """Tell whether this person said that they are ready."""
        return getattr(self, f"{self.side_of(user)}_ready_at") is not None


class PeerAnswerQuerySet(models.QuerySet["PeerAnswer"]):
    """Before the conversation opens only the writer reads an answer."""

    def visible_to(self, user: User | AnonymousUser) -> PeerAnswerQuerySet:
        """Return this person's own answers, and the other's in conversations that stand and are open."""
        if not user.is_authenticated:
            return self.none()
        shared = PeerConversation.objects.visible_to(user).standing().filter(opened_at__isnull=False)
        return self.filter(Q(author=user) | Q(conversation__in=shared.order_by().values("pk")))

    def editable_by(self, user: User | AnonymousUser) -> PeerAnswerQuerySet:
        """Return this person's own answers."""
        return self.filter(author=user) if user.is_authenticated else self.none()


class PeerAnswer(Answered):
    """The answer of one of the two to one question. It is about the two themselves: there is no class or group."""

    group: ClassVar[str] = ""
    other_readers: ClassVar[str] = ""  # while it can be changed nobody else reads it

    conversation = models.ForeignKey(PeerConversation, models.CASCADE, related_name="answers")
    author = models.ForeignKey(User, models.CASCADE, related_name="peer_answers")

    objects: ClassVar[PeerAnswerQuerySet] = PeerAnswerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "antwoord in een gesprek"
        verbose_name_plural = "antwoorden in gesprekken"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "author", "question"], name="peer_answer_once_per_question")
        ]

    def __str__(self) -> str:
        return f"antwoord van {self.saved_at:%d-%m-%Y}"
