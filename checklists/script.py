"""The script of the team conversation, as data: one part of a study day, in steps with their words and minutes.

Schools that went through such a list with a facilitator made plans; schools on their own did not. So the app carries
what a facilitator would say (CDC School Health Index in nine schools, PMC1564114).
"""

from __future__ import annotations

from dataclasses import dataclass

from checklists.models import Round

PURPOSE, ALONE, PILLARS, EQUITY = "doel", "ieder-voor-zich", "pijlers", "gelijke-kansen"
PRIORITIES, FIRST_GOAL, TELLING = "prioriteiten", "eerste-doel", "vertellen"


@dataclass(frozen=True)
class Step:
    """One step: what it is called, how long it is meant to take, what stands on the board and what the leader knows."""

    slug: str
    name: str  # in the list of steps
    title: str  # on the board
    minutes: int
    board: tuple[str, ...]
    leader: tuple[str, ...]
    after_filling: bool = False  # filling in has to be over


SCRIPT = (
    Step(
        slug=PURPOSE,
        name="Doel en privacy",
        title="Waarom zitten we hier?",
        minutes=10,
        board=(
            "We kijken samen: wat gaat goed, wat verdient aandacht, en wat komt eerst?",
            "Het is geen rapport en geen toets. De meeste scholen beginnen laag.",
            "We noemen geen namen van leerlingen of collega’s.",
        ),
        leader=(
            "Heet iedereen welkom. Zeg wat er met de vorige keer gebeurd is, ook als dat weinig was.",
            "Vertel dat iedereen op het eigen toestel kan meekijken. Meedoen hoeft daar niet.",
        ),
    ),
    Step(
        slug=ALONE,
        name="Ieder voor zich",
        title="Vul de lijst eerst zelf in",
        minutes=15,
        board=(
            "Op je eigen telefoon of laptop, in stilte. Weet je iets niet? Dat is ook een antwoord.",
            "Niemand ziet wat jij invult, ook later niet. Een totaal zie je pas als vijf collega’s antwoordden.",
        ),
        leader=(
            "Laat het even stil zijn. Wie klaar is, tikt op ‘klaar’: alleen die antwoorden tellen mee.",
            "Sluit het invullen als bijna iedereen klaar is. Wachten op de laatste hoeft niet.",
        ),
    ),
    Step(
        slug=PILLARS,
        name="Vier pijlers",
        title="Waar staan we?",
        minutes=35,
        board=("Per pijler: eerst wat goed gaat, dan waar we verschillend naar kijken.",),
        leader=(
            "Vraag eerst wie er iets over wil vertellen, en dan pas waar het team staat.",
            "Zien jullie het verschillend? Vraag waaraan iemand het merkt. Wie laag koos, hoeft dat niet te zeggen.",
            "Kom je er niet uit: ‘weten we niet’ is ook een uitkomst. Alle punten halen hoeft niet.",
        ),
    ),
    Step(
        slug=EQUITY,
        name="Gelijke kansen",
        title="Geldt dit voor ieder kind?",
        minutes=15,
        board=("Wie hoort er nog niet vanzelf bij? Denk aan geld, taal, een beperking of wat er thuis speelt.",),
        leader=(
            "Laat eerst twee aan twee praten, drie minuten. Haal dan op.",
            "Praat over wat de school kan doen, niet over één leerling.",
        ),
    ),
    Step(
        slug=PRIORITIES,
        name="Prioriteiten",
        title="Wat pakken we als eerste op?",
        minutes=15,
        board=("Kies er drie. Wie alles tegelijk doet, maakt weinig af.",),
        leader=(
            "Laat iedereen eerst voor zichzelf drie punten kiezen. De vlaggen en de standen helpen, het team beslist.",
            "Twijfel tussen twee? Kies wat je morgen al kunt beginnen.",
        ),
        after_filling=True,
    ),
    Step(
        slug=FIRST_GOAL,
        name="Het eerste doel",
        title="Wat willen we bereiken?",
        minutes=20,
        board=("Eén doel is genoeg voor vandaag. Wie trekt het, en wanneer kijken we terug?",),
        leader=(
            "Maak het klein: wat zien we over acht weken dat er nu niet is?",
            "Spreek nu al af wanneer jullie terugkijken. Zonder datum belandt een doel in een la.",
        ),
        after_filling=True,
    ),
    Step(
        slug=TELLING,
        name="Vertellen",
        title="Wie vertelt het leerlingen en ouders?",
        minutes=10,
        board=("Wat vertellen we, wie doet dat, en wanneer?",),
        leader=("Eén zin voor leerlingen en één voor ouders is genoeg. Sluit af met een rondje: wat neem jij mee?",),
        after_filling=True,
    ),
)


def steps_of(round_: Round) -> list[Step]:
    """Return the steps of a round's conversation; each alone only while there is something to fill in alone."""
    return [step for step in SCRIPT if step.slug != ALONE or (round_.is_alone and round_.is_open)]


def step_of(round_: Round, slug: str) -> Step:
    """Return the step with this name; the one after it where the round has it no longer, the first for an odd name."""
    steps = steps_of(round_)
    slugs = [step.slug for step in SCRIPT]
    if slug not in slugs:
        return steps[0]
    return next(step for step in steps if slugs.index(step.slug) >= slugs.index(slug))
