"""Two texts made from the goals of a school year: for the jaarverslag (looking back) and the jaarplan (forward).

To copy and to make one's own. They are read outside the team, so what is somebody's own or a concept is not in them,
and the jaarverslag names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from handreiking.word import empty_document, plain, saved
from schools.calendar import SchoolYear
from schools.goal_years import GoalYear, Outcome
from schools.models import Evaluation, Goal
from schools.year_closing import after

NUMBERS = ["geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"]
PROGRESS = {0: "aan het begin", 1: "op weg", 2: "er bijna", 3: "er"}
DECIDED = {
    "continue": "We besloten zo door te gaan.",
    "adjust": "We besloten bij te stellen.",
    "achieved": "We noemden het doel behaald.",
    "secured": "Het was gewoon geworden: we noemden het doel geborgd.",
    "stop": "We besloten te stoppen.",
}
COUNTED = {  # what became of so many goals, for one and for more
    Outcome.SECURED: ("is gewoon geworden", "zijn gewoon geworden"),
    Outcome.ACHIEVED: ("is behaald", "zijn behaald"),
    Outcome.CARRIED: ("nemen we mee naar het volgende jaar", "nemen we mee naar het volgende jaar"),
    Outcome.KEPT: ("loopt door", "lopen door"),
    Outcome.RUNNING: ("loopt nog", "lopen nog"),
    Outcome.STOPPED: ("is gestopt", "zijn gestopt"),
}
BULLET = "– "


@dataclass(frozen=True)
class Part:
    """A heading with its lines; one that begins with a dash stands in a list."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class YearText:
    """A text: its title, how it begins, and a part for each goal."""

    title: str
    intro: str
    parts: tuple[Part, ...]

    @property
    def whole(self) -> str:
        """Return it as plain text, to copy."""
        blocks = [[self.intro], *([part.heading, *part.lines] for part in self.parts)]
        return "\n\n".join("\n".join(block) for block in blocks)


def report_of(year: SchoolYear, rows: Iterable[GoalYear]) -> YearText:
    """Return the text for the jaarverslag: per goal what we wanted, did, saw and decided."""
    rows = list(rows)
    return YearText(
        f"Sociaal-emotionele ontwikkeling en welbevinden: terugblik op schooljaar {year}",
        " ".join(in_numbers(year, rows)),
        tuple(Part(row.goal.aim, tuple(back(row))) for row in rows),
    )


def plan_of(year: SchoolYear, rows: Iterable[GoalYear]) -> YearText:
    """Return the text for the jaarplan: the goals that are alive, how we see it worked, when we look back, and who."""
    rows = [row for row in rows if row.goal.is_alive]
    number = counted(len(rows), "doel", "doelen")
    intro = (
        f"In schooljaar {year} werken we aan {number} voor sociaal-emotionele ontwikkeling en welbevinden. "
        "Per doel staat hieronder hoe we zien dat het werkt, wanneer we terugkijken en wie het trekt."
        if rows
        else f"Voor schooljaar {year} zijn er nog geen doelen."
    )
    return YearText(
        f"Sociaal-emotionele ontwikkeling en welbevinden: doelen voor schooljaar {year}",
        intro,
        tuple(Part(row.goal.aim, tuple(forward(row))) for row in rows),
    )


def in_numbers(year: SchoolYear, rows: list[GoalYear]) -> Iterator[str]:
    """Yield the sentences that say how many goals there were and what became of them."""
    if not rows:
        yield f"In schooljaar {year} werkten we nog niet met doelen."
        return
    yield f"In schooljaar {year} werkten we aan {counted(len(rows), 'doel', 'doelen')}."
    numbers = {outcome: sum(row.outcome == outcome for row in rows) for outcome in COUNTED}
    if len(rows) == 1:
        yield f"Dat {COUNTED[rows[0].outcome][0]}."
        return
    said = [f"{in_words(number)} {COUNTED[one][number > 1]}" for one, number in numbers.items() if number]
    together = listed(said)
    yield f"{'Eén' + together[3:] if together.startswith('één') else together.capitalize()}."


def back(row: GoalYear) -> Iterator[str]:
    """Yield the lines about a goal that look back on its year."""
    goal, year = row.goal, row.year
    assert goal.started_on is not None
    began = f"We begonnen ermee op {spoken(goal.started_on)}." if row.is_new else "We werkten er al aan."
    yield f"Dit is een doel voor {whom(goal)}. {began}"
    if goal.success:
        yield f"Zo zouden we zien dat het werkt: {sentence(goal.success)}"
    if row.done:
        yield "Wat we deden:"
        yield from (BULLET + sentence(action.text) for action in row.done)
    for evaluation in row.held:
        yield found(evaluation)
    if not row.held:
        yield "We keken dit jaar nog niet terug op dit doel."
    yield from ending(row, year)


