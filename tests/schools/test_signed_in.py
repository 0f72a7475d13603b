"""Pages of who is signed in stay out of caches, and signing out clears the browser."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/handvatten/je-eigen-instrument/", "/cirkels/groep/", "/zoeken/", "/bestaat-niet/"]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_private_for_who_is_signed_in_and_open_for_others(cast, as_user, address):
    assert as_user(cast.joost.user).get(address)["Cache-Control"] == "private, no-store"
    assert "no-store" not in Client().get(address).get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/account/logout/", "/beheer/logout/"])
def test_signing_out_in_whatever_way_clears_what_the_browser_stored(cast, as_user, address):
    cast.joost.user.is_staff = True
    cast.joost.user.save()
    client = as_user(cast.joost.user)
    assert "Clear-Site-Data" not in client.get("/account/logout/")
    response = client.post(address)
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in response["Cache-Control"]
    assert "Clear-Site-Data" not in client.get("/")


def keys(client, address):
    found = re.search(r'<meta name="drafts" content="([^"]+)">', client.get(address).text)
    return found and found[1]


@pytest.mark.parametrize("address", PUBLIC)
def test_the_key_of_drafts_is_the_persons_own_and_on_no_page_of_others(cast, as_user, address):
    joost, marieke = (keys(as_user(member.user), address) for member in (cast.joost, cast.marieke))
    assert joost == keys(as_user(cast.joost.user), "/vandaag/")
    assert not set(joost.split(":")) & set(marieke.split(":"))
    visitor = Client().get(address).text
    assert "drafts" not in visitor


def test_a_new_secret_still_opens_what_was_kept_under_the_old_one(cast, as_user, settings):
    before = keys(as_user(cast.joost.user), "/")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een nieuwe sleutel, lang genoeg om te tellen, en nog wat erbij"
    first, second = keys(as_user(cast.joost.user), "/").split()
    assert second == before
    assert first != before
