"""What a worker of gunicorn holds after 10,000 requests: mixed pages, as for real."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from schools.models import Goal, Membership
from tests.benchmarks import databases
from tests.benchmarks.progress import bar
from tests.benchmarks.report import Row, Section, table
from tests.benchmarks.visitor import Visitor
from tests.running.served import Served

THREADS, BATCH = 4, 100
STOPS = (500, 2_000, 5_000, 8_000, 10_000)
MOST = 150.0  # MB
GROWTH = 3.0  # MB between 5,000 and 10,000 requests: what the measurement itself may move
PUBLIC = (
    "/",
    "/cirkels/",
    "/cirkels/groep/",
    "/handvatten/",
    "/handvatten/?voor=class",
    "/bronnen/",
    "/zoeken/?q=rust",
)
OWN = ("/vandaag/", "/reflecties/", "/account/", "/handvatten/ontspannen-voor-de-klas/")
SCHOOL = ("doelen/", "doelen/kringen/", "agenda/", "checklist/", "leden/", "teams/", "doelen/jaar/", "doelen/{goal}/")
HEADERS = {"Host": "handreiking.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.77"}
BODY = """
One worker with four threads, all of them asked at the same time, as [installed](install.md), but for `--max-requests 0`: for real a worker is replaced after
some 10,000 requests, and here it has to stay. Two of three requests are public pages, the others pages of twenty people
of ten schools. `VmRSS` of the worker, from /proc:

{table}
"""


def measure(size: float) -> Section:
    """Ask ten thousand times, and read what the worker holds on the way."""
    name = databases.ten_schools()
    with databases.using(name):
        questions = cycle(list(mix()))
    with TemporaryDirectory() as folder:
        site = Served(Path(folder), DATABASE_URL=databases.address(name), GUNICORN_CMD_ARGS="--max-requests 0")
        try:
            site.start()
            found = {0: held(site)}
            with ThreadPoolExecutor(THREADS) as visitors:
                for batch in bar(range(STOPS[-1] // BATCH), f"batches of {BATCH} requests"):
                    list(visitors.map(partial(ask, site.port), islice(questions, BATCH)))
                    if (batch + 1) * BATCH in STOPS:
                        found[(batch + 1) * BATCH] = held(site)
        finally:
            site.stop()
    return section(found)


def ask(port: int, question: tuple[str, str]) -> None:
    """Ask for a page, with the cookies of who asks."""
    path, cookie = question
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as door:
        door.request("GET", path, headers=HEADERS | ({"Cookie": cookie} if cookie else {}))
        answer = door.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)


def section(found: dict[int, float]) -> Section:
    """Return the figures as a section."""
    last, growth = found[STOPS[-1]], found[STOPS[-1]] - found[5_000]
    said = f"{last:.0f} MB, {growth:+.1f} MB since 5,000"
    row = Row(
        "memory of a worker after 10,000 requests",
        "at most 150 MB, not growing",
        said,
        last <= MOST and growth <= GROWTH,
    )
    lines = [(f"{number:,}", f"{size:.1f}") for number, size in found.items()]
    raw = "\n".join(f"{number} requests: {size:.1f} MB" for number, size in found.items())
    return Section("Memory of a worker", BODY.format(table=table(("requests", "MB"), lines)), (row,), raw)


def mix() -> Iterator[tuple[str, str]]:
    """Yield addresses with the cookies of who asks for them, in an order that goes round."""
    people = [
        member
        for role in ("coordinator", "principal")
        for member in Membership.objects.filter(role=role).select_related("user", "school")[:10]
    ]
    for place, member in enumerate(people):
        cookies = Visitor.signed_in(member.user).cookies
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        goal = Goal.objects.filter(school=member.school, scope="school").first()
        pages = [f"/school/{member.school.code}/{page.format(goal=goal.pk)}" for page in SCHOOL if goal]
        if member.role == "coordinator":  # members are there for who manages accounts
            pages = [page for page in pages if not page.endswith("/leden/")]
        for number, page in enumerate([*OWN, *pages]):
            yield page, cookie
            yield PUBLIC[(place + number) % len(PUBLIC)], ""
            yield PUBLIC[(place + 2 * number + 3) % len(PUBLIC)], "sector=po"


def held(site: Served) -> float:
    """Return the megabytes that the worker of a gunicorn holds."""
    assert site.process is not None
    parent = site.process.pid
    (worker,) = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    lines = Path(f"/proc/{worker}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
