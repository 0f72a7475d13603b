"""Schools that may be the one that somebody means: the same BRIN, or nearly the same name."""

import re
import unicodedata
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q

from schools.models import School, SchoolRequest

MOST = 20  # shown at once
SHORTEST = 3  # letters of a name that is looked for inside another
PIECE = 4  # letters of a word by which the database narrows the search
ORDINARY = {  # words that many schools share
    *["basisschool", "school", "scholen", "scholengemeenschap", "scholengroep", "college", "lyceum"],
    *["bs", "cbs", "obs", "rkbs", "kbs", "pcbs", "pcb", "pc", "rk", "ods", "sbo", "vso", "so", "sg", "csg"],
    *["de", "het", "een", "van", "der", "den", "te", "en"],
}


def significant_words(name: str) -> list[str]:
    """Return the words of a name that tell schools apart, in lower case and without accents; all where none does."""
    plain = name
    for _ in range(2):  # taken apart, a letter may show to be a capital: the bold alpha of mathematics is one
        plain = unicodedata.normalize("NFKD", plain.casefold())
    words = re.findall(r"[^\W_]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return [word for word in words if word not in ORDINARY] or words


def plain_name(name: str) -> str:
    """Return a name by which schools are compared: 'CBS De Vijver' is 'vijver', and so is 'Basisschool de Vijver'."""
    return " ".join(significant_words(name))


def is_alike(one: str, other: str) -> bool:
    """Tell whether two names, compared plainly, are the same, or one stands in the other."""
    short, long = sorted((plain_name(one), plain_name(other)), key=len)
    return short == long or (len(short) >= SHORTEST and short in long)


def lookalikes(asked: SchoolRequest) -> list[Any]:
    """Return the schools that a request may mean, with `members`: first by BRIN, then in the same place, then by name.

    The database narrows by place and by pieces of words, so that a letter with an accent hides one piece at most.
    """
    schools = School.objects.filter(archived_at=None)
    pieces = {piece for word in significant_words(asked.school_name) for piece in (word[:PIECE], word[-PIECE:])}
    may_be = reduce(or_, (Q(name__icontains=piece) for piece in pieces), Q(place__iexact=asked.place))
    named = schools.filter(may_be).values_list("pk", "name")
    found = Q(pk__in=[pk for pk, name in named.iterator() if is_alike(name, asked.school_name)][: MOST * 10])
    if asked.brin:
        found |= Q(brin__startswith=asked.brin[:4])
    present = Count("memberships", filter=Q(memberships__left_at=None))
    alike = schools.filter(found).annotate(members=present).order_by("name", "pk")
    return sorted(alike, key=lambda school: nearness(school, asked))[:MOST]


def nearness(school: School, asked: SchoolRequest) -> tuple[bool, bool]:
    """Return a key that sorts a school with the same BRIN, and one in the same place, before others."""
    same_brin = bool(asked.brin) and school.brin[:4] == asked.brin[:4]
    return not same_brin, school.place.casefold() != asked.place.casefold()
