"""The outcome as a text with tables: what its page shows, for a document. Every form of it is made from this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localtime

from checklists.figures import ORDER, WORDS
from checklists.models import Conversation, Round
from checklists.outcome import Found, Outcome, PillarPart
from schools.models import Goal

HEAD = ("Punt", "Waar staan we", *(WORDS[level].capitalize() for level in ORDER[:-1]), "N.v.t.", "Hier eerst")
NO_FIGURES = "geen aantallen"
STATES = {
    "together": "Het team vulde deze lijst samen in.",
    "few": "Van deze afname laten we geen aantallen zien: minder dan vijf mensen waren klaar, en dan zou je kunnen "
    "zien wie wat koos.",
    "waits": "De antwoorden gaan open in het teamgesprek. Tot dan ziet niemand ze.",
    "held": "Van deze afname laten we geen aantallen zien: rond dezelfde tijd was er een andere afname met bijna "
    "dezelfde mensen.",
    "shown": "{} collega’s vulden deze lijst in. Niemand ziet wie wat koos. Bij een punt met minder dan vijf "
    "antwoorden staan geen aantallen, en ook niet waar je door twee afnames te vergelijken zou kunnen zien wat één "
    "collega koos.",
}
ABOUT = (
    "Dit is een eigen lijst, gemaakt op basis van de checklist Welbevinden op School van Pharos en Trimbos-instituut. "
    "Het is niet de jaarlijkse monitor sociale veiligheid die de wet vraagt. Uitgave {} ({})."
)


@dataclass(frozen=True)
class Table:
    """Rows under a head; the first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True)
class Point:
    """A line of a list, and what is known about it."""

    text: str
    detail: str = ""


@dataclass(frozen=True)
class Part:
    """A part of the report under its own heading: sentences, a list, a table; each may be missing."""

    title: str
    sentences: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class Report:
    """The whole, with what stands under the title."""

    title: str
    about: str
    parts: tuple[Part, ...] = field(default=())


def report_of(outcome: Outcome, school: str, conversation: Conversation | None = None) -> Report:
    """Return the report of an outcome; it holds what the page shows, and nothing else."""
    round_ = outcome.round
    parts = [Part("Vooraf", before_you_read(outcome)), *lists(outcome)]
    if outcome.differing:
        parts.append(Part("Hier kijken jullie verschillend naar", points=answers(outcome.differing)))
    parts += beside_before(outcome)
    parts += [part for pillar in outcome.pillars for part in pillar_parts(pillar)] if is_something(outcome) else []
    parts += across(outcome, conversation) if is_something(outcome) else []
    parts.append(Part("Over deze lijst", (ABOUT.format(round_.edition.version, round_.edition.sector),)))
    return Report(f"Waar staan we? {round_.name}", facts(round_, school), tuple(parts))


def facts(round_: Round, school: str) -> str:
    """Return which school and when."""
    assert round_.closed_at is not None
    whom = f"{school}, {round_.team.name}" if round_.team else school
    return f"{whom} · {round_.name} · afgerond op {spoken(localtime(round_.closed_at).date())}"


def spoken(day: date) -> str:
    """Return a day as one says it."""
    return date_format(day, "j F Y")


def is_something(outcome: Outcome) -> bool:
    """Tell whether there is an item to say something of."""
    return outcome.has_figures or outcome.is_agreed


def before_you_read(outcome: Outcome) -> tuple[str, ...]:
    """Return what has to be said before the result."""
    sentences = ["De meeste scholen beginnen laag. Dit is geen rapport: het is een begin van een gesprek."]
    sentences.append(STATES[outcome.state].format(outcome.round.shown_sheets))
    if outcome.has_figures and not outcome.is_agreed:
        sentences.append("Dit zijn de antwoorden, nog geen uitkomst: het team spreekt af in het gesprek.")
    return tuple(sentences)


def lists(outcome: Outcome) -> list[Part]:
    """Return the three lists, and what stands in none; nothing before the team agreed."""
    if not outcome.is_agreed:
        return []
    found = [
        Part("Gaat goed", points=lines(outcome.good)),
        Part("Verdient aandacht", points=lines(outcome.attention)),
        Part("Prioriteit", points=tuple(with_goal(one) for one in outcome.priorities)),
        Part("Niet in een van de lijsten", points=lines(outcome.rest)),
    ]
    return [part for part in found if part.points]


