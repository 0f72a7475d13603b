"""/reflecties/bewaren/: one's own answers as Word, PDF, Markdown, JSON or on paper; each file read by another program."""

import io
import json
import re
import sys
import threading
import zipfile
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from xml.etree import ElementTree

import pytest
from django.utils.timezone import localdate
from docx import Document
from markdown_it import MarkdownIt
from pypdf import PdfReader

from handreiking import pdf
from reflections.looking_back import key_of
from tests.world import SCALE_QUESTION, SENTENCE_QUESTION, ReflectionFactory

pytestmark = pytest.mark.django_db
ODD = [
    "=1+1",
    "+31 6 is geen som",
    "@iemand",
    "<script>alert(1)</script>",
    "# geen kop",
    "1. geen lijst",
    "*geen* _nadruk_ `geen code` [geen](link) ![geen](beeld)",
    "    geen codeblok",
    "> geen citaat | geen tabel",
    "Emoji 🌱 en ë, ç, ŵ, 学校",
    "&amp; blijft &amp;",
    "\\ ook dit",
]
try:
    import weasyprint  # noqa: F401
except (ImportError, OSError):
    HAS_PANGO = False
else:
    HAS_PANGO = True
needs_pango = pytest.mark.skipif(not HAS_PANGO, reason="Pango is not installed")
PDF = pytest.param("pdf", marks=needs_pango)
FORMS = ["docx", "json", "md", PDF, "print"]
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


@pytest.fixture
def joost(cast, as_user):
    """Joost, who wrote all kinds of things; and Marieke, who did too."""
    user = cast.joost.user
    ReflectionFactory(
        author=user, question="1c-uitstralen", text="\n".join(ODD), group="Groep 6/7", written_on="2026-03-05"
    )
    ReflectionFactory(author=user, question=SCALE_QUESTION, content={"level": 0}, written_on="2026-03-04")
    sentences = {"sentences": ["luisteren", "wachten"]}
    ReflectionFactory(author=user, question=SENTENCE_QUESTION, content=sentences, written_on="2026-02-03")
    ReflectionFactory(
        author=user, question="0x-weg", wording="Een vraag van vroeger?", text="Toen.", written_on="2025-12-01"
    )
    ReflectionFactory(author=cast.marieke.user, text="EGELKUIL", wording="EGELKUIL", group="EGELKUIL")
    return as_user(user)


def kept(client, form, query=""):
    response = client.get(f"/reflecties/bewaren/?vorm={form}{query}")
    assert response.status_code == 200
    return response


def squeezed(text):
    return " ".join(text.split())


