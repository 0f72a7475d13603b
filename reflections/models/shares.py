"""What someone lets a colleague read of what they wrote, and what the colleague says to it."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils import timezone

from reflections.models.reflections import Reflection
from schools.encryption import EncryptedText
from schools.models import Membership, User


def here(side: str) -> Q:
    """Return the condition that the member of this side is in the school, and was when it began (`began`).

    Who left and came back begins anew: what was shared before stays ended.
    """
    return Q(
        **{
            f"{side}__left_at__isnull": True,
            f"{side}__school__archived_at__isnull": True,
            f"{side}__here_since__lte": F("began_at"),
        }
    )


def is_one_of(user: User, one: str, other: str) -> Q:
    """Return the condition that the person is on one of two sides; looks their memberships up first.

    With numbers on both sides the database has an index for each; through a join it reads every row in the country.
    """
    mine = list(user.memberships.values_list("pk", flat=True))
    return Q(**{f"{one}__in": mine}) | Q(**{f"{other}__in": mine})


class ShareQuerySet(models.QuerySet["Share"]):
    """The gate is the person: who shared it and with whom, for as long as both are in the school."""

    def visible_to(self, user: User | AnonymousUser) -> ShareQuerySet:
        """Return what this person may read because a colleague shared it, and what they shared themselves."""
        if not user.is_authenticated:
            return self.none()
        return self.standing().filter(is_one_of(user, "to", "by"))

    def editable_by(self, user: User | AnonymousUser) -> ShareQuerySet:
        """Return what this person shared, and may take back."""
        return self.filter(by__user=user) if user.is_authenticated else self.none()

    def for_list(self) -> ShareQuerySet:
        """Add the reflection and the two people."""
        return self.select_related("reflection", "by__user", "to__user")

    def with_standing(self) -> ShareQuerySet:
        """Add `stands` to each: whether it still counts."""
        counts = ExpressionWrapper(here("by") & here("to"), output_field=models.BooleanField())
        found: ShareQuerySet = self.annotate(stands=counts)
        return found

    def standing(self) -> ShareQuerySet:
        """Return what still counts: both are in the school."""
        return self.filter(here("by"), here("to"))


class Share(models.Model):
    """One reflection, open to one colleague of the same school. Taking it back removes the row.

    A copy holds the answer as it was (JSON: the wording and the answer); a live share shows it as it is now.
    """

    class Way(models.TextChoices):
        """What the colleague sees when the writer changes the answer later."""

        COPY = "copy", "Zoals het nu is"
        LIVE = "live", "Ook wat ik er later aan verander"

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="shares")
    by = models.ForeignKey(Membership, models.CASCADE, related_name="shares_given")
    to = models.ForeignKey(Membership, models.CASCADE, related_name="shares_received")
    way = models.CharField("wat ziet je collega", max_length=4, choices=Way, default=Way.COPY)
    copy = EncryptedText(blank=True, default="")
    word = EncryptedText("een woord erbij", blank=True, default="")
    began_at = models.DateTimeField("gedeeld op", default=timezone.now)

    objects: ClassVar[ShareQuerySet] = ShareQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "gedeelde reflectie"
        verbose_name_plural = "gedeelde reflecties"
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reflection", "to"],
                name="share_once_per_colleague",
                violation_error_message="Je deelt dit al met deze collega.",
            ),
            models.CheckConstraint(condition=~Q(by=F("to")), name="share_with_someone_else"),
            models.CheckConstraint(condition=Q(way__in=["copy", "live"]), name="share_way"),
        ]

    def __str__(self) -> str:
        return f"gedeeld op {self.began_at:%d-%m-%Y}"


class ReactionQuerySet(models.QuerySet["Reaction"]):
    """What is said to what was shared; the gate is that of the share."""

    def visible_to(self, user: User | AnonymousUser) -> ReactionQuerySet:
        """Return the reactions to what this person may read."""
        return self.filter(share__in=Share.objects.visible_to(user))

    def editable_by(self, user: User | AnonymousUser) -> ReactionQuerySet:
        """Return this person's own reactions."""
        return self.visible_to(user).filter(author=user) if user.is_authenticated else self.none()


class Reaction(models.Model):
    """A few words of one of the two to what is shared."""

    share = models.ForeignKey(Share, models.CASCADE, related_name="reactions")
    author = models.ForeignKey(User, models.CASCADE, related_name="reactions")
    text = EncryptedText()
    written_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[ReactionQuerySet] = ReactionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "reactie"
        verbose_name_plural = "reacties"
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"reactie van {self.written_at:%d-%m-%Y}"
