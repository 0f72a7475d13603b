"""/school/<code>/checklist/<id>/invullen/klaar/: what is open, 'klaar', and taking that back."""

import pytest

from checklists.answering import answer, finish, own_sheet
from checklists.closing import close, reopen
from tests.rounds import open_alone

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast):
    return open_alone(cast.marieke.school, people=10, edition_key="po-1.0")


def address(round_):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/invullen/klaar/"


def test_it_says_what_is_open_and_that_only_klaar_counts(cast, as_user, round_):
    answer(round_, cast.joost, "PO-B1", stand="1", flag=True)
    page = as_user(cast.joost.user).get(address(round_)).text
    assert "11 punten staan nog open" in page
    assert "1 van 3 ingevuld" in page
    assert "Wie niet op ‘Klaar’ drukt, telt niet mee." in page
    assert "Je hebt er nog twee." in page


def test_klaar_counts_and_can_be_taken_back_until_closing(cast, as_user, round_):
    answer(round_, cast.joost, "PO-B1", stand="1")
    client = as_user(cast.joost.user)
    done = client.post(address(round_), {"deed": "klaar"}, follow=True)
    assert "Je bent klaar. Dank je wel." in done.text
    assert own_sheet(round_, cast.joost).finished
    back = client.post(address(round_), {"deed": "terug"}, follow=True)
    assert "Druk aan het eind opnieuw op ‘Klaar’" in back.text
    assert 'name="PO-B1-stand" value="1" checked' in back.text
    assert not own_sheet(round_, cast.joost).finished
    assert not round_.participations.get(member=cast.joost).finished


def test_klaar_twice_is_klaar(cast, as_user, round_):
    client = as_user(cast.joost.user)
    for _ in range(2):
        assert "Je bent klaar" in client.post(address(round_), {"deed": "klaar"}, follow=True).text
    assert round_.sheets.count() == 1


@pytest.mark.parametrize("deed", ["", "iets"])
def test_another_deed_is_refused_with_a_sentence(cast, as_user, round_, deed):
    response = as_user(cast.joost.user).post(address(round_), {"deed": deed, "x": "1"})
    assert response.status_code == 422
    assert "Druk op ‘Klaar’." in response.text


def test_after_closing_it_leads_to_the_outcome_and_nothing_counts(cast, as_user, round_):
    answer(round_, cast.joost, "PO-B1", stand="1")
    close(round_, cast.marieke, without_answers=True)
    response = as_user(cast.joost.user).post(address(round_), {"deed": "klaar"})
    assert response["Location"].endswith("/uitkomst/")
    assert not round_.participations.get(member=cast.joost).finished


def test_who_was_counted_before_it_was_opened_again_is_told_so(cast, as_user, round_):
    people = [cast.joost, *[part.member for part in round_.participations.exclude(member=cast.joost)[:5]]]
    for member in people:
        answer(round_, member, "PO-B1", stand="1")
        finish(round_, member)
    close(round_, cast.marieke)
    reopen(round_, cast.marieke)
    client = as_user(cast.joost.user)
    page = client.get(address(round_)).text
    assert "al geteld, voordat deze afname opnieuw openging" in page
    assert "Toch nog iets veranderen" not in page
    response = client.post(address(round_), {"deed": "terug"}, follow=True)
    assert "Je antwoorden zijn al geteld." in response.text
    assert round_.participations.get(member=cast.joost).finished
