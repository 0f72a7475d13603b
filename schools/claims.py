"""Reads what an identity provider says of a person: input from outside, so it is cleaned and cut."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schools.addresses import LONGEST_ADDRESS, address_in
from schools.brin import normalised_brin

LONGEST = 120  # characters of a name, as the database keeps it
NAMES = {
    "standard": ("given_name", "family_name"),
    "entree": ("givenName", "nlEduPersonTussenvoegsels", "sn"),
}
WHOLE_NAME = {"standard": "name", "entree": "displayName"}
EMAIL = {"standard": "email", "entree": "mail"}
BRIN = "nlEduPersonHomeOrganizationId"
SCHOOL = "nlEduPersonHomeOrganization"
AFFILIATION = "eduPersonAffiliation"


@dataclass(frozen=True)
class Claims:
    """A person as the provider describes them; empty where it says nothing that can be used."""

    name: str = ""
    email: str = ""
    brin: str = ""
    school: str = ""
    is_student: bool = False


def read_claims(kind: str, data: Mapping[str, Any]) -> Claims:
    """Read the claims of a provider of a kind ('standard' or 'entree'); a value may be a text or a list of texts.

    Only Entree is believed about the school: it stands for which school someone is of.
    """
    name = line(data, WHOLE_NAME[kind]) or " ".join(filter(None, (line(data, key) for key in NAMES[kind])))
    roles = {word.lower() for text in texts(data, AFFILIATION) for word in re.split(r"[\s,;]+", text)}
    from_entree = kind == "entree"
    return Claims(
        name=name[:LONGEST].strip(),
        email=address_in(line(data, EMAIL[kind], LONGEST_ADDRESS + 1)),
        brin=normalised_brin(line(data, BRIN)) if from_entree else "",
        school=line(data, SCHOOL) if from_entree else "",
        is_student="student" in roles and not roles & {"employee", "staff"},
    )


def texts(data: Mapping[str, Any], key: str) -> list[str]:
    """Return the texts of a claim, of which there may be none, one or several."""
    value = data.get(key)
    values = value if isinstance(value, list | tuple) else [value]
    return [text for text in values if isinstance(text, str)]


def line(data: Mapping[str, Any], key: str, longest: int = LONGEST) -> str:
    """Return the first text of a claim as one line without control characters, cut off where it is too long."""
    text = next(iter(texts(data, key)), "")[:1000]
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:longest].strip()
