"""The page of the search."""

from functools import cache
from html import escape
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handreiking.search import index
from tests.content.pages import VISITOR, Page, get


def test_the_page_shows_its_hits_with_their_kind_and_their_marks(client):
    page = get(client, "/zoeken/?q=sociogram")
    hits = index().search("sociogram")
    assert page.texts("p", role="status") == [f"{len(hits)} keer gevonden"]
    assert [link for link in page.links if link in {hit.entry.url for hit in hits}] == [hit.entry.url for hit in hits]
    assert {"Handvat", "Stap"} <= set(page.texts("span", **{"class": "badge"}))
    assert {mark.casefold() for mark in page.texts("mark")} == {"sociogram"}


def test_the_page_without_a_query_only_asks(client):
    page = get(client, "/zoeken/")
    assert not page.texts("p", role="status")
    assert "?q=gouden+weken" in page.links
    for link in ("?q=pesten", "?q=stress", "?q=sociogram", "?q=gouden+weken"):
        assert get(client, f"/zoeken/{link}").texts("mark")


def test_the_page_says_what_to_do_when_nothing_is_found(client):
    page = get(client, "/zoeken/?q=kwantumfysica")
    assert page.texts("p", role="status") == ["Niets gevonden"]
    assert "Probeer een ander woord" in page.text
    assert "/handvatten/" in page.links


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Typ een woord, dan zoeken we mee."),
        ("   ", "Typ een woord, dan zoeken we mee."),
        ("a" * 101, "Dat is een lange zoekvraag. Gebruik hooguit honderd tekens."),
        ("leerling\x00", "Null-tekens zijn niet toegestaan."),
    ],
)
def test_a_query_that_cannot_be_is_refused_with_a_sentence_and_stays_in_the_field(query, sentence, client):
    response = client.get("/zoeken/", {"q": query})
    assert response.status_code == 422
    page = Page(response.content.decode())
    (field,) = page.all("input", name="q")
    assert page.texts("p", id="q-fout") == [sentence]
    assert field.attributes["aria-describedby"] == "q-fout"
    assert field.attributes["aria-invalid"] == "true"
    assert "autofocus" in field.attributes
    assert field.attributes["value"] == query


def test_a_hundred_characters_are_not_too_many(client):
    assert client.get("/zoeken/", {"q": "a" * 100}).status_code == 200


@cache
def own_tags():
    """Return the tags of the page itself: empty, with hits, without, and with an error."""
    addresses = ["/zoeken/", "/zoeken/?q=sociogram", "/zoeken/?q=durlak", "/zoeken/?q=kwantumfysica", "/zoeken/?q="]
    pages = [Page(VISITOR.get(address).content.decode()) for address in addresses]
    return {element.tag for page in pages for element in page.elements}


NASTY = st.sampled_from(
    [
        "<",
        ">",
        "&",
        '"',
        "'",
        "<script>",
        '"><img src=x onerror=alert(1)>',
        "{{ q }}",
        "{% x %}",
        "%00",
        "\x00",
        "\\",
        "leerling",
    ]
)


@settings(deadline=None)
@given(st.lists(NASTY | st.text(max_size=20), max_size=6).map("".join))
def test_whatever_is_asked_there_is_an_answer_and_the_question_comes_back_as_text(query):
    response = VISITOR.get("/zoeken/", {"q": query})
    assert response.status_code in {200, 422}
    body = response.content.decode()
    page = Page(body)
    (field,) = page.all("input", name="q")
    assert field.attributes["value"].replace("\r\n", "\n") == query.replace("\r\n", "\n")
    assert escape(query) in body
    assert {element.tag for element in page.elements} <= own_tags()
    assert not [element for element in page.elements if any(name.startswith("on") for name in element.attributes)]
    assert len(page.all("script")) == 2


@settings(deadline=None)
@given(st.binary(max_size=30))
def test_bytes_that_are_no_text_are_answered_too(raw):
    encoded = "".join(f"%{byte:02X}" for byte in raw)
    assert VISITOR.get(f"/zoeken/?q={encoded}&{urlencode({'x': '1'})}").status_code in {200, 422}
