"""/documenten/: papers for a school on privacy, security and participation, dated, to read, to print and to fill in."""

import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.conf import settings
from django.utils.timezone import localdate
from docx.enum.text import WD_COLOR_INDEX

from checklists.models import FEWEST
from handreiking.content_files import ContentErrors
from handreiking.document_files import to_docx
from handreiking.library import library
from handreiking.markdown import to_html, to_text
from handreiking.word import KIND
from reflections.restoring import UNDO_FOR
from schools.models import Invitation, School
from schools.requests import DECIDED_KEPT, UNCONFIRMED_KEPT
from tests.content.pages import get

DOCUMENTS = library().documents
PASSWORDS = {rule["NAME"].rsplit(".", 1)[1]: rule.get("OPTIONS", {}) for rule in settings.AUTH_PASSWORD_VALIDATORS}
each = pytest.mark.parametrize("document", DOCUMENTS, ids=[document.slug for document in DOCUMENTS])


def words_of_page(slug: str) -> str:
    """Return the words of a document, or of a page of the site."""
    return to_text((library().document_by_slug | library().page_by_slug)[slug].text)


def docx_of(client, slug):
    """Return the Word file of a document, opened."""
    response = client.get(f"/documenten/{slug}/word/")
    assert response.status_code == 200
    assert response["Content-Type"] == KIND
    assert response["Content-Disposition"] == f'attachment; filename="{slug}.docx"'
    return docx.Document(BytesIO(response.content))


# ---- the list ---------------------------------------------------------------------------


def test_the_list_names_every_document_and_dated_page_with_its_date(client):
    page = get(client, "/documenten/")
    for document in (*DOCUMENTS, library().page_by_slug["privacy"], library().page_by_slug["toegankelijkheid"]):
        assert document.url in page.links_in("main")
        assert document.title in page.texts("a")
    dates = [element.attributes["datetime"][:10] for element in page.all("time")]
    assert dates == [document.stand.isoformat() for document in DOCUMENTS] + ["2026-12-01", "2026-12-01"]
    assert page.texts("h2") == ["Om in te vullen", "Om te lezen en te delen", "Over de site zelf"]


def test_the_documents_that_schools_are_asked_for_are_there():
    assert [document.slug for document in DOCUMENTS] == [
        "verwerkingsregister",
        "gegevensverwerkingsanalyse",
        "privacybijlage",
        "beveiligingsbijlage",
        "uitleg-voor-de-mr",
    ]


def test_the_foot_of_every_page_and_the_page_on_privacy_lead_to_the_list(client):
    assert "/documenten/" in get(client, "/").links_in("footer")
    assert "/documenten/" in get(client, "/privacy/").links_in("main")


# ---- a document -------------------------------------------------------------------------


@each
def test_a_document_says_for_when_and_for_whom_it_holds(document, client):
    page = get(client, f"/documenten/{document.slug}/")
    assert [text.replace("\u00ad", "") for text in page.texts("h1")] == [document.title]
    assert [element.attributes["datetime"][:10] for element in page.all("time")] == [document.stand.isoformat()]
    assert f"Voor {document.reader}." in page.text
    assert f"/documenten/{document.slug}/word/" in page.links
    assert document.stand <= localdate() + timedelta(days=1)


@each
def test_what_the_school_fills_in_is_marked(document, client):
    blanks = re.findall(r"\[vul in: [^\]]+\]", document.text)
    assert blanks
    assert get(client, f"/documenten/{document.slug}/").texts("mark") == blanks


@each
def test_no_document_leaves_a_bracket_open_or_a_fact_in_doubt_without_saying_so(document):
    bare = re.sub(r"\[vul in: [^\]]+\]|\[[^\]]+\]\(/[^)]*\)", "", document.text)
    assert "[" not in bare
    assert "]" not in bare
    assert "TODO" not in bare


@pytest.mark.parametrize(
    ("slug", "doubtful"),
    [
        ("verwerkingsregister", "op welke wet jullie je baseren; controleer dit"),
        ("gegevensverwerkingsanalyse", "want zij kan veranderen: controleer dit"),
        ("privacybijlage", "in de zin van dat convenant: controleer dit"),
        ("beveiligingsbijlage", "naar verwachting eind 2027: controleer dit"),
        ("uitleg-voor-de-mr", "Wet medezeggenschap op scholen; controleer dit"),
    ],
)
def test_what_the_law_may_say_differently_is_to_be_checked(slug, doubtful):
    assert doubtful in words_of_page(slug)


