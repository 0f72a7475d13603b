"""Removing one's own reaction."""

import pytest

from reflections.models import Reaction
from schools import membership
from tests.world import ReactionFactory, ShareFactory

pytestmark = pytest.mark.django_db


def test_only_who_wrote_it_may(cast, as_user):
    reaction = ReactionFactory(share=ShareFactory(by=cast.joost, to=cast.marieke))
    for member in (cast.joost, cast.fatima, cast.bram):
        assert as_user(member.user).post(f"/reflecties/reacties/{reaction.pk}/weg/").status_code == 404
    response = as_user(cast.marieke.user).post(f"/reflecties/reacties/{reaction.pk}/weg/", follow=True)
    assert "Je reactie is weg." in response.text
    assert not Reaction.objects.exists()


def test_once_the_sharing_has_ended_a_reaction_is_out_of_reach_for_all(cast, as_user):
    reaction = ReactionFactory(share=ShareFactory(by=cast.joost, to=cast.marieke))
    readers = {
        name: list(Reaction.objects.visible_to(getattr(cast, name).user)) for name in ("joost", "marieke", "fatima")
    }
    assert readers == {"joost": [reaction], "marieke": [reaction], "fatima": []}
    membership.deactivate(cast.marieke, cast.fatima)
    assert not Reaction.objects.visible_to(cast.joost.user).exists()
    assert as_user(cast.marieke.user).post(f"/reflecties/reacties/{reaction.pk}/weg/").status_code == 404
    assert Reaction.objects.exists()
