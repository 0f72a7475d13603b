"""The outcome to take along: as PDF, Word or Excel, all from one report; and a text for the school's plan as Word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from django.template.loader import render_to_string
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from xlsxwriter import Workbook

from checklists.plan import Plan
from checklists.report import Part, Point, Report, Table
from handreiking import pdf, word
from handreiking.word import plain

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOT_IN_SHEET_NAME = str.maketrans("[]:*?/\\", "       ")


def to_pdf(report: Report) -> bytes:
    """Return the report as a PDF. Raises CannotMakePdf where its libraries are missing, TooMuchForPdf for too much."""
    html = render_to_string("checklists/export_pdf.html", {"report": replace(report, parts=breaking(report.parts))})
    return pdf.to_pdf(pdf.small_enough(html))


def breaking(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts with every very long word that somebody typed so that it may break."""
    return tuple(
        replace(
            part,
            sentences=tuple(map(pdf.breakable, part.sentences)),
            points=tuple(Point(pdf.breakable(one.text), pdf.breakable(one.detail)) for one in part.points),
        )
        for part in parts
    )


def to_docx(report: Report) -> bytes:
    """Return the report as a Word document."""
    document = word.empty_document(report.title)
    document.add_heading(plain(report.title), level=0)
    document.add_paragraph(plain(report.about), style="Subtitle")
    for part in report.parts:
        add_part(document, part)
    return word.saved(document)


def add_part(document: Document, part: Part) -> None:
    """Add a part: its heading, sentences, list and table."""
    document.add_heading(plain(part.title), level=1)
    for sentence in part.sentences:
        document.add_paragraph(plain(sentence))
    for point in part.points:
        paragraph = document.add_paragraph(plain(point.text), style="List Bullet")
        if point.detail:
            paragraph.add_run().add_break()
            paragraph.add_run(plain(point.detail)).font.size = Pt(9.5)
    if part.table:
        add_table(document, part.table)


def add_table(document: Document, table: Table) -> None:
    """Add a table; its first row is marked as a head, which Word repeats on each page and a screen reader reads out."""
    made = document.add_table(rows=1, cols=len(table.head), style="Light Grid")
    mark = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(mark)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), plain(table.caption))
    made._tbl.tblPr.append(caption)
    for cells in (table.head, *table.rows):
        row = made.rows[0] if cells is table.head else made.add_row()
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = plain(str(value))
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8.5)


def to_xlsx(report: Report) -> bytes:
    """Return the report as an Excel file: a sheet of text, and one for each table. It holds no formulas."""
    file = BytesIO()
    # What begins with = + - @ stays text: who opens the file must not run what somebody typed.
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": plain(report.title), "author": "", "comments": ""})
    dress = {
        "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    write_text(book, dress, report)
    for part in report.parts:
        if part.table:
            write_table(book, dress, part.table)
    book.close()
    return file.getvalue()


def write_text(book: Workbook, dress: dict[str, Any], report: Report) -> None:
    """Write the sentences and lists of the report on the first sheet, below each other."""
    sheet = book.add_worksheet("Uitkomst")
    sheet.set_column(0, 0, 110)
    lines = [(report.title, "bold"), (report.about, "text")]
    for part in report.parts:
        if part.sentences or part.points:
            points = [f"{point.text} – {point.detail}" if point.detail else point.text for point in part.points]
            lines += [(part.title, "bold"), *((line, "text") for line in (*part.sentences, *points))]
    for row, (line, how) in enumerate(lines):
        sheet.write_string(row, 0, plain(line), dress[how])


def write_table(book: Workbook, dress: dict[str, Any], table: Table) -> None:
    """Write a table on a sheet of its own, with its head held in place."""
    sheet = book.add_worksheet(plain(table.caption).translate(NOT_IN_SHEET_NAME)[:31])
    sheet.set_column(0, 0, 70)
    sheet.set_column(1, len(table.head) - 1, 16)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    for row, cells in enumerate((table.head, *table.rows)):
        for column, value in enumerate(cells):
            if isinstance(value, int):
                sheet.write_number(row, column, value, dress["text"])
            else:
                sheet.write_string(row, column, plain(value), dress["bold" if row == 0 else "text"])


def plan_to_docx(plan: Plan) -> bytes:
    """Return the text for the school's plan as a Word document."""
    document = word.empty_document(plan.title)
    document.add_heading(plain(plan.title), level=0)
    for heading, lines in plan.parts:
        document.add_heading(plain(heading), level=1)
        for line in lines:
            document.add_paragraph(plain(line))
    return word.saved(document)


@dataclass(frozen=True)
class Form:
    """A form to keep the outcome in: how the file's name ends, what it is, and what makes it."""

    ending: str
    kind: str
    make: Callable[[Report], bytes]


FORMS = {
    "pdf": Form("pdf", "application/pdf", to_pdf),
    "docx": Form("docx", word.KIND, to_docx),
    "xlsx": Form("xlsx", EXCEL, to_xlsx),
}
