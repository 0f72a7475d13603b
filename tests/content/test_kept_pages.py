"""Public pages from memory: the same for everybody who is nobody we know, and for nobody else."""

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import Client, RequestFactory
from django.urls import reverse

from handreiking import kept_pages
from handreiking.checks import walk_urls
from handreiking.kept_pages import shelf
from handreiking.library import library
from tests.world import url_kwargs

CHAPTER = "/cirkels/groep/"


@pytest.fixture(autouse=True)
def _empty_shelf():
    shelf.pages.clear()


def was_made(response):
    """Tell whether templates were rendered for an answer."""
    return bool(response.templates)


def test_a_page_is_made_once_for_visitors_and_is_the_same_to_the_byte(client):
    first, again = client.get(CHAPTER), Client().get(CHAPTER)
    assert was_made(first)
    assert not was_made(again)
    assert again.content == first.content
    assert again["Content-Type"] == first["Content-Type"]


def test_who_has_the_page_hears_that_it_is_still_so(client):
    etag = client.get(CHAPTER)["ETag"]
    again = client.get(CHAPTER, headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"], again["Vary"]) == (304, b"", etag, "Cookie")
    assert client.get("/cirkels/leerling/", headers={"if-none-match": etag}).status_code == 200


def test_a_browser_asks_each_time_and_a_shared_cache_looks_at_the_cookies(client):
    page = client.get(CHAPTER)
    assert (page["Cache-Control"], page["Vary"]) == ("no-cache", "Cookie")


@pytest.mark.parametrize(("cookie", "value"), [("sector", "po"), ("sector", "vo"), ("theme", "dark")])
def test_another_choice_is_another_page(client, cookie, value):
    usual = client.get("/handvatten/")
    client.cookies[cookie] = value
    chosen = client.get("/handvatten/", headers={"if-none-match": usual["ETag"]})
    assert chosen.status_code == 200
    assert chosen.content != usual.content
    assert Client().get("/handvatten/").content == usual.content


def test_a_made_up_choice_is_the_usual_page(client):
    usual = client.get(CHAPTER)
    client.cookies["sector"] = "zzz"
    assert not was_made(client.get(CHAPTER))
    assert client.get(CHAPTER).content == usual.content


@pytest.mark.django_db
def test_who_is_signed_in_gets_an_own_page_that_nobody_else_gets(cast, as_user):
    Client().get(CHAPTER)
    mine = as_user(cast.joost.user).get(CHAPTER)
    assert "Joost" in mine.text
    assert "no-store" in mine["Cache-Control"]
    assert "ETag" not in mine
    assert "Joost" not in Client().get(CHAPTER).text


@pytest.mark.django_db
def test_after_signing_in_the_page_that_the_browser_has_is_not_confirmed(cast, as_user):
    etag = Client().get(CHAPTER)["ETag"]
    assert as_user(cast.joost.user).get(CHAPTER, headers={"if-none-match": etag}).status_code == 200


def test_a_message_that_waits_is_shown_once_and_to_whom_it_is_for(client):
    client.get(CHAPTER)
    storage = CookieStorage(RequestFactory().get("/"))
    client.cookies["messages"] = storage._encode([Message(constants.INFO, "Tot de volgende keer.")])
    assert "Tot de volgende keer." in client.get(CHAPTER).text
    assert "Tot de volgende keer." not in Client().get(CHAPTER).text


def test_other_content_makes_other_pages(client):
    client.get(CHAPTER)
    library.cache_clear()
    assert was_made(client.get(CHAPTER))


def test_a_page_with_a_question_in_its_address_is_not_kept_but_has_an_etag(client):
    first = client.get("/handvatten/?voor=class")
    assert was_made(client.get("/handvatten/?voor=class"))
    assert client.get("/handvatten/?voor=class", headers={"if-none-match": first["ETag"]}).status_code == 304
    assert not shelf.pages


def test_no_more_pages_are_kept_than_fit(client, monkeypatch):
    monkeypatch.setattr(kept_pages, "MOST", 2)
    for slug in ("groep", "omgeving", "leerling"):
        client.get(f"/cirkels/{slug}/")
    assert len(shelf.pages) == 1


def test_two_hosts_have_pages_of_their_own(client, settings):
    settings.ALLOWED_HOSTS = ["een.example", "twee.example"]
    address = "/handvatten/samen-verantwoordelijk/kaart/"
    for host in settings.ALLOWED_HOSTS:
        assert host in client.get(address, headers={"host": host}).text


def test_what_is_not_there_is_not_kept(client):
    assert client.get("/cirkels/bestaat-niet/").status_code == 404
    assert not shelf.pages


@pytest.mark.django_db
def test_every_page_that_is_kept_is_without_token_and_cookie(ours):
    """And the pages of which this is said are really there."""
    for name, pattern, arguments in walk_urls():
        if pattern.callback.access == "public":
            Client().get(reverse(name, kwargs=url_kwargs(name, arguments, ours.kwargs)))
    assert len(shelf.pages) > 10
    for body, headers in shelf.pages.values():
        assert b"csrfmiddlewaretoken" not in body
        assert "Set-Cookie" not in headers
