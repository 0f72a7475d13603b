"""A round beside the one before it: what can be compared, what moved, and what became of what came first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from checklists.editions import Edition, Item, root_of
from checklists.figures import Bars
from checklists.models import Priority, Round, TeamView
from checklists.stands import ON_SCALE
from checklists.totals import NOTHING, Total
from schools.models import Goal, Membership

KINDS = {
    "same": "",
    "reworded": "Anders gevraagd dan de vorige keer",
    "new": "Nieuw in deze uitgave",
    "not_asked": "De vorige keer niet gevraagd",
}


@dataclass(frozen=True)
class Before:
    """What there was of an item in the round before: whether it can be compared, the stand and the answers."""

    kind: str
    stand: str = ""
    total: Total = NOTHING

    @property
    def words(self) -> str:
        """Return why it can't be compared; nothing where it can."""
        return KINDS[self.kind]

    @property
    def bars(self) -> Bars | None:
        """Return the answers of then, where they are shown and were about the same."""
        return Bars(self.total.counts) if self.kind == "same" and self.total.is_shown else None


@dataclass(frozen=True)
class Earlier:
    """The round before, with what is needed of it."""

    round: Round
    priorities: tuple[Priority, ...]
    stands: dict[str, str]
    totals: dict[str, Total]

    def before(self, edition: Edition, item: Item) -> Before:
        """Return what there was of an item in this earlier round."""
        then = self.asked.get(root_of(edition, item))
        if then is None:
            return Before("new" if self.is_new(edition, item) else "not_asked")
        if then.text != item.text:
            return Before("reworded")
        return Before("same", self.stands.get(then.code, ""), self.totals.get(then.code, NOTHING))

    def is_new(self, edition: Edition, item: Item) -> bool:
        """Tell whether the earlier edition did not have the item at all."""
        return root_of(edition, item) not in self.known

    @cached_property
    def asked(self) -> dict[str, Item]:
        """Return the items of that round by what they go back to."""
        return {root_of(self.round.edition, one): one for one in self.round.items}

    @cached_property
    def known(self) -> set[str]:
        """Return what all items of that edition go back to, also those that were not asked."""
        return {root_of(self.round.edition, one) for one in self.round.edition.items_of("full")}

    def gone(self, edition: Edition) -> list[Item]:
        """Return the items that were answered then and are in this edition no more."""
        now = {root_of(edition, item) for item in edition.items_of("full")}
        return [item for item in self.round.items if root_of(self.round.edition, item) not in now]


def moved(before: str, now: str) -> str:
    """Return how a stand moved, in words; nothing where one of both is not on the scale."""
    if before not in ON_SCALE or now not in ON_SCALE:
        return ""
    then, today = (str(TeamView.Stand(stand).label).lower() for stand in (before, now))
    return f"Gebleven op {today}" if then == today else f"Van {then} naar {today}"


def direction(before: str, now: str) -> str:
    """Return the sign that goes with how a stand moved: 'up', 'down', 'same', or nothing."""
    if before not in ON_SCALE or now not in ON_SCALE:
        return ""
    if before == now:
        return "same"
    return "up" if now > before else "down"


def previous_of(round_: Round, member: Membership) -> Round | None:
    """Return the round before this one that was for the same people and with the same kind of list; None without."""
    earlier = Round.objects.visible_to(member).filter(
        team=round_.team,
        edition_key__startswith=f"{round_.edition.sector}-",
        closed_at__isnull=False,
        opened_at__lt=round_.opened_at,
    )
    return earlier.exclude(pk=round_.pk).first()


def priorities_of(rounds: list[Round], member: Membership) -> dict[int, list[Priority]]:
    """Return the priorities of each round, with the goal where the member may see it; in two queries."""
    found: dict[int, list[Priority]] = {one.pk: [] for one in rounds}
    goals = Prefetch("goal", Goal.objects.visible_to(member).select_related("owner__user"))
    for priority in Priority.objects.visible_to(member).filter(round__in=rounds).prefetch_related(goals):
        found[priority.round_id].append(priority)
    return found