def pdf_text(content):
    """Return the text of a PDF, as it is read aloud or copied."""
    return " ".join(page.extract_text().replace("\x00", "") for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("form", FORMS[:-1])
def test_a_file_has_a_safe_name_and_is_kept_nowhere(joost, form):
    response = kept(joost, form)
    assert response["Content-Type"] == KINDS[form]
    assert response["Content-Disposition"] == f'attachment; filename="reflecties-{localdate()}.{form}"'
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"EGELKUIL" not in response.content


def test_json_holds_everything_as_it_was_given(joost):
    whole = json.loads(kept(joost, "json").content)
    assert whole["language"] == "nl"
    assert [row["written_on"] for row in whole["reflections"]] == [
        "2026-03-05",
        "2026-03-04",
        "2026-02-03",
        "2025-12-01",
    ]
    first, scale, _, retired = whole["reflections"]
    assert first["answer"] == {"text": "\n".join(ODD)}
    assert (first["question"], first["handvat"], first["group"]) == (
        "1c-uitstralen",
        "je-eigen-instrument",
        "Groep 6/7",
    )
    assert (scale["answer"], scale["lines"]) == ({"level": 0}, ["Negatief, met veel gedoe"])
    assert (retired["wording"], retired["handvat"]) == ("Een vraag van vroeger?", None)


def test_markdown_reads_as_headings_and_plain_text_whatever_was_typed(joost):
    text = kept(joost, "md").content.decode()
    tokens = MarkdownIt("commonmark", {"html": True}).parse(text)
    kinds = {token.type for token in tokens}
    assert kinds == {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"}
    inner = {child.type for token in tokens if token.children for child in token.children}
    assert inner <= {"text", "text_special", "hardbreak"}
    spoken = [
        squeezed("".join("\n" if child.type == "hardbreak" else child.content for child in token.children))
        for token in tokens
        if token.children
    ]
    assert squeezed(" ".join(ODD)) in spoken
    levels = [token.tag for token in tokens if token.type == "heading_open"]
    assert levels == ["h1", "h2", "h3", "h3", "h2", "h3", "h2", "h3"]


def test_word_opens_it_in_dutch_with_headings_and_every_text(joost):
    content = kept(joost, "docx").content
    document = Document(io.BytesIO(content))
    assert document.core_properties.title == "Mijn reflecties"
    assert document.core_properties.language == "nl-NL"
    assert "python" not in f"{document.core_properties.author}{document.core_properties.comments}"
    texts = [paragraph.text for paragraph in document.paragraphs]
    for odd in ODD:
        assert odd in texts
    styles = [p.style.name for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert styles == [
        "Title",
        "Heading 1",
        "Heading 2",
        "Heading 2",
        "Heading 1",
        "Heading 2",
        "Heading 1",
        "Heading 2",
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(file.read(name))  # noqa: S314 - our own file
        styles = file.read("word/styles.xml").decode()
        assert set(re.findall(r'<w:lang[^>]*w:val="([^"]+)"', styles)) == {"nl-NL"}


@needs_pango
def test_the_pdf_is_tagged_in_dutch_with_a_title_and_says_what_the_page_says(joost):
    content = kept(joost, "pdf").content
    file = PdfReader(io.BytesIO(content))
    root = file.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert file.metadata.title == "Mijn reflecties"
    tags = list(all_tags(root["/StructTreeRoot"]))
    assert [tags.count(tag) for tag in ("/H1", "/H2", "/H3")] == [1, 3, 4]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "/JavaScript" not in root.get("/Names", {})
    spoken = squeezed(pdf_text(content))
    for odd in ODD:
        if "🌱" not in odd:  # no font of a bare server has it
            assert squeezed(odd) in spoken
    assert "EGELKUIL" not in spoken


def all_tags(node):
    """Yield the type of every element in the tree that a screen reader reads."""
    node = node.get_object()
    if not isinstance(node, dict):
        return
    if "/S" in node:
        yield node["/S"]
    children = node.get("/K", [])
    children = children.get_object() if hasattr(children, "get_object") else children
    for child in children if isinstance(children, list) else [children]:
        if hasattr(child, "get_object"):
            yield from all_tags(child)


def test_the_page_to_print_holds_the_same(joost):
    page = joost.get("/reflecties/bewaren/").text
    main = squeezed(unescape(re.sub(r"<[^>]+>", " ", page.split("<main")[1].split("</main>")[0])))
    for odd in ODD:
        assert squeezed(odd) in main
    assert page.count("<h3>") == 4
    assert "EGELKUIL" not in page


@pytest.mark.parametrize("form", FORMS)
def test_a_selection_is_kept_by_the_same_choices_as_the_list(joost, cast, form):
    for query in ("&van=2026-03-05", f"&groep={key_of(cast.joost.user.pk, 'Groep 6/7')}"):
        assert_only_the_first(form, kept(joost, form, query))
    assert_only_the_first(form, joost.post("/reflecties/bewaren/", {"vorm": form, "q": "codeblok"}))


def assert_only_the_first(form, response):
    content = response.content
    if form == "docx":
        content = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    text = pdf_text(content) if form == "pdf" else content.decode()
    assert "codeblok" in text
    assert "wachten" not in text


@pytest.mark.parametrize("form", FORMS)
def test_nothing_written_is_an_empty_file_and_no_error(cast, as_user, form):
    kept(as_user(cast.fatima.user), form)


@pytest.mark.parametrize("form", FORMS)
def test_signs_that_no_document_can_hold_and_a_very_long_word_break_nothing(cast, as_user, form):
    nasty = "voor\x00\x01\x07\x1b\x7f\ufffe na " + "w" * 20_000
    ReflectionFactory(author=cast.joost.user, text=nasty, group="\x02groep")
    content = kept(as_user(cast.joost.user), form).content
    if form == "docx":
        texts = [p.text for p in Document(io.BytesIO(content)).paragraphs]
        assert any(text.startswith(("voor\x7f na", "voor na")) for text in texts)
        assert any("w" * 20_000 in text for text in texts)
    elif form == "json":
        assert json.loads(content)["reflections"][0]["answer"]["text"] == nasty
    elif form == "pdf":
        assert pdf_text(content).count("w") >= 20_000
    else:
        assert b"w" * 20_000 in content


@pytest.mark.parametrize("problem", [ImportError, OSError])
def test_without_the_libraries_of_a_pdf_it_is_the_page_to_print_and_says_so(joost, monkeypatch, problem):
    class Missing:
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] == "weasyprint":
                raise problem("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    page = kept(joost, "pdf")
    assert page["Content-Type"].startswith("text/html")
    assert "Een PDF maken lukt hier niet" in page.text
    assert "geen codeblok" in page.text


@needs_pango
def test_a_pdf_takes_nothing_from_the_network_or_the_disk(tmp_path):
    asked = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    style = tmp_path / "style.css"
    style.write_text("body::after {content: 'VAN DE SCHIJF'}")
    addresses = [
        f"http://127.0.0.1:{server.server_port}/a",
        style.as_uri(),
        "data:text/css,body::after{content:'DATA'}",
    ]
    parts = "".join(f'<link rel="stylesheet" href="{one}"><img src="{one}" alt="beeld">' for one in addresses)
    text = pdf_text(pdf.to_pdf(f'<html lang="nl"><title>x</title>{parts}tekst'))
    server.shutdown()
    assert asked == []
    assert "tekst" in text
    assert "SCHIJF" not in text
    assert "DATA" not in text


def test_a_form_that_does_not_exist_and_a_choice_that_can_not_be(joost):
    assert joost.get("/reflecties/bewaren/?vorm=exe").status_code == 404
    page = joost.get("/reflecties/bewaren/?vorm=json&van=gisteren")
    assert page.status_code == 422
    assert "Deze keuze klopt niet" in page.text
    assert "geen codeblok" not in page.text


def test_it_takes_the_same_number_of_queries_for_1_and_for_50_answers(joost, cast, count_queries):
    for form in ("json", "print"):
        few = count_queries(joost, f"/reflecties/bewaren/?vorm={form}")
        for number in range(50):
            ReflectionFactory(author=cast.joost.user, question=f"vraag-{form}-{number}", wording="Hoe?")
        assert count_queries(joost, f"/reflecties/bewaren/?vorm={form}") == few


def test_what_is_too_much_for_one_pdf_is_a_page_to_print_and_says_what_to_do(joost, cast):
    for days in range(20):
        ReflectionFactory(author=cast.joost.user, text="woord " * 3_000, written_on=f"2025-03-{days + 1:02}")
    page = kept(joost, "pdf")
    assert page["Content-Type"].startswith("text/html")
    assert "Dit is te veel voor één PDF" in page.text
    assert "kies een kortere periode" in page.text
    assert kept(joost, "docx").content.startswith(b"PK")
