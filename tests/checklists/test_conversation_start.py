"""/school/<code>/checklist/<id>/gesprek/begin/: begin the team conversation, or go on with it."""

import pytest

from checklists.conversation import end, go
from checklists.models import Conversation
from tests.checklists.talks import address, talk_of, together
from tests.world import RoundFactory

pytestmark = pytest.mark.django_db


def test_it_begins_at_the_first_step(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school)
    response = as_user(cast.marieke.user).post(address(round_, "gesprek/begin/"))
    assert response["Location"] == address(round_)
    assert talk_of(round_).step == "doel"


def test_beginning_again_goes_on_where_it_was_also_after_the_end(cast, as_user):
    round_ = together(cast.marieke)
    go(round_, cast.marieke, "pijlers", "PO-E1")
    end(round_)
    as_user(cast.fatima.user).post(address(round_, "gesprek/begin/"))
    talk = talk_of(round_)
    assert (talk.step, talk.item_code, talk.ended_at) == ("pijlers", "PO-E1", None)
    assert Conversation.objects.count() == 1


def test_a_draft_has_nothing_to_talk_about(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, draft=True)
    page = as_user(cast.marieke.user).post(address(round_, "gesprek/begin/"), follow=True)
    assert "Deze afname is nog niet open." in page.text
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("joost", 403), ("fatima", 302), ("bram", 404)])
def test_who_may_begin_it(cast, as_user, who, status):
    round_ = RoundFactory(school=cast.marieke.school)
    assert as_user(getattr(cast, who).user).post(address(round_, "gesprek/begin/")).status_code == status
    assert Conversation.objects.exists() is (status == 302)
