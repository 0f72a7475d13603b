"""What the content consists of: a frozen record for each type. docs/content.md says how each looks in a file."""

from datetime import date
from itertools import chain
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic.dataclasses import dataclass as pydantic_dataclass


def not_empty(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse a list without items; a minimum length would also complain of a list whose only item was refused."""
    if not items:
        raise ValueError("at least one item is expected here")
    return items


NotEmpty = AfterValidator(not_empty)
Sector = Literal["po", "vo"]
Sectors = Annotated[tuple[Sector, ...], NotEmpty]
Audience = Literal["self", "colleague", "class", "pupil", "team"]
Kind = Literal["open", "scale", "sentence"]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Words = Annotated[str, Field(min_length=1)]
BOTH: tuple[Sector, ...] = ("po", "vo")

AUDIENCES: dict[str, str] = {
    "self": "voor jezelf",
    "pupil": "met een leerling",
    "class": "met je klas",
    "colleague": "met een collega",
    "team": "met je team",
}
FIGURES = Literal["group-phases", "prosocial-classroom"]

record = pydantic_dataclass(frozen=True, config=ConfigDict(extra="forbid", str_strip_whitespace=True))


@record
class Source:
    """A reference of the handreiking: who and which year; a title only where the handreiking gives one."""

    slug: Slug
    label: Words
    title: str = ""


@record
class Link:
    """An address of a resource, with the words to show for it."""

    title: Words
    url: Annotated[str, Field(pattern=r"^https://")]


@record
class Resource:
    """Lesson material, a book or a website by someone else."""

    slug: Slug
    title: Words
    publisher: Words
    kind: Literal["material", "book", "website"]
    sectors: Sectors
    text: Words
    links: tuple[Link, ...]


@record
class Circle:
    """One of the six rings of influence; 4 and 5 share a chapter."""

    ring: Annotated[int, Field(ge=1, le=6)]
    slug: Slug
    name: Words
    short: Words
    pond: Words
    chapter: Slug
    meaning: Words

    @property
    def url(self) -> str:
        """Return the address of the chapter that this ring leads to."""
        return f"/cirkels/{self.chapter}/"


@record
class Principle:
    """One of the four findings that the handreiking starts from, in short and in full (Markdown)."""

    slug: Slug
    title: Words
    text: Words
    more: Words


@record
class KeyMessage:
    """What a chapter stands for."""

    slug: Slug
    text: Words


@record
class Rationale:
    """A section of evidence: text (Markdown), then perhaps a list of marks, a figure and a closing text."""

    slug: Slug
    title: Words
    text: Words
    marks: tuple[Words, ...] = ()
    figure: FIGURES | None = None
    closing: str = ""


@record
class PracticeExample:
    """How a colleague does it, retold; with a role and a sector."""

    slug: Slug
    role: Words
    sectors: Sectors
    text: Words


@record
class Item:
    """A tip or a point: a text (Markdown), perhaps with a short title."""

    text: Words
    title: str = ""


@record
class Question:
    """A question to oneself, a pupil, the class, a colleague or the team; open, a scale, or sentences to finish."""

    slug: Slug
    audience: Audience
    kind: Kind
    parts: Annotated[tuple[Words, ...], NotEmpty]
    scale: tuple[Words, ...] = ()
    sentences: tuple[Words, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a scale without steps and a sentence question without sentences."""
        if (self.kind == "scale") != (len(self.scale) >= 2):
            raise ValueError("kind 'scale' and two or more steps in 'scale' belong together")
        if (self.kind == "sentence") != bool(self.sentences):
            raise ValueError("kind 'sentence' and the list 'sentences' belong together")

    @property
    def text(self) -> str:
        """Return the whole wording, as an answer keeps it."""
        return " ".join(self.parts)


@record
class Section:
    """A part of a handvat: a step or a group of tips, points, questions and resources."""

    slug: Slug
    title: str = ""
    step: bool = False
    text: str = ""
    tips: tuple[Item, ...] = ()
    points: tuple[Item, ...] = ()
    questions: tuple[Question, ...] = ()
    resources: tuple[Slug, ...] = ()


@record
class Handvat:
    """One concrete thing to take hold of; it serves a key message of its chapter."""

    code: Annotated[str, Field(pattern=r"^[1-6][a-z]$")]
    slug: Slug
    title: Words
    theme: Words
    key_message: Slug
    audiences: Annotated[tuple[Audience, ...], NotEmpty]
    time: Words
    lead: Words
    sections: Annotated[tuple[Section, ...], NotEmpty]
    sectors: Sectors = BOTH
    tool: Literal["checklist", "goals"] | None = None

    @property
    def ring(self) -> int:
        """Return the ring whose colour this handvat wears: the first of its chapter."""
        return int(self.code[0])

    @property
    def url(self) -> str:
        """Return the address of the handvat's page."""
        return f"/handvatten/{self.slug}/"

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the questions of all sections, in order."""
        return tuple(chain.from_iterable(section.questions for section in self.sections))

    @property
    def resource_slugs(self) -> tuple[str, ...]:
        """Return the slugs of the resources of all sections, in order."""
        return tuple(chain.from_iterable(section.resources for section in self.sections))

    def questions_for(self, *audiences: str) -> tuple[Question, ...]:
        """Return the questions that are asked of one of the audiences."""
        return tuple(question for question in self.questions if question.audience in audiences)

    @property
    def talk_questions(self) -> tuple[Question, ...]:
        """Return the questions to talk about with others; without any, those to oneself."""
        return self.questions_for("class", "pupil", "colleague", "team") or self.questions

    def count(self, kind: str) -> int:
        """Return how many tips, steps, points, questions or resources the handvat holds."""
        if kind == "step":
            return sum(section.step for section in self.sections)
        return sum(len(getattr(section, kind + "s")) for section in self.sections)


@record
class Chapter:
    """What a reader opens: the text of one ring, or of rings 4 and 5 together."""

    slug: Slug
    title: Words
    short: Words
    circles: Annotated[tuple[int, ...], NotEmpty]
    lead: Words
    key_messages: tuple[KeyMessage, ...]
    rationale: tuple[Rationale, ...]
    practice_examples: tuple[PracticeExample, ...]
    handvatten: tuple[Handvat, ...] = ()

    @property
    def ring(self) -> int:
        """Return the ring whose colour the chapter wears."""
        return self.circles[0]

    @property
    def number(self) -> str:
        """Return the chapter's ring or rings in words: '3', '4 en 5'."""
        return " en ".join(str(ring) for ring in self.circles)

    @property
    def url(self) -> str:
        """Return the address of the chapter's page."""
        return f"/cirkels/{self.slug}/"


@record
class Page:
    """A page of running text, such as the one on privacy (Markdown); `stand` is when it was held to the code."""

    slug: Slug
    title: Words
    lead: Words
    text: Words
    stand: date | None = None

    @property
    def url(self) -> str:
        """Return the address of the page."""
        return f"/{self.slug}/"


@record
class Document(Page):
    """A paper on privacy, security or participation that a school takes over or fills in, always dated.

    `place` is its place in the list, `reader` whom it is for, `use` one sentence on what to do with it.
    """

    stand: date = Field()  # required: without this it would have the default of a page
    place: int = 0
    kind: Literal["fill", "read"] = "fill"
    reader: Words = "je school"
    use: Words = "Lees het."

    @property
    def url(self) -> str:
        """Return the address of the document."""
        return f"/documenten/{self.slug}/"
