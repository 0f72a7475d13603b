"""Broken content: `manage.py check` names the file and the line, and says what is wrong; nothing else ever comes out."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from hypothesis import given, settings
from hypothesis import strategies as st

from handreiking.checks import content_is_well_formed
from handreiking.content_files import ContentError, ContentErrors, Reader
from handreiking.library import library, read_library
from handreiking.search import entries_of

CONTENT = Path(__file__).parents[2] / "handreiking" / "content"
FILES = sorted(str(path.relative_to(CONTENT)) for path in CONTENT.rglob("*.*"))

H1B = "chapters/jezelf/handvatten/1b.yaml"
H1C = "chapters/jezelf/handvatten/1c.yaml"
H2B = "chapters/leerling/handvatten/2b.yaml"
H3A = "chapters/groep/handvatten/3a.yaml"
H3B = "chapters/groep/handvatten/3b.yaml"
H3C = "chapters/groep/handvatten/3c.yaml"
LEERLING = "chapters/leerling/chapter.yaml"


@dataclass
class Mistake:
    """A text that an editor replaces, once, in a file; the line to be named, by words on it; and the message."""

    name: str
    file: str
    old: str
    new: str
    at: str
    message: str

    def make(self, root: Path) -> None:
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"'{self.old}' does not stand in {self.file} once; choose other words"
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


def line_of(path: Path, words: str) -> int:
    """Return the number of the one line with these words."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found = [number for number, line in enumerate(lines, 1) if words in line]
    assert len(found) == 1, f"'{words}' stands on the lines {found} of {path}"
    return found[0]


def reported() -> list[str]:
    """Return what the check says."""
    library.cache_clear()
    return [message.msg for message in content_is_well_formed(None)]


