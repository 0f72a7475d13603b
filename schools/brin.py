"""BRIN: the code of the government for a school, and for one of its vestigingen."""

import re
import unicodedata

from schools.models.organisations import BRIN_PATTERN

MARKS = re.compile(r"[\s./|_‐-―-]+")  # what people put between the school and the vestiging


def normalised_brin(text: str) -> str:
    """Return a BRIN as it is kept, from how people write it: '12 ab-00' is 12AB00; nothing where it is none."""
    brin = MARKS.sub("", unicodedata.normalize("NFKC", text)).upper()
    return brin if re.fullmatch(BRIN_PATTERN, brin) else ""
