"""/school/<code>/checklist/<id>/afronden/: end filling in."""

import pytest

from checklists.answering import enter_paper
from tests.rounds import open_alone, say_done
from tests.world import RoundFactory, TeamViewFactory, weekday

pytestmark = pytest.mark.django_db


def test_an_empty_round_is_not_ended(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, closed_at=None)
    as_user(cast.marieke.user).post(f"/school/{round_.school.code}/checklist/{round_.pk}/afronden/")
    round_.refresh_from_db()
    assert round_.closed_at is None


@pytest.mark.parametrize(("who", "status"), [("joost", 403), ("marieke", 302), ("fatima", 302)])
def test_who_may_end_it(cast, as_user, who, status):
    round_ = RoundFactory(school=cast.marieke.school, closed_at=None)
    TeamViewFactory(round=round_)
    address = f"/school/{round_.school.code}/checklist/{round_.pk}/afronden/"
    assert as_user(getattr(cast, who).user).post(address).status_code == status
    round_.refresh_from_db()
    assert bool(round_.closed_at) is (status == 302)


# ---- after everyone answered alone ------------------------------------------------------


def page_of(round_):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/afronden/"


@pytest.fixture
def alone(cast):
    return open_alone(cast.marieke.school, people=3, closes_on=weekday(7))


def test_it_says_beforehand_who_counts_and_who_does_not(cast, as_user, alone):
    say_done(alone, 4)
    enter_paper(alone, {alone.items[0].code: ("2", "")})
    client = as_user(cast.marieke.user)
    page = client.get(page_of(alone)).text
    assert "5 formulieren tellen mee, waarvan 1 op papier." in page
    assert "3 mensen hebben niet ‘klaar’ gezegd" in page
    alone.refresh_from_db()
    assert alone.is_open, "looking closes nothing"
    assert client.post(page_of(alone))["Location"].endswith(f"/checklist/{alone.pk}/")
    alone.refresh_from_db()
    assert (alone.waiting_sheets, bool(alone.closed_at), alone.shown_at) == (5, True, None)


def test_below_five_it_says_why_not_and_gives_two_ways_on(cast, as_user, alone):
    say_done(alone, 4)
    client = as_user(cast.marieke.user)
    for response, status in ((client.get(page_of(alone)), 200), (client.post(page_of(alone)), 422)):
        assert response.status_code == status
        assert "4 van de minstens vijf zijn klaar." in response.text
        assert "Geef langer de tijd" in response.text
        assert "Sluit zonder antwoorden" in response.text
    alone.refresh_from_db()
    assert alone.is_open
    assert alone.sheets.count() == 4


def test_without_answers_only_after_saying_yes_and_then_everything_is_gone(cast, as_user, alone):
    say_done(alone, 4)
    page = as_user(cast.marieke.user).post(page_of(alone), {"without_answers": "on"}, follow=True).text
    assert "Gesloten zonder antwoorden" in page
    alone.refresh_from_db()
    assert alone.closed_at
    assert not alone.sheets.exists()
    assert not alone.tallies.exists()
    assert not alone.waiting_sheets


def test_a_draft_is_not_closed(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, draft=True)
    as_user(cast.marieke.user).post(page_of(round_))
    round_.refresh_from_db()
    assert not round_.closed_at


def test_a_round_together_says_how_many_were_agreed(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school)
    TeamViewFactory(round=round_)
    assert "1 van 12 punten zijn samen besproken" in as_user(cast.marieke.user).get(page_of(round_)).text
    assert as_user(cast.joost.user).get(page_of(round_)).status_code == 403
