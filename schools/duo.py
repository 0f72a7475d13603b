"""Read a file of DUO's open data line by line: its encoding, its separator and its headings, which differ per file.

A line of the file is a line of text: DUO puts no line breaks inside a cell. So one bad line never takes its
neighbours with it, and a file of any size is read with the memory of one line.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from schools.regions import plain

LONGEST_LINE = 65_536  # bytes; DUO's longest lines are below one thousand
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
REPLACED = "\N{REPLACEMENT CHARACTER}"

# What a column holds, and under which headings it has been seen; the first that is filled in counts.
HEADINGS = {
    "brin": ["BRIN NUMMER", "INSTELLINGSCODE", "BRIN"],
    "location": ["VESTIGINGSNUMMER", "VESTIGINGSCODE"],
    "name": ["VESTIGINGSNAAM", "INSTELLINGSNAAM VESTIGING", "NAAM VESTIGING", "INSTELLINGSNAAM"],
    "place": ["PLAATSNAAM", "PLAATSNAAM VESTIGING"],
    "municipality": ["GEMEENTENAAM", "GEMEENTENAAM VESTIGING"],
    "province": ["PROVINCIE", "PROVINCIE VESTIGING"],
    "region": ["VAKANTIEREGIO"],
    "board_number": ["BEVOEGD GEZAG NUMMER"],
    "board_name": ["BEVOEGD GEZAG NAAM"],
    "structure": ["ONDERWIJSSTRUCTUUR"],
    "primary_kind": ["SOORT PO", "SOORT PRIMAIR ONDERWIJS"],
}
COLUMNS = {plain(heading): column for column, headings in HEADINGS.items() for heading in headings}
RANKS = {plain(heading): rank for headings in HEADINGS.values() for rank, heading in enumerate(headings)}


class Refused(Exception):
    """A file that cannot be imported as it is; the message says what is wrong with it and what would help."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be imported; lines count from 1, the headings being the first."""

    file: str
    number: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.number}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line that have a meaning here, without spaces around them and never with a control character."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


class DuoFile:
    """A file of schools, or of boards: whichever its headings say."""

    def __init__(self, path: Path) -> None:
        """Find out how to read it; raise Refused where that cannot be, OSError where it cannot be opened."""
        if not path.is_file():
            raise Refused(f"{path}: there is no such file.")
        self.path = path
        self.size = path.stat().st_size
        self.encoding = encoding_of(path)
        with path.open("rb") as file:
            first = next(raw_lines(file), None) or b""
        self.delimiter, self.headings = self._read_headings(first)
        self.places = places_of(self.headings)
        self.kind = "boards" if "board_name" in self.places and "brin" not in self.places else "schools"
        self._refuse_without_headings()

    def rows(self, progress: Callable[[int], None]) -> Iterator[Row | BadLine]:
        """Go through the lines below the headings, passing by empty ones; `progress` gets the bytes of each."""
        with self.path.open("rb") as file:
            done = 0
            for number, raw in enumerate(raw_lines(file), start=1):
                progress(file.tell() - done)
                done = file.tell()
                if number > 1 and (row := self._row(number, raw)):
                    yield row

    def _row(self, number: int, raw: bytes | None) -> Row | BadLine | None:
        """Take a line apart."""
        try:
            cells = self._cells(raw)
        except ValueError as error:
            return BadLine(self.path.name, number, str(error))
        return Row(self.path.name, number, cells) if cells else None

    def _cells(self, raw: bytes | None) -> dict[str, str]:
        """Return what stands in the known columns, nothing for an empty line; raise ValueError with what is wrong."""
        if raw is None:
            raise ValueError(f"longer than {LONGEST_LINE} bytes")
        text = raw.decode(self.encoding, "replace")
        if REPLACED in text:
            raise ValueError(f"bytes that are not {self.encoding.removesuffix('-sig')}")
        try:
            cells = split(text, self.delimiter)
        except csv.Error as error:
            raise ValueError("its quotes do not match") from error
        if not any(cells):
            return {}
        wanted = len(self.headings)
        if len(cells) < wanted or any(cells[wanted:]):
            raise ValueError(f"{len(cells)} columns, while there are {wanted} headings")
        known = {
            column: next((cells[place] for place in places if cells[place]), "")
            for column, places in self.places.items()
        }
        for column, value in known.items():
            if not printable(value):
                raise ValueError(f"a control character in {self.heading_of(column)}")
        return known

    def heading_of(self, column: str) -> str:
        """Return the heading under which a column stands in this file."""
        return shown(self.headings[self.places[column][0]])

    def _read_headings(self, first: bytes) -> tuple[str, list[str]]:
        """Return the separator that makes most sense of the first line, and the headings."""
        text = first.decode(self.encoding, "replace")
        tries: list[tuple[str, list[str]]] = []
        for delimiter in ";,":
            try:
                tries.append((delimiter, split(text, delimiter)))
            except csv.Error:
                continue
        if not tries:
            raise Refused(f"{self.path.name}: the first line cannot be read as headings; its quotes do not match.")
        return max(tries, key=lambda found: (len(places_of(found[1])), len(found[1])))

    def _refuse_without_headings(self) -> None:
        """Raise Refused where a needed column is missing."""
        needed = ["board_number"] if self.kind == "boards" else ["brin", "name", "place"]
        if self.kind == "schools" and "region" not in self.places:
            needed += ["province", "municipality"]
        missing = [" or ".join(HEADINGS[column]) for column in needed if column not in self.places]
        if missing:
            found = ", ".join(filter(None, map(shown, self.headings))) or "nothing"
            raise Refused(
                f"{self.path.name}: this file lacks {'; '.join(missing)}. "
                f"Its first line, in {self.encoding}, holds: {found[:600]}."
            )


