"""/bestuur/: leads who sits on a board to its page."""

import pytest

from tests.world import BoardFactory, BoardMembershipFactory

pytestmark = pytest.mark.django_db


def test_it_leads_to_the_board(cast, as_user):
    response = as_user(cast.anneke.user).get("/bestuur/")
    assert (response.status_code, response["Location"]) == (302, f"/bestuur/{cast.anneke.board_id}/")


def test_of_two_it_leads_to_the_first_by_name(cast, as_user):
    first = BoardMembershipFactory(user=cast.anneke.user, board=BoardFactory(name="Aa-scholen"))
    assert as_user(cast.anneke.user).get("/bestuur/")["Location"] == f"/bestuur/{first.board_id}/"


@pytest.mark.parametrize("who", ["joost", "fatima", "bram"])
def test_for_who_sits_on_no_board_it_does_not_exist(cast, as_user, who):
    assert as_user(getattr(cast, who).user).get("/bestuur/").status_code == 404
