"""Teams inside a school, and the school's holidays."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

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