MISTAKES = [
    # ---- the form of a file
    Mistake("bad YAML", H1B, "time: vijf minuten", "time: vijf: minuten", "vijf: minuten", "not valid YAML: mapping values"),
    Mistake("a quote that is never closed", "sources.yaml", '2015"\n', "2015\n", "Zorza", "not valid YAML: "),
    Mistake("a tab", H1B, "    title: Vijf tips", "\ttitle: Vijf tips", "\ttitle", "not valid YAML: "),
    Mistake("a character that no one can see", H1B, "minuten", "minu\x07ten", "\x07", "not valid YAML: special characters"),
    Mistake("an exclamation mark in front", H1B, "time: vijf", "time: !Let vijf", "!Let", "'!Let' is no text in YAML"),
    Mistake("curly brackets", H1B, "time: vijf minuten", "time: {{ tijd }}", "{{ tijd }}", "not a key; put quotes round the text"),
    Mistake("a list where a text belongs", H1B, "time: vijf minuten", "time: [vijf]", "[vijf]", "time: Input should be"),
    Mistake("a duplicate key", H1B, "time: vijf", "time: tien\ntime: vijf", "time: vijf", "'time' stands here twice"),
    Mistake("a missing field", H1B, "time: vijf minuten\n", "", "code: 1b", "time: Field required"),
    Mistake("an empty field", H1B, "time: vijf minuten", "time:", "time:", "time: Input should be a valid string"),
    Mistake("a field of spaces", H1B, "time: vijf minuten", "time: '  '", "time:", "time: String should have at least 1"),
    Mistake("an unknown field", H1B, "time: vijf", "tijd: 5\ntime: vijf", "tijd: 5", "tijd: Unexpected keyword argument"),
    Mistake(
        "an unknown field that holds a list",
        H1B,
        "    tips:\n",
        "    tipjes:\n      - title: Adem\n    tips:\n",
        "tipjes:",
        "sections.0.tipjes: Unexpected keyword argument",
    ),
    Mistake("capitals in a slug", H1B, "slug: minder-stress", "slug: Minder", "slug: Minder", "slug: String should match"),
    Mistake("a code that cannot be", H1B, "code: 1b", "code: b1", "code: b1", "code: String should match pattern"),
    Mistake("a link that is not safe", "resources.yaml", "https://chargeyour", "http://chargeyour", "http://", "links.0.url"),
    Mistake("an audience that is not there", H1B, "[self]", "[everyone]", "[everyone]", "audiences.0: Input should be 'self'"),
    Mistake("no audience", H1B, "audiences: [self]", "audiences: []", "audiences:", "audiences: "),
    Mistake("a figure that is not there", "chapters/groep/chapter.yaml", "group-phases", "phases", "figure:", "rationale.2.figure"),
    Mistake("a ring too many", "circles.yaml", "ring: 6", "ring: 7", "ring: 7", "ring: Input should be less than"),
    Mistake(
        "a question without an audience",
        H3A,
        "3a-klimaat-nu\n        audience: self",
        "3a-klimaat-nu",
        "3a-klimaat-nu",
        "sections.0.questions.0.audience: Field required",
    ),
    Mistake(
        "a question without words",
        H1C,
        'parts: ["Wat wil ik uitstralen als ik voor mijn klas sta?"]',
        "parts: []",
        "parts: []",
        "sections.0.questions.5.parts: ",
    ),
    Mistake(
        "a scale without steps",
        H3A,
        "          - Negatief, met veel gedoe\n          - Stroef, met lichtpunten\n          - Meestal goed, soms een incident\n",
        "",
        "3a-klimaat-nu",
        "sections.0.questions.0: kind 'scale' and two or more steps in 'scale' belong together",
    ),
    Mistake(
        "steps without a scale",
        H3A,
        "kind: scale",
        "kind: open",
        "3a-klimaat-nu",
        "sections.0.questions.0: kind 'scale' and two or more steps in 'scale' belong together",
    ),
    Mistake(
        "sentences to finish in an open question",
        H3A,
        "kind: sentence",
        "kind: open",
        "3a-stijl",
        "sections.0.questions.4: kind 'sentence' and the list 'sentences' belong together",
    ),
    Mistake("a sector that is not there", LEERLING, "kindgesprekken\n    role: Leerkracht\n    sectors: [po]", "kindgesprekken\n    role: Leerkracht\n    sectors: [mbo]", "[mbo]", "practice_examples.0.sectors.0: Input should be 'po' or 'vo'"),
    Mistake("no sector", LEERLING, "kindgesprekken\n    role: Leerkracht\n    sectors: [po]", "kindgesprekken\n    role: Leerkracht\n    sectors: []", "sectors: []", "practice_examples.0.sectors: "),
    Mistake("a page without front matter", "pages/privacy.md", "---\ntitle: Privacy", "title: Privacy", "title: Privacy", "a page starts with front matter"),
    Mistake("a page without a title", "pages/privacy.md", "title: Privacy\n", "", "lead:", "title: Field required"),
    Mistake("a wrong field of a page", "pages/privacy.md", "lead:", "kop: Nee\nlead:", "kop", "kop: Unexpected keyword argument"),
    # ---- what no single file can know
    Mistake("a source that is not there", LEERLING, "[^durlak-2010]", "[^durlak-2011]", "durlak-2011", "there is no source 'durlak-2011'"),
    Mistake("a second source that is not there", LEERLING, "[^overveld-2017 casel-2020]", "[^overveld-2017 casel]", "casel]", "there is no source 'casel'"),
    Mistake("a citation of nothing", LEERLING, "[^durlak-2010]", "[^]", "[^]", "there is no source ''"),
    Mistake("a source that is not there, in a page", "pages/over.md", "[^trimbos-pharos-2016]", "[^trimbos]", "[^trimbos]", "there is no source 'trimbos'"),
    Mistake("a source that is not there, in a list", "principles.yaml", "[^zundert-2017]", "[^zundert]", "[^zundert]", "there is no source 'zundert'"),
    Mistake("a source that is not there, in a point", H3B[:-7] + "3d.yaml", "[^school-veiligheid-2020]", "[^school]", "[^school]", "there is no source 'school'"),
    Mistake("a resource that is not there", H2B, "[mind-young-academy]", "[mind-young]", "[mind-young]", "there is no resource 'mind-young'"),
    Mistake("a key message of another chapter", H3B, "key_message: erbij-horen", "key_message: stressreductie", "key_message", "there is no key message of this chapter 'stressreductie'"),
    Mistake("a link to a handvat that is not there", H3C, "/handvatten/samen-verantwoordelijk/", "/handvatten/samen/", "/handvatten/samen/", "there is no page 'samen'"),
    Mistake("a link to a chapter that is not there", "pages/over.md", "Wat zij vertelden", "[Zie hier](/cirkels/team/#kern) wat zij vertelden", "/cirkels/team/", "there is no page 'team'"),
    Mistake("a slug twice in one file", H1B, "  - slug: tips", "  - slug: tips\n    text: Nog een.\n  - slug: tips  # 2", "# 2", "'tips' is also used at chapters/jezelf/handvatten/1b.yaml:10"),
    Mistake("a new slug that is not listed", "released.txt", "questions/1c-uitstralen\n", "", "", "'questions/1c-uitstralen' is new; run 'manage.py content_report --release'"),
    Mistake("a slug that is gone", "released.txt", "questions/1c-uitstralen\n", "questions/1c-uitstralen\nquestions/1c-weg\n", "1c-weg", "'questions/1c-weg' was released and is gone; put it back, or write 'retired' behind it"),
    Mistake("a retired slug that came back", "released.txt", "questions/1c-uitstralen\n", "questions/1c-uitstralen retired\n", "1c-uitstralen", "'questions/1c-uitstralen' was retired; give the new text another slug"),
]  # fmt: skip


