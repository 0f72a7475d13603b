"""/school/<code>/checklist/<id>/verwijderen/: throw a draft away."""

import pytest

from checklists.models import Round
from schools.models import JournalEntry
from tests.world import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "kept"), [({"draft": True}, 0), ({}, 1), ({"closed": True}, 1), ({"agreed": True}, 1)]
)
def test_a_draft_goes_and_what_was_ever_open_stays(cast, as_user, state, kept):
    round_ = RoundFactory(school=cast.marieke.school, **state)
    response = as_user(cast.marieke.user).post(
        f"/school/{round_.school.code}/checklist/{round_.pk}/verwijderen/", follow=True
    )
    assert Round.objects.count() == kept
    assert ("gooien we niet weg" in response.text) == bool(kept)
    assert JournalEntry.objects.filter(deed="round_deleted").exists() != bool(kept)


def test_a_teacher_may_not(cast, as_user):
    round_ = RoundFactory(school=cast.joost.school, draft=True)
    address = f"/school/{round_.school.code}/checklist/{round_.pk}/verwijderen/"
    assert as_user(cast.joost.user).post(address).status_code == 404
    assert Round.objects.exists()
