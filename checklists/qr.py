"""An address as a QR code, drawn as one SVG path: nothing is fetched, and the strict policy of the site allows it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import qrcode

QUIET = 4  # modules of white around it, as the standard asks


@dataclass(frozen=True)
class Code:
    """The size of the drawing in modules, and the path of the dark ones."""

    size: int
    path: str


def qr_of(address: str) -> Code:
    """Return the code of an address."""
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    return Code(len(rows), "".join(line(row, y) for y, row in enumerate(rows)))


def line(row: list[bool], y: int) -> str:
    """Return the path of one row: a bar for each run of dark modules."""
    parts, x = [], 0
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            parts.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(parts)
