"""/school/<code>/agenda/<id>/bestand/: the agenda before and the notes after, opened again by other libraries."""

from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from handreiking import pdf
from schools.agenda_documents import Paper, to_pdf
from schools.agenda_lines import lines_of
from schools.models import Decision
from tests.world import AgendaItemFactory, AgendaMomentFactory, DecisionFactory, GoalFactory, on, weekday

pytestmark = pytest.mark.django_db


@pytest.fixture
def moment(cast):
    moment = AgendaMomentFactory(
        school=cast.marieke.school,
        title="Teamoverleg & taart \x0b",
        talk="Wat ging goed?",
        starts_at=on(weekday(7), "15:15"),
        notes="Tot slot\n\nkoffie.",
    )
    goal = GoalFactory(owner=cast.joost, aim="Rust in de gang", evaluate_on=weekday(60))
    item = AgendaItemFactory(moment=moment, kind="goal", goal=goal, text=goal.aim, minutes=20, notes="Het gaat goed.")
    DecisionFactory(item=item, text="Zo houden", owner=cast.fatima, due_on=weekday(20))
    return moment


def get(client, moment, part, form):
    return client.get(f"/school/{moment.school.code}/agenda/{moment.pk}/bestand/?deel={part}&vorm={form}")


def words_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_agenda_as_word(moment, cast, as_user):
    response = get(as_user(cast.joost.user), moment, "agenda", "docx")
    assert f'filename="agenda-{moment.day:%Y-%m-%d}-teamoverleg-taart.docx"' in response["Content-Disposition"]
    document = Document(BytesIO(response.content))
    words = words_of(document)
    for expected in ("Teamoverleg & taart", "15:15", "Rust in de gang", "Joost van Dijk", "Samen", "De Vijver"):
        assert expected in words
    assert "Het gaat goed." not in words
    assert document.core_properties.language == "nl-NL"
    assert document.core_properties.author == ""
    header = document.tables[0].rows[0]._tr.trPr
    assert header is not None
    assert "tblHeader" in header.xml


def test_the_notes_as_word(moment, cast, as_user):
    document = Document(BytesIO(get(as_user(cast.joost.user), moment, "verslag", "docx").content))
    words = words_of(document)
    for expected in ("Het gaat goed.", "Besluit: Zo houden (Fatima El Amrani, vóór", "Tot slot", "koffie."):
        assert expected in words
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings == ["Verslag", "Rust in de gang", "Verder"]


@pytest.mark.parametrize(("part", "expected"), [("agenda", "Minuten"), ("verslag", "Zo houden")])
def test_both_as_a_tagged_pdf_in_dutch(moment, cast, as_user, part, expected):
    response = get(as_user(cast.joost.user), moment, part, "pdf")
    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(response.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert expected in text
    assert "Rust in de gang" in text
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"].startswith("nl")


def test_where_no_pdf_can_be_made_the_page_to_print_says_so(moment, cast, as_user, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    response = get(as_user(cast.joost.user), moment, "agenda", "pdf")
    assert response.status_code == 200
    assert "Een PDF maken lukt hier niet" in response.text
    with pytest.raises(pdf.CannotMakePdf):
        pdf.to_pdf("<p>x</p>")


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_an_empty_agenda_makes_a_file_too(cast, as_user, form):
    empty = AgendaMomentFactory(school=cast.marieke.school, kind="own")
    assert get(as_user(cast.joost.user), empty, "agenda", form).status_code == 200


@pytest.mark.parametrize(("part", "form"), [("agenda", "exe"), ("alles", "pdf")])
def test_what_is_not_offered_is_a_404(moment, cast, as_user, part, form):
    assert get(as_user(cast.joost.user), moment, part, form).status_code == 404


def test_a_moment_of_another_school_gives_no_file(cast, as_user):
    theirs = AgendaMomentFactory(school=cast.bram.school)
    address = f"/school/{cast.joost.school.code}/agenda/{theirs.pk}/bestand/?deel=agenda&vorm=docx"
    assert as_user(cast.joost.user).get(address).status_code == 404


def test_notes_too_long_for_a_pdf_lead_to_the_page_to_print_and_stay_a_word_document(moment, cast, as_user):
    for number in range(70):
        AgendaItemFactory(moment=moment, text=f"Punt {number}", notes="Dit is gezegd. " * 300)
    client = as_user(cast.joost.user)
    response = get(client, moment, "verslag", "pdf")
    assert response["Content-Type"].startswith("text/html")
    assert "Daarvoor staat er te veel in" in response.text
    assert words_of(Document(BytesIO(get(client, moment, "verslag", "docx").content))).count("Punt ") >= 70


def test_a_word_without_an_end_may_break_in_a_pdf_wherever_it_was_typed(moment, cast, monkeypatch):
    endless = "z" * 200
    moment.items.update(text=endless, notes=endless)
    Decision.objects.update(text=endless)
    moment.notes = moment.talk = endless
    pages = []
    monkeypatch.setattr(pdf, "to_pdf", lambda html: pages.append(html) or b"")
    to_pdf(Paper.of(moment, lines_of(moment, cast.joost), with_notes=True))
    assert "\u200b" in pages[0]
    assert "z" * 41 not in pages[0]
