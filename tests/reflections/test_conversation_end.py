"""Withdrawing before a talk opens."""

import pytest

from reflections.models import PeerConversation
from tests.world import PeerAnswerFactory, PeerConversationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["joost", "marieke"])
def test_either_can_and_nothing_was_seen(cast, as_user, who):
    talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke)
    PeerAnswerFactory(conversation=talk, answer='{"text": "Van Joost"}')
    response = as_user(getattr(cast, who).user).post(f"/reflecties/gesprekken/{talk.pk}/stop/", follow=True)
    assert "Het gesprek is gestopt." in response.text
    assert "Van Joost" in as_user(cast.joost.user).get(f"/reflecties/gesprekken/{talk.pk}/").text
    assert "Van Joost" not in as_user(cast.marieke.user).get(f"/reflecties/gesprekken/{talk.pk}/").text
    for member in (cast.joost, cast.marieke):
        as_user(member.user).post(f"/reflecties/gesprekken/{talk.pk}/klaar/")
    assert PeerConversation.objects.get().opened_at is None


def test_an_open_talk_is_not_ended(cast, as_user):
    talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke, opened=True)
    response = as_user(cast.joost.user).post(f"/reflecties/gesprekken/{talk.pk}/stop/", follow=True)
    assert "intussen open" in response.text
    assert PeerConversation.objects.get().ended_at is None


def test_another_ones_talk_does_not_exist(cast, as_user):
    talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke)
    assert as_user(cast.fatima.user).post(f"/reflecties/gesprekken/{talk.pk}/stop/").status_code == 404
