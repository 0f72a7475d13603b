"""The questionnaire as data: one file per sector and version in `editions/`. A published edition never changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from django.conf import settings
from pydantic import Field, TypeAdapter

from handreiking.library import library
from handreiking.records import BOTH, Handvat, Sector, Slug, Words, record

FOLDER = Path(__file__).parent / "editions"
KERN_PER_PILLAR = 3
replace: Any = dataclasses.replace  # mypy does not see that a record is a dataclass
OWN = "EIGEN"  # the codes of items that a school adds itself begin with it: EIGEN-1

# Which handvatten fit an item that is low: by flag first, then by pillar (shared/design: checklist, "The outcome").
BY_FLAG = {"staff": ("1a", "1b", "1c", "4c"), "equity": ("2d", "3c")}
BY_PILLAR = {
    "beleid": ("4b", "4a", "4d"),
    "educatie": ("2a", "3b"),
    "schoolomgeving": ("3a", "3b", "3d", "2d"),
    "signaleren": ("2b", "3b", "3c"),
}


@record
class Item:
    """One statement on what is to be seen in the school."""

    code: Annotated[str, Field(pattern=r"^((PO|VO)-[BEOS]|EIGEN-)[0-9]{1,2}$")]
    text: Words
    explanation: Words
    looks_like: Words
    rings: Annotated[tuple[Annotated[int, Field(ge=1, le=6)], ...], Field(min_length=1)]
    kern: bool
    legal: bool
    equity: bool
    staff: bool
    basis: tuple[str, ...]
    change: Literal["", "same", "reworded", "new"] = ""  # beside the edition that this one follows
    was: str = ""  # its code there


@record
class Pillar:
    """One of the four parts of the checklist."""

    slug: Slug
    name: Words
    lead: Words
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    def items_of(self, depth: str) -> tuple[Item, ...]:
        """Return the items of a depth: 'kern' or 'full'."""
        return tuple(item for item in self.items if depth == "full" or item.kern)


@record
class Edition:
    """A checklist for a sector, in a version that stays as it is once published."""

    sector: Sector
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+$")]
    title: Words
    published: date
    pillars: Annotated[tuple[Pillar, ...], Field(min_length=1)]
    follows: str = ""  # the key of the edition before it
    gone: tuple[str, ...] = ()  # the codes of what was left out of that one

    @property
    def key(self) -> str:
        """Return the name by which a round remembers its edition: 'po-1.0'."""
        return f"{self.sector}-{self.version}"

    @property
    def order(self) -> list[int]:
        """Return the version as numbers: 1.10 comes after 1.9."""
        return [int(part) for part in self.version.split(".")]

    @cached_property
    def pillar_by_slug(self) -> dict[str, Pillar]:
        """Return the pillars by slug."""
        return {pillar.slug: pillar for pillar in self.pillars}

    @cached_property
    def pillar_of(self) -> dict[str, Pillar]:
        """Return the pillar of each item, by the item's code."""
        return {item.code: pillar for pillar in self.pillars for item in pillar.items}

    @cached_property
    def item_by_code(self) -> dict[str, Item]:
        """Return the items by code."""
        return {item.code: item for pillar in self.pillars for item in pillar.items}

    def items_of(self, depth: Literal["kern", "full"] | str) -> tuple[Item, ...]:
        """Return the items of a depth, pillar by pillar."""
        return tuple(item for pillar in self.pillars for item in pillar.items_of(depth))

    def with_own(self, own: Iterable[dict[str, str]]) -> Edition:
        """Return the edition with a school's own items behind those of their pillar: {"code", "pillar", "text"}."""
        own = list(own)
        if not own:
            return self
        pillars = (
            replace(pillar, items=pillar.items + tuple(own_item(one) for one in own if one["pillar"] == pillar.slug))
            for pillar in self.pillars
        )
        more: Edition = replace(self, pillars=tuple(pillars))
        return more

    def suggestions(self, item: Item) -> tuple[str, ...]:
        """Return the codes of the handvatten that fit an item that is low, the best first."""
        by_flag = [code for flag, codes in BY_FLAG.items() if getattr(item, flag) for code in codes]
        return tuple(dict.fromkeys([*by_flag, *BY_PILLAR[self.pillar_of[item.code].slug]]))

    def suggested(self, item: Item) -> tuple[Handvat, ...]:
        """Return those of the suggestions that this site has."""
        by_code = library().handvat_by_code
        return tuple(by_code[code] for code in self.suggestions(item) if code in by_code)


def own_item(own: dict[str, str]) -> Item:
    """Return an item that a school added itself; it is in the short list too."""
    facts = {"kern": True, "legal": False, "equity": False, "staff": False, "basis": (), "rings": (4,)}
    words = {
        "explanation": "Dit punt heeft jullie school zelf toegevoegd.",
        "looks_like": "Bespreek samen wat je op een gewone dag ziet en hoort als dit bij jullie de gewoonte is.",
    }
    return TypeAdapter(Item).validate_python({"code": own["code"], "text": own["text"], **words, **facts})


def root_of(edition: Edition, item: Item) -> str:
    """Return what an item goes back to: the same for all who ask the same thing in editions that follow each other."""
    if item.code.startswith(OWN):
        return f"{OWN}: {item.text}"
    while item.was and edition.follows:
        edition = editions()[edition.follows]
        item = edition.item_by_code[item.was]
    return f"{edition.key}/{item.code}"


@lru_cache(maxsize=1)
def editions() -> dict[str, Edition]:
    """Return the editions by key, read at the first call: ours, and those of the folder that the settings name."""
    from checklists.edition_files import read_editions

    return read_editions(*folders())


def folders() -> list[Path]:
    """Return where editions are."""
    return [FOLDER, *([settings.CHECKLIST_EDITIONS_DIR] if settings.CHECKLIST_EDITIONS_DIR else [])]


def newest(sector: Sector) -> Edition:
    """Return the newest edition for a sector."""
    fitting = [edition for edition in editions().values() if edition.sector == sector]
    return max(fitting, key=lambda edition: edition.order)


def offered(school_sector: str) -> list[Edition]:
    """Return the newest edition for each sector of a school: one, or for po and vo together two."""
    return [newest(sector) for sector in BOTH if school_sector in {sector, "both"}]
