"""Import schools and their boards from DUO's files: make what is missing, and fill in what DUO knows better.

BRIN is an attribute and never a key: schools merge, and a school may have only the four characters of its BRIN here.
What people of a school may have changed stays: its name once someone has joined, its sector and its holiday region.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from schools.board_sharing import end_where_moved
from schools.duo import BadLine, DuoFile, Refused
from schools.duo_lines import BoardLine, SchoolLine, read_lines
from schools.models import Board, Membership, School

BATCH = 500  # lines that are looked up and written together
SHOWN = 50  # bad lines that are named; the rest is counted
BRINS = 100 * 26 * 26 * 100

Line = TypeVar("Line", SchoolLine, BoardLine)
Progress = Callable[[str, int, int], None]


@dataclass
class Report:
    """What an import did, or would do."""

    good: int = 0
    bad: int = 0
    first_bad: list[BadLine] = field(default_factory=list)
    schools_new: int = 0
    schools_changed: int = 0
    schools_same: int = 0
    boards_new: int = 0
    boards_changed: int = 0
    archived: int = 0
    repeated: int = 0

    def add_bad(self, line: BadLine) -> None:
        """Count a bad line, and keep the first ones."""
        self.bad += 1
        if self.bad <= SHOWN:
            self.first_bad.append(line)

    def bad_lines(self) -> str:
        """Return the bad lines, one on each line of text."""
        more = [f"and {self.bad - SHOWN} more"] if self.bad > SHOWN else []
        return "\n".join([*map(str, self.first_bad), *more])

    def __str__(self) -> str:
        lines = [
            f"schools: {self.schools_new} new, {self.schools_changed} changed, {self.schools_same} as they were",
            f"boards: {self.boards_new} new, {self.boards_changed} changed",
        ]
        if self.archived:
            lines.append(f"{self.archived} left out: archived here, on their own or by a merger")
        if self.repeated:
            lines.append(f"{self.repeated} left out: the same vestiging stood on an earlier line")
        if self.bad:
            lines.append(f"{self.bad} left out: bad lines")
        return "\n".join(lines)


class BadLines(Exception):
    """Lines that cannot be imported, so nothing was; `report` has them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(f"{report.bad} bad lines")