def test_a_document_that_is_not_there_is_not_found(client):
    assert client.get("/documenten/jaarverslag/").status_code == 404
    assert client.get("/documenten/jaarverslag/word/").status_code == 404
    assert client.get("/documenten/privacy/").status_code == 404  # a page of the site, at its own address


def test_what_is_to_fill_in_is_marked_as_text_whatever_stands_in_it():
    assert to_html("Zie [vul in: <b>a</b> & **b**].") == (
        "<p>Zie <mark>[vul in: &lt;b&gt;a&lt;/b&gt; &amp; **b**]</mark>.</p>\n"
    )
    assert "<mark>" not in to_html("Zie [vul in] en [vul in:]. `code`")


def test_a_document_without_a_date_stops_the_check_and_is_named(content_copy):
    path = content_copy / "documents" / "privacybijlage.md"
    path.write_text(path.read_text().replace("stand: 2026-12-01\n", ""))
    with pytest.raises(ContentErrors, match=r"privacybijlage.md:2: stand: Field required"):
        library()


# ---- as Word ----------------------------------------------------------------------------


@each
def test_the_word_file_says_what_the_page_says(document, client):
    file, page = docx_of(client, document.slug), get(client, f"/documenten/{document.slug}/")
    headings = [paragraph.text for paragraph in file.paragraphs if paragraph.style.name.startswith("Heading")]
    assert headings == [element.text for element in page.elements if element.tag in {"h2", "h3"} and is_own(element)]
    written = " ".join(paragraph.text for paragraph in file.paragraphs)
    without_links = re.sub(r" \(http://testserver/[a-z/-]*\)", "", written)
    assert to_text(document.text) in without_links


def is_own(element):
    """Tell whether an element stands in the running text, not in the frame of the page."""
    return any("prose" in around.attributes.get("class", "") for around in element.inside)


MONTHS = {11: "november", 12: "december"}


@each
def test_the_word_file_is_dated_marks_what_to_fill_in_and_names_no_author(document, client):
    file = docx_of(client, document.slug)
    assert (
        file.paragraphs[1].text
        == f"Stand: {document.stand.day} {MONTHS[document.stand.month]} 2026. Van http://testserver{document.url}"
    )
    runs = [run for paragraph in file.paragraphs for run in paragraph.runs]
    marked = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert marked == re.findall(r"\[vul in: [^\]]+\]", document.text)
    assert file.core_properties.author == ""
    assert file.core_properties.title == document.title


def test_a_link_in_the_word_file_shows_its_whole_address(client):
    words = " ".join(paragraph.text for paragraph in docx_of(client, "uitleg-voor-de-mr").paragraphs)
    assert "Privacy (http://testserver/privacy/)" in words


def test_text_that_a_word_file_has_no_dress_for_is_refused_instead_of_lost(content_copy):
    path = content_copy / "documents" / "uitleg-voor-de-mr.md"
    path.write_text(path.read_text() + "\n1. Een\n2. Twee\n")
    with pytest.raises(ValueError, match="ordered_list_open"):
        to_docx(library().document_by_slug["uitleg-voor-de-mr"], "http://testserver/")


