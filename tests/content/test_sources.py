"""The footnotes, the resources and the links of the handreiking, beside the inventory of its text."""

import re
from pathlib import Path

import pytest

from handreiking.content_references import CITATION
from handreiking.library import library
from handreiking.markdown import to_text
from tests.content.inventory import (
    EXPLAINED,
    FOOTNOTES,
    LINKS,
    NAMED_IN_THE_TEXT,
    RESOURCES,
    handvat,
    texts,
)
from tests.content.pages import get

SOURCE = Path(__file__).parents[3] / "shared" / "source" / "000_ea65eded2efa1538.txt"


def citations():
    """Return (place, labels of the sources) of every citation in the content."""
    labels = {source.slug: source.label for source in library().sources}
    return [
        (place, [labels[slug] for slug in citation.group(1).split()])
        for place, text in texts().items()
        for citation in CITATION.finditer(text)
    ]


# ---- footnotes --------------------------------------------------------------------------


def test_the_table_of_footnotes_is_whole():
    assert {number for number, _, _ in FOOTNOTES} | EXPLAINED == set(range(1, 26)) - {17}
    assert len(FOOTNOTES) + len(EXPLAINED) == 24


@pytest.mark.parametrize(
    ("number", "place", "labels"), FOOTNOTES, ids=lambda value: str(value) if isinstance(value, int) else ""
)
def test_a_footnote_of_the_source_is_a_citation_at_its_place(number, place, labels):
    assert (place, labels) in citations()


def test_there_is_no_citation_that_the_source_does_not_make():
    expected = [(place, labels) for _, place, labels in FOOTNOTES] + NAMED_IN_THE_TEXT
    assert sorted(citations()) == sorted(expected)


def test_every_source_is_cited_somewhere():
    cited = {label for _, labels in citations() for label in labels}
    assert sorted(cited) == sorted(source.label for source in library().sources)
    assert len(cited) == 25


def test_citations_on_one_place_come_in_the_order_of_the_footnotes():
    found = [labels for place, labels in citations() if place == "over"]
    assert found == [labels for _, place, labels in FOOTNOTES if place == "over"]
    found = [labels for place, labels in citations() if place == "leerling onderzoek"]
    assert found == [labels for _, place, labels in FOOTNOTES if place == "leerling onderzoek"]


def test_footnote_three_on_the_words_leerkracht_and_docent_stands_in_the_text(client):
    page = get(client, "/over/")
    assert "Wat we bedoelen met leerkracht" in page.texts("h2")
    explained = page.text.split("Wat we bedoelen met leerkracht", 1)[1].split("Een steen in de vijver", 1)[0]
    for word in ("‘leerkracht’", "‘docent’", "po én vo"):
        assert word in explained


def test_footnote_fourteen_on_adverse_childhood_experiences_stands_in_the_text_with_all_its_examples():
    explained = to_text(texts()["leerling traumasensitief-onderwijs"])
    for words in (
        "ingrijpende jeugdervaringen",
        "Adverse Childhood Experiences",
        "ACE’s",
        "kindermishandeling",
        "huiselijk geweld",
        "psychiatrische problemen",
        "verslaafd",
        "getuige zijn van geweld tussen partners",
        "vechtscheiding",
    ):
        assert words in explained
    assert "ingrijpende jeugdervaring" in texts()["leerling pesten"]


# ---- resources and links ----------------------------------------------------------------


def test_every_resource_has_its_kind_its_sectors_and_its_handvat():
    found = {
        resource.title: (
            resource.kind,
            resource.sectors,
            " ".join(one.code for one in library().handvatten if resource.slug in one.resource_slugs),
        )
        for resource in library().resources
    }
    assert found == RESOURCES
    assert all(resource.publisher for resource in library().resources)


def test_every_link_of_the_source_is_a_link_of_a_resource_and_there_is_no_other():
    links = [link.url for resource in library().resources for link in resource.links]
    assert sorted(links) == sorted(LINKS)


@pytest.mark.parametrize("address", LINKS)
def test_a_link_of_the_source_stands_at_its_handvat(address, client):
    for code in LINKS[address].split():
        assert address in get(client, handvat(code).url).links
    assert address in get(client, "/bronnen/").links


def test_links_to_others_in_running_text_are_links_of_the_source_too():
    links = [link for text in texts().values() for link in re.findall(r"\]\((https?://[^)]*)\)", text)]
    assert set(links) <= set(LINKS)
    assert links.count("https://www.trimbos.nl/aanbod/welbevinden-op-school") == 2


def test_the_two_books_of_2d_and_the_handbook_of_3c_are_there():
    books = {resource.title: resource for resource in library().resources if resource.kind == "book"}
    assert books["Lesgeven aan getraumatiseerde kinderen"].publisher == "Leony Coppens e.a."
    assert books["De Traumasensitieve School"].publisher == "Anton Horeweg"
    assert books["Van bescherming naar inclusie"].publisher == "Pharos"
    titles = {source.label: source.title for source in library().sources if source.title}
    assert titles == {
        "Coppens e.a., 2021": "Lesgeven aan getraumatiseerde kinderen",
        "Horeweg, 2018": "De Traumasensitieve School",
    }


def test_addresses_that_the_source_only_names_are_named():
    assert "jongerenhulponline.nl" in texts()["2d boodschappen"]
    assert "wij-leren.nl" in texts()["groep vijf-fasen"]
    assert "nponderwijs.nl" in texts()["over"]


@pytest.mark.skipif(not SOURCE.exists(), reason="the source text does not come with a clone of the code")
def test_the_tables_here_have_every_link_and_every_reference_of_the_source():
    text = SOURCE.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://\S+", text)) == set(LINKS)
    for _, _, labels in FOOTNOTES:
        for label in labels:
            name, year = re.fullmatch(r"(.*), (\d{4}[ab]?)", label).groups()
            name = name.replace("MarketResponse", "MarketReponse")  # as the source spells it
            assert re.search(rf"{re.escape(name)},? \(?\d{{4}}", text), label
            assert year in text