class SeenBrins:
    """Which vestigingen had their turn: one bit for every possible BRIN, so that memory does not grow with a file."""

    def __init__(self) -> None:
        self.bits = bytearray((BRINS + 7) // 8)

    def add(self, brin: str) -> bool:
        """Remember a BRIN of six characters, and tell whether it is new."""
        first, second = (ord(letter) - ord("A") for letter in brin[2:4])
        at, bit = divmod(((int(brin[:2]) * 26 + first) * 26 + second) * 100 + int(brin[4:]), 8)
        new = not self.bits[at] >> bit & 1
        self.bits[at] |= 1 << bit
        return new


def import_schools(
    paths: Iterable[Path],
    *,
    sector: str | None = None,
    dry_run: bool = False,
    skip_bad: bool = False,
    progress: Progress = lambda doing, done, total: None,
) -> Report:
    """Import files of DUO in one transaction, boards first, after a first pass in which every line is checked.

    With `dry_run` all of it is done and taken back. `progress` gets what is being done, and how many bytes of how many.
    Raises Refused for a file that cannot be read as one of DUO's, and BadLines where there are bad lines and
    `skip_bad` is off, or no good ones; the database is then untouched.
    """
    files = sorted((DuoFile(path) for path in paths), key=lambda file: file.kind)
    report = Report()
    for line in walk(files, sector, "checking", progress):
        if isinstance(line, BadLine):
            report.add_bad(line)
        else:
            report.good += 1
    if not report.good and not report.bad:
        raise Refused("There are no lines below the headings.")
    if report.bad and not (skip_bad and report.good):
        raise BadLines(report)
    seen = SeenBrins()
    with transaction.atomic():
        lines = (line for line in walk(files, sector, "importing", progress) if not isinstance(line, BadLine))
        while batch := list(islice(lines, BATCH)):
            keep_boards([line for line in batch if isinstance(line, BoardLine)], report)
            keep_schools(first_of(batch, seen, report), report)
        if dry_run:
            transaction.set_rollback(True)
    return report


def walk(
    files: list[DuoFile], sector: str | None, doing: str, progress: Progress
) -> Iterator[SchoolLine | BoardLine | BadLine]:
    """Go through the lines of all files, telling how far that is."""
    total, done = sum(file.size for file in files), 0

    def on(size: int) -> None:
        nonlocal done
        done += size
        progress(doing, done, total)

    for file in files:
        yield from read_lines(file, sector, on)


def first_of(batch: Iterable[SchoolLine | BoardLine], seen: SeenBrins, report: Report) -> list[SchoolLine]:
    """Return the lines about a vestiging that had none before: the first one counts, whatever the next ones say."""
    fresh = []
    for line in batch:
        if isinstance(line, SchoolLine):
            if seen.add(line.brin):
                fresh.append(line)
            else:
                report.repeated += 1
    return fresh


def keep_boards(lines: list[BoardLine], report: Report) -> dict[str, Board]:
    """Make the boards that are missing, name those that had a stand-in's name, and return all by their number."""
    names: dict[str, str] = {}
    for line in lines:
        names[line.number] = names.get(line.number) or line.name
    boards = {board.number: board for board in Board.objects.filter(number__in=names)}
    named = [
        board
        for number, board in boards.items()
        if board.name == stand_in(number) and names[number] not in {"", board.name}
    ]
    for board in named:
        board.name = names[board.number]
    new = [
        Board(number=number, name=name or stand_in(number)) for number, name in names.items() if number not in boards
    ]
    Board.objects.bulk_update(named, ["name"])
    Board.objects.bulk_create(new)
    report.boards_new += len(new)
    report.boards_changed += len(named)
    return boards | {board.number: board for board in new}


def stand_in(number: str) -> str:
    """Return what a board is called until a file of boards gives its name: most files of schools don't have it."""
    return f"Bestuur {number}"


def keep_schools(lines: list[SchoolLine], report: Report) -> None:
    """Make the schools that are missing, and bring those that are here up to date."""
    boards = keep_boards([line.board for line in lines if line.board], report)
    here = SchoolsHere(lines)
    new, changed = [], []
    for line in lines:
        board = boards[line.board.number] if line.board else None
        if found := here.matching(line.brin):
            different = [school for school in found if bring_up_to_date(school, line, board, here.joined)]
            changed += different
            report.schools_changed += bool(different)
            report.schools_same += not different
        elif here.is_archived(line.brin):
            report.archived += 1
        else:
            new.append(
                School(
                    brin=line.brin,
                    name=line.name,
                    place=line.place,
                    sector=line.sector,
                    region=line.region,
                    board=board,
                )
            )
    School.objects.bulk_create(new)
    School.objects.bulk_update(changed, ["name", "place", "board"])
    end_where_moved(changed)
    report.schools_new += len(new)


class SchoolsHere:
    """The schools that lines may be about, read with one query, and which of them someone has ever joined."""

    def __init__(self, lines: list[SchoolLine]) -> None:
        brins = {line.brin for line in lines} | {line.brin[:4] for line in lines if line.brin.endswith("00")}
        self.live: dict[str, list[School]] = {}
        self.archived: set[str] = set()
        ids = []
        for school in School.objects.filter(brin__in=brins).order_by("pk"):
            if school.archived_at:
                self.archived.add(school.brin)
            else:
                self.live.setdefault(school.brin, []).append(school)
                ids.append(school.pk)
        self.joined = set(Membership.objects.filter(school__in=ids).values_list("school_id", flat=True))

    def matching(self, brin: str) -> list[School]:
        """Return the schools with this BRIN; for a main location else the only one with its first four characters."""
        if found := self.live.get(brin):
            return found
        short = self.live.get(brin[:4], []) if brin.endswith("00") else []
        return short if len(short) == 1 else []

    def is_archived(self, brin: str) -> bool:
        """Tell whether a school with this BRIN was archived, so that an import must not bring it back."""
        return brin in self.archived or (
            brin.endswith("00") and brin[:4] in self.archived and brin[:4] not in self.live
        )


def bring_up_to_date(school: School, line: SchoolLine, board: Board | None, joined: set[int]) -> bool:
    """Take over what DUO knows better, and tell whether that is anything."""
    before = school.name, school.place, school.board_id
    if school.pk not in joined:
        school.name = line.name
    school.place = school.place or line.place
    if board:
        school.board = board
    return (school.name, school.place, school.board_id) != before
