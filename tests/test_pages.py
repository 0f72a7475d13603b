"""What holds for every page of a member: one heading, one title, and a number of queries that does not grow."""

import re

import pytest
from django.urls import reverse

from handreiking.checks import walk_urls
from tests.one_world import SHARES, in_one_world
from tests.world import (
    AgendaMomentFactory,
    GoalFactory,
    MembershipFactory,
    ReflectionFactory,
    RoundFactory,
    TeamViewFactory,
    url_kwargs,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
PAGES = [pytest.param(name, arguments, id=name) for name, _, arguments in walk_urls()]


def open_round(side):
    """Return the round of a side that can be filled in; the one in its kwargs is closed."""
    return next(row for row in side.rows if row._meta.label == "checklists.Round" and row.is_open and not row.is_alone)


def alone_round(side):
    """Return the round of a side in which its member answers alone."""
    return next(row for row in side.rows if row._meta.label == "checklists.Round" and row.is_open and row.is_alone)


ROUND_OF = {"checklists:round_fill": open_round}
ROUND_OF |= dict.fromkeys(
    (f"checklists:{name}" for name in ("answer_start", "answer_pillar", "answer_end", "paper_enter")), alone_round
)


def address_of(name, arguments, side):
    values = side.kwargs | ({"round_id": ROUND_OF[name](side).pk} if name in ROUND_OF else {})
    return reverse(name, kwargs=url_kwargs(name, arguments, values))


@pytest.fixture
def client(ours, as_user):
    return as_user(ours.member.user)


@in_one_world
@pytest.mark.parametrize(("name", "arguments"), PAGES)
def test_a_page_has_one_heading_one_title_and_speaks_dutch(name, arguments, client, ours):
    response = client.get(address_of(name, arguments, ours))
    if response.status_code in {302, 405} or "text/html" not in response["Content-Type"]:
        pytest.skip("a form's address or a file, not a page")
    assert response.status_code == 200
    assert len(re.findall(r"<h1[ >]", response.text)) == 1
    assert re.search(r"<title>[^<]{3,} – Handreiking</title>", response.text)
    assert '<html lang="nl"' in response.text
    ids = re.findall(r'\sid="([^"]+)"', response.text)
    assert sorted(set(ids)) == sorted(ids), "an id stands twice"


@pytest.mark.parametrize("share", range(SHARES))
def test_a_page_takes_the_same_number_of_queries_for_5_and_for_200_members(share, client, ours, count_queries):
    school = ours.member.school
    MembershipFactory.create_batch(5, school=school)
    pages = {
        name: address_of(name, arguments, ours) for name, arguments in (page.values for page in PAGES[share::SHARES])
    }
    pages = {name: address for name, address in pages.items() if client.get(address).status_code == 200}
    few = {name: count_queries(client, address) for name, address in pages.items()}
    for member in MembershipFactory.create_batch(195, school=school)[:40]:
        GoalFactory(owner=member)
        AgendaMomentFactory(school=school)
        ReflectionFactory(author=member.user)
    for item in open_round(ours).items[3:]:
        TeamViewFactory(round=open_round(ours), item_code=item.code)
    RoundFactory.create_batch(20, school=school, closed=True)
    assert {name: count_queries(client, address) for name, address in pages.items()} == few
    assert {name: number for name, number in few.items() if number > MOST_QUERIES} == {}
