"""A public page for who has no account, beside a bare view that returns the same bytes in the same process."""

from __future__ import annotations

from statistics import median

from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path

from handreiking.access import public_view
from handreiking.library import library
from handreiking.urls import urlpatterns as site
from tests.benchmarks.report import Row, Section, table
from tests.benchmarks.visitor import Visitor, answer

LEAST = 0.70  # of the requests per second of the bare view
TURNS, REQUESTS = 11, 200
BARE = "/kaal/"
BODY = """
The same page is asked for again and again through the WSGI door, with all middleware, without a network; beside it a view
that only returns the bytes of that page, in the same process and through the same middleware. Of {turns} turns of
{requests} requests each, the median; in the process's own time, so that neighbours on the machine count little.

{table}

Made anew each time, the first page reached 200 a second beside 4,111 of the bare view when it was first measured: 5%. It
is made once for each choice of sector and colours, and kept in the memory of the process
([why, and what it costs](decisions/public-pages-kept.md)). {headers}
"""


@public_view(why="measured beside a real page")
def bare(request: object) -> HttpResponse:
    """Return the bytes of the page that it is held beside."""
    return HttpResponse(bare.body)  # type: ignore[attr-defined]


urlpatterns = [path(BARE.strip("/") + "/", bare), *site]
handler404 = "handreiking.errors.not_found"


def measure(size: float) -> Section:
    """Return the pages beside the bare view, and what goes with the page of a chapter."""
    chapter = max(library().chapters, key=lambda chapter: len(chapter.handvatten)).slug
    handvat = library().handvatten[0].slug
    lines, raw, ratios = [], [], {}
    with override_settings(ROOT_URLCONF=__name__):
        for address in (f"/cirkels/{chapter}/", "/", f"/handvatten/{handvat}/", "/handvatten/"):
            mine, beside, size_ = hold(address)
            ratios[address] = mine / beside
            lines.append(
                (f"`{address}`", f"{mine:.0f}", f"{beside:.0f}", f"{mine / beside:.0%}", f"{size_ / 1024:.0f}")
            )
            raw.append(f"{address}: {mine:.0f} a second, the bare view {beside:.0f}, {size_} bytes")
        facts = headers_of(f"/cirkels/{chapter}/")
    part = next(iter(ratios.values()))
    ok = facts["queries"] == 0 and facts["again"] == 304 and "Cookie" in str(facts["vary"])
    said = f"{facts['queries']} queries; {part:.0%}; ETag, {facts['again']} on it; `Vary: {facts['vary']}`"
    target = "no query; at least 70% of the requests per second of a bare view with the same bytes; ETag and 304; correct `Vary`"
    row = Row("public chapter page, anonymous", target, said, ok and part >= LEAST)
    words = f"For the first of them: {said}."
    heads = ("page", "a second", "the bare view", "share", "kB")
    body = BODY.format(turns=TURNS, requests=REQUESTS, table=table(heads, lines), headers=words)
    return Section("Public pages", body, (row,), "\n".join([*raw, str(facts)]))


def hold(address: str) -> tuple[float, float, int]:
    """Return the requests per second of a page and of the bare view, and the size of both in bytes."""
    visitor = Visitor()
    page = visitor.get(address)
    assert page.status == 200
    bare.body = page.body  # type: ignore[attr-defined]
    assert visitor.get(BARE).body == page.body
    speeds: dict[str, list[float]] = {address: [], BARE: []}
    for _ in range(TURNS):
        for one, found in speeds.items():
            found.append(REQUESTS / sum(answer(visitor.asks(one)).work for _ in range(REQUESTS)))
    return median(speeds[address]), median(speeds[BARE]), len(page.body)


def headers_of(address: str) -> dict[str, object]:
    """Return what goes with a page: how many queries, its headers, and the status for who has it already."""
    with CaptureQueriesContext(connection) as queries:
        page = Visitor().get(address)
    etag = page.headers.get("ETag", "")
    again = Visitor().get(address, HTTP_IF_NONE_MATCH=etag).status
    cache = page.headers.get("Cache-Control")
    return {"queries": len(queries), "etag": etag, "again": again, "vary": page.headers.get("Vary"), "cache": cache}
