"""The content of the handreiking: read once from files into frozen records.

`library()` gives it all. docs/content.md says how the files look; `manage.py check` reports every error in them with
its file and line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

from django.conf import settings

from handreiking.content_files import Reader
from handreiking.content_references import check_references
from handreiking.records import Chapter, Circle, Document, Handvat, Page, Principle, Question, Resource, Source


@dataclass(frozen=True)
class Library:
    """All content, with the look-ups that pages need."""

    circles: tuple[Circle, ...]
    chapters: tuple[Chapter, ...]
    sources: tuple[Source, ...]
    resources: tuple[Resource, ...]
    principles: tuple[Principle, ...]
    pages: tuple[Page, ...] = field(default=())
    documents: tuple[Document, ...] = field(default=())

    @cached_property
    def handvatten(self) -> tuple[Handvat, ...]:
        """Return all handvatten, in the order of the circles."""
        return tuple(chain.from_iterable(chapter.handvatten for chapter in self.chapters))

    @cached_property
    def handvat_by_slug(self) -> dict[str, Handvat]:
        """Return the handvatten by slug."""
        return {handvat.slug: handvat for handvat in self.handvatten}

    @cached_property
    def handvat_by_code(self) -> dict[str, Handvat]:
        """Return the handvatten by code."""
        return {handvat.code: handvat for handvat in self.handvatten}

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
    def document_by_slug(self) -> dict[str, Document]:
        """Return the documents for a school by slug."""
        return {document.slug: document for document in self.documents}

    @cached_property
    def question_by_slug(self) -> dict[str, tuple[Handvat, Question]]:
        """Return each question with its handvat, by the question's slug."""
        return {question.slug: (handvat, question) for handvat in self.handvatten for question in handvat.questions}

    def slugs(self) -> Iterator[str]:
        """Yield 'kind/slug' of everything that user rows or addresses may name."""
        for kind in ("circles", "chapters", "sources", "resources", "principles", "pages", "documents", "handvatten"):
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
        documents=tuple(sorted(read_documents(reader), key=lambda document: document.place)),
    )


def read_handvatten(reader: Reader, chapter: str) -> tuple[Handvat, ...]:
    """Return the handvatten of a chapter's folder, in the order of their codes."""
    paths = reader.paths(f"chapters/{chapter}/handvatten/*.yaml")
    return tuple(handvat for path in paths for handvat in reader.record(path, Handvat))


def read_documents(reader: Reader) -> tuple[Document, ...]:
    """Return the documents for a school."""
    return tuple(document for path in reader.paths("documents/*.md") for document in reader.page(path, Document))


def read_slugs() -> set[str]:
    """Return the slugs that stand in the files now, released or not."""
    reader = Reader(settings.CONTENT_DIR)
    content = read_files(reader)
    reader.finish()
    return set(content.slugs())


@lru_cache(maxsize=1)
def library() -> Library:
    """Return the content, read at the first call."""
    return read_library(Reader(settings.CONTENT_DIR))
