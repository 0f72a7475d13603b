"""A page of text for the schoolplan or jaarplan, built from an outcome: to copy, and to make one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localtime

from checklists.outcome import Found, Outcome
from checklists.report import spoken
from schools.models import Evaluation, Goal, Membership


@dataclass(frozen=True)
class Plan:
    """The text: under each heading some lines."""

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """Return the whole as plain text, to copy."""
        return "\n\n".join("\n".join([heading, *lines]) for heading, lines in self.parts)


def plan_of(outcome: Outcome, member: Membership) -> Plan:
    """Return the text for a plan. What people answered alone is not in it: a plan is read outside the team."""
    coming = coming_dates(outcome, member)
    parts: list[tuple[str, tuple[str, ...]]] = [("Hoe we keken", (how(outcome),))]
    if outcome.good:
        parts.append(("Wat goed gaat", tuple(texts(outcome.good))))
    if outcome.attention:
        parts.append(("Wat aandacht verdient", tuple(texts(outcome.attention))))
    if outcome.priorities:
        parts.append(("Waar we aan werken", tuple(work(found, coming) for found in outcome.priorities)))
    if outcome.moved:
        parts.append(
            ("Wat er verschoof", tuple(f"– {found.item.text} {found.moved}." for found in outcome.moved)),
        )
    parts.append(("Hoe we verdergaan", ("We vullen de lijst opnieuw in en leggen de uitkomst naast die van nu.",)))
    return Plan(f"Welbevinden en sociaal-emotionele ontwikkeling: {outcome.round.name}", tuple(parts))


def how(outcome: Outcome) -> str:
    """Return the sentence on when the team looked, and with what."""
    round_ = outcome.round
    assert round_.closed_at is not None
    who = f"het team {round_.team.name}" if round_.team else "ons team"
    day = spoken(localtime(round_.closed_at).date())
    return (
        f"Op {day} keek {who} naar welbevinden op onze school, met een lijst van {len(round_.items)} punten in vier "
        "pijlers: beleid, educatie, schoolomgeving en signaleren. We spraken per punt af waar we staan."
    )


def texts(found: Iterable[Found]) -> Iterable[str]:
    """Yield each item with where the team says that it stands."""
    return (f"– {one.item.text.rstrip('.')} ({one.words.lower()})" for one in found)


def work(found: Found, coming: dict[int, str]) -> str:
    """Return a priority: the item, its goal, who carries it and when it is looked at again."""
    goal = found.priority.goal if found.priority else None
    if goal is None:
        return f"– {found.item.text} We maken hier een doel van."
    words = [f"– {found.item.text} Ons doel: {goal.aim.rstrip('.')}."]
    words.append(f"Hoe we zien dat het werkt: {goal.success.rstrip('.')}." if goal.success else "")
    words.append(f"We kijken hiernaar terug op {coming[goal.pk]}." if goal.pk in coming else "")
    return " ".join(filter(None, words))


def coming_dates(outcome: Outcome, member: Membership) -> dict[int, str]:
    """Return the first coming evaluation date of each goal, in words; in one query."""
    goals: list[Goal] = [found.priority.goal for found in outcome.priorities if found.priority and found.priority.goal]
    coming = Evaluation.objects.visible_to(member).coming().filter(goal__in=goals).order_by("-due_on")
    return {evaluation.goal_id: spoken(evaluation.due_on) for evaluation in coming}
