"""Which holiday region a place belongs to, from `regions.yaml`."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

DIVISION = Path(__file__).with_name("regions.yaml")


def plain(text: str) -> str:
    """Return a name by which two spellings of it are the same: no capitals, accents, spaces or signs."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", letters)


@cache
def division() -> dict[tuple[str, ...], str]:
    """Return the region of each (province,), (province, municipality) and (province, municipality, place)."""
    tables = yaml.safe_load(DIVISION.read_text(encoding="utf-8"))
    regions: dict[tuple[str, ...], str] = {}
    for province, region in tables["provinces"].items():
        regions[(plain(province),)] = region
    for province, by_region in tables["municipalities"].items():
        for region, names in by_region.items():
            for name in names:
                regions[plain(province), plain(name)] = region
    for province, municipalities in tables["places"].items():
        for municipality, by_region in municipalities.items():
            for region, names in by_region.items():
                for name in names:
                    regions[plain(province), plain(municipality), plain(name)] = region
    return regions


def region_of(province: str, municipality: str, place: str) -> str | None:
    """Return 'noord', 'midden' or 'zuid'; None for a province that the division does not know."""
    where = (plain(province), plain(municipality), plain(place))
    return division().get(where) or division().get(where[:2]) or division().get(where[:1])
