"""Removing one's own reaction."""

import pytest

from reflections.models import Reaction
from tests.world import ReactionFactory, ShareFactory

pytestmark = pytest.mark.django_db


def test_only_who_wrote_it_may(cast, as_user):
    reaction = ReactionFactory(share=ShareFactory(by=cast.joost, to=cast.marieke))
    for member in (cast.joost, cast.fatima, cast.bram):
        assert as_user(member.user).post(f"/reflecties/reacties/{reaction.pk}/weg/").status_code == 404
    response = as_user(cast.marieke.user).post(f"/reflecties/reacties/{reaction.pk}/weg/", follow=True)
    assert "Je reactie is weg." in response.text
    assert not Reaction.objects.exists()
