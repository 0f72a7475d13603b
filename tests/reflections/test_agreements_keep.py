"""What two colleagues agreed, written by either."""

import pytest

from reflections.models import PeerConversation
from tests.world import PeerConversationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(cast):
    return PeerConversationFactory(asker=cast.joost, partner=cast.marieke, opened=True)


def keep(client, talk, text, version):
    address = f"/reflecties/gesprekken/{talk.pk}/afspraken/"
    return client.post(address, {"agreements": text, "version": version}, follow=True)


def test_either_writes_and_both_read(cast, talk, as_user):
    assert "Jullie afspraken zijn bewaard." in keep(as_user(cast.joost.user), talk, "Elke maandag samen", 1).text
    assert "Elke maandag samen" in as_user(cast.marieke.user).get(f"/reflecties/gesprekken/{talk.pk}/").text


def test_who_began_from_an_older_text_sees_both_and_loses_nothing(cast, talk, as_user):
    keep(as_user(cast.joost.user), talk, "Elke maandag samen", 1)
    marieke = as_user(cast.marieke.user)
    response = keep(marieke, talk, "Liever op dinsdag", 1)
    assert response.status_code == 409
    assert "Elke maandag samen" in response.text
    assert "Liever op dinsdag" in response.text
    assert PeerConversation.objects.get().agreements == "Elke maandag samen"
    assert 'name="version" value="2"' in response.text
    assert keep(marieke, talk, "Maandag of dinsdag", 2).status_code == 200
    assert PeerConversation.objects.get().agreements == "Maandag of dinsdag"


def test_a_talk_that_is_not_open_has_none(cast, as_user):
    closed = PeerConversationFactory(asker=cast.joost, partner=cast.marieke)
    keep(as_user(cast.joost.user), closed, "Te vroeg", 1)
    assert PeerConversation.objects.get().agreements == ""


def test_a_text_that_is_too_long_stays_in_the_field(cast, talk, as_user):
    response = keep(as_user(cast.joost.user), talk, "steen " * 1_000, 1)
    assert response.status_code == 422
    assert "steen steen" in response.text
    assert keep(as_user(cast.fatima.user), talk, "Ik ook", 1).status_code == 404
