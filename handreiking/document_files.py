"""A document of the content as a Word file, to fill in: what stands in it is what stands on its page."""

from collections.abc import Iterator
from urllib.parse import urljoin

from django.utils.formats import date_format
from docx.document import Document as DocumentType
from docx.enum.text import WD_COLOR_INDEX
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from handreiking import word
from handreiking.markdown import PARSER
from handreiking.records import Document

HEADINGS = {"h2": 1, "h3": 2}
SILENT = {"paragraph_close", "heading_close", "bullet_list_open", "bullet_list_close", "list_item_close", "hr"}


def to_docx(document: Document, site: str) -> bytes:
    """Return the document as a Word file; `site` makes whole addresses of links to pages of the site.

    Raises ValueError for Markdown that a Word file of ours has no dress for, such as a numbered list.
    """
    file = word.empty_document(document.title)
    file.add_heading(word.plain(document.title), level=0)
    address = urljoin(site, document.url)
    file.add_paragraph(f"Stand: {date_format(document.stand, 'j F Y')}. Van {address}", style="Subtitle")
    file.add_paragraph(word.plain(document.lead))
    add_blocks(file, PARSER.parse(document.text), site)
    return word.saved(file)


def add_blocks(file: DocumentType, tokens: list[Token], site: str) -> None:
    """Add headings, paragraphs and lists of points."""
    depth, style = 0, "Normal"
    for token in tokens:
        depth += {"bullet_list_open": 1, "bullet_list_close": -1}.get(token.type, 0)
        if token.type == "heading_open":
            style = f"Heading {HEADINGS[token.tag]}"
        elif token.type == "list_item_open":
            style = f"List Bullet {depth}" if depth > 1 else "List Bullet"
        elif token.type == "paragraph_open":
            style = style if depth else "Normal"
        elif token.type == "inline":
            add_words(file.add_paragraph(style=style), token.children or [], site)
        elif token.type not in SILENT:
            raise ValueError(f"a document has no dress for '{token.type}'")


def add_words(paragraph: Paragraph, tokens: list[Token], site: str) -> None:
    """Add the words of a paragraph: strong and emphasised ones as such, and what is to fill in marked."""
    strong = emphasis = False
    for kind, text in words_of(tokens, site):
        if kind in {"strong_open", "strong_close"}:
            strong = kind == "strong_open"
        elif kind in {"em_open", "em_close"}:
            emphasis = kind == "em_open"
        else:
            run = paragraph.add_run(word.plain(text))
            run.bold, run.italic = strong or None, emphasis or None
            if kind == "blank":
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def words_of(tokens: list[Token], site: str) -> Iterator[tuple[str, str]]:
    """Yield each token's kind and words; a link is followed by its whole address, which paper can show too."""
    links = []
    for token in tokens:
        if token.type == "link_open":
            links.append(urljoin(site, str(token.attrs["href"])))
        elif token.type == "link_close":
            yield "text", f" ({links.pop().removeprefix('mailto:')})"
        elif token.type in {"softbreak", "hardbreak"}:
            yield "text", " "
        elif token.type in {"text", "code_inline", "blank", "strong_open", "strong_close", "em_open", "em_close"}:
            yield token.type, token.content
        else:
            raise ValueError(f"a document has no dress for '{token.type}'")
