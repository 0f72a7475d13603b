"""Throwing away what one wrote in a talk that is over."""

import pytest
from django.utils import timezone

from reflections.models import PeerAnswer, PeerConversation
from tests.world import PeerAnswerFactory, PeerConversationFactory

pytestmark = pytest.mark.django_db


def test_each_removes_their_own_and_then_it_is_gone(cast, as_user):
    talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke, ended_at=timezone.now())
    PeerAnswerFactory(conversation=talk)
    PeerAnswerFactory(conversation=talk, author=cast.marieke.user)
    as_user(cast.joost.user).post(f"/reflecties/gesprekken/{talk.pk}/weg/")
    assert PeerAnswer.objects.get().author == cast.marieke.user
    as_user(cast.marieke.user).post(f"/reflecties/gesprekken/{talk.pk}/weg/")
    assert not PeerConversation.objects.exists()


def test_a_talk_that_goes_on_stays(cast, as_user):
    talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke)
    PeerAnswerFactory(conversation=talk)
    response = as_user(cast.joost.user).post(f"/reflecties/gesprekken/{talk.pk}/weg/", follow=True)
    assert "Dit gesprek loopt nog." in response.text
    assert as_user(cast.bram.user).post(f"/reflecties/gesprekken/{talk.pk}/weg/").status_code == 404
    assert PeerAnswer.objects.exists()