def raw_lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Go through the lines of a file without their ends; None stands for one that is too long to be a line."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while rest := file.readline(LONGEST_LINE):
                if rest.endswith(b"\n"):
                    break
            yield None
        else:
            yield line.rstrip(b"\r\n")


def encoding_of(path: Path) -> str:
    """Return 'utf-8-sig', 'utf-8' or 'cp1252': DUO publishes all three.

    Lines vote, so that one damaged line in UTF-8 does not turn the accents of all others into other signs. Text in
    Windows-1252 that happens to be good UTF-8 is very rare.
    """
    with path.open("rb") as file:
        start = file.read(3)
        file.seek(0)
        if start == b"\xef\xbb\xbf":
            return "utf-8-sig"
        if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise Refused(f"{path.name}: this file is in UTF-16. Save it as CSV in UTF-8.")
        balance = 0
        for line in raw_lines(file):
            if line is not None and not line.isascii():
                balance += 1 if is_utf8(line) else -1
    return "utf-8" if balance >= 0 else "cp1252"


def is_utf8(line: bytes) -> bool:
    """Tell whether a line can be read as UTF-8."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def split(text: str, delimiter: str) -> list[str]:
    """Return the cells of one line, each with single spaces only; raise csv.Error where quotes do not match."""
    cells = next(csv.reader([text], delimiter=delimiter, strict=True), [])
    return [" ".join(cell.split()) for cell in cells]


def places_of(headings: list[str]) -> dict[str, list[int]]:
    """Return at which places of a line each known column stands, the one that counts first at the front."""
    places: dict[str, list[int]] = {}
    keys = [plain(heading) for heading in headings]
    for place in sorted(range(len(keys)), key=lambda place: RANKS.get(keys[place], 0)):
        if column := COLUMNS.get(keys[place]):
            places.setdefault(column, []).append(place)
    return places


def printable(text: str) -> bool:
    """Tell whether a text holds no control characters, which PostgreSQL refuses or which play with a terminal."""
    return not CONTROL.search(text)


def shown(text: str) -> str:
    """Return a text as a terminal can show it."""
    return "".join(sign if printable(sign) and sign != REPLACED else "?" for sign in text)
