"""/school/<code>/checklist/<id>/papier/invoeren/: count in what came back on paper."""

import re

import pytest

from checklists.answering import finish
from checklists.closing import close
from checklists.models import Answer
from tests.rounds import open_alone
from tests.world import MembershipFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast):
    return open_alone(cast.marieke.school, people=5, edition_key="po-1.0")  # nine take part


def address(round_):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/papier/invoeren/"


def number_in(page):
    return re.search(r'name="number" value="([0-9]+)"', page)[1]


def test_a_sheet_is_counted_in_and_the_next_form_is_empty(cast, as_user, round_):
    client = as_user(cast.marieke.user)
    page = client.get(address(round_)).text
    assert "0 op papier, nog 9 mogelijk." in page
    assert "kun je niet meer terugzien of weghalen" in page
    data = {"number": number_in(page), "PO-B1-stand": "2", "PO-B1-remark": "Met pen.", "PO-B3-flag": "on"}
    response = client.post(address(round_), data, follow=True)
    assert "Dit formulier is geteld." in response.text
    assert "1 op papier, nog 8 mogelijk." in response.text
    assert "Met pen." not in response.text
    sheet = round_.sheets.get()
    assert (sheet.digest, sheet.finished) == (None, True)
    kept = {answer.item_code: (answer.stand, answer.remark, answer.flag) for answer in sheet.answers.all()}
    assert kept == {"PO-B1": ("2", "Met pen.", None), "PO-B3": ("", "", 1)}


def test_the_same_form_sent_twice_counts_once(cast, as_user, round_):
    client = as_user(cast.marieke.user)
    data = {"number": number_in(client.get(address(round_)).text), "PO-B1-stand": "2"}
    client.post(address(round_), data)
    response = client.post(address(round_), data)
    assert response.status_code == 422
    assert "Dit formulier is al geteld." in response.text
    assert round_.sheets.count() == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Er is nog niets ingevuld."),
        ({"PO-B1-stand": "7"}, "Kies een van de zes."),
        ({"PO-B1-stand": "1", "PO-B2-stand": "1"}, "een punt mee dat hier niet bij hoort"),
        ({"PO-B1-stand": "1", "PO-B3-remark": "x" * 1001}, "hij mag 1000 tekens zijn"),
        (
            {"PO-B1-stand": "1"} | {f"PO-{code}-flag": "on" for code in ("B1", "B3", "B5", "E1")},
            "Er staan meer dan drie vlaggen.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, as_user, round_, data, sentence):
    response = as_user(cast.marieke.user).post(address(round_), data | {"PO-E3-remark": "Blijft staan."})
    assert response.status_code == 422
    assert sentence in response.text
    assert "Blijft staan." in response.text
    assert not Answer.objects.exists()


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 30])
def test_a_number_that_makes_no_sense_is_replaced(cast, as_user, round_, number):
    as_user(cast.marieke.user).post(address(round_), {"PO-B1-stand": "1", "number": number})
    assert round_.sheets.count() == 1


def test_there_are_no_more_sheets_than_people_who_are_not_done(cast, as_user):
    round_ = open_alone(cast.marieke.school, edition_key="po-1.0")
    for part in round_.participations.all()[1:]:
        finish(round_, part.member)
    client = as_user(cast.marieke.user)
    assert client.post(address(round_), {"PO-B1-stand": "1"}).status_code == 302
    refused = client.post(address(round_), {"PO-B1-stand": "1", "PO-B1-remark": "Blijft."})
    assert refused.status_code == 422
    assert "Dit formulier is niet geteld." in refused.text
    assert "nog 0 mogelijk" in refused.text
    assert "Blijft." in refused.text


def test_after_closing_it_is_refused_and_stays_to_copy(cast, as_user, round_):
    close(round_, cast.marieke, without_answers=True)
    client = as_user(cast.marieke.user)
    response = client.post(address(round_), {"PO-B1-stand": "1", "PO-B1-remark": "Met pen."})
    assert response.status_code == 422
    assert "De afname is intussen afgerond." in response.text
    assert "Met pen." in response.text
    assert client.get(address(round_))["Location"].endswith("/checklist/")


def test_a_teacher_and_another_school_do_not_enter_paper(cast, as_user, round_):
    assert as_user(cast.joost.user).post(address(round_), {"PO-B1-stand": "1"}).status_code == 403
    other = MembershipFactory(role="coordinator")
    own = f"/school/{other.school.code}/checklist/{round_.pk}/papier/invoeren/"
    assert as_user(other.user).post(own, {"PO-B1-stand": "1"}).status_code == 404
    together = RoundFactory(school=other.school)
    assert as_user(other.user).get(address(together))["Location"].endswith("/checklist/")
    assert as_user(other.user).post(address(together), {f"{together.items[0].code}-stand": "1"}).status_code == 422
