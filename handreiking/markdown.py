"""Markdown to safe HTML, with the citations of sources as small numbered links."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape, unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from handreiking.content_references import CITATION

TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h2", "h3", "blockquote", "code", "br", "sup", "hr", "mark"}
BLANK = re.compile(r"\[vul in: [^\]\n]+\]")
ATTRIBUTES = {"a": {"href", "id", "class", "aria-label"}, "ol": {"start"}, "h2": {"id"}, "h3": {"id"}}


def citation_rule(state: StateInline, silent: bool) -> bool:
    """Parse `[^slug other-slug]` into one citation token."""
    match = CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("citation", "", 0).content = match.group(1)
    state.pos = match.end()
    return True


def blank_rule(state: StateInline, silent: bool) -> bool:
    """Parse `[vul in: …]`, what a school fills in itself, into one token."""
    match = BLANK.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("blank", "", 0).content = match.group()
    state.pos = match.end()
    return True


PARSER = MarkdownIt("commonmark", {"html": False, "typographer": False})
PARSER.inline.ruler.before("link", "citation", citation_rule)
PARSER.inline.ruler.before("link", "blank", blank_rule)
PARSER.add_render_rule(
    "blank", lambda self, tokens, index, options, env: f"<mark>{escape(tokens[index].content)}</mark>"
)
PARSER.add_render_rule("citation", lambda self, tokens, index, options, env: env["cite"](tokens[index].content))


class Notes:
    """The sources that a page cites, numbered in the order in which they first come by."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.marks = 0

    def cite(self, slugs: str) -> str:
        """Return the small numbers for one citation, each a link to its source at the foot of the page."""
        links = []
        for slug in slugs.split():
            number = self.numbers.setdefault(slug, len(self.numbers) + 1)
            self.marks += 1
            links.append(
                f'<a class="note" href="#bron-{escape(slug)}" id="noot-{self.marks}"'
                f' aria-label="bron {number}">{number}</a>'
            )
        return f"<sup>{''.join(links)}</sup>"

    @property
    def slugs(self) -> Sequence[str]:
        """Return the cited sources' slugs, in order of their numbers."""
        return list(self.numbers)


def to_html(text: str, notes: Notes | None = None) -> SafeString:
    """Return the Markdown as safe HTML; citations are numbered by `notes` (a fresh one where none is given)."""
    notes = notes or Notes()
    html = PARSER.render(text, {"cite": notes.cite})
    return mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes={"https", "mailto"}))  # noqa: S308  # nosec B308 B703 - nh3 cleaned it


@lru_cache(maxsize=2048)
def to_text(text: str) -> str:
    """Return the Markdown's words alone, for search and summaries."""
    html = PARSER.render(text, {"cite": lambda slugs: ""})
    for closing in ("</p>", "</li>", "</h2>", "</h3>", "<br>"):
        html = html.replace(closing, closing + " ")
    return " ".join(unescape(nh3.clean(html, tags=set())).split())
