"""A round: one time that a school, or a team in it, fills in a checklist."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from checklists.editions import Edition, Item, editions
from checklists.querysets import RoundQuerySet
from schools.models import JournalEntry, Membership, School, Team

if TYPE_CHECKING:
    from checklists.models.views import TeamView

MOST_PRIORITIES = 5  # the hard limit; three is what is asked for
ASKED_PRIORITIES = 3
MOST_OWN_ITEMS = 10
FEWEST = 5  # answers that a published figure rests on, at the least


class Round(models.Model):
    """One time that a school, or a team in it, fills in a checklist. It keeps its edition for good.

    Draft → open → closed → agreed (priorities chosen); each step is a date. Reopening keeps what was agreed.
    Its life is in `checklists.preparing`, `opening` and `closing`; what it does by itself is in `tending`.
    """

    class Depth(models.TextChoices):
        """How many items: the short list or all."""

        KERN = "kern", "Kern: twaalf punten, ongeveer een kwartier"
        FULL = "full", "Volledig: alle punten"

    class Way(models.TextChoices):
        """How it is filled in."""

        TOGETHER = "together", "Samen, op het digibord"
        ALONE = "alone", "Eerst ieder voor zich, zonder namen"

    school = models.ForeignKey(School, models.CASCADE, related_name="rounds")
    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="rounds", verbose_name="voor wie"
    )
    name = models.CharField("naam", max_length=80)
    edition_key = models.CharField(max_length=12)
    depth = models.CharField("hoeveel punten", max_length=4, choices=Depth)
    way = models.CharField("hoe vullen jullie in", max_length=8, choices=Way, default=Way.TOGETHER)
    own_items = models.JSONField("eigen punten", default=list, blank=True)  # {"code", "pillar", "text"}; see Edition
    invitation = models.TextField("woord bij de uitnodiging", max_length=1000, blank=True)
    opens_on = models.DateField("opent op", null=True, blank=True)
    closes_on = models.DateField("sluit na", null=True, blank=True)
    made_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")
    reminds_from = models.DateField(null=True, blank=True)  # asked for by hand, before it goes by itself
    told_on = models.DateField(null=True, blank=True)  # who leads it was told that it can't go on by itself
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    waiting_sheets = models.PositiveSmallIntegerField(default=0)  # of who was done, not in the totals yet
    shown_sheets = models.PositiveSmallIntegerField(default=0)  # in the totals
    version = models.PositiveIntegerField(default=0)  # grows with all that the team records; who follows asks for it

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]
    is_mine: bool  # these two come from RoundQuerySet.with_part_of
    is_done: bool

    class Meta:
        verbose_name = "afname"
        verbose_name_plural = "afnames"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="round_has_name"),
            models.CheckConstraint(condition=Q(depth__in=["kern", "full"]), name="round_depth"),
            models.CheckConstraint(condition=Q(way__in=["together", "alone"]), name="round_way"),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(team__isnull=True, opened_at__isnull=False, closed_at__isnull=True),
                name="round_one_open_per_school",
                violation_error_message="Er is al een afname open voor de hele school. Rond die eerst af.",
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(opened_at__isnull=False, closed_at__isnull=True),
                name="round_one_open_per_team",
                violation_error_message="Er is al een afname open voor dit team. Rond die eerst af.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="round_closed_after_opened"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(closed_at__isnull=False), name="round_agreed_after_closed"
            ),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="round_closes_after_it_opens",
                violation_error_message="De laatste dag ligt vóór de eerste. Kies een latere dag.",
            ),
            models.CheckConstraint(
                condition=Q(shown_sheets=0) | Q(shown_sheets__gte=FEWEST), name="round_shows_five_at_least"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Tell whether it is being filled in."""
        return bool(self.opened_at) and not self.closed_at

    @property
    def is_alone(self) -> bool:
        """Tell whether everyone answers alone first."""
        return self.way == self.Way.ALONE

    @cached_property
    def edition(self) -> Edition:
        """Return the edition that this round was made with, and the school's own items in it."""
        return editions()[self.edition_key].with_own(self.own_items)

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items of this round, pillar by pillar."""
        return self.edition.items_of(self.depth)

    def item(self, code: str) -> Item | None:
        """Return an item of this round, or None for a code that is not in it."""
        return next((item for item in self.items if item.code == code), None)

    def views_by_code(self) -> dict[str, TeamView]:
        """Return what the team agreed, by the item's code; in one query."""
        return {view.item_code: view for view in self.team_views.all()}

    @property
    def takes_stands(self) -> bool:
        """Tell whether the team may agree now: while it fills in together, or after everyone answered alone."""
        return bool(self.closed_at) if self.is_alone else self.is_open

    def changed(self) -> None:
        """Let who follows along see that something was recorded; two at once both count."""
        Round.objects.filter(pk=self.pk).update(version=F("version") + 1)

    @transaction.atomic
    def choose(self, by: Membership, codes: list[str]) -> None:
        """Make these items the priorities, in this order (at most MOST_PRIORITIES); goals made of earlier ones stay."""
        goals = dict(self.priorities.values_list("item_code", "goal_id"))
        self.priorities.all().delete()
        for position, code in enumerate(codes, 1):
            self.priorities.create(item_code=code, position=position, goal_id=goals.get(code))
        self.agreed_at = timezone.now() if codes else None
        self.save(update_fields=["agreed_at"])
        self.changed()
        JournalEntry.write(by, "priorities_chosen", self.name)
