"""/school/<code>/checklist/<id>/invullen/: what filling in alone is, and where it leads."""

import pytest

from checklists.answering import answer, finish
from checklists.closing import close, reopen
from tests.rounds import open_alone
from tests.world import RoundFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast):
    return open_alone(cast.marieke.school, people=5, edition_key="po-1.0")


def address(round_):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/invullen/"


def test_it_says_what_it_is_how_long_it_takes_and_that_it_is_anonymous(cast, as_user, round_):
    page = as_user(cast.joost.user).get(address(round_)).text
    for sentence in [
        "Je vult 12 punten in",
        "ongeveer een kwartier",
        "pas als er 5 of meer antwoorden zijn",
        "Wie dat niet doet, telt niet mee.",
        "Dit is onze eigen lijst.",
        "Het is niet de jaarlijkse monitor",
    ]:
        assert sentence in page
    assert "opnieuw geopend" not in page


def test_a_long_round_takes_longer_and_shows_the_word_of_invitation(cast, as_user):
    round_ = open_alone(cast.marieke.school, depth="full", edition_key="po-1.0", invitation="Doe je mee?")
    page = as_user(cast.joost.user).get(address(round_)).text
    assert "40 punten" in page
    assert "drie kwartier" in page
    assert "Doe je mee?" in page


def test_a_reopened_round_says_that_answers_join_five_at_a_time(cast, as_user, round_):
    for part in list(round_.participations.exclude(member=cast.joost)[:5]):
        answer(round_, part.member, "PO-B1", stand="1")
        finish(round_, part.member)
    close(round_, cast.marieke)
    reopen(round_, cast.marieke)
    page = as_user(cast.joost.user).get(address(round_)).text
    assert "opnieuw geopend" in page
    assert "zodra het er 5 of meer zijn" in page


def test_who_began_goes_on_at_the_first_pillar_that_is_open(cast, as_user, round_):
    for code in ("PO-B1", "PO-B3", "PO-B5"):
        answer(round_, cast.joost, code, stand="2")
    page = as_user(cast.joost.user).get(address(round_)).text
    assert "Ga verder" in page
    assert f'{address(round_)}educatie/"' in page


def test_who_is_done_is_led_to_the_end(cast, as_user, round_):
    answer(round_, cast.joost, "PO-B1", stand="2")
    finish(round_, cast.joost)
    assert as_user(cast.joost.user).get(address(round_))["Location"] == f"{address(round_)}klaar/"


def test_a_round_that_is_filled_in_together_leads_to_the_right_place(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, edition_key="po-1.0")
    to_form = as_user(cast.marieke.user).get(address(round_))
    assert to_form["Location"].endswith(f"/checklist/{round_.pk}/beleid/")
    response = as_user(cast.joost.user).get(address(round_), follow=True)
    assert response.redirect_chain[0][0].endswith("/checklist/")
    assert "vullen jullie samen in" in response.text


def test_a_closed_round_leads_to_the_outcome(cast, as_user, round_):
    close(round_, cast.marieke, without_answers=True)
    assert as_user(cast.joost.user).get(address(round_))["Location"].endswith("/uitkomst/")


def test_a_draft_and_a_round_of_another_team_are_not_for_everyone(cast, as_user):
    team = TeamFactory(school=cast.marieke.school, lead=cast.fatima)
    team.members.add(cast.fatima)
    theirs = RoundFactory(school=cast.marieke.school, team=team, alone=True)
    assert as_user(cast.joost.user).get(address(theirs)).status_code == 404
    assert "een team waar je niet in zit" in as_user(cast.marieke.user).get(address(theirs), follow=True).text
    draft = RoundFactory(school=cast.marieke.school, draft=True, alone=True)
    assert as_user(cast.joost.user).get(address(draft)).status_code == 404
    assert "nog niet open" in as_user(cast.marieke.user).get(address(draft), follow=True).text


def test_a_round_of_another_school_is_a_404(cast, as_user, round_):
    assert as_user(cast.bram.user).get(address(round_)).status_code == 404
    own = f"/school/{cast.bram.school.code}/checklist/{round_.pk}/invullen/"
    assert as_user(cast.bram.user).get(own).status_code == 404