def lines(found: Iterable[Found]) -> tuple[Point, ...]:
    """Return a line for each item: what it says, and where it stands."""
    return tuple(Point(one.item.text, detail(one)) for one in found)


def answers(found: Iterable[Found]) -> tuple[Point, ...]:
    """Return a line for each item, with what each answered where that is shown."""
    return tuple(Point(one.item.text, " · ".join(filter(None, [detail(one), one.label]))) for one in found)


def detail(found: Found) -> str:
    """Return the stand of an item, how that moved, the flags and the pillar."""
    flags = f"{found.total.flags} keer ‘hier eerst’" if found.total.flags else ""
    return " · ".join(filter(None, [found.words, found.moved, flags, found.pillar.name]))


def with_goal(found: Found) -> Point:
    """Return a priority, with the goal that was made of it."""
    goal = found.priority.goal if found.priority else None
    return Point(found.item.text, f"{detail(found)} · {goal_words(goal)}" if goal else detail(found))


def goal_words(goal: Goal | None) -> str:
    """Return a goal and how it is now."""
    return f"Doel: {goal.aim} ({str(goal.state.label).lower()})" if goal else "Geen doel"


def beside_before(outcome: Outcome) -> list[Part]:
    """Return what became of the earlier priorities, and what moved; nothing where there was no round before."""
    if not outcome.earlier:
        return []
    became = tuple(Point(item.text, goal_words(one.goal)) for item, one in outcome.became)
    moved = tuple(Point(found.item.text, found.moved) for found in outcome.moved)
    apart = tuple(Point(found.item.text, found.before.words) for found in outcome.incomparable if found.before)
    gone = tuple(Point(item.text, "Staat niet meer in deze uitgave") for item in outcome.gone)
    then = f"De vorige keer was {outcome.earlier.round.name}."
    parts = [
        Part("Wat werd er van de vorige prioriteiten", (then,), became),
        Part("Wat er verschoof", (then,), moved),
        Part("Wat je niet kunt vergelijken met de vorige keer", (), apart + gone),
    ]
    return [part for part in parts if part.points]


def pillar_parts(part: PillarPart) -> list[Part]:
    """Return a pillar as a table, and what was said and remarked about its items."""
    sentence = f"Alle antwoorden bij elkaar: {part.figure.words}." if part.figure else ""
    if not sentence and part.agreed:
        sentence = f"Zo spraken jullie de punten af: {part.agreed.words}."
    head = HEAD if part.figure else HEAD[:2]
    table = Table(f"Pijler {part.pillar.name}", head, tuple(row_of(found, len(head)) for found in part.found))
    said = tuple(Point(found.item.text, found.note) for found in part.found if found.note)
    remarks = [
        Part(
            f"Opmerkingen bij: {found.item.text}",
            ("Zonder naam, en in willekeurige volgorde.",),
            tuple(map(Point, found.total.remarks)),
        )
        for found in part.found
        if found.total.remarks
    ]
    whole = [Part(f"Pijler {part.pillar.name}", (sentence,) if sentence else (), table=table)]
    return [*whole, *([Part("Wat er gezegd is", points=said)] if said else []), *remarks]


def row_of(found: Found, columns: int) -> tuple[str | int, ...]:
    """Return an item as a row of a table of so many columns."""
    if columns == 2:
        return found.item.text, found.words
    figures = (*found.figure.row, found.total.flags) if found.figure else (NO_FIGURES, *[""] * 6)
    return found.item.text, found.words, *figures


def across(outcome: Outcome, conversation: Conversation | None) -> list[Part]:
    """Return the cross-sections, and what was said that belongs to no single item."""
    equity, telling = (conversation.equity, conversation.telling) if conversation else ("", "")
    parts = [
        Part("Gelijke kansen", (f"In het gesprek: {equity}",) if equity else (), answers(outcome.equity)),
        Part("Medewerkers", (), answers(outcome.staff)),
        Part("Wie vertelt het leerlingen en ouders", (telling,) if telling else ()),
    ]
    return [part for part in parts if part.points or part.sentences]
