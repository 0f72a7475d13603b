"""Answering alone, and reading both when both are ready."""

import pytest

from reflections.models import PeerAnswer
from schools import membership
from tests.world import PeerConversationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(cast):
    return PeerConversationFactory(asker=cast.joost, partner=cast.marieke)


def address(talk) -> str:
    return f"/reflecties/gesprekken/{talk.pk}/"


def write(client, talk, text):
    return client.post(address(talk), {"4c-plezier-text": text})


def ready(client, talk):
    return client.post(f"{address(talk)}klaar/", follow=True)


def test_nothing_opens_before_both_are_ready_and_then_everything_does(cast, talk, as_user):
    joost, marieke = as_user(cast.joost.user), as_user(cast.marieke.user)
    assert write(joost, talk, "De kring op maandag").status_code == 302
    write(marieke, talk, "Het buitenspelen")
    ready(joost, talk)
    assert "De kring op maandag" not in marieke.get(address(talk)).text
    assert "Het buitenspelen" not in joost.get(address(talk)).text
    assert "Jullie zijn allebei klaar." in ready(marieke, talk).text
    for client in (joost, marieke):
        page = client.get(address(talk)).text
        assert "De kring op maandag" in page
        assert "Het buitenspelen" in page
        assert "Wat spreken jullie af?" in page


def test_answers_stay_as_they_are_once_one_is_ready(cast, talk, as_user):
    joost = as_user(cast.joost.user)
    write(joost, talk, "Eerst dit")
    ready(joost, talk)
    write(joost, talk, "Toch iets anders")
    assert PeerAnswer.objects.get().content == {"text": "Eerst dit"}


def test_a_text_that_is_too_long_is_refused_and_stays(cast, talk, as_user):
    response = write(as_user(cast.joost.user), talk, "steen " * 5_000)
    assert response.status_code == 422
    assert "Dit antwoord is te lang" in response.text
    assert "steen steen" in response.text


def test_emptying_a_field_removes_the_answer(cast, talk, as_user):
    joost = as_user(cast.joost.user)
    write(joost, talk, "Even")
    write(joost, talk, "")
    assert not PeerAnswer.objects.exists()


def test_nobody_else_may_come_near(cast, talk, as_user):
    for member in (cast.fatima, cast.bram):
        client = as_user(member.user)
        assert client.get(address(talk)).status_code == 404
        assert write(client, talk, "Ik ook").status_code == 404


@pytest.mark.parametrize("leaver", ["joost", "marieke"])
def test_after_one_left_each_reads_their_own_answers_only(cast, talk, as_user, leaver):
    joost, marieke = as_user(cast.joost.user), as_user(cast.marieke.user)
    write(joost, talk, "Van Joost")
    write(marieke, talk, "Van Marieke")
    ready(joost, talk)
    ready(marieke, talk)
    membership.deactivate(getattr(cast, leaver), cast.fatima)
    page = joost.get(address(talk)).text
    assert "Van Joost" in page
    assert "Van Marieke" not in page
    assert "Dit gesprek is gestopt." in page
    assert "Van Joost" not in marieke.get(address(talk)).text


def test_htmx_gets_only_the_line_that_says_it_is_saved(cast, talk, as_user):
    response = write(as_user(cast.joost.user, **{"hx-request": "true"}), talk, "Terwijl ik typ")
    assert response.status_code == 200
    assert "Bewaard om " in response.text
    assert "<html" not in response.text
    assert PeerAnswer.objects.get().content == {"text": "Terwijl ik typ"}
    refused = write(as_user(cast.joost.user, **{"hx-request": "true"}), talk, "steen " * 5_000)
    assert refused.status_code == 422
    assert "Dit antwoord is te lang" in refused.text
    assert PeerAnswer.objects.get().content == {"text": "Terwijl ik typ"}


def test_htmx_loads_the_page_anew_where_the_talk_opened_meanwhile(cast, talk, as_user):
    joost, marieke = as_user(cast.joost.user, **{"hx-request": "true"}), as_user(cast.marieke.user)
    write(joost, talk, "Een")
    write(marieke, talk, "Twee")
    ready(as_user(cast.joost.user), talk)
    ready(marieke, talk)
    assert write(joost, talk, "Te laat")["HX-Redirect"] == address(talk)
