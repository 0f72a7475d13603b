"""What a line of DUO's files says: a school with its board, or a board with its name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schools.duo import BadLine, DuoFile, Refused, Row, shown
from schools.models import Board, School
from schools.regions import plain, region_of

# The words by which a file's name, or its ONDERWIJSSTRUCTUUR, tells the sector.
FILE_WORDS = {"po": {"po", "bo", "sbo", "so", "vso", "basisonderwijs", "speciaal"}, "vo": {"vo", "voortgezet"}}
STRUCTURES = {
    "po": {"bo", "sbo", "so", "vso", "basisonderwijs"},
    "vo": {"vbo", "vmbo", "mavo", "havo", "vwo", "avo", "pro", "lwoo", "brugjaar", "vavo"},
}
SMALL_WORDS = {"a/d", "aan", "achter", "bij", "de", "den", "der", "en", "het", "in", "op", "te", "ten", "ter", "van"}
AFTER_A_PLACE = {"dr", "fr", "gem", "gld", "gn", "lb", "l", "nb", "nh", "o", "ov", "ut", "z", "zh"}


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board; the name is empty where the file only has the number."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A vestiging; `brin` has six characters, and `board` is None where the file names none."""

    brin: str
    name: str
    place: str
    sector: str
    region: str
    board: BoardLine | None


def read_lines(
    file: DuoFile, sector: str | None, progress: Callable[[int], None] = lambda size: None
) -> Iterator[SchoolLine | BoardLine | BadLine]:
    """Go through a file; `sector` counts where neither the line nor the file's name tells it.

    Raises Refused where the sector cannot be known for any line.
    """
    sector = sector or sector_in(file.path.stem, FILE_WORDS)
    if file.kind == "schools" and not sector and not {"structure", "primary_kind"} & file.places.keys():
        raise Refused(
            f"{file.path.name}: it cannot be seen whether these schools are for primary or secondary education: there "
            "is no ONDERWIJSSTRUCTUUR, and the file's name says neither “basisonderwijs” nor “vo”. "
            "Add --sector po or --sector vo."
        )
    for row in file.rows(progress):
        if isinstance(row, BadLine):
            yield row
            continue
        try:
            yield board_of(row) if file.kind == "boards" else school_of(row, sector)
        except ValueError as error:
            yield BadLine(row.file, row.number, str(error))


def board_of(row: Row) -> BoardLine:
    """Return what a line of a file of boards says; raise ValueError with what is wrong."""
    if not row["board_number"]:
        raise ValueError("no number of the board")
    return board_in(row, needs_name=True)


def school_of(row: Row, sector: str | None) -> SchoolLine:
    """Return what a line of a file of schools says; raise ValueError with what is wrong."""
    place = town(row["place"])
    return SchoolLine(
        brin=brin_in(row),
        name=fitting(School, "name", row["name"]),
        place=fitting(School, "place", place, needed=False),
        sector=sector_of(row, sector),
        region=region_in(row),
        board=board_in(row) if row["board_number"] else None,
    )


def board_in(row: Row, *, needs_name: bool = False) -> BoardLine:
    """Return the board that a line names; raise ValueError with what is wrong."""
    number = row["board_number"]
    if not re.fullmatch(r"[0-9]{1,10}", number):
        raise ValueError(f"the number of the board, “{shown(number)[:20]}”, is not a number of at most 10 digits")
    return BoardLine(number, fitting(Board, "name", row["board_name"], needed=needs_name))


def brin_in(row: Row) -> str:
    """Return the six characters of a vestiging; without a column for it a line is about the main location, 00."""
    brin = row["brin"].replace(" ", "").upper()
    if not brin:
        raise ValueError("no BRIN")
    found = re.fullmatch(r"([0-9]{2}[A-Z]{2})([0-9]{2})?", brin)
    if not found:
        raise ValueError(f"the BRIN “{shown(brin)[:20]}” does not look like 12AB")
    school, location = found[1], found[2]
    if "location" in row.cells:
        code = row["location"].replace(" ", "").upper()
        if not code:
            raise ValueError(f"no vestiging for BRIN {school}")
        location = code.removeprefix(school)
        if not re.fullmatch(r"[0-9]{1,2}", location):
            raise ValueError(f"the vestiging “{shown(code)[:20]}” does not look like 00 or {school}00")
    return school + (location or "00").zfill(2)


def sector_of(row: Row, sector: str | None) -> str:
    """Return 'po' or 'vo': what the line says, else what is known of the file."""
    told = "po" if row["primary_kind"] else sector_in(row["structure"], STRUCTURES)
    if found := told or sector:
        return found
    raise ValueError(f"ONDERWIJSSTRUCTUUR “{shown(row['structure'])[:40]}” does not tell the sector; add --sector")


def sector_in(text: str, words_of: dict[str, set[str]]) -> str | None:
    """Return the one sector that the words of a text point to, as in '02.-alle-vestigingen-vo' or 'HAVO/VWO'."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    found = [sector for sector, known in words_of.items() if words & known]
    return found[0] if len(found) == 1 else None


def region_in(row: Row) -> str:
    """Return the holiday region: what the line says, else where the place lies."""
    told = plain(row["region"]).removeprefix("regio")
    if told in School.Region.values:
        return told
    if found := region_of(row["province"], row["municipality"], row["place"]):
        return found
    raise ValueError(f"no holiday region is known for province “{shown(row['province'])[:40]}”")


def fitting(model: type[School | Board], field: str, text: str, *, needed: bool = True) -> str:
    """Return a text that fits in a field of a model; raise ValueError where it is too long, or needed and empty."""
    longest: int | None = getattr(model._meta.get_field(field), "max_length", None)
    what = f"the {field} of the {'school' if model is School else 'board'}"
    if needed and not text:
        raise ValueError(f"{what} is empty")
    if longest is not None and len(text) > longest:
        raise ValueError(f"{what} has {len(text)} characters, while {longest} fit")
    return text


def town(text: str) -> str:
    """Return a place as one writes it: DUO's 'CAPELLE AAN DEN IJSSEL' is Capelle aan den IJssel."""
    if not text.isupper():
        return text
    words = [word.split("-") for word in text.lower().split(" ")]
    return " ".join("-".join(capital(part, first=not at) for part in word) for at, word in enumerate(words))


def capital(word: str, *, first: bool) -> str:
    """Return a word of a place's name with its capital: Den Haag, 's-Hertogenbosch, IJmuiden, Hengelo OV."""
    bare = word.strip("'().")
    if not first and bare in AFTER_A_PLACE:
        return word.upper()
    if word.startswith("'") or (bare in SMALL_WORDS and not first):
        return word
    return "IJ" + word[2:] if word.startswith("ij") else word[:1].upper() + word[1:]
