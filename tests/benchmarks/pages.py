"""Every page for who is signed in: how many queries, and how long among ten schools and in a country."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from handreiking.checks import walk_urls
from tests.benchmarks import databases
from tests.benchmarks.generator import SCHOOLS
from tests.benchmarks.progress import bar
from tests.benchmarks.report import Row, Section, table
from tests.benchmarks.visitor import Visitor, percentile
from tests.test_pages import MOST_QUERIES, address_of, open_round
from tests.world import (
    AgendaMomentFactory,
    GoalFactory,
    MembershipFactory,
    ReflectionFactory,
    RoundFactory,
    Side,
    TeamViewFactory,
    build_side,
)

TIMES, AGAIN, MOST = 40, 80, 1.3
FEW, USUAL, MANY = 1, 31, 200  # members
BODY = """
A school with one of everything, so that every address of the site has something to show, visited by its principal. It
stands in two databases, one with ten schools and one with {schools:,} ({share}), and is the same in both. Of every page that
answers 200 the queries are counted while the school has a few people, and again with two hundred, forty goals and moments,
and twenty rounds more; `BEGIN` and `COMMIT` are not counted. Every page that is HTML is then asked for {times} times in both
databases, in turns, by a school of {usual} people; wall-clock time through the WSGI door, the database's own included. A page whose p95
was more than {most} times as long was measured {again} times more, and what stands here is of all those times together.

{number} pages. Most queries: {queries}. The ten pages with the highest ratio, and the ten that take longest:

{table}

All pages are in the raw output. Mended: what colleagues shared with someone, and talks in pairs, were looked up through a join on
either side, for which the database read every row in the country: 14 ms among 240 schools, and more with each school. By
the numbers of one's own memberships each side has its index: 0.2 ms (`EXPLAIN ANALYZE`).
"""


@dataclass
class Page:
    """An address in two databases, what it takes of queries with few and with many people, and how long it took."""

    name: str
    queries: tuple[int, int] = (0, 0)
    times: dict[str, list[float]] = field(default_factory=dict)

    def p95(self, place: str) -> float:
        """Return the p95 in one of the databases (s)."""
        return percentile(self.times[place], 0.95)

    def line(self, small: str, large: str) -> tuple[str, ...]:
        """Return what the table shows."""
        ms = (f"{1000 * self.p95(small):.1f}", f"{1000 * self.p95(large):.1f}")
        return (f"`{self.name}`", str(self.queries[1]), *ms, f"{self.ratio(small, large):.2f}")

    def ratio(self, small: str, large: str) -> float:
        """Return how many times as long the p95 is in the country."""
        return self.p95(large) / self.p95(small)


@dataclass
class Place:
    """A database with the school in it, and its principal's browser."""

    name: str
    side: Side
    visitor: Visitor

    def address(self, page: Page) -> str:
        """Return where a page is here."""
        return address_of(page.name, ARGUMENTS[page.name], self.side)


ARGUMENTS = {name: arguments for name, _, arguments in walk_urls()}


def measure(size: float) -> Section:
    """Count queries and take times, and put both in a table."""
    names = (databases.ten_schools(), databases.country(size))
    small, large = places = [settle(name) for name in names]
    pages, html = count_queries(small)
    grow(large, USUAL)
    time(html, places, TIMES)
    slow = [page for page in html if page.ratio(small.name, large.name) > MOST]
    time(slow, places, AGAIN)
    return section(pages, html, names, size)


def settle(name: str) -> Place:
    """Make the school in a database."""
    with databases.using(name):
        side = build_side("MEETLAT")
        return Place(name, side, Visitor.signed_in(side.member.user))


