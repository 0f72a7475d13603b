"""The content of the handreiking: read once from files into frozen dataclasses.

`library()` gives it all. docs/content.md says how the files look; `manage.py check` reports every error in them with
its file and line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import Annotated, Literal

from django.conf import settings
from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as pydantic_dataclass

from handreiking.content_files import Reader
from handreiking.content_references import check_references

Sector = Literal["po", "vo"]
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
    sectors: tuple[Sector, ...]
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
    sectors: tuple[Sector, ...]
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
    parts: Annotated[tuple[Words, ...], Field(min_length=1)]
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
    audiences: Annotated[tuple[Audience, ...], Field(min_length=1)]
    time: Words
    lead: Words
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    sectors: tuple[Sector, ...] = BOTH

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
    circles: Annotated[tuple[int, ...], Field(min_length=1)]
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
    """A page of running text, such as the one on privacy (Markdown)."""

    slug: Slug
    title: Words
    lead: Words
    text: Words


@dataclass(frozen=True)
class Library:
    """All content, with the look-ups that pages need."""

    circles: tuple[Circle, ...]
    chapters: tuple[Chapter, ...]
    sources: tuple[Source, ...]
    resources: tuple[Resource, ...]
    principles: tuple[Principle, ...]
    pages: tuple[Page, ...] = field(default=())

    @cached_property
    def handvatten(self) -> tuple[Handvat, ...]:
        """Return all handvatten, in the order of the circles."""
        return tuple(chain.from_iterable(chapter.handvatten for chapter in self.chapters))

    @cached_property
    def handvat_by_slug(self) -> dict[str, Handvat]:
        """Return the handvatten by slug."""
        return {handvat.slug: handvat for handvat in self.handvatten}

    @cached_property
    def chapter_by_slug(self) -> dict[str, Chapter]:
        """Return the chapters by slug."""
        return {chapter.slug: chapter for chapter in self.chapters}

    @cached_property
    def chapter_of(self) -> dict[str, Chapter]:
        """Return the chapter of each handvat, by the handvat's slug."""
        return {handvat.slug: chapter for chapter in self.chapters for handvat in chapter.handvatten}

    @cached_property
    def circle_by_ring(self) -> dict[int, Circle]:
        """Return the circles by ring number."""
        return {circle.ring: circle for circle in self.circles}

    @cached_property
    def source_by_slug(self) -> dict[str, Source]:
        """Return the sources by slug."""
        return {source.slug: source for source in self.sources}

    @cached_property
    def resource_by_slug(self) -> dict[str, Resource]:
        """Return the resources by slug."""
        return {resource.slug: resource for resource in self.resources}

    @cached_property
    def page_by_slug(self) -> dict[str, Page]:
        """Return the pages of running text by slug."""
        return {page.slug: page for page in self.pages}

    @cached_property
    def question_by_slug(self) -> dict[str, tuple[Handvat, Question]]:
        """Return each question with its handvat, by the question's slug."""
        return {question.slug: (handvat, question) for handvat in self.handvatten for question in handvat.questions}

    def slugs(self) -> Iterator[str]:
        """Yield 'kind/slug' of everything that user rows or addresses may name."""
        for kind in ("circles", "chapters", "sources", "resources", "principles", "pages", "handvatten"):
            yield from (f"{kind}/{thing.slug}" for thing in getattr(self, kind))
        yield from (f"questions/{question.slug}" for handvat in self.handvatten for question in handvat.questions)


def read_library(reader: Reader) -> Library:
    """Read the content folder; raise ContentErrors with every error, each with its file and line."""
    content = read_files(reader)
    reader.finish()  # what has errors is left out, and every reference to it would look broken
    check_references(content, reader)
    reader.finish()
    return content


def read_files(reader: Reader) -> Library:
    """Read the files; errors stay with the reader, and what has errors is left out."""
    circles = reader.records("circles.yaml", Circle)
    return Library(
        circles=circles,
        chapters=tuple(
            chapter
            for slug in dict.fromkeys(circle.chapter for circle in circles)
            for chapter in reader.record(
                f"chapters/{slug}/chapter.yaml", Chapter, slug=slug, handvatten=read_handvatten(reader, slug)
            )
        ),
        sources=reader.records("sources.yaml", Source),
        resources=reader.records("resources.yaml", Resource),
        principles=reader.records("principles.yaml", Principle),
        pages=tuple(page for path in reader.paths("pages/*.md") for page in reader.page(path, Page)),
    )


def read_handvatten(reader: Reader, chapter: str) -> tuple[Handvat, ...]:
    """Return the handvatten of a chapter's folder, in the order of their codes."""
    paths = reader.paths(f"chapters/{chapter}/handvatten/*.yaml")
    return tuple(handvat for path in paths for handvat in reader.record(path, Handvat))


def read_slugs() -> set[str]:
    """Return the slugs that stand in the files now, released or not."""
    return set(read_files(Reader(settings.CONTENT_DIR)).slugs())


@lru_cache(maxsize=1)
def library() -> Library:
    """Return the content, read at the first call."""
    return read_library(Reader(settings.CONTENT_DIR))
