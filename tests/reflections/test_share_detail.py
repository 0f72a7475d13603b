"""Reading what is shared, and saying something to it."""

import pytest
from django.utils import timezone

from reflections.models import Reaction
from schools import membership
from tests.world import ReactionFactory, ShareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def share(cast):
    return ShareFactory(by=cast.joost, to=cast.marieke)


def address(share) -> str:
    return f"/reflecties/gedeeld/{share.pk}/"


def test_both_react_and_read_what_the_other_says(cast, share, as_user):
    assert as_user(cast.marieke.user).post(address(share), {"text": "Herkenbaar"}).status_code == 302
    assert as_user(cast.joost.user).post(address(share), {"text": "Dank je"}).status_code == 302
    for member in (cast.marieke, cast.joost):
        page = as_user(member.user).get(address(share)).text
        assert "Herkenbaar" in page
        assert "Dank je" in page


def test_an_empty_reaction_is_refused_with_a_sentence(cast, share, as_user):
    response = as_user(cast.marieke.user).post(address(share), {"text": " "})
    assert response.status_code == 422
    assert "Schrijf eerst iets op." in response.text


def test_a_long_reaction_is_refused_and_stays_in_the_field(cast, share, as_user):
    response = as_user(cast.marieke.user).post(address(share), {"text": "lang " * 500})
    assert response.status_code == 422
    assert "lang lang lang" in response.text
    assert not Reaction.objects.exists()


def test_nobody_else_reads_it(cast, share, as_user):
    for member in (cast.fatima, cast.bram):
        assert as_user(member.user).get(address(share)).status_code == 404
        assert as_user(member.user).post(address(share), {"text": "Ik ook"}).status_code == 404


@pytest.mark.parametrize("leaver", ["joost", "marieke"])
def test_leaving_the_school_ends_it_and_coming_back_does_not_open_it(cast, share, as_user, leaver):
    member = getattr(cast, leaver)
    reader = as_user(cast.marieke.user)
    membership.deactivate(member, cast.fatima)
    assert reader.get(address(share)).status_code == 404
    membership.reactivate(member, cast.fatima)
    assert reader.get(address(share)).status_code == 404


def test_an_archived_school_ends_it(cast, share, as_user):
    cast.marieke.school.archived_at = timezone.now()
    cast.marieke.school.save()
    assert as_user(cast.marieke.user).get(address(share)).status_code == 404


def test_fifty_reactions_take_as_many_queries_as_one(cast, share, as_user, count_queries):
    client = as_user(cast.marieke.user)
    ReactionFactory(share=share)
    one = count_queries(client, address(share))
    ReactionFactory.create_batch(49, share=share)
    assert count_queries(client, address(share)) == one