def grow(place: Place, members: int) -> None:
    """Give the school more of everything, until it has about so many members; no more than forty of the rest."""
    with databases.using(place.name):
        school, round_ = place.side.member.school, open_round(place.side)
        for member in MembershipFactory.create_batch(members - school.memberships.count(), school=school)[:40]:
            GoalFactory(owner=member)
            AgendaMomentFactory(school=school)
            ReflectionFactory(author=member.user)
        known = set(round_.team_views.values_list("item_code", flat=True))
        for item in round_.items[3:]:
            if item.code not in known:
                TeamViewFactory(round=round_, item_code=item.code)
        if members > USUAL:
            RoundFactory.create_batch(20, school=school, closed=True)


def count_queries(place: Place) -> tuple[list[Page], list[Page]]:
    """Return the pages that answer 200 and those of them that are HTML; the school is of the usual size afterwards.

    Few and many are counted in a copy of the database, which is thrown away with the whole server.
    """
    databases.close(place.name)
    databases.make("many", place.name)
    crowd = Place("many", place.side, place.visitor)
    with databases.using("many"):
        pages = [Page(name) for name in ARGUMENTS if crowd.visitor.get(crowd.address(Page(name))).status == 200]
        kinds = {page.name: crowd.visitor.get(crowd.address(page)).headers["Content-Type"] for page in pages}
        few = {page.name: crowd.visitor.queries(crowd.address(page))[1] for page in pages}
    grow(crowd, MANY)
    with databases.using("many"):
        for page in pages:
            page.queries = (few[page.name], crowd.visitor.queries(crowd.address(page))[1])
    grow(place, USUAL)
    return pages, [page for page in pages if "text/html" in kinds[page.name]]


def time(pages: list[Page], places: list[Place], times: int) -> None:
    """Ask for each page so many times in each database, in turns."""
    for page in bar(pages, "pages"):
        for place in places * 2:  # what is made once, is made before it counts
            ask(page, place)
        for _ in range(times):
            for place in places:
                page.times.setdefault(place.name, []).append(ask(page, place))


def ask(page: Page, place: Place) -> float:
    """Ask for a page once, and return how long that took (s)."""
    databases.switch(place.name)
    answer = place.visitor.get(place.address(page))
    assert answer.status == 200, page.name
    return answer.wall


def section(pages: list[Page], html: list[Page], names: tuple[str, str], size: float) -> Section:
    """Return the figures as a section."""
    many = max(page.queries[1] for page in pages)
    grows = [page.name for page in pages if page.queries[0] != page.queries[1]]
    over = [page for page in html if page.ratio(*names) > MOST]
    worst = max(html, key=lambda page: page.ratio(*names))
    by_ratio = sorted(html, key=lambda page: -page.ratio(*names))[:10]
    by_time = [page for page in sorted(html, key=lambda page: -page.p95(names[1])) if page not in by_ratio][:10]
    heads = ("page", "queries", "p95 of ten schools, ms", "p95 of the country, ms", "ratio")
    lines: Any = [page.line(*names) for page in [*by_ratio, *by_time]]
    part = "the whole country" if size == 1 else f"{size:g} of the country"
    said = f"at most {many} queries; {'the same' if not grows else 'more with 200: ' + ', '.join(grows)}; "
    said += f"highest ratio {worst.ratio(*names):.2f}, {len(over)} of {len(html)} pages above {MOST}"
    target = "at most 15 queries, the same for 1 and 200 members; p95 at national size at most 1.3 × p95 at 10 schools"
    row = Row(f"each logged-in page ({part})", target, said, many <= MOST_QUERIES and not grows and not over)
    body = BODY.format(
        schools=round(SCHOOLS * size),
        share=part,
        times=TIMES,
        usual=USUAL,
        most=MOST,
        again=AGAIN,
        number=f"{len(pages)} addresses answered 200, {len(html)} of them",
        queries=many,
        table=table(heads, lines),
    )
    raw = "\n".join(
        f"{page.name}: {page.queries[0]} queries, {page.queries[1]} with 200 members"
        + (f"; p95 {1000 * page.p95(names[0]):.1f} and {1000 * page.p95(names[1]):.1f} ms" if page in html else "")
        for page in pages
    )
    return Section("Pages for who is signed in", body, (row,), raw)
