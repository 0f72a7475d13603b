"""A device that follows a conversation, and asks while there is nothing new."""

from __future__ import annotations

import re
from statistics import median

from tests.benchmarks import databases
from tests.benchmarks.report import Row, Section, table
from tests.benchmarks.visitor import Visitor
from tests.checklists.talks import address, opened
from tests.world import MembershipFactory, SchoolFactory

TIMES = 200
BODY = """
A school of 50 people, a round that all answered alone, and its conversation. A device asks with the pass that its page
holds, and without it, in turns; both hear 304. Of {times} times each, the median.

{table}

Before there was a pass, every question went by the door. The pass spares the door, and never opens it ([following](decisions/follow-by-polling.md)). `BEGIN` and `COMMIT` are not counted.
"""


def measure(size: float) -> Section:
    """Count and time a question with nothing new, with the pass and by the door."""
    with databases.fresh("polling"):
        lead = MembershipFactory(school=SchoolFactory(), role="coordinator")
        round_ = opened(lead, people=50, done=50, depth="full")
        place = address(round_, "volg/")
        device = Visitor.signed_in(MembershipFactory(school=lead.school).user)
        page = device.get(place)
        door = {"HTTP_HX_REQUEST": "true", "HTTP_IF_NONE_MATCH": page.headers["ETag"]}
        found = re.search(r'data-pass="([^"]+)"', page.body.decode())
        assert found
        ways = {"with the pass": door | {"HTTP_FOLLOW_PASS": found[1]}, "by the door": door}
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(TIMES):
            for name, headers in ways.items():
                answer = device.get(place, **headers)
                assert answer.status == 304
                times[name].append(answer.wall)
        counts = {name: device.queries(place, **headers)[1] for name, headers in ways.items()}
    lines = [(name, str(counts[name]), f"{1000 * median(times[name]):.1f}") for name in ways]
    number = counts["with the pass"]
    said = f"{number} quer{'y' if number == 1 else 'ies'}"
    row = Row("poll of the conversation, nothing new", "at most one query", said, number <= 1)
    body = BODY.format(times=TIMES, table=table(("", "queries", "ms"), lines))
    return Section("Following a conversation", body, (row,), "\n".join(map(" ".join, lines)))
