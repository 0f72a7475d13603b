"""Search over all content, in memory: every word of the query must occur, by Dutch stem or as a beginning of a word."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from handreiking.library import Library, library
from handreiking.markdown import to_text
from handreiking.records import AUDIENCES, BOTH, Chapter, Handvat

WORD = re.compile(r"\w+")
SNIPPET = 220  # characters round the first hit
SHORTEST_BEGINNING = 3  # letters; a shorter word must match as a whole

KINDS = {  # in the order in which equally good hits are shown
    "handvat": "Handvat",
    "chapter": "Cirkel",
    "question": "Vraag",
    "tip": "Tip",
    "point": "Punt",
    "step": "Stap",
    "key_message": "Kernboodschap",
    "practice_example": "Praktijkvoorbeeld",
    "rationale": "Onderbouwing",
    "resource": "Hulpmiddel",
    "principle": "Uitgangspunt",
    "source": "Bron",
    "page": "Pagina",
}


@dataclass(frozen=True)
class Entry:
    """A piece of content that can be found: a heading, a text and an address."""

    kind: str
    title: str
    text: str
    url: str
    ring: int | None = None
    sectors: tuple[str, ...] = BOTH

    @property
    def label(self) -> str:
        """Return the Dutch name of the kind."""
        return KINDS[self.kind]


@dataclass(frozen=True)
class Fragment:
    """A stretch of shown text; `hit` where it matched the query."""

    text: str
    hit: bool


@dataclass(frozen=True)
class Hit:
    """An entry that was found, with its title and the text round the match in fragments."""

    entry: Entry
    title: list[Fragment]
    snippet: list[Fragment]


def fold(word: str) -> str:
    """Return the word in lower case and without diacritics."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def stem(folded: str) -> str:
    """Return the Dutch stem of a folded word; each time by a stemmer of its own, which threads may not share."""
    return str(snowballstemmer.stemmer("dutch").stemWord(folded))


def matches(folded: str, wanted: str) -> bool:
    """Tell whether a folded word answers a folded word of the query."""
    if stem(folded) == stem(wanted):
        return True
    return len(wanted) >= SHORTEST_BEGINNING and folded.startswith(wanted)


