"""Markdown to HTML: safe whatever is typed, and with its sources numbered."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handreiking.markdown import Notes, to_html, to_text

NASTY = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>",
        "[klik](javascript:alert(1))",
        "[klik](JaVaScRiPt&#58;alert(1))",
        "[klik](data:text/html,<script>alert(1)</script>)",
        "[klik](http://onveilig.example/)",
        "[klik](/over/)",
        "[klik](//elders.example \"onmouseover='x'\")",
        "![plaatje](https://elders.example/x.png)",
        "<javascript:alert(1)>",
        "<https://elders.example/?a=\"onclick='x'>",
        '[^x" onclick="alert(1)]',
        "[^<script>]",
        "[^tno-2016 coppens-2021]",
        "[ref]\n\n[ref]: javascript:alert(1)",
        "`<script>`",
        "&lt;script&gt;",
        "\\<script>",
        "# kop\n",
        "> citaat\n",
        "- punt\n",
        "```html\n<script>\n```\n",
        "<!-- -->",
        "<style>*{}</style>",
        "**",
        "_",
        "\n\n",
    ]
)
ANYTHING = st.lists(NASTY | st.text(max_size=12), max_size=8).map("".join)
ALLOWED = {"a", "blockquote", "br", "code", "em", "h2", "h3", "hr", "li", "ol", "p", "strong", "sup", "ul"}


class Tags(HTMLParser):
    """Every tag of a piece of HTML, with its attributes; and the words, without the numbers of sources."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.words, self.in_number = [], [], False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.in_number = self.in_number or tag == "sup"

    def handle_endtag(self, tag):
        self.in_number = self.in_number and tag != "sup"

    def handle_data(self, data):
        if not self.in_number:
            self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(data)


# ---- safe -------------------------------------------------------------------------------


def test_html_is_shown_as_it_was_typed():
    assert to_html("<b>vet</b>") == "<p>&lt;b&gt;vet&lt;/b&gt;</p>\n"
    assert to_html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://zonder-slot.example/",
        "ftp://elders.example/",
    ],
)
def test_a_link_that_is_not_safe_leads_nowhere(address):
    html = to_html(f"[klik]({address})")
    assert "href" not in html
    assert "klik" in html


@pytest.mark.parametrize(
    "address", ["https://www.pharos.nl/", "/handvatten/sociogram/", "#kern", "mailto:a@school.example"]
)
def test_a_link_that_is_safe_stays(address):
    assert f'<a href="{address}">klik</a>' in to_html(f"[klik]({address})")


def test_pictures_are_left_out():
    assert "<img" not in to_html("![een plaatje](https://elders.example/volger.png)")
    assert "elders.example" not in to_html("![een plaatje](https://elders.example/volger.png)")


def test_what_editors_use_becomes_html():
    html = to_html("## Kop\n\nEen **vet** en *schuin* woord.\n\n- een\n- twee\n\n3. drie\n\n> citaat\n")
    for part in (
        "<h2>Kop</h2>",
        "<strong>vet</strong>",
        "<em>schuin</em>",
        "<li>een</li>",
        '<ol start="3">',
        "<blockquote>",
    ):
        assert part in html


@settings(deadline=None)
@given(ANYTHING)
def test_whatever_is_typed_only_harmless_tags_come_out(typed):
    html = to_html(typed)
    assert "<script" not in html.lower()
    for tag, attributes in Tags(html).tags:
        assert tag in ALLOWED
        assert attributes.keys() <= {"href", "id", "class", "aria-label", "start", "title"}
        href = attributes.get("href") or ""
        assert not href.lower().lstrip().startswith(("javascript:", "data:", "vbscript:", "http:", "file:"))


@settings(deadline=None)
@given(ANYTHING)
def test_whatever_is_typed_its_words_alone_are_those_of_the_html(typed):
    words = to_text(typed)
    assert words == " ".join(words.split())
    assert words.replace(" ", "") == "".join("".join(Tags(to_html(typed)).words).split())


@settings(deadline=None)
@given(st.text(alphabet="abc defg éëï’“ &<>\"'", max_size=60))
def test_plain_words_come_out_as_they_went_in(typed):
    typed = f"Zo: {typed}"
    assert to_text(typed) == " ".join(typed.split())
    assert " ".join("".join(Tags(to_html(typed)).words).split()) == " ".join(typed.split())


# ---- sources ----------------------------------------------------------------------------


def numbers(html):
    """Return the numbers of the citations in a piece of HTML, in order."""
    return [attributes["aria-label"] for tag, attributes in Tags(html).tags if attributes.get("class") == "note"]


def test_a_citation_is_a_small_numbered_link_to_its_source():
    assert to_html("Zo is het.[^tno-2016]") == (
        '<p>Zo is het.<sup><a class="note" href="#bron-tno-2016" id="noot-1" aria-label="bron 1">1</a></sup></p>\n'
    )


def test_sources_are_numbered_in_the_order_in_which_they_come_by_and_keep_their_number():
    notes = Notes()
    first = to_html("Een.[^weare-2015 tno-2016] Twee.[^chen-2010]", notes)
    second = to_html("Drie.[^tno-2016] Vier.[^nix-2013 weare-2015]", notes)
    assert numbers(first) == ["bron 1", "bron 2", "bron 3"]
    assert numbers(second) == ["bron 2", "bron 4", "bron 1"]
    assert notes.slugs == ["weare-2015", "tno-2016", "chen-2010", "nix-2013"]


def test_no_two_marks_have_the_same_id():
    notes = Notes()
    html = to_html("Een.[^tno-2016] Twee.[^tno-2016]", notes) + to_html("Drie.[^tno-2016 nix-2013]", notes)
    ids = [attributes["id"] for _, attributes in Tags(html).tags if "id" in attributes]
    assert ids == ["noot-1", "noot-2", "noot-3", "noot-4"]


def test_each_page_begins_to_count_at_one():
    assert numbers(to_html("Een.[^tno-2016]")) == numbers(to_html("Twee.[^nix-2013]")) == ["bron 1"]


def test_a_citation_in_code_stays_as_it_is():
    notes = Notes()
    assert "[^tno-2016]" in to_html("`[^tno-2016]`", notes)
    assert notes.slugs == []


def test_a_slug_that_tries_to_break_out_stays_inside_its_quotes():
    html = to_html('Zo.[^x"onclick="alert(1)]')
    ((_, link),) = [(tag, attributes) for tag, attributes in Tags(html).tags if tag == "a"]
    assert link == {
        "class": "note",
        "href": '#bron-x"onclick="alert(1)',
        "id": "noot-1",
        "aria-label": "bron 1",
    }


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(["een-2001", "twee-2002", "drie-2003", "vier-2004"]), min_size=1), max_size=8))
def test_numbers_count_up_from_one_and_are_the_same_for_the_same_source(citations):
    notes = Notes()
    html = "".join(to_html(f"Zin.[^{' '.join(slugs)}]", notes) for slugs in citations)
    cited = [slug for slugs in citations for slug in slugs]
    assert notes.slugs == list(dict.fromkeys(cited))
    assert numbers(html) == [f"bron {notes.slugs.index(slug) + 1}" for slug in cited]


# ---- words alone ------------------------------------------------------------------------


def test_words_alone_have_no_marks_and_a_space_between_blocks():
    assert to_text("Een **vet** [woord](/over/).[^tno-2016]\n\n- punt\n- nog een\n") == "Een vet woord. punt nog een"
    assert to_text("A & B < C “D”") == "A & B < C “D”"
