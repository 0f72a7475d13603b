"""Teams inside a school, and the school's holidays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from schools.models.journal import JournalEntry
from schools.models.organisations import School
from schools.models.people import Membership
from schools.querysets import HolidayQuerySet, TeamQuerySet


class Team(models.Model):
    """A group of members inside a school (onderbouw, sectie, kernteam); the whole staff is the school itself."""

    school = models.ForeignKey(School, models.CASCADE, related_name="teams")
    name = models.CharField("naam", max_length=80)
    lead = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="led_teams", verbose_name="trekker"
    )
    members = models.ManyToManyField(Membership, related_name="teams", blank=True, verbose_name="leden")
    ended_at = models.DateTimeField("opgeheven op", null=True, blank=True)

    objects: ClassVar[TeamQuerySet] = TeamQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "team"
        verbose_name_plural = "teams"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="team_has_name"),
            models.UniqueConstraint(
                "school",
                Lower("name"),
                condition=Q(ended_at__isnull=True),
                name="team_name_once_per_school",
                violation_error_message="Er is al een team met deze naam.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def keep(self, by: Membership, name: str, members: Iterable[Membership], lead: Membership | None) -> None:
        """Make the team, or change it: its name, who is in it and who leads it.

        Members are present members of the school, and the lead is one of them; raises ValueError otherwise.
        """
        people = set(members)
        if any(one.school_id != self.school_id or one.left_at for one in people) or (lead and lead not in people):
            raise ValueError("a team consists of present members of its school, and is led by one of them")
        deed, before = ("team_changed", self._facts()) if self.pk else ("team_made", None)
        self.name, self.lead = name, lead
        self.save()
        self.members.set(people)
        if before is None:
            JournalEntry.write(by, deed, name)
        elif changes := _changes(before, self._facts()):
            JournalEntry.write(by, deed, f"{name}: {'; '.join(changes)}")

    @transaction.atomic
    def end(self, by: Membership) -> None:
        """Say that the team is no more; its name is free again. Nothing happens to one that ended already."""
        if self.ended_at is None:
            self.ended_at = timezone.now()
            self.save()
            JournalEntry.write(by, "team_ended", self.name)

    def _facts(self) -> tuple[str, str, set[str]]:
        """Return the name, the lead and the members as the database has them, in words."""
        kept = Team.objects.select_related("lead__user").get(pk=self.pk)
        people = kept.members.select_related("user")
        return kept.name, str(kept.lead or "niemand"), {str(one) for one in people}


def _changes(before: tuple[str, str, set[str]], after: tuple[str, str, set[str]]) -> list[str]:
    """Return what is different, in words for the journal."""
    (old_name, old_lead, were), (name, lead, are) = before, after
    changes = [f"heette {old_name}"] if name != old_name else []
    changes += [f"trekker: {old_lead} → {lead}"] if lead != old_lead else []
    changes += [f"erbij: {', '.join(sorted(are - were))}"] if are - were else []
    return changes + ([f"eruit: {', '.join(sorted(were - are))}"] if were - are else [])


class RegionHoliday(models.Model):
    """A school holiday of a region, from the government's table. Belongs to the school year in which it begins."""

    region = models.CharField("regio", max_length=6, choices=School.Region)
    name = models.CharField("naam", max_length=60)
    starts_on = models.DateField("eerste dag")
    ends_on = models.DateField("laatste dag")
    is_fixed = models.BooleanField("vastgesteld", default=False, help_text="Niet aangevinkt: het is een advies.")

    class Meta:
        verbose_name = "vakantie van een regio"
        verbose_name_plural = "vakanties van de regio’s"
        ordering = ["starts_on", "region"]
        constraints = [
            models.UniqueConstraint(fields=["region", "starts_on"], name="region_holiday_once"),
            models.CheckConstraint(condition=Q(region__in=["noord", "midden", "zuid"]), name="region_holiday_region"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="region_holiday_ends_after_start",
                violation_error_message="De laatste dag ligt vóór de eerste.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_region_display()})"


class Holiday(models.Model):
    """A holiday as the school itself keeps it. A school year with one or more of these has no regional ones."""

    school = models.ForeignKey(School, models.CASCADE, related_name="holidays")
    name = models.CharField("naam", max_length=60)
    starts_on = models.DateField("eerste dag")
    ends_on = models.DateField("laatste dag")

    objects: ClassVar[HolidayQuerySet] = HolidayQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "vakantie"
        verbose_name_plural = "vakanties"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="holiday_has_name"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="holiday_ends_after_start",
                violation_error_message="De laatste dag ligt vóór de eerste.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
