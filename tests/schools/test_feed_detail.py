"""/account/agenda/: the secret address for one's own calendar, made, renewed and taken away, and how to use it."""

import re

import pytest
from django.test import Client

from schools.feeds import renew
from schools.models import CalendarFeed

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
PAGE = "/account/agenda/"


def shown(page):
    return re.findall(r'readonly value="([^"]+)"', page)


def test_a_person_makes_an_address_that_works(cast, as_user):
    client = as_user(cast.joost.user)
    page = client.get(PAGE).text
    assert not shown(page)
    for program in ("Outlook", "Google Agenda", "Apple Agenda", "De Vijver"):
        assert program in page
    assert client.post("/account/agenda/nieuw/")["Location"] == PAGE
    page = client.get(PAGE).text
    (address,) = shown(page)
    assert address.startswith(SITE)
    assert f"webcal://{address.partition('://')[2]}" in page
    assert Client().get(address.removeprefix(SITE)).status_code == 200
    assert "Voor het laatst opgehaald" in client.get(PAGE).text


def test_a_new_address_ends_the_old_one_and_taking_it_away_both(cast, as_user):
    client = as_user(cast.joost.user)
    client.post("/account/agenda/nieuw/")
    (old,) = shown(client.get(PAGE).text)
    client.post("/account/agenda/nieuw/")
    (new,) = shown(client.get(PAGE).text)
    assert old != new
    assert CalendarFeed.objects.count() == 1
    client.post("/account/agenda/weg/")
    assert not shown(client.get(PAGE).text)
    for address in (old, new):
        assert Client().get(address.removeprefix(SITE)).status_code == 404


def test_it_is_ones_own(cast, as_user):
    renew(cast.joost.user)
    assert not shown(as_user(cast.marieke.user).get(PAGE).text)
    as_user(cast.marieke.user).post("/account/agenda/weg/")
    assert CalendarFeed.objects.for_user(cast.joost.user).exists()


def test_the_database_alone_opens_nothing(cast, as_user):
    client = as_user(cast.joost.user)
    client.post("/account/agenda/nieuw/")
    (address,) = shown(client.get(PAGE).text)
    token = address.rpartition("/")[2].removesuffix(".ics")
    assert len(token) >= 43
    assert token not in str(vars(CalendarFeed.objects.get()))


def test_an_address_survives_new_keys_of_the_site_and_then_can_be_renewed(cast, as_user, settings):
    client = as_user(cast.joost.user)
    client.post("/account/agenda/nieuw/")
    (address,) = shown(client.get(PAGE).text)
    place = address.removeprefix(SITE)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "nieuw" * 12
    assert shown(client.get(PAGE).text) == [address]
    settings.SECRET_KEY_FALLBACKS = []
    client = as_user(cast.joost.user)
    page = client.get(PAGE).text
    assert not shown(page)
    assert "we kunnen het niet meer laten zien" in page
    assert Client().get(place).status_code == 200


def test_the_account_page_and_the_agenda_lead_to_it(cast, as_user):
    client = as_user(cast.joost.user)
    for page in ("/account/", f"/school/{cast.joost.school.code}/agenda/"):
        assert 'href="/account/agenda/"' in client.get(page).text


def test_who_belongs_to_no_school_can_read_the_page(as_user, django_user_model):
    user = django_user_model.objects.create_user("nieuw@school.example", name="Nieuw")
    assert as_user(user).get(PAGE).status_code == 200
