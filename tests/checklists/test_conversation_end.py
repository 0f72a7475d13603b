"""/school/<code>/checklist/<id>/gesprek/einde/: end the team conversation."""

import pytest

from tests.checklists.talks import address, talk_of, together

pytestmark = pytest.mark.django_db


def test_it_ends_and_who_follows_sees_it(cast, as_user):
    round_ = together(cast.marieke)
    as_user(cast.marieke.user).post(address(round_, "gesprek/einde/"))
    assert talk_of(round_).ended_at
    assert "Het gesprek is klaar" in as_user(cast.joost.user).get(address(round_, "volg/")).text


@pytest.mark.parametrize(("who", "status"), [("joost", 403), ("fatima", 302), ("bram", 404)])
def test_who_may_end_it(cast, as_user, who, status):
    round_ = together(cast.marieke)
    assert as_user(getattr(cast, who).user).post(address(round_, "gesprek/einde/")).status_code == status
    assert bool(talk_of(round_).ended_at) is (status == 302)
