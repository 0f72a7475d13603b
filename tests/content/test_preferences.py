"""Po or vo, light or dark: kept in two cookies without an account, and followed on every page."""

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from handreiking.library import library
from tests.content.pages import VISITOR, get


def chosen(client, name):
    """Return the value that the visitor's browser holds."""
    return client.cookies[name].value if name in client.cookies else None


# ---- keeping ----------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "value"), [("sector", "po"), ("sector", "vo"), ("theme", "light"), ("theme", "dark")])
def test_a_choice_is_kept_in_a_cookie_for_a_year(name, value, client):
    response = client.post("/voorkeuren/", {name: value, "next": "/"})
    assert response.status_code == 302
    cookie = response.cookies[name]
    assert cookie.value == value
    assert cookie["max-age"] == 31_536_000
    assert cookie["samesite"] == "Lax"
    assert cookie["httponly"]
    assert list(response.cookies) == [name]


def test_both_choices_are_kept_at_once(client):
    client.post("/voorkeuren/", {"sector": "vo", "theme": "dark"})
    assert (chosen(client, "sector"), chosen(client, "theme")) == ("vo", "dark")


def test_a_choice_that_is_not_sent_stays_as_it_was(client):
    client.post("/voorkeuren/", {"sector": "vo", "theme": "dark"})
    client.post("/voorkeuren/", {"sector": "po"})
    assert (chosen(client, "sector"), chosen(client, "theme")) == ("po", "dark")


@pytest.mark.parametrize("name", ["sector", "theme"])
def test_the_default_choice_removes_the_cookie(name, client):
    client.cookies[name] = {"sector": "vo", "theme": "dark"}[name]
    response = client.post("/voorkeuren/", {name: ""})
    assert response.cookies[name].value == ""
    assert response.cookies[name]["max-age"] == 0
    assert get(client, "/").all("input", name=name, value="", checked="")


@pytest.mark.parametrize(
    "sent",
    [{"sector": "mbo"}, {"theme": "paars"}, {"sector": "po", "theme": "paars"}, {"sector": "PO"}, {"theme": "\x00"}],
)
def test_a_choice_that_is_not_offered_is_a_page_that_is_not_there_and_keeps_nothing(sent, client):
    response = client.post("/voorkeuren/", sent)
    assert response.status_code == 404
    assert not response.cookies


def test_a_choice_is_sent_and_not_followed_as_a_link(client):
    assert client.get("/voorkeuren/").status_code == 405
    assert client.get("/voorkeuren/?sector=po").status_code == 405


def test_a_choice_needs_no_token_and_no_session():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/voorkeuren/", {"sector": "po"})
    assert response.status_code == 302
    assert list(response.cookies) == ["sector"]


# ---- the way back -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/cirkels/groep/",
        "/handvatten/?cirkel=2&voor=class",
        "/zoeken/?q=gouden+weken",
        "/handvatten/sociogram/#stap-1",
    ],
)
def test_after_a_choice_the_visitor_is_back_on_the_page(page, client):
    assert client.post("/voorkeuren/", {"sector": "po", "next": page})["Location"] == page


def test_the_form_in_the_foot_of_a_page_knows_the_way_back(client):
    page = get(client, "/handvatten/?cirkel=2&voor=class")
    (back,) = page.all("input", name="next")
    assert back.attributes["value"] == "/handvatten/?cirkel=2&voor=class"
    answer = client.post("/voorkeuren/", {"theme": "dark", "next": back.attributes["value"]}, follow=True)
    assert answer.redirect_chain == [("/handvatten/?cirkel=2&voor=class", 302)]
    assert answer.status_code == 200


