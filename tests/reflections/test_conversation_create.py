"""Asking a colleague for a talk."""

import pytest
from django.core import mail

from reflections.models import PeerConversation

pytestmark = pytest.mark.django_db
NEW = "/reflecties/gesprekken/nieuw/vragen-met-een-collega/"


def test_the_colleague_gets_a_mail_without_a_question_and_finds_the_talk(cast, as_user):
    response = as_user(cast.joost.user).post(NEW, {"partner": cast.marieke.pk, "word": "Over werkdruk"})
    talk = PeerConversation.objects.get()
    assert response["Location"] == f"/reflecties/gesprekken/{talk.pk}/"
    assert mail.outbox[0].to == ["ib@vijver.example"]
    assert f"http://testserver/reflecties/gesprekken/{talk.pk}/" in mail.outbox[0].body
    assert "werkdruk" not in mail.outbox[0].message().as_string()
    page = as_user(cast.marieke.user).get(f"/reflecties/gesprekken/{talk.pk}/").text
    assert "Over werkdruk" in page
    assert "<textarea" in page


def test_every_set_of_questions_that_one_answers_oneself_will_do(cast, as_user):
    client = as_user(cast.joost.user)
    for slug in ("je-eigen-instrument", "klimaat-in-je-klas", "vragen-met-een-collega"):
        assert client.get(f"/reflecties/gesprekken/nieuw/{slug}/").status_code == 200
    for slug in ("in-gesprek-met-je-leerlingen", "minder-stress", "bestaat-niet"):
        assert client.get(f"/reflecties/gesprekken/nieuw/{slug}/").status_code == 404


def test_a_stranger_or_nobody_is_refused_with_a_sentence(cast, as_user):
    client = as_user(cast.joost.user)
    for partner in ("", cast.bram.pk, cast.joost.pk, "x"):
        response = client.post(NEW, {"partner": partner, "word": "Blijft"})
        assert response.status_code == 422
        assert "Kies een collega" in response.text
        assert "Blijft" in response.text
    assert not PeerConversation.objects.exists()


def test_where_the_mail_did_not_go_one_hears_it_and_the_talk_is_there(cast, as_user, mail_server):
    mail_server.refuses = {"ib@vijver.example"}
    page = as_user(cast.joost.user).post(NEW, {"partner": cast.marieke.pk, "word": ""}, follow=True).text
    assert PeerConversation.objects.get().partner == cast.marieke
    assert f"De mail aan {cast.marieke.user.name} ging niet weg. Zeg het zelf even." in page
    assert "krijgt een mail" not in page