class Index:
    """The entries by the words that they hold."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.by_word: dict[str, set[int]] = defaultdict(set)
        for number, entry in enumerate(entries):
            for word in WORD.findall(f"{entry.title} {entry.text}"):
                self.by_word[fold(word)].add(number)

    def search(self, query: str, sector: str = "") -> list[Hit]:
        """Return the entries that hold every word of the query, best first; none for a query without words."""
        wanted = list(dict.fromkeys(fold(word) for word in WORD.findall(unicodedata.normalize("NFC", query))))
        if not wanted:
            return []
        found = set.intersection(*(self._holding(word) for word in wanted))
        entries = [self.entries[number] for number in sorted(found)]
        fitting = [entry for entry in entries if not sector or sector in entry.sectors]
        return [show(entry, wanted) for entry in sorted(fitting, key=lambda entry: rank(entry, wanted))]

    def _holding(self, wanted: str) -> set[int]:
        return set().union(*(numbers for word, numbers in self.by_word.items() if matches(word, wanted)))


def rank(entry: Entry, wanted: list[str]) -> tuple[int, int]:
    """Return a sort key: matches in the title first, then the order of KINDS."""
    title = [fold(word) for word in WORD.findall(entry.title)]
    in_title = sum(any(matches(word, part) for word in title) for part in wanted)
    return -in_title, list(KINDS).index(entry.kind)


def show(entry: Entry, wanted: list[str]) -> Hit:
    """Return the entry with its matches marked, the text cut to what stands round the first one."""
    return Hit(entry, fragments(entry.title, wanted), fragments(cut(entry.text, wanted), wanted))


def cut(text: str, wanted: list[str]) -> str:
    """Return about SNIPPET characters of the text, from a word boundary shortly before the first match."""
    first = next((word.start() for word in WORD.finditer(text) if any_match(word.group(), wanted)), 0)
    before = max(first - SNIPPET // 3, 0)
    start = (text.find(" ", before, first) + 1 or first) if before else 0
    limit = start + SNIPPET
    end = text.rfind(" ", first, limit) if len(text) > limit else len(text)
    end = limit if end < 0 else end
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def any_match(word: str, wanted: list[str]) -> bool:
    """Tell whether a word of the text answers any word of the query."""
    return any(matches(fold(word), part) for part in wanted)


def fragments(text: str, wanted: list[str]) -> list[Fragment]:
    """Return the text cut into stretches that match and stretches that do not."""
    result, end = [], 0
    for word in WORD.finditer(text):
        if any_match(word.group(), wanted):
            result += [Fragment(text[end : word.start()], False), Fragment(word.group(), True)]
            end = word.end()
    return [fragment for fragment in [*result, Fragment(text[end:], False)] if fragment.text]


def entries_of(content: Library) -> Iterator[Entry]:
    """Yield an entry for every item of the content."""
    for chapter in content.chapters:
        yield from chapter_entries(chapter)
        for handvat in chapter.handvatten:
            yield from handvat_entries(handvat)
    where = {slug: handvat for handvat in reversed(content.handvatten) for slug in handvat.resource_slugs}
    for resource in content.resources:
        first = where.get(resource.slug)
        url = f"{first.url}#{resource.slug}" if first else f"/bronnen/#{resource.slug}"
        text = f"{to_text(resource.text)} {resource.publisher}"
        yield Entry("resource", resource.title, text, url, first.ring if first else None, resource.sectors)
    for source in content.sources:
        yield Entry("source", source.label, source.title, f"/bronnen/#bron-{source.slug}")
    for principle in content.principles:
        text = f"{principle.text} {to_text(principle.more)}"
        yield Entry("principle", principle.title, text, f"/over/#{principle.slug}")
    for page in content.pages:
        yield Entry("page", page.title, f"{page.lead} {to_text(page.text)}", page.url)
    for document in content.documents:  # long, and about other words than a teacher looks for
        yield Entry("page", document.title, f"{document.lead} {document.use}", document.url)


def chapter_entries(chapter: Chapter) -> Iterator[Entry]:
    """Yield the chapter, its key messages, its rationale and its practice examples."""
    yield Entry("chapter", chapter.title, chapter.lead, chapter.url, chapter.ring)
    for message in chapter.key_messages:
        yield Entry("key_message", chapter.title, message.text, f"{chapter.url}#kern", chapter.ring)
    for part in chapter.rationale:
        text = " ".join([to_text(part.text), *part.marks, to_text(part.closing)])
        yield Entry("rationale", part.title, text, f"{chapter.url}#{part.slug}", chapter.ring)
    for example in chapter.practice_examples:
        url = f"{chapter.url}#{example.slug}"
        yield Entry(
            "practice_example",
            f"{example.role} over {chapter.short}",
            to_text(example.text),
            url,
            chapter.ring,
            example.sectors,
        )


def handvat_entries(handvat: Handvat) -> Iterator[Entry]:
    """Yield the handvat and everything in its sections."""
    name = f"{handvat.code} {handvat.title}"
    yield Entry("handvat", name, f"{handvat.lead} {handvat.theme}", handvat.url, handvat.ring, handvat.sectors)
    for section in handvat.sections:
        url = f"{handvat.url}#{section.slug}"
        if section.step or section.text:
            title = f"{name}: {section.title}" if section.title else name
            yield Entry("step" if section.step else "handvat", title, to_text(section.text), url, handvat.ring)
        for kind, items in (("tip", section.tips), ("point", section.points)):
            for item in items:
                yield Entry(kind, item.title or name, to_text(item.text), url, handvat.ring)
        for question in section.questions:
            text = " ".join([*question.parts, *question.scale, *question.sentences])
            title = f"{name}, {AUDIENCES[question.audience]}"
            yield Entry("question", title, text, f"{handvat.url}#{question.slug}", handvat.ring)


@lru_cache(maxsize=1)
def index() -> Index:
    """Return the index of the content, made at the first search."""
    return Index(list(entries_of(library())))
