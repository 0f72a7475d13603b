"""The editions: complete, well formed, and never changed once published."""

import hashlib
import os
import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.checks import run_checks

from checklists.edition_files import read_editions
from checklists.editions import FOLDER, editions, newest, offered, root_of
from handreiking.content_files import ContentErrors
from handreiking.library import library

DIGESTS = {  # of published editions; a change wants a new version in a new file
    "po-1.0.yaml": "bfe676fdbc37978ada8a4fb0fdb9f6994e8212554428321ac825d79cb68150e6",
    "vo-1.0.yaml": "01f590200921524d65b1933605ffb2f1b6de93c9b7bfe79133e2e21defe60920",
}
KERN = {
    "po-1.0": "B1 B3 B5 E1 E3 E7 O1 O3 O9 S1 S3 S6",
    "vo-1.0": "B1 B3 B5 E1 E2 E8 O1 O3 O9 S1 S3 S7",
}
EQUITY = {"po-1.0": "B10 E9 O11 S10", "vo-1.0": "B10 E10 O11 S11"}


def codes(items):
    return " ".join(item.code.split("-")[1] for item in items)


@pytest.mark.parametrize(("key", "sizes"), [("po-1.0", [10, 9, 11, 10]), ("vo-1.0", [10, 10, 11, 11])])
def test_an_edition_has_its_four_pillars_its_kern_and_its_cross_sections(key, sizes):
    edition = editions()[key]
    assert [pillar.name for pillar in edition.pillars] == ["Beleid", "Educatie", "Schoolomgeving", "Signaleren"]
    assert [len(pillar.items) for pillar in edition.pillars] == sizes
    assert codes(edition.items_of("kern")) == KERN[key]
    assert codes(item for item in edition.items_of("full") if item.equity) == EQUITY[key]
    assert all(len(pillar.items_of("kern")) == 3 for pillar in edition.pillars)


@pytest.mark.parametrize("name", DIGESTS)
def test_a_published_edition_never_changes(name):
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == DIGESTS[name]


def test_the_digests_that_come_along_are_those_of_the_published_editions():
    lines = (FOLDER / "SHA256SUMS").read_text().splitlines()
    assert {line.split("  ")[1]: line.split("  ")[0] for line in lines} == DIGESTS


@pytest.fixture
def folder(tmp_path):
    """A copy of our editions, to add to; nobody reads it but who asks."""
    for path in FOLDER.iterdir():
        shutil.copy(path, tmp_path)
    return tmp_path


