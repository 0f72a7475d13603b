"""A page as a PDF: tagged and in its language, for a screen reader too (PDF/UA). It takes nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings

STYLE = Path(__file__).parent / "pdf.css"
FONTS = Path(settings.BASE_DIR) / "static" / "fonts"
OUR_FONTS = {  # all that a document may take in, by addresses that lead nowhere else
    "font:body": "atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "font:head": "fraunces-latin-soft-normal.woff2",
}


# A PDF costs the server about a second for every 100,000 signs: so much, and no more.
MOST_IN_A_PDF = 300_000
# A word without an end takes the maker of the PDF a time that grows with its square; it may break in it.
ENDLESS_WORD, A_PIECE = re.compile(r"\S{101,}"), re.compile(r"(.{40})")


class TooMuchForPdf(Exception):
    """So much can't be made into a PDF while someone waits."""


class CannotMakePdf(Exception):
    """WeasyPrint, or a library of the system that it needs, is not here: docs/running.md says which."""


def breakable(line: str) -> str:
    """Return a line in which a very long word may break: at a space without width, after each forty signs."""
    return ENDLESS_WORD.sub(lambda found: A_PIECE.sub("\\1\u200b", found[0]), line)


def why_not(problem: CannotMakePdf | TooMuchForPdf) -> str:
    """Return the word by which components/no_pdf.html says why there is none."""
    return "too much" if isinstance(problem, TooMuchForPdf) else "missing"


def small_enough(html: str) -> str:
    """Return the page as it is. Raises TooMuchForPdf where making it would keep the server busy."""
    if len(html) > MOST_IN_A_PDF:
        raise TooMuchForPdf
    return html


def to_pdf(html: str) -> bytes:
    """Return a whole HTML page as a PDF. Raises CannotMakePdf where the libraries are missing."""
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except (ImportError, OSError) as problem:  # OSError: a library of the system
        raise CannotMakePdf from problem

    class OnlyOurFonts(URLFetcher):  # type: ignore[misc]
        """Refuses the network and every file; serves our two fonts."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return a font, or refuse."""
            if url not in OUR_FONTS:
                raise ValueError("a document takes nothing from elsewhere")
            return URLFetcherResponse(url, (FONTS / OUR_FONTS[url]).read_bytes(), {"Content-Type": "font/woff2"})

    fetcher, fonts = OnlyOurFonts(), FontConfiguration()
    style = CSS(string=STYLE.read_text(), url_fetcher=fetcher, font_config=fonts)
    page = HTML(string=html, url_fetcher=fetcher)
    made: bytes = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return made
