"""Broken content: `manage.py check` names the file and the line, and says what is wrong; nothing else ever comes out."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from handreiking.checks import content_is_well_formed
from handreiking.content_files import ContentErrors, Reader
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
    Mistake("a quote that is never closed", "sources.yaml", '2015"\n', "2015\n", "zorza", "not valid YAML: "),
    Mistake("a tab", H1B, "    title: Vijf tips", "\ttitle: Vijf tips", "\ttitle", "not valid YAML: "),
    Mistake("a character that no one can see", H1B, "minuten", "minu\x07ten", "\x07", "not valid YAML: special characters"),
    Mistake("an exclamation mark in front", H1B, "time: vijf", "time: !Let vijf", "!Let", "'!Let' is no text in YAML"),
    Mistake("curly brackets", H1B, "time: vijf minuten", "time: {{ tijd }}", "{{ tijd }}", "a key is a single word"),
    Mistake("a list where a text belongs", H1B, "time: vijf minuten", "time: [vijf]", "[vijf]", "time: Input should be"),
    Mistake("one record where a list belongs", "sources.yaml", "- slug: casel", "slug: casel", "x", ""),
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
    Mistake("a page without a lead", "pages/privacy.md", "lead: Lezen", "leed: Lezen", "leed", "leed: Unexpected keyword argument"),
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


def test_our_own_content_is_well_formed() -> None:
    assert reported() == []
    call_command("check")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_the_check_names_the_file_and_the_line_of_a_mistake_and_nothing_else(
    mistake: Mistake, content_copy: Path
) -> None:
    mistake.make(content_copy)
    path = content_copy / mistake.file
    line = line_of(path, mistake.at) if mistake.at else len(path.read_text().splitlines()) + 1
    said = reported()
    assert len(said) == 1, said
    assert said[0].startswith(f"{path}:{line}: {mistake.message}"), said
