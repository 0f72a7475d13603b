"""docs/security.md names every requirement of ASVS 5.0.0 at levels 1 and 2 once, with files and tests that exist."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text()
STATES = {"met", "partly", "open", "host", "n/a"}
# The level of each requirement, in their order, for each section of the standard.
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223",
    "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22",
    "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip


@cache
def wanted() -> dict[str, str]:
    """Return the level of every requirement at level 1 or 2."""
    numbered = ((f"{section}.{at}", level) for section, levels in LEVELS.items() for at, level in enumerate(levels, 1))
    return {number: level for number, level in numbered if level != "3"}


@cache
def rows() -> list[list[str]]:
    """Return the cells of the rows with requirements."""
    lines = re.findall(r"^\| \d+\.\d+\.\d+.* \|$", PAGE, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@cache
def source(path: str) -> str:
    """Return the text of a file."""
    return (ROOT / path).read_text()


def test_the_standard_has_seventy_requirements_at_level_1_and_183_more_at_level_2() -> None:
    assert Counter(wanted().values()) == {"1": 70, "2": 183}


def test_every_requirement_has_one_row_with_its_level() -> None:
    found = [(number, row[1]) for row in rows() for number in row[0].split(", ")]
    assert Counter(number for number, _ in found).most_common(1)[0][1] == 1
    assert dict(found) == wanted()


def test_every_row_has_five_cells_and_a_state_that_the_page_explains() -> None:
    for row in rows():
        assert len(row) == 5, row
        assert row[3] in STATES, row
        assert all(row), row
    assert len(re.findall(r"^### V\d+ ", PAGE, re.MULTILINE)) == 17


def test_only_what_is_met_alike_or_not_there_shares_a_row() -> None:
    assert {row[3] for row in rows() if "," in row[0]} == {"n/a"}


def test_every_test_and_every_file_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 100
    for path, name in named:
        assert re.search(rf"^def {name}\(", source(path), re.MULTILINE), f"{path}::{name}"
    files = set(re.findall(r"`((?:bin|docs|handreiking|schools|reflections|checklists|templates)/[\w./-]*)`", PAGE))
    assert {path for path in files if not (ROOT / path).exists()} == set()


def test_the_counts_on_the_page_are_those_of_its_rows() -> None:
    counted = Counter(state for row in rows() for state in [row[3]] for _ in row[0].split(", "))
    said = dict(re.findall(r"(\d+) (met|partly|open|host|n/a)\b", PAGE.split("## The tables")[1].split("###")[0]))
    assert {state: int(number) for number, state in said.items()} == counted
