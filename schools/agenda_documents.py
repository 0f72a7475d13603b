"""A moment on paper: its agenda before, or the notes after, as Word or as a PDF. A moment goes in, bytes come out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from handreiking import pdf
from handreiking.word import KIND as WORD
from handreiking.word import empty_document, plain, saved
from schools.agenda_lines import Line, total_of
from schools.models import AgendaMoment, Decision

WIDTHS = (2.6, 11.2, 2.6)  # centimetres: time, point, minutes


@dataclass(frozen=True)
class Point:
    """A point as it stands on paper."""

    clock: str
    text: str
    about: str
    minutes: int
    notes: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """A moment as it stands on paper; `with_notes` for after, else the agenda for before."""

    title: str
    about: list[str]
    talk: str
    points: list[Point]
    total: int
    notes: list[str]
    with_notes: bool

    @classmethod
    def of(cls, moment: AgendaMoment, lines: list[Line], *, with_notes: bool) -> Paper:
        """Read it from a moment and its lines, that have their times."""
        start, end = localtime(moment.starts_at), localtime(moment.ends_at)
        day = date_format(start, "l j F Y").capitalize()
        about = [f"{day}, {start:%H:%M}–{end:%H:%M}", plain(moment.place), moment.team.name if moment.team else ""]
        cancelled = f"Dit moment vervalt: {moment.cancel_reason}" if moment.cancelled_at else ""
        points = [point_of(line, with_notes=with_notes) for line in lines]
        talk = "" if any(line.text == moment.talk for line in lines) else plain(moment.talk)
        return cls(
            plain(moment.title),
            [one for one in [moment.school.name, *about, plain(cancelled)] if one],
            talk,
            points,
            total_of(lines),
            paragraphs(moment.notes) if with_notes else [],
            with_notes,
        )

    @property
    def heading(self) -> str:
        """Return what the paper is: the agenda or the notes."""
        return "Verslag" if self.with_notes else "Agenda"


def point_of(line: Line, *, with_notes: bool) -> Point:
    """Return a line as it stands on paper."""
    clock = f"{line.begins:%H:%M}" if line.begins else ""
    until = "gepland op" if line.goal else "klaar vóór"
    due = f"{until} {date_format(line.due_on, 'j F')}" if line.due_on else ""
    about = " · ".join(one for one in [line.label, str(line.owner or ""), due] if one)
    decisions = [plain(decision_in_words(one)) for one in line.decisions] if with_notes else []
    return Point(
        clock, plain(line.text), plain(about), line.minutes, paragraphs(line.notes) if with_notes else [], decisions
    )


def decision_in_words(decision: Decision) -> str:
    """Return a decision as a line: its words, who takes it on, until when, and that it is done."""
    parts = [str(decision.owner or ""), f"vóór {date_format(decision.due_on, 'j F Y')}" if decision.due_on else ""]
    parts.append("gedaan" if decision.done_on else "")
    rest = ", ".join(part for part in parts if part)
    return f"{decision.text} ({rest})" if rest else decision.text


def paragraphs(text: str) -> list[str]:
    """Return a text as lines without the empty ones."""
    return [plain(line) for line in text.splitlines() if line.strip()]


def to_docx(paper: Paper) -> bytes:
    """Return the paper as a Word document, in Dutch, with headings to find one's way by."""
    document = empty_document(f"{paper.heading}: {paper.title}")
    document.add_heading(paper.title, level=0)
    for line in paper.about:
        document.add_paragraph(line, style="Subtitle")
    document.add_heading(paper.heading, level=1)
    if paper.talk:
        document.add_paragraph(paper.talk)
    if paper.with_notes:
        write_notes(document, paper)
    elif paper.points:
        write_table(document, paper)
    return saved(document)


def write_notes(document: DocumentType, paper: Paper) -> None:
    """Write each point with what was said and decided."""
    for point in paper.points:
        document.add_heading(point.text, level=2)
        document.add_paragraph(point.about, style="Subtitle")
        for line in point.notes:
            document.add_paragraph(line)
        for decision in point.decisions:
            document.add_paragraph(f"Besluit: {decision}", style="List Bullet")
    if paper.notes:
        document.add_heading("Verder", level=2)
        for line in paper.notes:
            document.add_paragraph(line)


def write_table(document: DocumentType, paper: Paper) -> None:
    """Write the points as a table with a heading that comes back on every page."""
    table = document.add_table(rows=1, cols=3)
    table.style = document.styles["Table Grid"]
    table.autofit = False
    for cell, words in zip(table.rows[0].cells, ("Tijd", "Punt", "Minuten"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for point in paper.points:
        clock, text, minutes = table.add_row().cells
        clock.text, minutes.text = point.clock, str(point.minutes)
        text.text = point.text
        text.add_paragraph(point.about, style="Subtitle")
    last = table.add_row().cells
    last[1].text, last[2].text = "Samen", str(paper.total)
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS, strict=True):
            cell.width = Cm(width)


def to_pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF. Raises CannotMakePdf where its libraries are missing, TooMuchForPdf for too much."""
    html = render_to_string("schools/moment_pdf.html", {"paper": breaking(paper)})
    return pdf.to_pdf(pdf.small_enough(html))


def breaking(paper: Paper) -> Paper:
    """Return the paper with every very long word that somebody typed so that it may break."""
    points = [
        replace(
            point,
            text=pdf.breakable(point.text),
            about=pdf.breakable(point.about),
            notes=[*map(pdf.breakable, point.notes)],
            decisions=[*map(pdf.breakable, point.decisions)],
        )
        for point in paper.points
    ]
    return replace(paper, talk=pdf.breakable(paper.talk), points=points, notes=[*map(pdf.breakable, paper.notes)])


@dataclass(frozen=True)
class Form:
    """A form to keep a paper in: how the file's name ends, what it is, and what makes it."""

    ending: str
    kind: str
    make: Callable[[Paper], bytes]


FORMS = {"docx": Form("docx", WORD, to_docx), "pdf": Form("pdf", "application/pdf", to_pdf)}
