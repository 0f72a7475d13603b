"""A Word document in the site's quiet dress: A4, Dutch, and saying nothing of who or what made it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What XML has no place for: Word would not open a file that holds it. Line breaks of all kinds became lines before.
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """Return a text without the signs that no document has a place for."""
    return NOT_IN_XML.sub("", text)


def empty_document(title: str) -> DocumentType:
    """Return a document on A4, in Dutch, in quiet styles, that says nothing of who or what made it."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.language, properties.author, properties.comments = plain(title), "nl-NL", "", ""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.3)
    sizes: Mapping[str, tuple[float, bool]] = {
        "Normal": (11, False),
        "Title": (26, False),
        "Heading 1": (17, False),
        "Heading 2": (12.5, True),
        "Subtitle": (9.5, False),
    }
    for name, (size, bold) in sizes.items():
        style: Any = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = RGBColor(0x44, 0x58, 0x65) if name == "Subtitle" else RGBColor(0x15, 0x2C, 0x39)
        style.paragraph_format.space_after = Pt(4 if name == "Subtitle" else 6)
    return document


def saved(document: DocumentType) -> bytes:
    """Return a document as the bytes of a file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()
