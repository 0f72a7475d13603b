"""Reads e-mail addresses out of what someone pastes."""

import re
from dataclasses import dataclass
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

FORMER = "oud-lid@handreiking.invalid"  # of who stands for everyone who is gone: schools/former.py
LONGEST_ADDRESS = 254  # characters, as the database keeps it
PIECE = re.compile(r'((?:"[^"]*"|[^,;"]|")+)([,;]?)')  # up to a comma or semicolon that is not between quotes
check_address = EmailValidator(allowlist=[])


@dataclass(frozen=True)
class Pasted:
    """Addresses in lower case, each once and in order; and the pieces without one, as they were typed."""

    addresses: tuple[str, ...]
    wrong: tuple[str, ...]


def read_addresses(text: str) -> Pasted:
    """Read addresses between new lines, commas and semicolons, bare or as 'Name <address>'."""
    found: dict[str, None] = {}
    wrong: dict[str, None] = {}
    for piece in pieces_of(text):
        if address := address_in(piece):
            found[address] = None
        else:
            wrong[piece] = None
    return Pasted(tuple(found), tuple(wrong))


def pieces_of(text: str) -> list[str]:
    """Cut the text; 'Jansen, Piet <p@x.nl>' stays together, although a comma stands in the name."""
    pieces: list[str] = []
    for line in text.splitlines():
        surname = ""
        for piece, mark in PIECE.findall(line):
            if surname and "<" not in piece:
                pieces.append(surname)
                surname = ""
            if mark == "," and is_surname(piece.strip()):
                surname = piece
            else:
                pieces.append(surname + piece)
                surname = ""
        pieces.append(surname)
    return [cleaned for piece in pieces if (cleaned := " ".join(piece.split()))]


def is_surname(piece: str) -> bool:
    """Tell whether a piece before a comma looks like the start of 'Jansen, Piet', not like an address gone wrong."""
    return "@" not in piece and (piece[:1].isupper() or " " in piece)


def address_in(piece: str) -> str:
    """Return the address of a piece in lower case, or nothing where it holds none that can be written to."""
    address = (parseaddr(piece)[1] if "<" in piece else piece).strip().lower()
    if len(address) > LONGEST_ADDRESS or not address.isascii() or '"' in address:
        return ""
    try:
        check_address(address)
    except ValidationError:
        return ""
    return address
