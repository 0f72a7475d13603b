"""Saying that one is ready, and taking it back."""

import pytest

from reflections.models import PeerConversation
from tests.world import PeerAnswerFactory, PeerConversationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(cast):
    talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke)
    PeerAnswerFactory(conversation=talk)
    PeerAnswerFactory(conversation=talk, author=cast.marieke.user)
    return talk


def say(client, talk, **data):
    return client.post(f"/reflecties/gesprekken/{talk.pk}/klaar/", data, follow=True)


def test_it_can_be_taken_back_until_the_other_is_ready_too(cast, talk, as_user):
    joost, marieke = as_user(cast.joost.user), as_user(cast.marieke.user)
    say(joost, talk)
    say(joost, talk, **{"toch-niet": "1"})
    say(marieke, talk)
    assert PeerConversation.objects.get().opened_at is None
    say(joost, talk)
    opened = PeerConversation.objects.get().opened_at
    assert opened is not None
    assert "intussen open" in say(joost, talk, **{"toch-niet": "1"}).text
    assert PeerConversation.objects.get().opened_at == opened


def test_who_wrote_nothing_is_asked_to_first(cast, as_user):
    empty = PeerConversationFactory(asker=cast.joost, partner=cast.marieke)
    assert "Schrijf eerst bij één vraag iets op" in say(as_user(cast.joost.user), empty).text
    assert PeerConversation.objects.get().asker_ready_at is None


def test_what_the_other_wrote_does_not_count(cast, as_user):
    talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke)
    PeerAnswerFactory(conversation=talk, author=cast.marieke.user)
    page = as_user(cast.joost.user).post(f"/reflecties/gesprekken/{talk.pk}/klaar/", follow=True).text
    assert "Schrijf eerst bij één vraag iets op" in page
    talk.refresh_from_db()
    assert talk.asker_ready_at is None


def test_nobody_says_it_for_another(cast, talk, as_user):
    assert say(as_user(cast.fatima.user), talk).status_code == 404
    say(as_user(cast.joost.user), talk)
    assert PeerConversation.objects.get().partner_ready_at is None
