"""Files in DUO's format, made up here: what DUO publishes differs per file and per year in headings, separator and encoding."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

TAIL = ["DENOMINATIE", "TELEFOONNUMMER", "INTERNETADRES"]
POST = ["STRAATNAAM CORRESPONDENTIEADRES", "PLAATSNAAM CORRESPONDENTIEADRES"]
AREAS = ["NODAAL GEBIED CODE", "NODAAL GEBIED NAAM", "RPA-GEBIED CODE", "COROPGEBIED NAAM", "RMC-REGIO NAAM"]
STREET = ["STRAATNAAM", "HUISNUMMER-TOEVOEGING", "POSTCODE"]

# name of the file → its headings
PO_MAIN = (
    "01-hoofdvestigingen-basisonderwijs.csv",
    [
        "PROVINCIE",
        "BEVOEGD GEZAG NUMMER",
        "BRIN NUMMER",
        "INSTELLINGSNAAM",
        *STREET,
        "PLAATSNAAM",
        "GEMEENTENUMMER",
        "GEMEENTENAAM",
        *TAIL,
        *POST,
        *AREAS,
    ],
)
PO_ALL = (
    "02.-alle-schoolvestigingen-basisonderwijs.csv",
    [
        "PROVINCIE",
        "BEVOEGD GEZAG NUMMER",
        "INSTELLINGSCODE",
        "VESTIGINGSCODE",
        "VESTIGINGSNAAM",
        *STREET,
        "PLAATSNAAM",
        "GEMEENTENUMMER",
        "GEMEENTENAAM",
        *TAIL,
        *POST,
        *AREAS,
    ],
)
PO_OLD = (
    "03-alle-vestigingen-bo.csv",
    [
        "PROVINCIE",
        "BEVOEGD GEZAG NUMMER",
        "BRIN NUMMER",
        "VESTIGINGSNUMMER",
        "VESTIGINGSNAAM",
        *STREET,
        "PLAATSNAAM",
        "GEMEENTENAAM",
        *TAIL,
    ],
)
PO_SPECIAL = ("09.-alle-vestigingen-sbo-so-en-vso.csv", PO_ALL[1])
VO_ALL = (
    "02.-alle-vestigingen-vo.csv",
    [
        "PROVINCIE",
        "BEVOEGD GEZAG NUMMER",
        "INSTELLINGSCODE",
        "VESTIGINGSCODE",
        "VESTIGINGSNAAM",
        *STREET,
        "PLAATSNAAM",
        "GEMEENTENUMMER",
        "GEMEENTENAAM",
        *TAIL,
        "ONDERWIJSSTRUCTUUR",
        *POST,
        *AREAS,
        "VAKANTIEREGIO",
    ],
)
VO_PUPILS = (
    "03.-leerlingen-vo-per-vestiging.csv",
    [
        "BEVOEGD GEZAG NUMMER",
        "INSTELLINGSCODE",
        "VESTIGINGSCODE",
        "INSTELLINGSNAAM VESTIGING",
        "PLAATSNAAM",
        "GEMEENTENUMMER",
        "GEMEENTENAAM",
        "PROVINCIE",
        "AANTAL LEERLINGEN",
    ],
)
SNAKE = (
    "06.-historisch-overzicht-bo.csv",
    [
        "INSTELLINGSCODE",
        "VESTIGINGSCODE",
        "NAAM_VESTIGING",
        "PLAATSNAAM_VESTIGING",
        "GEMEENTENAAM_VESTIGING",
        "PROVINCIE_VESTIGING",
        "SOORT_PO",
    ],
)
BOARDS = (
    "05.-bevoegde-gezagen-basisonderwijs.csv",
    ["BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG NAAM", "PLAATSNAAM", "KVK-NUMMER"],
)

Sample = tuple[str, list[str]]


def line(number: int = 0, **changes: str) -> dict[str, str]:
    """Return one vestiging; each number another BRIN, of a school in Deventer; changes by heading, _ for a space."""
    letters = chr(65 + number // 26 % 26) + chr(65 + number % 26)
    brin = f"{number // 676:02}{letters}"
    cells = {
        "PROVINCIE": "Overijssel",
        "BEVOEGD GEZAG NUMMER": f"{40000 + number // 10}",
        "BEVOEGD GEZAG NAAM": f"Stichting {40000 + number // 10}",
        "BRIN": brin,
        "LOCATION": f"{brin}00",
        "NAME": f"Basisschool {number}",
        "STRAATNAAM": "Kerkstraat",
        "HUISNUMMER-TOEVOEGING": "12-A",
        "POSTCODE": "7411 AB",
        "PLAATSNAAM": "DEVENTER",
        "GEMEENTENUMMER": "0150",
        "GEMEENTENAAM": "DEVENTER",
        "DENOMINATIE": "Openbaar",
        "TELEFOONNUMMER": "0570123456",
        "INTERNETADRES": "www.school.example",
        "PLAATSNAAM CORRESPONDENTIEADRES": "ZUTPHEN",
        "ONDERWIJSSTRUCTUUR": "HAVO/VWO",
        "SOORT PO": "Bo",
    }
    return cells | {name.replace("_", " "): value for name, value in changes.items()}


SAME = {"BRIN NUMMER": "BRIN", "INSTELLINGSCODE": "BRIN", "VESTIGINGSCODE": "LOCATION", "VESTIGINGSNUMMER": "LOCATION"}
SAME |= dict.fromkeys(["INSTELLINGSNAAM", "VESTIGINGSNAAM", "INSTELLINGSNAAM VESTIGING", "NAAM VESTIGING"], "NAME")


def cell(cells: dict[str, str], heading: str) -> str:
    """Return what stands under a heading, whichever of DUO's words it is."""
    known = heading.replace("_", " ")
    known = SAME.get(known, known)
    return cells.get(known, cells.get(known.removesuffix(" VESTIGING"), ""))


def text_of(
    headings: Sequence[str], lines: Iterable[dict[str, str]], delimiter: str = ";", quote: int = csv.QUOTE_MINIMAL
) -> str:
    """Return the text of a file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quote, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([cell(cells, heading) for heading in headings] for cells in lines)
    return out.getvalue()


def write(
    folder: Path,
    sample: Sample,
    lines: Iterable[dict[str, str]],
    *,
    encoding: str = "cp1252",
    delimiter: str = ";",
    name: str = "",
) -> Path:
    """Write a file, with the name that DUO gives it unless another is given."""
    path = folder / (name or sample[0])
    path.write_bytes(text_of(sample[1], lines, delimiter).encode(encoding))
    return path