def found(evaluation: Evaluation) -> str:
    """Return what was seen and decided when the goal was looked at."""
    assert evaluation.held_on is not None
    day = date_format(evaluation.held_on, "j F Y")
    parts = [f"Op {day} keken we terug. We waren {PROGRESS[evaluation.progress or 0]}."]
    parts.append(f"Wat we zagen: {sentence(evaluation.seen)}")
    if evaluation.worked:
        parts.append(f"Wat werkte: {sentence(evaluation.worked)}")
    parts.append(DECIDED.get(evaluation.decision, ""))
    return " ".join(filter(None, parts))


def ending(row: GoalYear, year: SchoolYear) -> Iterator[str]:
    """Yield what became of the goal, where the last evaluation did not say so already."""
    goal, outcome, said = row.goal, row.outcome, row.last.decision if row.last else ""
    following = f"schooljaar {after(year)}"
    if outcome == Outcome.STOPPED:
        yield f"Dit doel is gestopt. {sentence(goal.stop_reason)}"
    elif outcome == Outcome.SECURED and said != Evaluation.Decision.SECURED:
        yield "Het is gewoon geworden bij ons: dit doel is geborgd."
    elif outcome == Outcome.CARRIED:
        note = row.decision.note if row.decision else ""
        changed = f" Wat we anders doen: {sentence(note)}" if note else ""
        yield f"We nemen dit doel mee naar {following}.{changed}{again(row)}"
    elif outcome == Outcome.ACHIEVED:
        yield f"Dit doel is behaald. We kijken of het blijft.{again(row)}"
    elif outcome == Outcome.KEPT:
        yield f"Dit doel loopt door in {following}.{again(row)}"


def again(row: GoalYear) -> str:
    """Return when the goal is looked at after the year, as a sentence that follows; nothing where that is not known."""
    return f" We kijken weer op {spoken(row.days_ahead[0])}." if row.days_ahead else ""


def forward(row: GoalYear) -> Iterator[str]:
    """Yield the lines about a goal that look forward into a year."""
    goal = row.goal
    parts = [f"Dit is een doel voor {whom(goal)}."]
    if goal.state == Goal.State.ACHIEVED:
        parts.append("Het is behaald. Dit jaar kijken we of het blijft.")
    yield " ".join(parts)
    if row.before and row.before.note:
        yield f"Wat we dit jaar anders doen: {sentence(row.before.note)}"
    for label, text in (
        ("Zo zien we dat het werkt", goal.success),
        ("Zo volgen we het", goal.monitoring),
        ("Zo blijft het leven", goal.upkeep),
        ("Zo doen leerlingen en ouders mee", goal.participation),
    ):
        if text:
            yield f"{label}: {sentence(text)}"
    if row.open:
        yield "Wat we gaan doen:"
        yield from (BULLET + sentence(action.text) for action in row.open)
    if row.days_within:
        yield f"We kijken terug op {listed([spoken(day) for day in row.days_within])}."
    else:
        yield "Wanneer we terugkijken, spreken we nog af."
    yield f"Wie het trekt: {goal.owner}."


def whom(goal: Goal) -> str:
    """Return whose goal it is, in words that follow on 'voor'."""
    return f"het team {goal.team}" if goal.team else "de hele school"


def sentence(text: str) -> str:
    """Return a text as one paragraph that ends as a sentence does."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…", ".’", ".”")) else f"{text}."


def spoken(day: date) -> str:
    """Return a day as one says it: 'donderdag 8 oktober 2026'."""
    return date_format(day, "l j F Y")


def listed(words: list[str]) -> str:
    """Return some words as one says them: 'a, b en c'."""
    return " en ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def in_words(number: int) -> str:
    """Return a number up to ten in words."""
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def counted(number: int, one: str, more: str) -> str:
    """Return a number with what is counted."""
    return f"{in_words(number)} {one if number == 1 else more}"


def to_docx(text: YearText) -> bytes:
    """Return the text as a Word document, in Dutch, with a heading for each goal."""
    document = empty_document(text.title)
    document.add_heading(plain(text.title), level=0)
    document.add_paragraph(plain(text.intro))
    for part in text.parts:
        document.add_heading(plain(part.heading), level=1)
        for line in part.lines:
            is_point = line.startswith(BULLET)
            words = plain(line.removeprefix(BULLET)) if is_point else plain(line)
            document.add_paragraph(words, style="List Bullet" if is_point else None)
    return saved(document)
