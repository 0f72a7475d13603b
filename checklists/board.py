"""What is on the table in a team conversation: the same for who leads it and for who follows on an own device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from checklists.editions import Item
from checklists.figures import Bar, Bars
from checklists.models import FEWEST, Conversation, Priority, Round, TeamView
from checklists.order import talk_order
from checklists.script import ALONE, EQUITY, FIRST_GOAL, PILLARS, PRIORITIES, TELLING, Step, steps_of
from checklists.spread import sentence, why_nothing, words
from checklists.totals import NOTHING, Total, totals_of
from handreiking.records import Handvat


@dataclass(frozen=True)
class Shown:
    """An item with what was answered on it and what the team agreed."""

    item: Item
    pillar: str
    total: Total
    view: TeamView | None
    in_round: bool = True

    @property
    def bars(self) -> list[Bar]:
        """Return the spread as bars."""
        return Bars(self.total.counts).bars

    @property
    def words(self) -> list[dict[str, str | int]]:
        """Return the spread as numbers with words."""
        return words(self.total)

    @property
    def sentence(self) -> str:
        """Return the spread as a sentence."""
        return sentence(self.total)

    @property
    def stand(self) -> str:
        """Return the agreed stand, or nothing."""
        return self.view.stand if self.view else ""

    @property
    def stand_words(self) -> str:
        """Return the agreed stand in words."""
        return self.view.get_stand_display() if self.view and self.view.stand else "Nog niet besproken"


@dataclass(frozen=True)
class Chosen:
    """A priority with its item, its goal where there is one, and the handvatten that fit."""

    item: Item
    priority: Priority
    handvatten: tuple[Handvat, ...]

    @property
    def back_on(self) -> date | None:
        """Return the first coming day on which the goal is looked at again."""
        every = self.priority.goal.evaluations.all() if self.priority.goal else ()
        return min((one.due_on for one in every if not one.held_on and not one.cancelled_on), default=None)


@dataclass(frozen=True)
class Target:
    """Where a button leads: a step, and an item in it."""

    slug: str
    code: str
    label: str

    def __str__(self) -> str:
        return f"{self.slug}:{self.code}" if self.code else self.slug


def board_of(round_: Round, talk: Conversation, step: Step, code: str) -> dict[str, Any]:
    """Return what the board shows at a step, and at an item (`code`) where the step has them."""
    steps = steps_of(round_)
    context: dict[str, Any] = {
        "round": round_,
        "talk": talk,
        "step": step,
        "steps": steps,
        "step_number": steps.index(step) + 1,
        "elapsed": max(0, int((timezone.now() - talk.step_started_at).total_seconds())),
        **PARTS.get(step.slug, nothing_more)(round_, code),
    }
    return context | ways(round_, step, context.get("order", []), context.get("code", ""))


def nothing_more(round_: Round, code: str) -> dict[str, Any]:
    """Return nothing: the words of the step are enough."""
    return {}


def filling_part(round_: Round, code: str) -> dict[str, Any]:
    """Return how many are done with answering alone."""
    present = round_.participations.present()
    people = present.count()
    return {"people": people, "done": people - present.unfinished().count(), "fewest": FEWEST}


def item_part(round_: Round, code: str) -> dict[str, Any]:
    """Return the item on the table, its place in the order, and why it has no total where it has none."""
    totals, views = totals_of(round_), round_.views_by_code()
    order = talk_order(round_, totals)
    item = next((one for one in order if one.code == code), order[0])
    return {
        "order": order,
        "code": item.code,
        "now": shown(round_, item, totals, views),
        "number": order.index(item) + 1,
        "agreed": sum(bool(view.stand) for view in views.values()),
        "why": why_nothing(round_),
    }


def equity_part(round_: Round, code: str) -> dict[str, Any]:
    """Return the edition's items on equal opportunities beside each other, also those the short list leaves out."""
    totals, views = totals_of(round_), round_.views_by_code()
    every = [item for pillar in round_.edition.pillars for item in pillar.items if item.equity]
    return {"equals": [shown(round_, item, totals, views) for item in every], "why": why_nothing(round_)}


def choice_part(round_: Round, code: str) -> dict[str, Any]:
    """Return the items to choose from: what was chosen, then what is low, flagged and seen differently first."""
    totals, views = totals_of(round_), round_.views_by_code()
    every = [shown(round_, item, totals, views) for item in round_.items]
    chosen = list(round_.priorities.values_list("item_code", flat=True))
    items = [item for code in chosen if (item := round_.item(code))]
    by_urgency = sorted(every, key=lambda one: (one.item.code not in chosen, urgency(one)))
    return {"choosable": by_urgency, "chosen": items, "ticked": chosen}


def goal_part(round_: Round, code: str) -> dict[str, Any]:
    """Return the priorities with their goals, and which is the first that has none yet."""
    chosen = priorities_of(round_)
    made = [one for one in chosen if one.priority.goal and one.priority.goal.started_on]
    return {"priorities": chosen, "made": made, "waiting": [one for one in chosen if one not in made]}


def priorities_of(round_: Round) -> list[Chosen]:
    """Return the priorities in their order, each with what a goal of it begins from."""
    found = []
    for priority in round_.priorities.select_related("goal__owner__user").prefetch_related("goal__evaluations"):
        item = round_.item(priority.item_code)
        if item:
            found.append(Chosen(item, priority, round_.edition.suggested(item)[:3]))
    return found


def shown(round_: Round, item: Item, totals: Mapping[str, Total], views: Mapping[str, TeamView]) -> Shown:
    """Return an item with all that is known of it."""
    return Shown(
        item=item,
        pillar=round_.edition.pillar_of[item.code].name,
        total=totals.get(item.code, NOTHING),
        view=views.get(item.code),
        in_round=round_.item(item.code) is not None,
    )


def urgency(one: Shown) -> tuple[int, int, float]:
    """Return what the items to choose from are put in order by; not to know is nearly as telling as not yet."""
    stands = ["0", "unknown", "1", "", "2", "3", "na"]
    return (stands.index(one.stand), -one.total.flags, -one.total.spread)


def ways(round_: Round, step: Step, order: list[Item], code: str) -> dict[str, Target | None]:
    """Return where 'vorige' and 'volgende' lead from here; nowhere on while everyone fills in."""
    steps, codes = steps_of(round_), [item.code for item in order]
    here, at = steps.index(step), codes.index(code) if code in codes else 0
    before = Target(steps[here - 1].slug, "", "Vorige") if here else None
    after = to_step(round_, steps[here + 1]) if here + 1 < len(steps) else None
    if step.slug == PILLARS:
        before = Target(PILLARS, codes[at - 1], "Vorige punt") if at else before
        after = Target(PILLARS, codes[at + 1], "Volgende punt") if at + 1 < len(codes) else after
    return {"before": before, "after": None if step.slug == ALONE else after}


def to_step(round_: Round, step: Step) -> Target:
    """Return the way to the next step; it says so where that ends filling in together."""
    ends = step.slug == PRIORITIES and round_.is_open and not round_.is_alone
    return Target(step.slug, "", "Sluit het invullen en kies prioriteiten" if ends else step.name)


PARTS: dict[str, Callable[[Round, str], dict[str, Any]]] = {
    ALONE: filling_part,
    PILLARS: item_part,
    EQUITY: equity_part,
    PRIORITIES: choice_part,
    FIRST_GOAL: goal_part,
    TELLING: goal_part,
}
