"""The pages for when something is wrong: the right status, one heading, and what to do next."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.world import Cast


def assert_page(response: Any, status: int, *sentences: str) -> str:
    """Check the status, that there is one heading, that the policy allows all of it, and that it says the sentences."""
    html = str(response.text)
    assert response.status_code == status
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert '<html lang="nl"' in html
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)
    for sentence in sentences:
        assert sentence in html
    return html


def links(html: str) -> set[str]:
    """Return where the links in the main part of the page go."""
    return set(re.findall(r'href="([^"]+)"', html[html.index("<main") : html.index("</main")]))


# ---- 404 --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "/bestaat-niet/",
        "/cirkels/bestaat-niet/",
        "/handvatten/bestaat-niet/",
        "/handvatten/bestaat-niet/gesprek/",
        "/handvatten/je-eigen-instrument/gesprek/?vraag=abc",
        "/handvatten/je-eigen-instrument/gesprek/?vraag=0",
        "/handvatten/je-eigen-instrument/gesprek/?vraag=999",
        "/handvatten/?cirkel=99",
        "/handvatten/?sector=x",
    ],
)
def test_an_address_that_does_not_exist_says_where_to_go(client: Client, url: str) -> None:
    html = assert_page(client.get(url), 404, "Deze pagina is er niet", "Log dan eerst in")
    assert {"/zoeken/", "/cirkels/", "/", "/account/login/"} <= links(html)


def test_a_page_that_exists_is_not_lost(client: Client) -> None:
    assert client.get("/handvatten/je-eigen-instrument/gesprek/?vraag=1").status_code == 200


@pytest.mark.parametrize("page", ["x", "-1", "0", "999999999"])
def test_a_bad_page_number_of_the_reflections_is_an_address_that_does_not_exist(
    client: Client, cast: Cast, page: str
) -> None:
    client.force_login(cast.joost.user)
    html = assert_page(client.get(f"/reflecties/?pagina={page}"), 404, "Deze pagina is er niet")
    assert "/vandaag/" in links(html)


def test_another_school_is_not_found_and_not_named(client: Client, cast: Cast) -> None:
    client.force_login(cast.joost.user)
    html = assert_page(client.get(f"/school/{cast.bram.school.code}/doelen/"), 404, "Kijk of dat het goede account is")
    assert "Het Waterlicht" not in html


# ---- 403, 400 ---------------------------------------------------------------------------


def test_someone_without_the_role_hears_whom_to_ask(client: Client, cast: Cast) -> None:
    client.force_login(cast.joost.user)
    response = client.get(f"/school/{cast.joost.school.code}/agenda/nieuw/")
    html = assert_page(response, 403, "Dit hoort bij een andere rol", "Vraag je directeur of IB’er")
    assert "/vandaag/" in links(html)


def test_a_visitor_without_the_right_hears_whom_to_ask(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise PermissionDenied

    monkeypatch.setattr("handreiking.views.library", refuse)
    html = assert_page(client.get("/"), 403, "Vraag je directeur of IB’er")
    assert "/" in links(html)


def test_a_form_that_was_open_too_long_says_how_to_keep_the_text() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/account/login/", {"login": "joost@vijver.example", "password": "x"})
    assert_page(response, 403, "De pagina stond te lang open", "Er is niets bewaard", "Kopieer je tekst")


def test_a_request_that_makes_no_sense_says_to_try_again(client: Client) -> None:
    response = client.get("/", headers={"host": "een andere site"})
    html = assert_page(response, 400, "Dit kwam niet goed aan", "probeer het nog eens")
    assert "/zoeken/" in links(html)


# ---- 500 --------------------------------------------------------------------------------


@pytest.fixture
def broken_client(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client of a site whose front page breaks."""

    def break_down() -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("handreiking.views.library", break_down)
    client.raise_request_exception = False
    return client


def test_a_fault_of_ours_says_what_to_do(broken_client: Client) -> None:
    # no database in this test: the page has to do without
    html = assert_page(broken_client.get("/"), 500, "Er ging iets mis bij ons", "kopieer je tekst")
    assert "/" in links(html)
    assert "css/tokens.css" in html
    assert "a fault of ours" not in html
