"""Taking back what was shared."""

import pytest

from reflections.models import Reaction, Share
from tests.world import ReactionFactory, ShareFactory

pytestmark = pytest.mark.django_db


def test_it_ends_the_sight_at_once_and_leaves_nothing(cast, as_user):
    share = ShareFactory(by=cast.joost, to=cast.marieke)
    ReactionFactory(share=share)
    reader = as_user(cast.marieke.user)
    assert reader.get(f"/reflecties/gedeeld/{share.pk}/").status_code == 200
    response = as_user(cast.joost.user).post(f"/reflecties/gedeeld/{share.pk}/terug/", follow=True)
    assert "Marieke Postma kan dit niet meer lezen." in response.text
    assert reader.get(f"/reflecties/gedeeld/{share.pk}/").status_code == 404
    assert not Share.objects.exists()
    assert not Reaction.objects.exists()


def test_only_the_writer_may(cast, as_user):
    share = ShareFactory(by=cast.joost, to=cast.marieke)
    for member in (cast.marieke, cast.fatima, cast.bram):
        assert as_user(member.user).post(f"/reflecties/gedeeld/{share.pk}/terug/").status_code == 404
    assert as_user(cast.joost.user).get(f"/reflecties/gedeeld/{share.pk}/terug/").status_code == 405
    assert Share.objects.exists()