def publish(folder):
    """Write down the digests of all that stands in a folder, as sha256sum does."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in sorted(folder.glob("*.yaml"))]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n")


def errors_of(*folders):
    with pytest.raises(ContentErrors) as caught:
        read_editions(*folders)
    return [str(error) for error in caught.value.errors]


def test_one_letter_more_in_a_published_edition_is_reported_with_its_line(folder):
    path = folder / "vo-1.0.yaml"
    path.write_text(path.read_text() + "\n# even")
    assert errors_of(folder) == [
        f"{folder}/SHA256SUMS:2: vo-1.0.yaml was changed after it was published; make a new version in a new file"
    ]


def test_an_edition_without_a_digest_one_that_was_taken_away_and_a_line_of_nothing_are_reported(folder):
    (folder / "po-1.0.yaml").unlink()
    digests = folder / "SHA256SUMS"
    first = digests.read_text().splitlines()[0]
    digests.write_text(f"{first}\nzomaar een regel\n")
    assert errors_of(folder) == [
        f"{digests}:1: po-1.0.yaml was published and is not here any more",
        f"{digests}:2: not a line of sha256sum",
        f"{folder}/vo-1.0.yaml:1: is not in SHA256SUMS: add it with sha256sum when you publish it",
    ]


# ---- a newer edition --------------------------------------------------------------------


def newer(folder, *changes, version="1.1", follows="po-1.0"):
    """Write and publish po-1.1, in which all stayed the same, but for the changes: pairs of old and new text."""
    text = (folder / "po-1.0.yaml").read_text().replace('version: "1.0"', f'version: "{version}"\nfollows: {follows}')
    text = re.sub(r"(?m)^( +)- code: (.*)$", r"\1- code: \2\n\1  change: same\n\1  was: \2", text)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / f"po-{version}.yaml"
    path.write_text(text)
    publish(folder)
    return path


SAME_B2 = "change: same\n        was: PO-B2"
B2 = "De kernwaarden en omgangsregels van de school passen bij onze visie"


def test_a_newer_edition_says_of_every_item_what_became_of_it(folder):
    newer(
        folder,
        (f"{SAME_B2}\n        text: {B2}", f"change: reworded\n        was: PO-B2\n        text: {B2} van nu"),
        ("change: same\n        was: PO-B4", "change: new"),
        ("published: ", "gone: [PO-B4]\npublished: "),
    )
    found = read_editions(folder)
    assert found["po-1.1"].follows == "po-1.0"
    assert found["po-1.1"].item_by_code["PO-B2"].change == "reworded"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([(SAME_B2, "was: PO-B2")], "PO-B2: change: say same, reworded or new"),
        ([(SAME_B2, "change: same")], "PO-B2: was: say which item of po-1.0 this was"),
        ([(SAME_B2, "change: new")], "gone: PO-B2 of po-1.0 is nowhere: name it with 'was' or in 'gone'"),
        ([(SAME_B2, "change: new\n        was: PO-B2")], "PO-B2: was: what is new was nothing before"),
        ([(SAME_B2, "change: same\n        was: PO-B1")], "PO-B2: was: PO-B1 is taken by another item"),
        ([(SAME_B2, "change: reworded\n        was: PO-B2")], "PO-B2: change: the text is not reworded beside PO-B2"),
        ([(B2, "Iets anders")], "PO-B2: change: the text is not the same beside PO-B2 of po-1.0"),
        ([("published: ", "gone: [PO-B2]\npublished: ")], "gone: PO-B2 is not gone"),
        ([("follows: po-1.0", "follows: po-0.9")], "follows: say which edition came before; the last one is po-1.0"),
        ([("follows: po-1.0\n", "")], "follows: say which edition came before; the last one is po-1.0"),
    ],
)
def test_a_newer_edition_that_leaves_something_out_is_reported_with_its_line(folder, changes, message):
    path = newer(folder, *changes)
    errors = errors_of(folder)
    assert any(message in error for error in errors)
    lines = path.read_text().splitlines()
    for error in errors:
        name, line, words = error.split(":", 2)
        assert name == str(path)
        about = re.match(r" (PO-B\d+):", words)
        assert about is None or about[1] in lines[int(line) - 1]


def test_an_item_goes_back_to_what_it_was_first_whatever_it_is_called_now(folder, monkeypatch):
    newer(folder, (f"code: PO-B2\n        {SAME_B2}", "code: PO-B12\n        change: same\n        was: PO-B2"))
    found = read_editions(folder)
    monkeypatch.setattr("checklists.editions.editions", lambda: found)
    old, new = found["po-1.0"], found["po-1.1"]
    assert root_of(new, new.item_by_code["PO-B12"]) == root_of(old, old.item_by_code["PO-B2"]) == "po-1.0/PO-B2"


def test_another_folder_adds_editions_and_may_not_give_one_again(tmp_path):
    more, again = tmp_path / "more", tmp_path / "again"
    for folder in (more, again):
        folder.mkdir()
    text = (FOLDER / "po-1.0.yaml").read_text().replace('"1.0"', '"2.0"', 1)
    text = re.sub(r"(?m)^( +)- code: (.*)$", r"\1- code: \2\n\1  change: same\n\1  was: \2", text)
    (more / "po-2.0.yaml").write_text(text.replace("title:", "follows: po-1.0\ntitle:", 1))
    publish(more)
    assert list(read_editions(FOLDER, more)) == ["po-1.0", "vo-1.0", "po-2.0"]
    shutil.copy(FOLDER / "vo-1.0.yaml", again)
    publish(again)
    assert errors_of(FOLDER, again) == [f"{again}/vo-1.0.yaml:2: there is an edition vo-1.0 already"]


def test_the_check_at_start_reads_the_folder_that_the_settings_name(tmp_path):
    (tmp_path / "po-1.1.yaml").write_text("sector: po\n")
    env = {**os.environ, "CHECKLIST_EDITIONS_DIR": str(tmp_path), "DEBUG": "1"}
    command = [sys.executable, "manage.py", "check", "--tag", "content"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"(checklists.E001) {tmp_path}/po-1.1.yaml" in done.stderr.replace("?: ", "")
    assert not run_checks(tags=["content"])


def test_every_item_leads_to_handvatten_that_exist():
    known = {handvat.code for handvat in library().handvatten}
    for edition in editions().values():
        for item in edition.items_of("full"):
            assert edition.suggestions(item)
            assert set(edition.suggestions(item)) <= known


def test_a_school_gets_the_newest_edition_of_its_sector():
    assert newest("po").key == "po-1.0"
    assert newest("vo").key == "vo-1.0"
    assert [edition.key for edition in offered("vo")] == ["vo-1.0"]
    assert [edition.key for edition in offered("both")] == ["po-1.0", "vo-1.0"]


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("kern: true", "kern: misschien", 15, "kern"),
        ("code: PO-B2", "code: PO-B1", 20, "twice"),
        ('version: "1.0"', 'version: "2.0"', 2, "another version"),
        ("rings: [4, 5]", "rings: [9]", 14, "rings"),
    ],
)
def test_a_broken_edition_is_reported_with_its_file_and_line(tmp_path, old, new, line, message):
    shutil.copy(FOLDER / "po-1.0.yaml", tmp_path)
    path = tmp_path / "po-1.0.yaml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(ContentErrors, match=message) as caught:
        read_editions(tmp_path)
    assert (caught.value.errors[0].path, caught.value.errors[0].line) == (str(path), line)
