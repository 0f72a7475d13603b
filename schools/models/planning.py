"""The team agenda."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from schools.models.organisations import School
from schools.querysets import AgendaMomentQuerySet


class AgendaMoment(models.Model):
    """A dated team meeting at which wellbeing is on the table."""

    school = models.ForeignKey(School, models.CASCADE, related_name="agenda_moments")
    title = models.CharField("wat gaan jullie doen", max_length=120)
    starts_at = models.DateTimeField("begin")
    ends_at = models.DateTimeField("einde")
    place = models.CharField("waar", max_length=120, blank=True)
    talk = models.CharField("vraag om mee te openen", max_length=300, blank=True)

    objects: ClassVar[AgendaMomentQuerySet] = AgendaMomentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "agendamoment"
        verbose_name_plural = "agendamomenten"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="moment_ends_after_start",
                violation_error_message="Het einde ligt vóór het begin. Kies een later einde.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def day(self) -> date:
        """Return the day on which it is held."""
        return localtime(self.starts_at).date()
