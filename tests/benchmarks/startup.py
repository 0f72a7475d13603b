"""How long gunicorn takes from its start to the first 200 at /healthz, with the settings of production."""

from __future__ import annotations

from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
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
    raw = "\n".join(f"{seconds:.2f} seconds, of which work {own:.2f}" for seconds, own in taken)
    work = median(one[1] for one in taken)
    middle = median(one[0] for one in taken)
    row = Row("start", "under 3 seconds", f"{middle:.1f} s", middle < MOST)
    body = (
        f"From the start of gunicorn with one worker to the first 200 at `/healthz`: {middle:.2f} seconds, the median of "
        f"{TIMES} times; {work:.2f} seconds of that is its own work, the rest waits for the machine. The worker reads all content and imports every view before it listens, so the first request "
        "waits for nothing. A graceful restart loses no request meanwhile ([upgrading](upgrade.md))."
    )
    return Section("Starting", body, (row,), raw)


def start(folder: Path) -> tuple[float, float]:
    """Start gunicorn, wait for the first answer, stop it; return the seconds that it took, and those of its own work."""
    site = Served(folder, DATABASE_URL=databases.address(databases.EMPTY))
    before, begun = getrusage(RUSAGE_CHILDREN), monotonic()
    try:
        site.start()
        taken = monotonic() - begun
    finally:
        site.stop()
    after = getrusage(RUSAGE_CHILDREN)  # of what has ended, so stopping is in it too: little
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
