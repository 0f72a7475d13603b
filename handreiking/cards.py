"""What of a handvat fits on a card to print: questions to talk about, and a few tips in short."""

import re
from dataclasses import dataclass
from itertools import groupby

from handreiking.markdown import to_text
from handreiking.records import Handvat, Item, Question

MOST_TIPS = 3  # beside questions
MOST_TIPS_ALONE = 5
SENTENCE = re.compile(r".+?[.!?…](?=\s|$)")


@dataclass(frozen=True)
class Card:
    """The questions by whom they are asked of, in order; and the tips, each with its title and a sentence.

    One of the two may be empty; beside questions a tip is in one line.
    """

    questions: list[tuple[str, list[Question]]]
    tips: list[tuple[str, str]]
    tips_are: str = "Tips"


def card_of(handvat: Handvat) -> Card | None:
    """Return the card of a handvat, None for one without questions and tips.

    Its points stand in for tips where it has none.
    """
    tips = [tip for section in handvat.sections for tip in section.tips]
    points = [point for section in handvat.sections for point in section.points]
    asked = [
        (audience, list(found)) for audience, found in groupby(handvat.talk_questions, key=lambda one: one.audience)
    ]
    if asked:
        return Card(asked, [in_a_line(item) for item in (tips or points)[:MOST_TIPS]])
    alone = [(item.title, first_sentence(item)) for item in (tips or points)[:MOST_TIPS_ALONE]]
    return Card([], alone, "Om te proberen" if tips else "Goed om te weten") if alone else None


def in_a_line(item: Item) -> tuple[str, str]:
    """Return a tip as its title alone, else as its first sentence."""
    return ("", item.title or first_sentence(item))


def first_sentence(item: Item) -> str:
    """Return the first sentence of a tip, without Markdown; after a question the next one too, for it answers."""
    text = to_text(item.text)
    first, *others = [found.strip() for found in SENTENCE.findall(text)] or [text]
    return f"{first} {others[0]}" if first.endswith("?") and others else first
