"""The public pages, found by walking the URLs and the library, and a page read as a browser would read it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client
from django.urls import reverse

from handreiking.cards import card_of
from handreiking.checks import walk_urls
from handreiking.library import library

VISITOR = Client()  # for the many questions of a property; it never gets a cookie
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {"a", "abbr", "b", "code", "em", "mark", "small", "strong", "sup"}  # no space where these begin or end


NOT_PAGES = {"preferences", "document_word", "security_txt"}  # a form, a file, and a text for programs


def public_pages() -> list[str]:
    """Return the address of every page of content, with one for each chapter, handvat and question of a conversation."""
    content = library()
    addresses = {
        "circle_detail": [f"/cirkels/{chapter.slug}/" for chapter in content.chapters],
        "handvat_detail": [f"/handvatten/{handvat.slug}/" for handvat in content.handvatten],
        "handvat_card": [f"/handvatten/{handvat.slug}/kaart/" for handvat in content.handvatten if card_of(handvat)],
        "document_detail": [document.url for document in content.documents],
        "handvat_talk": [
            f"/handvatten/{handvat.slug}/gesprek/?vraag={number}"
            for handvat in content.handvatten
            for number in range(1, len(handvat.talk_questions) + 1)
        ],
    }
    found = []
    for name, pattern, arguments in walk_urls():
        if pattern.callback.__module__ == "handreiking.views" and name not in NOT_PAGES:
            assert not arguments or name in addresses, f"say in tests/content/pages.py which pages '{name}' has"
            found += addresses[name] if arguments else [reverse(name)]
    return found


@dataclass(eq=False)
class Element:
    """A tag with its attributes, all the text in it, and the elements that it stands in."""

    tag: str
    attributes: dict[str, str]
    inside: tuple["Element", ...] = ()
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Page(HTMLParser):
    """The elements of an HTML page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._space(tag)
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass
        self._space(tag)

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def _space(self, tag: str) -> None:
        if tag not in INLINE:
            self.handle_data(" ")

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements with this tag and these attributes."""
        return [
            element
            for element in self.elements
            if element.tag == tag and attributes.items() <= element.attributes.items()
        ]

    def texts(self, tag: str, **attributes: str) -> list[str]:
        """Return the text of each of these elements."""
        return [element.text for element in self.all(tag, **attributes)]

    @property
    def links(self) -> list[str]:
        """Return where the links lead, in order."""
        return [element.attributes["href"] for element in self.all("a")]

    def links_in(self, tag: str, **attributes: str) -> list[str]:
        """Return where the links lead that stand in such an element."""
        around = self.all(tag, **attributes)
        return [link.attributes["href"] for link in self.all("a") if any(element in around for element in link.inside)]

    @property
    def ids(self) -> list[str]:
        """Return every id, also those that stand twice."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    @property
    def text(self) -> str:
        """Return the words of the body, with single spaces."""
        return self.all("body")[0].text


def get(client: Client, address: str) -> Page:
    """Return the page at an address that must be there."""
    response = client.get(address)
    assert response.status_code == 200, address
    return Page(response.content.decode())


def codes(page: Page) -> list[str]:
    """Return the codes of the handvatten in a list, in order."""
    return [element.text for element in page.all("span", **{"class": "code"}) if re.fullmatch(r"\d[a-z]", element.text)]
