"""Search: every word, by its stem or its beginning; typed hits, marked in their context; and never an error."""

import sys
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handreiking.library import library
from handreiking.search import KINDS, SNIPPET, cut, entries_of, fold, fragments, index, stem
from tests.content.pages import get


def found(query, sector=""):
    """Return the addresses of what is found, in order."""
    return [hit.entry.url for hit in index().search(query, sector)]


def marked(query, sector=""):
    """Return every stretch that is marked in what is found."""
    hits = index().search(query, sector)
    return {part.text for hit in hits for part in (*hit.title, *hit.snippet) if part.hit}


# ---- words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leerling", "leerlingen"),
        ("leerkracht", "leerkrachten"),
        ("vraag", "vragen"),
        ("tip", "tips"),
        ("emotie", "emoties"),
    ],
)
def test_a_word_and_its_plural_find_each_other(one, other):
    assert stem(one) == stem(other)
    assert set(found(other)) <= set(found(one))
    assert other in {word.casefold() for word in marked(one)}
    assert found(other)


def test_the_singular_is_found_by_the_plural():
    assert "leerling" in marked("leerlingen")
    assert "/handvatten/in-gesprek-met-je-leerlingen/" in found("leerling")


def test_the_beginning_of_a_word_is_enough():
    assert "/handvatten/sociogram/" in found("socio")
    assert "/handvatten/sociogram/" in found("soc")
    assert "/handvatten/sociogram/" not in found("so")


def test_a_piece_from_the_middle_of_a_word_is_not_enough():
    assert "/handvatten/sociogram/" not in found("gram")


def test_capitals_make_no_difference():
    assert found("SOCIOGRAM") == found("sociogram") == found("Sociogram") != []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("conciërge", "concierge"),
        ("ideeën", "ideeen"),
        ("één", "een"),
        ("Márquez", "marquez"),
        ("reële", "reele"),
    ],
)
def test_accents_make_no_difference(typed, meant):
    assert found(typed) == found(meant)
    assert fold(typed) == meant


def test_accents_make_no_difference_either_when_they_are_typed_apart_from_their_letter():
    assert found("concie\u0308rge") == found("conciërge") != []
    assert found("Ma\u0301rquez") == found("Márquez") != []


def test_every_word_of_the_query_must_occur():
    both = found("gouden weken")
    assert "/cirkels/groep/#gouden-weken" in both
    assert set(both) <= set(found("gouden")) & set(found("weken"))
    assert found("sociogram kwantumfysica") == []
    assert found("weken gouden") == both


def test_marks_between_words_make_no_difference():
    assert found("gouden-weken") == found("gouden, weken!") == found("gouden weken")


@pytest.mark.parametrize("query", ["?!", "...", "“”", "-", "😀", "\u0301"])
def test_a_query_without_a_word_finds_nothing(query):
    assert found(query) == []


@pytest.mark.parametrize("query", ["stress", "leerkracht", "horeweg", "groep"])
def test_what_has_the_word_in_its_title_comes_first(query):
    hits = index().search(query)
    titles = [any(part.hit for part in hit.title) for hit in hits]
    assert titles == sorted(titles, reverse=True)
    assert True in titles
    assert False in titles
    places = [list(KINDS).index(hit.entry.kind) for hit in hits]
    assert places[: titles.count(True)] == sorted(places[: titles.count(True)])
    assert places[titles.count(True) :] == sorted(places[titles.count(True) :])


def test_a_handvat_that_bears_the_word_is_the_very_first():
    assert found("sociogram")[0] == "/handvatten/sociogram/"
    assert found("teamagenda")[0] == "/handvatten/op-de-teamagenda/"


def test_stems_are_right_when_several_people_search_at_once():
    words = sorted({fold(word) for entry in entries_of(library()) for word in entry.text.split()})
    alone = {word: stem.__wrapped__(word) for word in words}
    wrong = []

    def search():
        wrong.extend(word for word in words if stem.__wrapped__(word) != alone[word])

    threads = [threading.Thread(target=search) for _ in range(8)]
    patience = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(patience)
    assert wrong == []


# ---- what is found ----------------------------------------------------------------------


def test_everything_in_the_content_can_be_found_by_its_own_words():
    for entry in index().entries:
        assert entry.title
        words = " ".join(f"{entry.title} {entry.text}".split()[:12])
        assert entry.url in found(words), words


def test_there_are_entries_of_every_kind_and_each_kind_has_a_name():
    assert {entry.kind for entry in index().entries} == set(KINDS)
    assert {entry.label for entry in index().entries} == {
        "Handvat",
        "Cirkel",
        "Vraag",
        "Tip",
        "Punt",
        "Stap",
        "Kernboodschap",
        "Praktijkvoorbeeld",
        "Onderbouwing",
        "Hulpmiddel",
        "Uitgangspunt",
        "Bron",
        "Pagina",
    }


