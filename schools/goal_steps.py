"""The wizard of a goal: four short steps, each kept as a concept, and examples in own words."""

from __future__ import annotations

from dataclasses import dataclass

from schools.models import Goal


@dataclass(frozen=True)
class Step:
    """A step: its word in the address, its heading, and the fields that it asks for."""

    slug: str
    title: str
    short: str
    fields: tuple[str, ...]


STEPS = (
    Step("wat", "Wat willen jullie, en voor wie?", "Wat en voor wie", ("aim", "scope", "team", "shown")),
    Step("volgen", "Hoe zien en volgen jullie het?", "Zien en volgen", ("success", "monitoring", "upkeep")),
    Step("wie", "Wie doet mee?", "Wie doet mee", ("participation", "ring", "handvatten", "owner")),
    Step("wanneer", "Wanneer kijken jullie terug?", "Wanneer", ("dates", "evaluate_on")),
)
STEP_BY_SLUG = {step.slug: step for step in STEPS}

PO = (
    "Na de kerstvakantie begint elke groep de dag in de kring, met een vraag die een kind heeft bedacht.",
    "In juni noemt elk kind in de bovenbouw twee volwassenen bij wie het aanklopt als er iets is.",
    "Op het plein weten kinderen en pleinwachten hetzelfde te doen als iemand buitengesloten wordt.",
    "Elke ouder heeft vóór de herfst één keer verteld waar zijn kind blij van wordt.",
)
VO = (
    "In januari heeft elke leerling uit klas 1 en 2 een gesprek met de mentor gehad dat niet over cijfers ging.",
    "Bij elke les in de onderbouw staat de docent bij de deur en groet de klas.",
    "In juni zegt driekwart van klas 3 dat toetsweken te doen zijn; nu is dat de helft.",
    "Elke mentorklas maakt in september eigen afspraken over telefoons en de groepsapp, en bekijkt ze in mei opnieuw.",
)


def examples(sector: str) -> tuple[str, ...]:
    """Return four examples for a sector: 'po', 'vo' or 'both'."""
    return {"po": PO, "vo": VO}.get(sector, (*PO[:2], *VO[:2]))


def after(step: Step) -> Step | None:
    """Return the step that follows, or None after the last."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def before(step: Step) -> Step | None:
    """Return the step that comes before, or None before the first."""
    place = STEPS.index(step)
    return STEPS[place - 1] if place else None


def next_step(goal: Goal) -> Step:
    """Return the step at which a concept goes on: the first of which nothing is filled in."""
    if not (goal.success or goal.monitoring or goal.upkeep):
        return STEPS[1]
    if not (goal.participation or goal.ring or goal.handvatten):
        return STEPS[2]
    return STEPS[3]