def test_our_own_content_is_well_formed():
    assert reported() == []
    call_command("check")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_the_check_names_the_file_and_the_line_of_a_mistake_and_no_other(mistake, content_copy):
    mistake.make(content_copy)
    path = content_copy / mistake.file
    line = line_of(path, mistake.at) if mistake.at else len(path.read_text().splitlines()) + 1
    said = reported()
    assert all(message.startswith(f"{path}:{line}: ") for message in said), said
    assert said[0].startswith(f"{path}:{line}: {mistake.message}"), said


def test_the_command_fails_and_shows_every_mistake_with_its_place(content_copy):
    mistakes = [mistake for mistake in MISTAKES if mistake.name in {"a missing field", "a wrong field of a page"}]
    for mistake in mistakes:
        mistake.make(content_copy)
    library.cache_clear()
    with pytest.raises(SystemCheckError) as failure:
        call_command("check")
    assert f"{content_copy / H1B}:1: time: Field required" in str(failure.value)
    assert f"{content_copy}/pages/privacy.md:3: kop: Unexpected keyword argument" in str(failure.value)
    assert "handreiking.E001" in str(failure.value)
    assert "retired" not in str(failure.value)  # a file with a mistake in it is not a slug that is gone


def test_a_question_cannot_have_the_slug_of_one_in_another_handvat(content_copy):
    path = content_copy / H3C
    path.write_text(path.read_text().replace("slug: 3c-kansen", "slug: 3b-sfeer"))
    first, gone = reported()
    there = line_of(content_copy / H3B, "3b-sfeer")
    assert first == f"{path}:{line_of(path, '3b-sfeer')}: '3b-sfeer' is also used at {H3B}:{there}"
    listed = content_copy / "released.txt"
    assert gone.startswith(f"{listed}:{line_of(listed, '3c-kansen')}: 'questions/3c-kansen' was released and is gone")


def test_a_handvat_cannot_have_the_code_of_another(content_copy):
    path = content_copy / H1C
    path.write_text(path.read_text().replace("code: 1c", "code: 1b"))
    assert reported() == [f"{path}:1: '1b' is also used at {H1B}:1"]


def test_a_question_that_is_gone_is_missed_on_its_line_of_the_list(content_copy):
    path = content_copy / H1C
    lines = path.read_text().split("\n")
    start = line_of(path, "1c-uitstralen") - 1
    path.write_text("\n".join(lines[:start] + lines[start + 4 :]))
    listed = content_copy / "released.txt"
    there = f"{listed}:{line_of(listed, '1c-uitstralen')}"
    advice = "put it back, or write 'retired' behind it"
    assert reported() == [f"{there}: 'questions/1c-uitstralen' was released and is gone; {advice}"]
    listed.write_text(listed.read_text().replace("1c-uitstralen\n", "1c-uitstralen retired\n"))
    assert reported() == []


@pytest.mark.parametrize("file", ["sources.yaml", "circles.yaml", LEERLING])
def test_a_missing_file_is_named(file, content_copy):
    (content_copy / file).unlink()
    assert reported() == [f"{content_copy / file}:1: cannot be read: No such file or directory"]


@pytest.mark.parametrize(("file", "slug"), [(H1B, "handvatten/minder-stress"), ("pages/over.md", "pages/over")])
def test_a_missing_handvat_or_page_is_missed_in_the_list_of_released_slugs(file, slug, content_copy):
    (content_copy / file).unlink()
    listed = content_copy / "released.txt"
    assert reported()[0].startswith(f"{listed}:{line_of(listed, slug)}: '{slug}' was released and is gone")


def test_without_a_list_of_released_slugs_every_slug_is_new(content_copy):
    (content_copy / "released.txt").unlink()
    said = reported()
    assert len(said) == len(set(library_slugs()))
    assert said[0].startswith(f"{content_copy}/released.txt:1: 'chapters/groep' is new")


def library_slugs() -> list[str]:
    return list(read_library(Reader(CONTENT)).slugs())


def test_an_empty_file_is_named(content_copy):
    (content_copy / "sources.yaml").write_text("# nog niets\n")
    assert reported() == [f"{content_copy}/sources.yaml:1: the file is empty"]


def test_a_file_with_one_record_where_a_list_belongs_is_named(content_copy):
    (content_copy / "sources.yaml").write_text("slug: casel-2020\nlabel: CASEL\n")
    assert reported() == [f"{content_copy}/sources.yaml:1: a list is expected here"]


