"""/school/<code>/checklist/<id>/papier/: the empty checklist to print, and as a PDF."""

import re
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from handreiking import pdf
from tests.world import RoundFactory

pytestmark = pytest.mark.django_db
OWN = [{"code": "EIGEN-1", "pillar": "educatie", "text": "Elke groep heeft een moestuin."}]


def round_of(school, **facts):
    return RoundFactory(school=school, alone=True, **facts)


def address(round_):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/papier/"


@pytest.mark.parametrize(
    ("edition_key", "depth", "items"),
    [("po-1.0", "kern", 13), ("po-1.0", "full", 41), ("vo-1.0", "kern", 13), ("vo-1.0", "full", 43)],
)
def test_every_item_of_the_round_is_on_it_with_boxes_and_room_for_a_remark(cast, as_user, edition_key, depth, items):
    round_ = round_of(cast.joost.school, edition_key=edition_key, depth=depth, own_items=OWN)
    page = as_user(cast.joost.user).get(address(round_)).text
    assert page.count("Opmerking:") == items
    assert page.count('class="paper-box"') == items * 7
    assert all(item.text in page for item in round_.items)
    assert "Elke groep heeft een moestuin." in page


def test_the_pdf_is_tagged_and_dutch_and_holds_no_answer(cast, as_user):
    round_ = round_of(cast.joost.school, edition_key="po-1.0", depth="full", name="Najaar", own_items=OWN)
    response = as_user(cast.joost.user).get(f"{address(round_)}?vorm=pdf")
    assert response["Content-Type"] == "application/pdf"
    assert 'filename="checklist-najaar.pdf"' in response["Content-Disposition"]
    reader = PdfReader(BytesIO(response.content))
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]
    text = re.sub(r"\s", "", "".join(pages))
    assert not [item.text for item in round_.items if re.sub(r"\s", "", item.text) not in text]
    for pillar in round_.edition.pillars[1:]:  # each begins on a page of its own
        assert any(page.startswith(pillar.name) for page in pages)
    numbers = [re.findall(r"(?m)^[0-9]{1,2}\. ", page.extract_text()) for page in reader.pages]
    rooms = [page.count("Opmerking:") for page in pages]
    assert [len(found) for found in numbers] == rooms  # no item is split
    assert sum(rooms) == 41


def test_where_no_pdf_can_be_made_the_page_says_so(cast, as_user, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    response = as_user(cast.joost.user).get(f"{address(round_of(cast.joost.school))}?vorm=pdf")
    assert "Een PDF maken lukt hier niet." in response.text
    assert pdf.STYLE.exists()


def test_it_is_for_members_only(cast, as_user):
    round_ = round_of(cast.joost.school)
    assert Client().get(address(round_))["Location"].startswith("/account/login/")
    assert as_user(cast.bram.user).get(address(round_)).status_code == 404
    assert as_user(cast.joost.user).get(f"{address(round_)}?vorm=exe").status_code == 404
    draft = round_of(cast.joost.school, draft=True)
    assert as_user(cast.joost.user).get(address(draft)).status_code == 404
    assert as_user(cast.marieke.user).get(address(draft)).status_code == 200
