"""/school/<code>/checklist/<id>/uitkomst/meenemen/: the outcome as PDF, Word, Excel or to print."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.world import PriorityFactory, RemarkFactory, RoundFactory, TallyFactory, TeamViewFactory

pytestmark = pytest.mark.django_db
NASTY = ["=1+1", "+31 6", "-2", "@SUM(A1)", "{=A1}", "https://voorbeeld.example/x"]


@pytest.fixture
def round_(cast):
    round_ = RoundFactory(
        school=cast.marieke.school,
        name="Najaar: op/af?",
        alone=True,
        closed_at=timezone.now(),
        shown_at=timezone.now(),
        shown_sheets=9,
    )
    codes = [item.code for item in round_.items]
    for code, stand in zip(codes, "3210", strict=False):
        TeamViewFactory(round=round_, item_code=code, stand=stand, note=f"gezegd bij {code}")
    TallyFactory(round=round_, item_code=codes[0], stand="3", count=5)
    TallyFactory(round=round_, item_code=codes[0], stand="0", count=4)
    TallyFactory(round=round_, item_code=codes[0], stand="flag", count=3)
    TallyFactory(round=round_, item_code=codes[5], stand="2", count=8, shown=False)
    for text in NASTY:
        RemarkFactory(round=round_, item_code=codes[0], text=text)
    RemarkFactory(round=round_, item_code=codes[5], text="wacht nog", shown=False)
    PriorityFactory(round=round_, position=3).make_goal(cast.marieke)
    return round_


def address(round_, vorm=""):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/uitkomst/meenemen/" + (f"?vorm={vorm}" if vorm else "")


def words_of_page(client, round_):
    """Return the text of the outcome's own page, on one line."""
    text = client.get(address(round_).replace("meenemen/", "")).text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text[text.index("<main") :])).split())


def sheet_text(made):
    return [
        str(cell.value)
        for sheet in load_workbook(BytesIO(made))
        for row in sheet
        for cell in row
        if cell.value is not None
    ]


def text_of(vorm, made):
    if vorm == "docx":
        document = Document(BytesIO(made))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if vorm == "xlsx":
        return " ".join(sheet_text(made))
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


@pytest.mark.parametrize("vorm", ["docx", "xlsx", "pdf"])
def test_a_file_says_what_the_page_says_and_not_more(cast, as_user, round_, vorm):
    client = as_user(cast.joost.user)
    response = client.get(address(round_, vorm))
    assert response["Content-Disposition"] == f'attachment; filename="uitkomst-najaar-opaf.{vorm}"'
    assert response["Cache-Control"] == "private, no-store"
    text, page = " ".join(text_of(vorm, response.content).split()), words_of_page(client, round_)
    for item in round_.items:
        assert item.text[:40] in text
        assert item.text in page
    for words in ("4 keer nog niet", "5 keer gewoon bij ons", "gezegd bij PO-B1", "3 keer ‘hier eerst’", *NASTY):
        assert words in text, words
        assert words in page, words
    for words in ("wacht nog", "8 keer grotendeels"):
        assert words not in text
        assert words not in page


def test_a_pdf_is_tagged_in_dutch_and_has_a_title(cast, as_user, round_):
    reader = PdfReader(BytesIO(as_user(cast.joost.user).get(address(round_, "pdf")).content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert reader.metadata.title == "Waar staan we? Najaar: op/af?"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_a_word_file_is_in_dutch_and_its_tables_have_a_head(cast, as_user, round_):
    document = Document(BytesIO(as_user(cast.joost.user).get(address(round_, "docx")).content))
    assert document.core_properties.language == "nl-NL"
    assert document.core_properties.title == "Waar staan we? Najaar: op/af?"
    assert document.core_properties.author == ""
    assert len(document.tables) == 4
    assert all("w:tblHeader" in table._tbl.xml for table in document.tables)


def test_an_excel_file_has_a_sheet_per_pillar_numbers_that_are_numbers_and_no_formula(cast, as_user, round_):
    book = load_workbook(BytesIO(as_user(cast.joost.user).get(address(round_, "xlsx")).content))
    assert book.sheetnames == [
        "Uitkomst",
        "Pijler Beleid",
        "Pijler Educatie",
        "Pijler Schoolomgeving",
        "Pijler Signaleren",
    ]
    first = [cell.value for cell in book["Pijler Beleid"][2]]
    assert first[1:] == ["Gewoon bij ons", 4, 0, 0, 5, 0, 0, 3]
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert set(NASTY) <= {cell.value for cell in cells}


def test_the_page_to_print_holds_the_same(cast, as_user, round_):
    page = as_user(cast.joost.user).get(address(round_)).text
    assert "precies wat de pagina laat zien" in page
    assert "gezegd bij PO-B1" in page
    assert "wacht nog" not in page


def test_a_form_that_there_is_not_is_a_404_and_an_open_round_has_nothing_to_take(cast, as_user, round_):
    client = as_user(cast.joost.user)
    assert client.get(address(round_, "exe")).status_code == 404
    round_.closed_at = None
    round_.save()
    assert client.get(address(round_, "pdf"))["Location"].endswith("/checklist/")


def test_signs_that_a_document_has_no_place_for_are_left_out(cast, as_user, round_):
    TeamViewFactory(
        round=round_,
        item_code=round_.items[6].code,
        note="voor\x0bna \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    )
    for vorm in ("docx", "xlsx", "pdf"):
        assert as_user(cast.joost.user).get(address(round_, vorm)).status_code == 200


def test_so_much_that_a_pdf_would_take_too_long_becomes_a_page_to_print(cast, as_user, round_):
    RemarkFactory.create_batch(310, round=round_, item_code=round_.items[0].code, text="woord " * 160)
    response = as_user(cast.joost.user).get(address(round_, "pdf"))
    assert response["Content-Type"].startswith("text/html")
    assert "Daarvoor staat er te veel in" in response.text


def test_a_word_without_an_end_may_break_in_a_pdf(cast, as_user, round_):
    RemarkFactory(round=round_, item_code=round_.items[0].code, text="a" * 1000)
    assert as_user(cast.joost.user).get(address(round_, "pdf"))["Content-Type"] == "application/pdf"


def test_the_number_of_queries_stays_the_same(cast, as_user, count_queries, round_):
    client = as_user(cast.joost.user)
    client.get(address(round_))
    few = count_queries(client, address(round_))
    for item in round_.items[6:]:
        TallyFactory(round=round_, item_code=item.code, count=7)
        RemarkFactory(round=round_, item_code=item.code)
    assert count_queries(client, address(round_)) == few
