"""How long gunicorn takes from its start to the first 200 at /healthz, with the settings of production."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

from tests.benchmarks import databases
from tests.benchmarks.report import Row, Section
from tests.running.served import Served

TIMES, MOST = 7, 3.0  # seconds


def measure(size: float) -> Section:
    """Start and stop it a few times."""
    with TemporaryDirectory() as folder:
        taken = [start(Path(folder)) for _ in range(TIMES)]
    middle = median(taken)
    raw = " ".join(f"{seconds:.2f}" for seconds in taken) + f" seconds, Python {sys.version.split()[0]}"
    row = Row("start", "under 3 seconds", f"{middle:.1f} s", middle < MOST)
    body = (
        f"From the start of gunicorn with one worker to the first 200 at `/healthz`: {middle:.2f} seconds, the median of "
        f"{TIMES} times. The worker reads all content and imports every view before it listens, so the first request "
        "waits for nothing. A graceful restart loses no request meanwhile ([upgrading](upgrade.md))."
    )
    return Section("Starting", body, (row,), raw)


def start(folder: Path) -> float:
    """Start gunicorn, wait for the first answer, stop it, and return the seconds that it took."""
    site = Served(folder, DATABASE_URL=databases.address(databases.EMPTY))
    begun = monotonic()
    try:
        site.start()
        return monotonic() - begun
    finally:
        site.stop()
