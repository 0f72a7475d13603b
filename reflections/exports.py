"""What one wrote, to keep: as Word, PDF, Markdown or JSON. A selection of one's own answers goes in, bytes come out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.formats import date_format
from docx.document import Document as DocumentType

from handreiking import pdf, word
from handreiking.pdf import MOST_IN_A_PDF, TooMuchForPdf, breakable
from handreiking.word import plain
from reflections.models import Reflection

TITLE = "Mijn reflecties"
SIGNS_OF_AN_ANSWER, SIGNS_OF_A_LINE = 400, 100  # what they cost beside their text: headings, a place on the page
MARKDOWN_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Entry:
    """One answer as people read it: the question, when and where it belongs, and its lines."""

    question: str
    about: str
    lines: list[str]
    day: date


def entries_of(reflections: list[Reflection]) -> list[Entry]:
    """Return the answers to read, the newest first."""
    return [
        Entry(plain(one.wording), plain(about(one)), [plain(line) for line in one.lines], one.written_on)
        for one in reflections
    ]


def about(reflection: Reflection) -> str:
    """Return when an answer was written, on which handvat, and for which group."""
    parts = [date_format(reflection.written_on, "l j F Y")]
    if reflection.handvat:
        parts.append(f"handvat {reflection.handvat.code} {reflection.handvat.title}")
    if reflection.group:
        parts.append(reflection.group)
    return " · ".join(parts)


def by_month(entries: list[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the entries of each month, with its name."""
    for _, found in groupby(entries, key=lambda entry: (entry.day.year, entry.day.month)):
        month = list(found)
        yield date_format(month[0].day, "F Y").capitalize(), month


def introduction(reflections: list[Reflection], made_on: date) -> str:
    """Return the line under the title: how many answers, and when this was made."""
    number = "1 antwoord" if len(reflections) == 1 else f"{len(reflections)} antwoorden"
    return f"{number}, bewaard op {date_format(made_on, 'j F Y')}. Wat hier staat, schreef je voor jezelf."


def to_json(reflections: list[Reflection], made_on: date) -> bytes:
    """Return the answers for another program: slugs, wording, dates, the answer as it was given, and in words."""
    rows = [
        {
            "question": one.question,
            "wording": one.wording,
            "handvat": one.handvat.slug if one.handvat else None,
            "written_on": one.written_on.isoformat(),
            "saved_at": one.saved_at.isoformat(),
            "group": one.group,
            "answer": one.content,
            "lines": one.lines,
        }
        for one in reflections
    ]
    whole = {"title": TITLE, "language": "nl", "made_on": made_on.isoformat(), "reflections": rows}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def to_markdown(reflections: list[Reflection], made_on: date) -> bytes:
    """Return the answers as Markdown; what someone typed is text in it, never a heading, a link or HTML."""
    parts = [f"# {TITLE}", literal(introduction(reflections, made_on))]
    for month, entries in by_month(entries_of(reflections)):
        parts.append(f"## {month}")
        for entry in entries:
            parts += [f"### {literal(entry.question)}", literal(entry.about), *paragraphs(entry.lines)]
    return ("\n\n".join(parts) + "\n").encode()


def literal(text: str) -> str:
    """Return a text with every sign that Markdown could read as more than itself marked as only that."""
    return MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))


def paragraphs(lines: list[str]) -> list[str]:
    """Return lines as paragraphs: an empty line begins a new one, other lines end in a hard break."""
    groups = [list(found) for filled, found in groupby(lines, key=lambda line: bool(line.strip())) if filled]
    return ["\\\n".join(literal(line) for line in group) for group in groups]


def to_docx(reflections: list[Reflection], made_on: date) -> bytes:
    """Return the answers as a Word document, in Dutch, with headings to find one's way by."""
    document = word.empty_document(TITLE)
    document.add_heading(TITLE, level=0)
    document.add_paragraph(introduction(reflections, made_on))
    for month, entries in by_month(entries_of(reflections)):
        add_styled(document, month, "Heading1")
        for entry in entries:
            add_styled(document, entry.question, "Heading2")
            add_styled(document, entry.about, "Subtitle")
            for line in entry.lines:
                document.add_paragraph(line)
    return word.saved(document)


def add_styled(document: DocumentType, text: str, style: str) -> None:
    """Add a paragraph in the style of this id. python-docx's own way looks the style up anew for every paragraph."""
    document.add_paragraph(text).paragraph_format.element.style = style


def to_pdf(reflections: list[Reflection], made_on: date) -> bytes:
    """Return the answers as a PDF. Raises CannotMakePdf where its libraries are missing, TooMuchForPdf for too many."""
    entries = entries_of(reflections)
    if sum(map(signs_of, entries)) > MOST_IN_A_PDF:
        raise TooMuchForPdf
    entries = [replace(entry, lines=[breakable(line) for line in entry.lines]) for entry in entries]
    context = {
        "title": TITLE,
        "introduction": introduction(reflections, made_on),
        "months": list(by_month(entries)),
    }
    return pdf.to_pdf(render_to_string("reflections/export_pdf.html", context))


def signs_of(entry: Entry) -> int:
    """Return what an answer costs in a PDF, in signs of text."""
    return SIGNS_OF_AN_ANSWER + sum(SIGNS_OF_A_LINE + len(line) for line in entry.lines)


@dataclass(frozen=True)
class Form:
    """A form to keep answers in: how the file's name ends, what it is, and what makes it."""

    ending: str
    kind: str
    make: Callable[[list[Reflection], date], bytes]


FORMS = {
    "docx": Form("docx", word.KIND, to_docx),
    "pdf": Form("pdf", "application/pdf", to_pdf),
    "md": Form("md", "text/markdown; charset=utf-8", to_markdown),
    "json": Form("json", "application/json", to_json),
}