ELSEWHERE = [
    "//",
    "//evil.example",
    "//evil.example/voorkeuren/",
    "///evil.example",
    "https://evil.example",
    "http://testserver.evil.example/",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "evil.example",
    "home",
    "",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_way_back_never_leads_to_another_host(address, client):
    response = client.post("/voorkeuren/", {"sector": "po", "next": address})
    assert response["Location"] == "/"
    assert response.cookies["sector"].value == "po"


def test_without_a_way_back_the_first_page_is_shown(client):
    assert client.post("/voorkeuren/", {"sector": "po"})["Location"] == "/"


@settings(deadline=None)
@given(st.lists(st.sampled_from(["/", "\\", "//", "evil.example", ":", "@", "\t", "\n", "\r", "https", "%2f", "?", "#", " ", "["]) | st.text(max_size=5), max_size=6).map("".join))  # fmt: skip
def test_whatever_is_sent_as_the_way_back_stays_on_this_site(address):
    response = VISITOR.post("/voorkeuren/", {"theme": "dark", "next": address})
    assert response.status_code == 302
    location = response["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert not set(location) & set("\r\n\t")


# ---- following the choice ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "for_po", "for_vo"),
    [
        ("/cirkels/groep/", ["gouden-weken", "elkaar-opnieuw-leren-kennen"], ["film-als-opening"]),
        ("/cirkels/leerling/", ["kindgesprekken"], ["eerste-tien-minuten", "eerst-hoe-het-gaat"]),
        ("/cirkels/jezelf/", ["rugzakje"], []),
        ("/cirkels/team-en-school/", ["voelsprieten", "niet-op-halve-kracht", "briefing-na-de-vakantie"], []),
        ("/handvatten/ik-jij-wij/", [], ["je-brein-de-baas"]),
        ("/handvatten/in-gesprek-met-je-leerlingen/", [], ["mind-young-academy"]),
        ("/handvatten/rust-voor-leerlingen/", [], ["je-brein-de-baas", "charge-your-brainzzz"]),
        ("/handvatten/vul-de-checklist-in/", ["checklist-po-origineel"], ["checklist-vo-origineel"]),
        (
            "/bronnen/",
            ["checklist-po-origineel"],
            ["je-brein-de-baas", "mind-young-academy", "charge-your-brainzzz", "checklist-vo-origineel"],
        ),
    ],
)
def test_practice_examples_and_resources_follow_the_choice(address, for_po, for_vo, client):
    one_sector = {example.slug for chapter in library().chapters for example in chapter.practice_examples}
    one_sector |= {resource.slug for resource in library().resources if len(resource.sectors) == 1}
    for sector, expected in (("", for_po + for_vo), ("po", for_po), ("vo", for_vo)):
        client.post("/voorkeuren/", {"sector": sector})
        shown = [name for name in get(client, address).ids if name in one_sector]
        assert sorted(shown) == sorted(expected), sector


def test_what_is_for_both_is_always_there(client):
    for sector in ("", "po", "vo"):
        client.post("/voorkeuren/", {"sector": sector})
        ids = get(client, "/handvatten/rust-voor-leerlingen/").ids
        assert [name for name in ids if name in library().resource_by_slug and name.startswith("veerkracht-")] == [
            "veerkracht-sociale-omgeving",
            "veerkracht-positief-zelfbeeld",
            "veerkracht-omgaan-met-gevoelens",
            "veerkracht-problemen-oplossen",
        ]


def test_a_chapter_whose_examples_are_all_for_the_other_sector_says_so(client):
    client.post("/voorkeuren/", {"sector": "vo"})
    page = get(client, "/cirkels/jezelf/")
    assert "Bij deze cirkel staan alleen voorbeelden uit het po." in page.text
    assert "#praktijk" in page.links


def test_search_follows_the_choice(client):
    lessons = "/handvatten/rust-voor-leerlingen/#charge-your-brainzzz"
    for sector, there in (("po", False), ("vo", True), ("", True)):
        client.post("/voorkeuren/", {"sector": sector})
        assert (lessons in get(client, "/zoeken/?q=brainzzz").links) is there


def test_the_filter_of_handvatten_goes_before_the_choice(client):
    client.post("/voorkeuren/", {"sector": "vo"})
    assert get(client, "/handvatten/?sector=po").texts("p", role="status")[0].startswith("15 handvatten")


@pytest.mark.parametrize(
    "address", ["/", "/cirkels/groep/", "/handvatten/sociogram/gesprek/", "/over/", "/bestaat-niet/"]
)
def test_the_colours_follow_the_choice_on_every_page(address, client):
    def theme():
        return client.get(address).content.decode().split("<html", 1)[1].split(">", 1)[0]

    assert theme() == ' lang="nl"'
    for value in ("dark", "light"):
        client.post("/voorkeuren/", {"theme": value})
        assert theme() == f' lang="nl" data-theme="{value}"'
    client.post("/voorkeuren/", {"theme": ""})
    assert theme() == ' lang="nl"'


def test_the_form_shows_what_was_chosen(client):
    client.post("/voorkeuren/", {"sector": "vo", "theme": "dark"})
    checked = [element.attributes["value"] for element in get(client, "/over/").all("input", type="radio", checked="")]
    assert checked == ["vo", "dark"]


@pytest.mark.parametrize("value", ["mbo", '"><script>', "po vo", "dark"])
def test_a_cookie_that_holds_something_else_counts_as_no_choice(value, client):
    client.cookies["sector"] = value
    client.cookies["theme"] = value.replace("dark", "paars")
    page = get(client, "/cirkels/groep/")
    assert {"gouden-weken", "film-als-opening"} <= set(page.ids)
    assert "data-theme" not in page.all("html")[0].attributes
    assert value not in str(page.all("html")[0].attributes)


@pytest.mark.django_db
def test_following_the_choice_takes_no_query(client, django_assert_num_queries):
    client.post("/voorkeuren/", {"sector": "vo", "theme": "dark"})
    for address in ("/cirkels/groep/", "/handvatten/ik-jij-wij/", "/bronnen/", "/zoeken/?q=stress"):
        with django_assert_num_queries(0):
            get(client, address)