@pytest.mark.parametrize(
    ("query", "label", "address"),
    [
        ("sociogram", "Handvat", "/handvatten/sociogram/"),
        ("groepsdynamiek", "Cirkel", "/cirkels/groep/"),
        ("uitstralen", "Vraag", "/handvatten/je-eigen-instrument/#1c-uitstralen"),
        ("gevoelsthermometer", "Tip", "/handvatten/ik-jij-wij/#manieren"),
        ("relatiecoach", "Punt", "/handvatten/traumasensitief-lesgeven/#principes"),
        ("populair", "Stap", "/handvatten/sociogram/#stap-2"),
        ("sleutelfiguren", "Kernboodschap", "/cirkels/team-en-school/#kern"),
        ("prentenboeken", "Praktijkvoorbeeld", "/cirkels/groep/#gouden-weken"),
        ("forming", "Punt", "/handvatten/rol-bij-groepsvorming/#punten"),
        ("zomer kerst", "Onderbouwing", "/cirkels/groep/#vijf-fasen"),
        ("brainzzz", "Hulpmiddel", "/handvatten/rust-voor-leerlingen/#charge-your-brainzzz"),
        ("blussen", "Uitgangspunt", "/over/#bouwen-niet-blussen"),
        ("durlak", "Bron", "/bronnen/#bron-durlak-2010"),
        ("trackers", "Pagina", "/privacy/"),
        ("negatief gedoe", "Vraag", "/handvatten/klimaat-in-je-klas/#3a-klimaat-nu"),
    ],
)
def test_each_kind_is_found_with_its_name_and_its_place(query, label, address):
    assert (label, address) in [(hit.entry.label, hit.entry.url) for hit in index().search(query)]


def test_every_hit_leads_to_a_place_that_is_there(client):
    pages = {}
    for entry in index().entries:
        address, _, place = entry.url.partition("#")
        if address not in pages:
            pages[address] = get(client, address).ids
        assert not place or place in pages[address], entry.url


def test_no_entry_shows_markdown_as_it_was_typed(content_copy):
    path = content_copy / "chapters/groep/chapter.yaml"
    told = "Deze school heeft ‘gouden weken’,"
    path.write_text(path.read_text().replace(told, f"{told} **echt**,[^tno-2016]"))
    texts = [f"{entry.title} {entry.text}" for entry in entries_of(library())]
    assert any("‘gouden weken’, echt, van de start" in text for text in texts)
    assert not [text for text in texts if any(sign in text for sign in ("**", "[^", "](", "<p>", "&amp;"))]


# ---- in context -------------------------------------------------------------------------


def test_a_hit_shows_the_words_round_the_match_and_marks_them():
    (hit,) = [hit for hit in index().search("herfstvakantie") if hit.entry.kind == "practice_example"]
    shown = "".join(part.text for part in hit.snippet)
    assert [part.text for part in hit.snippet if part.hit] == ["herfstvakantie"]
    assert "tot en met de herfstvakantie. Het vormen van de groep" in shown
    assert shown.endswith(" …")
    assert len(shown) < SNIPPET + 10


def test_a_match_deep_in_a_text_is_shown_with_dots_before_it():
    (hit,) = [hit for hit in index().search("Autoriteit Persoonsgegevens") if hit.entry.kind == "page"]
    shown = "".join(part.text for part in hit.snippet)
    assert shown.startswith("… ")
    assert "Autoriteit Persoonsgegevens." in shown


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["een", "leerling", "van", "x" * 300, "(po)", "één,", "–"]), max_size=120).map(" ".join),
    st.sampled_from(["leerling", "een", "xxx", "niets"]),
)
def test_a_snippet_is_a_stretch_of_the_text_with_the_first_match_in_it(text, word):
    shown = cut(text, [word])
    stretch = shown.removeprefix("… ").removesuffix(" …")
    assert stretch in text
    assert len(shown) <= SNIPPET + len("… ") + len(" …")
    assert "".join(part.text for part in fragments(shown, [word])) == shown
    matches = [part for part in fragments(text, [word]) if part.hit]
    if matches and len(matches[0].text) < SNIPPET // 2:
        assert matches[0] in fragments(shown, [word])


# ---- po and vo --------------------------------------------------------------------------


def test_po_and_vo_each_find_their_own_examples_and_resources():
    assert "/cirkels/groep/#gouden-weken" in found("gouden weken", "po")
    assert "/cirkels/groep/#gouden-weken" not in found("gouden weken", "vo")
    assert "/handvatten/rust-voor-leerlingen/#charge-your-brainzzz" in found("brainzzz", "vo")
    assert "/handvatten/rust-voor-leerlingen/#charge-your-brainzzz" not in found("brainzzz", "po")


def test_what_is_for_both_is_found_by_all():
    assert found("sociogram", "po") == found("sociogram", "vo") == found("sociogram")


def test_the_page_follows_the_choice_and_says_so(client):
    client.cookies["sector"] = "vo"
    page = get(client, "/zoeken/?q=gouden+weken")
    assert "alleen vo" in page.text or "Je zoekt nu alleen in vo." in page.text
    assert "/cirkels/groep/#gouden-weken" not in page.links
    client.cookies["sector"] = "po"
    assert "/cirkels/groep/#gouden-weken" in get(client, "/zoeken/?q=gouden+weken").links


def test_a_word_that_is_typed_again_and_again_finds_the_same():
    assert found("een " * 25) == found("een") != []
    hit = index().search("Een een één")[0]
    assert hit == index().search("een")[0]
