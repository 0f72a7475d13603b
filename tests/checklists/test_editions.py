"""The editions: complete, well formed, and never changed once published."""

import hashlib
import shutil

import pytest

from checklists.edition_files import read_editions
from checklists.editions import FOLDER, editions, newest, offered
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
