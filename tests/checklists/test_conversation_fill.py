"""/school/<code>/checklist/<id>/gesprek/invullen/: end answering alone, and look at it together."""

import pytest

from checklists.models import Answer, RoundKey
from checklists.totals import totals_of
from tests.checklists.talks import address, alone, talk_of, together

pytestmark = pytest.mark.django_db


def test_it_says_how_many_are_done_and_never_who(cast, as_user):
    round_ = alone(cast.marieke, done=5)
    page = as_user(cast.marieke.user).get(address(round_)).text
    people = round_.participations.count()
    assert f"5 van {people}</strong> collega’s zijn klaar" in page
    assert not any(part.member.user.name in page for part in round_.participations.exclude(member=cast.marieke))


def test_closing_opens_the_outcome_and_puts_the_first_item_on_the_table(cast, as_user):
    round_ = alone(cast.marieke, done=6)
    client = as_user(cast.marieke.user)
    client.post(address(round_, "gesprek/invullen/"))
    round_.refresh_from_db()
    assert (round_.closed_at, round_.shown_at) != (None, None)
    assert not RoundKey.objects.filter(round=round_).exists()
    assert (talk_of(round_).step, talk_of(round_).item_code) == ("pijlers", "PO-B1")
    assert totals_of(round_)["PO-B1"].answers == 6


def test_below_five_it_leads_kindly_to_together(cast, as_user):
    round_ = alone(cast.marieke, done=4)
    client = as_user(cast.marieke.user)
    assert "Ga samen verder" in client.get(address(round_)).text
    page = client.post(address(round_, "gesprek/invullen/"), follow=True)
    assert "Er zijn nog geen vijf collega’s klaar." in page.text
    round_.refresh_from_db()
    assert round_.is_open
    client.post(address(round_, "gesprek/invullen/"), {"together": "1"})
    round_.refresh_from_db()
    assert round_.closed_at
    assert not Answer.objects.exists()
    assert talk_of(round_).step == "pijlers"
    client.post(address(round_), {"at": "pijlers", "holds": "1", "item": "PO-B1", "seen": "0", "stand": "2"})
    assert round_.team_views.get().stand == "2"


def test_a_round_that_was_closed_elsewhere_goes_on_to_the_items(cast, as_user):
    round_ = alone(cast.marieke, done=6)
    client = as_user(cast.marieke.user)
    for _ in range(2):
        assert client.post(address(round_, "gesprek/invullen/")).status_code == 302
    assert talk_of(round_).step == "pijlers"


def test_a_round_that_is_filled_in_together_is_not_closed_from_here(cast, as_user):
    round_ = together(cast.marieke)
    as_user(cast.marieke.user).post(address(round_, "gesprek/invullen/"))
    round_.refresh_from_db()
    assert round_.is_open


@pytest.mark.parametrize(("who", "status"), [("joost", 403), ("fatima", 302), ("bram", 404)])
def test_who_may_end_filling_in(cast, as_user, who, status):
    round_ = alone(cast.marieke, done=6)
    assert as_user(getattr(cast, who).user).post(address(round_, "gesprek/invullen/")).status_code == status
    round_.refresh_from_db()
    assert bool(round_.closed_at) is (status == 302)
