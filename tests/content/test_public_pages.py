"""Every public page, for a visitor without an account: there, sound, in Dutch, and without a look into the database."""

import re
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve

from handreiking.library import library
from tests.content.pages import VISITOR, Page, codes, get, public_pages

PAGES = public_pages()


@cache
def read(address: str) -> Page:
    """Return a page that several tests look at, asked for once."""
    return get(VISITOR, address)


def test_the_walk_finds_every_kind_of_page():
    content = library()
    talks = sum(len(handvat.talk_questions) for handvat in content.handvatten)
    # every handvat has a page and a card
    assert (
        len(PAGES)
        == len(set(PAGES))
        == 9 + len(content.documents) + len(content.chapters) + 2 * len(content.handvatten) + talks
    )
    assert {
        "/",
        "/cirkels/",
        "/cirkels/groep/",
        "/cirkels/omgeving/",
        "/handvatten/",
        "/handvatten/sociogram/",
        "/handvatten/sociogram/gesprek/?vraag=6",
        "/bronnen/",
        "/zoeken/",
        "/over/",
        "/privacy/",
        "/toegankelijkheid/",
        "/documenten/",
        "/documenten/verwerkingsregister/",
    } <= set(PAGES)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.django_db
def test_a_visitor_gets_every_page_without_a_query_and_without_a_cookie(address, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies


def test_every_page_is_in_dutch_and_has_one_heading_and_a_title():
    for address in PAGES:
        page = read(address)
        assert [element.attributes.get("lang") for element in page.all("html")] == ["nl"], address
        assert len(page.texts("h1")) == 1, address
        assert page.texts("h1")[0], address
        assert re.fullmatch(r".+ – Handreiking", page.texts("title")[0]), address


def test_no_two_pages_have_the_same_title():
    titles = [read(address).texts("title")[0] for address in PAGES]
    assert sorted(titles) == sorted(set(titles))


def test_no_page_holds_a_style_or_a_script_of_its_own():
    for address in PAGES:
        page = read(address)
        assert not page.all("style"), address
        assert not any(page.texts("script")), address
        assert all(element.attributes["src"].startswith("/static/") for element in page.all("script")), address
        for element in page.elements:
            own = [name for name in element.attributes if name == "style" or name.startswith("on")]
            assert not own, f"{address}: {element}"


def test_no_page_asks_another_host_for_anything():
    for address in PAGES:
        for element in read(address).elements:
            if element.tag != "a":
                asked = [
                    urlsplit(element.attributes.get(name, "")) for name in ("src", "href", "srcset", "action", "data")
                ]
                assert not any(part.scheme or part.netloc for part in asked), f"{address}: {element}"


def test_no_id_stands_twice_on_a_page():
    for address in PAGES:
        assert sorted(read(address).ids) == sorted(set(read(address).ids)), address


def test_no_page_shows_markdown_or_a_template_as_it_was_typed():
    for address in PAGES:
        for leftover in ("[^", "](", "**", "{{", "{%", "<p>", "&amp;", "None"):
            assert leftover not in read(address).text, f"{address}: {leftover}"


def test_every_link_on_a_public_page_leads_to_a_page_and_a_place_that_are_there():
    for address in PAGES:
        for link in read(address).links:
            target = urlsplit(urljoin(f"http://testserver{address}", link))
            if target.netloc != "testserver":
                assert target.scheme == "https", link
                continue
            resolve(target.path)
            if target.path.startswith(("/account/", "/vandaag/")) or target.path.endswith("/word/"):
                continue  # not public, or a file; other tests open these
            place = read(target.path + (f"?{target.query}" if target.query else ""))
            assert not target.fragment or target.fragment in place.ids, f"{address}: {link}"


@pytest.mark.parametrize(
    "address",
    [
        "/bestaat-niet/",
        "/cirkels/bestaat-niet/",
        "/cirkels/4/",
        "/cirkels/team/",
        "/handvatten/bestaat-niet/",
        "/handvatten/3b/",
        "/handvatten/SOCIOGRAM/",
        "/handvatten/bestaat-niet/gesprek/",
        "/handvatten/ontspannen-voor-de-klas/gesprek/",
        "/handvatten/sociogram/gesprek/?vraag=0",
        "/handvatten/sociogram/gesprek/?vraag=7",
        "/handvatten/sociogram/gesprek/?vraag=-1",
        "/handvatten/sociogram/gesprek/?vraag=1001",
        "/handvatten/sociogram/gesprek/?vraag=twee",
        "/handvatten/?cirkel=0",
        "/handvatten/?cirkel=6",
        "/handvatten/?cirkel=drie",
        "/handvatten/?voor=niemand",
        "/handvatten/?sector=mbo",
        "/handvatten/?cirkel=%00",
    ],
)
def test_an_address_that_cannot_be_is_a_page_that_is_not_there(address, client):
    response = client.get(address)
    assert response.status_code == 404
    page = Page(response.content.decode())
    assert page.texts("h1") == ["Deze pagina is er niet"]
    assert "/zoeken/" in page.links


# ---- the rings --------------------------------------------------------------------------


def test_the_pond_on_the_first_page_leads_from_each_ring_to_its_chapter(client):
    page = get(client, "/")
    chapters = [
        "/cirkels/jezelf/",
        "/cirkels/leerling/",
        "/cirkels/groep/",
        "/cirkels/team-en-school/",
        "/cirkels/team-en-school/",
        "/cirkels/omgeving/",
    ]
    rings = [link for link in page.links if link.startswith("/cirkels/") and link != "/cirkels/"]
    assert rings[1:13] == chapters * 2  # the button, the pond, and the same in words
    assert rings[0] == "/cirkels/jezelf/"


def test_the_list_of_circles_leads_rings_four_and_five_to_the_chapter_that_they_share(client):
    links = {element.text: element.attributes["href"] for element in get(client, "/cirkels/").all("a")}
    assert links["4. Professionele leeromgeving (team)"] == "/cirkels/team-en-school/"
    assert links["5. Positief pedagogisch schoolklimaat"] == "/cirkels/team-en-school/"
    assert "Cirkel 4 en 5" in get(client, "/cirkels/team-en-school/").text


def test_ring_six_says_what_it_covers_and_why_the_handreiking_stops_there(client):
    page = get(client, "/cirkels/omgeving/")
    assert page.texts("h1") == ["Omgevingscontext"]
    for words in (
        "wijk",
        "Sociale factoren",
        "thuis",
        "jongerenwerk",
        "Waarom we hier stoppen",
        "Dat is een keuze, voor nu",
    ):
        assert words in page.text
    assert not codes(page)
    assert not [link for link in page.links if link.startswith("#handvatten")]


def test_a_chapter_shows_its_key_messages_its_figure_its_practice_and_its_handvatten(client):
    page = get(client, "/cirkels/groep/")
    assert "Ieder kind heeft het nodig om erbij te horen." in page.text
    assert page.texts("b", lang="en") == ["Forming", "Storming", "Norming", "Performing", "Reforming"]
    assert "Deze school heeft ‘gouden weken’" in page.text
    assert codes(page) == ["3a", "3b", "3c", "3d"]


def test_the_pager_walks_through_all_chapters_and_back(client):
    there, page = ["/cirkels/jezelf/"], get(client, "/cirkels/jezelf/")
    while following := [link for link in pager(page) if link not in there]:
        there += following
        page = get(client, there[-1])
    assert there == [f"/cirkels/{slug}/" for slug in ("jezelf", "leerling", "groep", "team-en-school", "omgeving")]


def test_the_pager_walks_through_all_handvatten(client):
    there, page = ["/handvatten/ontspannen-voor-de-klas/"], get(client, "/handvatten/ontspannen-voor-de-klas/")
    while following := [link for link in pager(page) if link not in there]:
        there += following
        page = get(client, there[-1])
    assert len(there) == 15
    assert there[-1] == "/handvatten/vul-de-checklist-in/"


def pager(page: Page) -> list[str]:
    """Return where the links to the page before and the page after lead."""
    return page.links_in("nav", **{"class": "pager"})


def test_sources_are_numbered_in_the_order_of_the_text_and_listed_under_it(client):
    page = get(client, "/cirkels/leerling/")
    marks = [(element.text, element.attributes["href"]) for element in page.all("a", **{"class": "note"})]
    assert marks[:4] == [
        ("1", "#bron-overveld-2017"),
        ("1", "#bron-overveld-2017"),
        ("2", "#bron-casel-2020"),
        ("3", "#bron-trimbos-pharos-2016"),
    ]
    listed = [name for name in page.ids if name.startswith("bron-")]
    numbered = list(dict.fromkeys(href.removeprefix("#") for _, href in marks))
    assert listed == numbered
    assert page.texts("li", id="bron-tno-2016") == ["TNO, 2016."]
    assert page.texts("li", id="bron-coppens-2021") == ["Coppens e.a., 2021, Lesgeven aan getraumatiseerde kinderen."]


# ---- sources and texts ------------------------------------------------------------------


def test_the_page_of_sources_lists_all_sources_and_all_resources_with_their_handvatten(client):
    page = get(client, "/bronnen/")
    content = library()
    assert [name for name in page.ids if name.startswith("bron-")] == [
        f"bron-{source.slug}" for source in content.sources
    ]
    assert [name for name in page.ids if name in content.resource_by_slug] == list(content.resource_by_slug)
    for source in content.sources:
        assert source.label in page.text
    resource = page.texts("li", id="je-brein-de-baas")[0]
    assert "handvat 2a, handvat 2c" in resource
    assert "https://assets.ncj.nl/docs/8b158184-f635-4dc4-91bb-11d3e4c09ef4.pdf" in page.links


def test_links_to_other_sites_do_not_tell_where_the_reader_came_from(client):
    for element in get(client, "/bronnen/").all("a"):
        if element.attributes["href"].startswith("https://"):
            assert element.attributes["rel"] == "noreferrer"


def test_the_page_about_the_handreiking_has_the_four_principles_and_the_six_circles(client):
    page = get(client, "/over/")
    assert [name for name in page.ids if name in {principle.slug for principle in library().principles}] == [
        "bouwen-niet-blussen",
        "een-houding-geen-trucje",
        "eerst-ruimte-dan-tips",
        "met-de-hele-school",
    ]
    assert "Rinka van Zundert is onderzoeker" in page.text
    assert "6. Omgevingscontext" in page.text


def test_the_page_on_privacy_promises_what_it_keeps(client):
    page = get(client, "/privacy/")
    assert "Er zijn geen trackers." in page.text
    assert "Deze site vraagt nooit naar de naam van een leerling." in page.text