def test_a_file_with_a_list_where_one_record_belongs_is_named(content_copy):
    (content_copy / H1B).write_text("- code: 1b\n")
    assert reported()[0].startswith(f"{content_copy / H1B}:1: ")


def test_a_file_that_was_saved_in_another_encoding_is_named_with_the_line(content_copy):
    path = content_copy / "chapters/team-en-school/chapter.yaml"
    path.write_bytes(path.read_text(encoding="utf-8").replace("’", "'").encode("latin-1", "replace"))
    first = next(number for number, line in enumerate(path.read_bytes().split(b"\n"), 1) if b"\xe1" in line)
    assert reported() == [f"{path}:{first}: is not saved as UTF-8"]


def test_a_file_that_windows_saved_is_read_like_any_other(content_copy):
    for file in (H1B, "pages/privacy.md", "sources.yaml"):
        path = content_copy / file
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert reported() == []


def test_numbers_and_dates_in_a_text_stay_as_they_were_typed(content_copy):
    path = content_copy / H1B
    for typed in ("2026", "1:30", "2026-22-11", "0x1F", "ja", "no", "=", "1_000"):
        text = (CONTENT / H1B).read_text()
        path.write_text(text.replace("time: vijf minuten", f"time: {typed}"))
        assert reported() == []
        assert library().handvat_by_slug["minder-stress"].time == typed


def test_a_field_that_belongs_elsewhere_is_refused_and_not_followed(content_copy):
    path = content_copy / "sources.yaml"
    path.write_text(path.read_text().replace("- slug: casel-2020", "- slug: casel-2020\n  key_message: erbij-horen"))
    assert reported() == [f"{path}:{line_of(path, 'key_message')}: key_message: Unexpected keyword argument"]


def test_a_mistake_is_named_on_the_line_where_it_stands_also_when_it_stands_there_twice(content_copy):
    path = content_copy / "pages/over.md"
    path.write_text(path.read_text() + "\nEen.[^weg-2020]\n\nTwee.[^ook-weg]\n")
    lines = len(path.read_text().splitlines())
    assert reported() == [
        f"{path}:{lines - 2}: there is no source 'weg-2020'",
        f"{path}:{lines}: there is no source 'ook-weg'",
    ]


# ---- whatever an editor does ------------------------------------------------------------


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path_factory.mktemp("sandbox") / "content"))


def errors_with(root: Path, file: str, text: str) -> tuple[ContentError, ...]:
    """Return what is wrong with the content where one file holds another text; nothing where it can be shown."""
    (root / file).write_text(text, encoding="utf-8")
    try:
        list(entries_of(read_library(Reader(root))))
    except ContentErrors as errors:
        return tuple(errors.errors)
    finally:
        shutil.copyfile(CONTENT / file, root / file)
    return ()


def assert_places_are_there(errors: tuple[ContentError, ...], file: str, text: str) -> None:
    for error in errors:
        path = Path(error.path)
        lines = text if path.match(file) else path.read_text(encoding="utf-8")
        assert 1 <= error.line <= lines.count("\n") + 2, error
        assert error.message


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_without_any_one_line_the_content_is_read_or_refused_with_a_place(data, sandbox):
    file = data.draw(st.sampled_from(FILES))
    lines = (CONTENT / file).read_text(encoding="utf-8").splitlines(keepends=True)
    gone = data.draw(st.integers(0, len(lines) - 1))
    text = "".join(lines[:gone] + lines[gone + 1 :])
    assert_places_are_there(errors_with(sandbox, file, text), file, text)


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_with_anything_typed_into_a_line_the_content_is_read_or_refused_with_a_place(data, sandbox):
    file = data.draw(st.sampled_from(FILES))
    lines = (CONTENT / file).read_text(encoding="utf-8").splitlines(keepends=True)
    number = data.draw(st.integers(0, len(lines) - 1))
    typed = data.draw(st.text(max_size=20) | st.text(alphabet="{}[]!&*:#-?|>'\"%@` \n\tab1[^", max_size=12))
    place = data.draw(st.integers(0, len(lines[number])))
    lines[number] = lines[number][:place] + typed + lines[number][place:]
    text = "".join(lines)
    assert_places_are_there(errors_with(sandbox, file, text), file, text)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [("chapters/groep/chapter.yaml", "circles: [3]", "circles: [2]"), (H1B, "code: 1b", "code: 5b")],
)
def test_a_chapter_and_its_handvatten_fit_the_circle_that_leads_to_them(file, old, new, content_copy):
    path = content_copy / file
    path.write_text(path.read_text().replace(old, new, 1))
    said = reported()
    assert len(said) == 1
    assert said[0].startswith(f"{path}:{line_of(path, new)}: ")
    assert "does not fit: circles.yaml has" in said[0]
