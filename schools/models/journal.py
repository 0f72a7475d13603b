"""Who did what in a school, and when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from schools.deeds import DEEDS, UNKNOWN
from schools.models.organisations import School
from schools.models.people import Membership
from schools.querysets import JournalQuerySet


class JournalEntry(models.Model):
    """One deed of a member, or of a site admin (`by_site`, without a member).

    Written by the verb that does the deed; it never holds reflections or answers.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="journal")
    member = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="deeds")
    deed = models.CharField(max_length=40)
    subject = models.CharField(max_length=250)
    by_site = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[JournalQuerySet] = JournalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "regel in het logboek"
        verbose_name_plural = "logboek"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.deed}: {self.subject}"

    @property
    def actor(self) -> str:
        """Return who did it, at the head of a sentence."""
        if self.by_site:
            return "De beheerder van de site"
        return self.member.user.name if self.member else "Een oud-lid"

    @property
    def words(self) -> str:
        """Return what was done, as the rest of a sentence that begins with `actor`."""
        return DEEDS.get(self.deed, UNKNOWN).sentence.format(self.subject)

    @classmethod
    def write(cls, member: Membership, deed: str, subject: str) -> None:
        """Note that a member did something to a subject (cut at 250 characters).

        `Membership.for_site(school)` stands for a site admin.
        """
        if member.pk is None:
            cls.write_for_site(member.school, deed, subject)
        else:
            cls.objects.create(school_id=member.school_id, member=member, deed=deed, subject=subject[:250])

    @classmethod
    def write_for_site(cls, school: School, deed: str, subject: str) -> None:
        """Note that a site admin did something to a subject of a school (cut at 250 characters)."""
        cls.objects.create(school=school, by_site=True, deed=deed, subject=subject[:250])
