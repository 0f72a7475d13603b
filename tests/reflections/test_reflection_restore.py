"""/reflecties/terugzetten/: bring back what was taken away a moment ago; from what its writer holds."""

import json
import re
import time
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from reflections.models import Reflection, Share
from schools.encryption import keeper
from tests.world import ReflectionFactory, ShareFactory

pytestmark = pytest.mark.django_db
PLACE = "/reflecties/terugzetten/"


@pytest.fixture
def taken(cast, as_user):
    """Joost's client, and what brings back the answer that he took away."""
    day = localdate() - timedelta(days=9)
    own = ReflectionFactory(author=cast.joost.user, text="Rust.", group="6b", wording="Toen?", written_on=day)
    ShareFactory(by=cast.joost, to=cast.marieke, reflection=own)
    client = as_user(cast.joost.user)
    return client, client.post(f"/reflecties/{own.pk}/weghalen/").context["token"]


def test_the_answer_comes_back_as_it_was_but_not_what_was_shared_of_it(cast, taken):
    client, token = taken
    response = client.post(PLACE, {"token": token}, follow=True)
    back = Reflection.objects.visible_to(cast.joost.user).get()
    assert response.redirect_chain == [(f"/reflecties/{back.pk}/", 302)]
    assert "Je antwoord staat er weer." in response.text
    kept = (back.content, back.group, back.wording, back.written_on)
    assert kept == ({"text": "Rust."}, "6b", "Toen?", localdate() - timedelta(days=9))
    assert not Share.objects.visible_to(cast.joost.user).exists()


def refused(response):
    return response.status_code == 422 and "Terugzetten kan niet meer" in response.text


def test_it_works_once(cast, taken):
    client, token = taken
    client.post(PLACE, {"token": token})
    assert refused(client.post(PLACE, {"token": token}))
    Reflection.objects.visible_to(cast.joost.user).delete()
    assert refused(client.post(PLACE, {"token": token}))
    assert not Reflection.objects.visible_to(cast.joost.user).exists()


def test_somebody_else_gets_nothing_with_it(cast, taken, as_user):
    _, token = taken
    response = as_user(cast.marieke.user).post(PLACE, {"token": token})
    assert refused(response)
    assert "Rust." not in response.text
    assert not Reflection.objects.visible_to(cast.marieke.user).exists()


@pytest.mark.parametrize(("minutes", "works"), [(9, True), (11, False)])
def test_after_ten_minutes_it_is_too_late(taken, monkeypatch, minutes, works):
    client, token = taken
    later = time.time() + minutes * 60
    monkeypatch.setattr("cryptography.fernet.time.time", lambda: later)
    assert refused(client.post(PLACE, {"token": token})) != works


@pytest.mark.parametrize("token", ["", "x", "💧"])
def test_what_we_did_not_make_brings_nothing_back(cast, as_user, token):
    client = as_user(cast.joost.user)
    assert refused(client.post(PLACE, {"token": token}))
    assert refused(client.post(PLACE, {}))


@pytest.mark.parametrize("held", ["x", {}, {"purpose": "iets anders"}], ids=str)
def test_what_we_made_for_something_else_brings_nothing_back(cast, as_user, held):
    token = keeper().encrypt(json.dumps(held).encode()).decode()
    assert refused(as_user(cast.joost.user).post(PLACE, {"token": token}))


def test_an_answer_written_anew_meanwhile_is_shown_beside_it_and_both_can_be_kept(cast, as_user):
    own = ReflectionFactory(author=cast.joost.user, text="Oud.")
    client = as_user(cast.joost.user)
    token = client.post(f"/reflecties/{own.pk}/weghalen/").context["token"]
    client.post(f"/reflecties/{own.question}/", {"text": "Nieuw.", "day": "", "version": 0})
    response = client.post(PLACE, {"token": token})
    assert response.status_code == 409
    assert "Oud." in response.text
    assert "Nieuw." in response.text
    form = {
        name: re.search(rf'name="{name}" value="([^"]*)"', response.text)[1] for name in ("seen_day", "seen_version")
    }
    client.post(f"/reflecties/{own.question}/", {"text": "Oud.", "choice": "both", **form})
    assert Reflection.objects.visible_to(cast.joost.user).get().content == {"text": "Nieuw.\n\nOud."}