# ---- what they promise ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "sentence", "holds"),
    [
        ("verwerkingsregister", "een uitnodiging werkt 14 dagen", Invitation.LASTS.days == 14),
        ("verwerkingsregister", "wordt na 14 dagen gewist", UNCONFIRMED_KEPT.days == 14),
        ("verwerkingsregister", "wordt na een jaar gewist", DECIDED_KEPT.days == 365),
        ("verwerkingsregister", "hooguit 14 dagen na de laatste wijziging", settings.SESSION_COOKIE_AGE == 14 * 86400),
        ("verwerkingsregister", "pas vanaf vijf antwoorden", FEWEST == 5),
        ("gegevensverwerkingsanalyse", "niets verschijnt bij minder dan vijf antwoorden", FEWEST == 5),
        ("uitleg-voor-de-mr", "vanaf vijf antwoorden", FEWEST == 5),
        (  # where there are no settings for it, these are the figures that the text has
            "verwerkingsregister",
            "Logboek van de school en logboek van het beheer: na 365 dagen.",
            settings.KEEP_JOURNAL_DAYS == 365,
        ),
        (
            "verwerkingsregister",
            "Uitnodigingen: 14 dagen nadat ze",
            settings.KEEP_INVITATIONS_DAYS == 14,
        ),
        ("verwerkingsregister", "na acht hele schooljaren", settings.KEEP_PLANS_YEARS == 8),
        ("privacybijlage", "kan nog 60 dagen lezen", School.READABLE_FOR.days == 60),
        ("privacy", "Tot tien minuten daarna", UNDO_FOR.seconds == 600),
        ("privacy", "blijft hij hooguit een jaar staan", DECIDED_KEPT.days == 365),
        ("beveiligingsbijlage", "minstens twaalf tekens", PASSWORDS["MinimumLengthValidator"]["min_length"] == 12),
        ("beveiligingsbijlage", "op de lijst van veelgebruikte", "CommonPasswordValidator" in PASSWORDS),
        (
            "beveiligingsbijlage",
            "na vijf verkeerde wachtwoorden in vijf minuten",
            "5/5m/key" in settings.ACCOUNT_RATE_LIMITS["login_failed"],
        ),
        (
            "beveiligingsbijlage",
            "hooguit tien per uur naar één adres",
            "10/h/key" in settings.ACCOUNT_RATE_LIMITS["request_login_code"],
        ),
        ("beveiligingsbijlage", "werken tien minuten", settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT == 600),
        ("beveiligingsbijlage", "vijf keer proberen", settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS == 5),
        ("beveiligingsbijlage", "eindigt als je uitlogt of je browser sluit", settings.SESSION_EXPIRE_AT_BROWSER_CLOSE),
        ("beveiligingsbijlage", "zijn niet in een frame te tonen", settings.X_FRAME_OPTIONS == "DENY"),
        (
            "beveiligingsbijlage",
            "zijn niet te lezen voor scripts",
            settings.SESSION_COOKIE_HTTPONLY and settings.CSRF_COOKIE_HTTPONLY,
        ),
        (
            "beveiligingsbijlage",
            "Scripts in de pagina zelf mogen niet",
            settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"] == ["'self'"],
        ),
    ],
)
def test_a_figure_in_a_document_is_the_figure_in_the_code(slug, sentence, holds):
    assert sentence in words_of_page(slug)
    assert holds


def test_the_explanation_for_the_mr_fits_on_one_page():
    assert len(words_of_page("uitleg-voor-de-mr").split()) <= 460  # on A4 with the print styles there is room for these


def test_the_explanation_for_the_mr_says_no_and_says_what_comes_near():
    words = words_of_page("uitleg-voor-de-mr")
    for sentence in (
        "Wordt er iemand gevolgd? Nee.",
        "Wie klaar is met de checklist.",
        "Het logboek:",
        "Wie de hele site beheert, ziet ook wanneer je voor het laatst inlogde.",
    ):
        assert sentence in words


def test_the_statement_on_accessibility_names_what_nobody_has_tested(client):
    page = get(client, "/toegankelijkheid/")
    assert page.texts("h1") == ["Toegankelijkheids\u00adverklaring"]  # may break there: it is wider than a telephone
    untested = page.text.split("Wat niet is getest", 1)[1].split("Wat nog niet goed is", 1)[0]
    for what in ("Schermlezers:", "Een echt digibord:", "Telefoons en tablets:", "spraakbediening"):
        assert what in untested
    assert "We zeggen daarom niet dat de site aan alle richtlijnen voldoet." in page.text


@pytest.mark.parametrize("slug", ["privacy", "toegankelijkheid"])
def test_the_pages_of_the_site_that_promise_something_are_dated(slug, client):
    page = get(client, f"/{slug}/")
    assert [element.attributes["datetime"][:10] for element in page.all("time")] == ["2026-12-01"]


@pytest.mark.parametrize(
    ("slug", "missing"),
    [
        ("verwerkingsregister", "Accounts die niemand meer gebruikt."),
        ("gegevensverwerkingsanalyse", "Er is nog geen onafhankelijke beveiligingstest geweest."),
        ("privacybijlage", "Een knop om een hele school te wissen is er niet"),
        ("beveiligingsbijlage", "De site is niet gecertificeerd"),
        ("beveiligingsbijlage", "Geen beveiligingstest (pentest) door een onafhankelijke partij."),
    ],
)
def test_what_is_not_there_yet_is_said(slug, missing):
    assert missing in words_of_page(slug)
