"""The talks of a person."""

import pytest
from django.utils import timezone

from tests.world import PeerConversationFactory

pytestmark = pytest.mark.django_db


def test_each_talk_says_where_it_stands(cast, as_user):
    PeerConversationFactory(asker=cast.joost, partner=cast.marieke)
    PeerConversationFactory(asker=cast.joost, partner=cast.marieke, asker_ready_at=timezone.now())
    PeerConversationFactory(asker=cast.fatima, partner=cast.joost, opened=True)
    PeerConversationFactory(asker=cast.fatima, partner=cast.joost, ended_at=timezone.now())
    page = as_user(cast.joost.user).get("/reflecties/gesprekken/").text
    for state in ("Aan jou", "Wacht op Marieke", "Open", "Gestopt"):
        assert state in page
    assert "Nog geen gesprek" in as_user(cast.bram.user).get("/reflecties/gesprekken/").text


def test_fifty_take_as_many_queries_as_one(cast, as_user, count_queries):
    client = as_user(cast.joost.user)
    PeerConversationFactory(asker=cast.joost, partner=cast.marieke)
    one = count_queries(client, "/reflecties/gesprekken/")
    for _ in range(49):
        PeerConversationFactory(asker=cast.joost, partner=cast.fatima)
    assert count_queries(client, "/reflecties/gesprekken/") == one
