"""/school/<code>/checklist/<id>/tonen/: open the outcome to the team."""

import pytest

from checklists.closing import close
from checklists.models import Round
from tests.rounds import open_alone, say_done
from tests.world import RoundFactory

pytestmark = pytest.mark.django_db


def address(round_):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/tonen/"


@pytest.fixture
def closed(cast):
    round_ = open_alone(cast.marieke.school, people=3)
    say_done(round_, 6)
    close(round_, cast.marieke)
    return round_


def test_it_leads_to_the_outcome_and_may_be_pressed_twice(cast, as_user, closed):
    client = as_user(cast.marieke.user)
    for _ in range(2):
        assert client.post(address(closed))["Location"].endswith("/uitkomst/")
    round_ = Round.objects.get()
    assert (round_.shown_sheets, round_.waiting_sheets) == (6, 0)
    assert round_.shown_at


@pytest.mark.parametrize("state", ["open", "without answers"])
def test_there_is_nothing_to_show(cast, as_user, state):
    round_ = open_alone(cast.marieke.school, people=3)
    if state == "without answers":
        close(round_, cast.marieke, without_answers=True)
    page = as_user(cast.marieke.user).post(address(round_), follow=True).text
    assert "Er zijn geen vijf antwoorden om te laten zien." in page
    assert not Round.objects.get().shown_at


def test_a_teacher_may_not(cast, as_user, closed):
    assert as_user(cast.joost.user).post(address(closed)).status_code == 403
    assert not Round.objects.get().shown_at


def test_a_draft_shows_nothing(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, draft=True, alone=True)
    assert as_user(cast.marieke.user).post(address(round_)).status_code == 302
