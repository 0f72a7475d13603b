"""/school/<code>/checklist/<id>/volg/: what is on the board, on an own device."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from checklists.agreeing import agree
from checklists.answering import answer, finish
from checklists.conversation import end, go, keep_text, make_first_goal
from tests.checklists.talks import address, alone, opened, together
from tests.conftest import OF_THE_TESTS
from tests.world import RoundFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower(cast, as_user):
    return as_user(cast.joost.user)


def see(client, round_):
    return client.get(address(round_, "volg/")).text


def poll(client, round_, etag):
    return client.get(address(round_, "volg/"), headers={"hx-request": "true", "if-none-match": etag})


def test_before_it_begins_the_page_waits(cast, follower):
    assert "Het gesprek begint zo" in see(follower, RoundFactory(school=cast.marieke.school))


def test_it_shows_the_same_step_and_item_and_what_was_recorded_to_read_only(cast, follower):
    round_ = together(cast.marieke)
    agree(round_, "PO-B1", stand="2", note="In de onderbouw lukt het.", seen=0)
    page = see(follower, round_)
    for words in (round_.items[0].text, "Grotendeels", "In de onderbouw lukt het.", "Beleid, punt 1 van 12"):
        assert words in page
    assert 'name="stand"' not in page
    assert "<textarea" not in page
    assert "/gesprek/" not in page


def test_it_goes_through_every_step_with_the_board(cast, follower):
    round_ = opened(cast.marieke)
    seen = {}
    round_.choose(cast.marieke, ["PO-B3"])
    keep_text(round_, "equity", "De ouderavond met tolk.", 1)
    keep_text(round_, "telling", "Fatima vertelt het vrijdag.", 2)
    goal = {"aim": "Elke groep een kring.", "owner": cast.joost, "evaluate_on": localdate() + timedelta(days=40)}
    make_first_goal(round_, "PO-B3", cast.marieke, **goal)
    for slug in ("doel", "gelijke-kansen", "prioriteiten", "eerste-doel", "vertellen"):
        go(round_, cast.marieke, slug)
        seen[slug] = see(follower, round_)
    assert "Waarom zitten we hier?" in seen["doel"]
    assert "De ouderavond met tolk." in seen["gelijke-kansen"]
    assert round_.item("PO-B3").text in seen["prioriteiten"]
    assert "Elke groep een kring." in seen["eerste-doel"]
    assert "Fatima vertelt het vrijdag." in seen["vertellen"]


def test_who_follows_never_sees_more_than_the_board(cast, follower):
    """Neither the items to choose from nor another step's text, and no totals while everyone answers alone."""
    round_ = opened(cast.marieke)
    keep_text(round_, "telling", "Fatima vertelt het vrijdag.", 1)
    go(round_, cast.marieke, "prioriteiten")
    page = see(follower, round_)
    assert "Fatima vertelt" not in page
    assert not any(item.text in page for item in round_.items)


def test_each_alone_shows_how_many_are_done_and_the_way_to_fill_in(cast, follower):
    page = see(follower, alone(cast.marieke, done=5))
    assert "5 van" in page
    assert "Vul de lijst in" in page
    assert 'class="dist"' not in page


def test_a_poll_gets_nothing_new_until_something_is_recorded(cast, follower):
    round_ = together(cast.marieke)
    first = poll(follower, round_, "")
    assert first.status_code == 200
    assert "<html" not in first.text
    assert poll(follower, round_, first["ETag"]).status_code == 304
    agree(round_, "PO-B1", stand="2", note="", seen=0)
    again = poll(follower, round_, first["ETag"])
    assert again.status_code == 200
    assert "Grotendeels" in again.text


@pytest.mark.parametrize("deed", ["go", "item", "text", "priorities", "end", "done"])
def test_whatever_changes_on_the_board_reaches_who_follows(cast, follower, deed):
    round_ = alone(cast.marieke, done=5) if deed == "done" else opened(cast.marieke)
    etag = poll(follower, round_, "")["ETag"]
    if deed == "go":
        go(round_, cast.marieke, "doel")
    elif deed == "item":
        go(round_, cast.marieke, "pijlers", "PO-B5")
    elif deed == "text":
        keep_text(round_, "equity", "Dit.", 1)
    elif deed == "priorities":
        round_.choose(cast.marieke, ["PO-B1"])
    elif deed == "end":
        end(round_)
    else:
        late = round_.participations.filter(finished=False).first().member
        answer(round_, late, "PO-B1", stand="1")
        finish(round_, late)
    assert poll(follower, round_, etag).status_code == 200


def test_a_poll_with_nothing_new_costs_what_the_door_costs_and_one_query_more(cast, follower):
    round_ = opened(cast.marieke)
    etag = poll(follower, round_, "")["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert poll(follower, round_, etag).status_code == 304
    asked = [
        one["sql"] for one in queries if not one["sql"].startswith(OF_THE_TESTS) and "set_config" not in one["sql"]
    ]
    tables = ["django_session", "schools_user", "schools_membership", "checklists_round"]
    assert len(asked) == len(tables), "beside raising the wall, on PostgreSQL"
    assert all(f'FROM "{table}"' in sql for table, sql in zip(tables, asked, strict=True))


@pytest.mark.parametrize("step", ["pijlers", "gelijke-kansen", "prioriteiten", "eerste-doel"])
def test_the_page_costs_the_same_for_12_and_42_items_and_1_and_50_people(cast, follower, count_queries, step):
    see(follower, together(cast.marieke))
    cast.marieke.school.rounds.all().delete()
    counts = []
    for facts in ({"depth": "kern", "people": 6}, {"depth": "full", "people": 50, "done": 20}):
        round_ = opened(cast.marieke, **facts)
        for item in round_.items[: len(counts) * 3 + 1]:
            agree(round_, item.code, stand="1", note="Zo.", seen=0)
        round_.choose(cast.marieke, [item.code for item in round_.items[: len(counts) * 2 + 1]])
        go(round_, cast.marieke, step)
        counts.append(count_queries(follower, address(round_, "volg/")))
        round_.delete()
    assert counts[0] == counts[1] <= 14


@pytest.mark.parametrize(("who", "status"), [("joost", 200), ("marieke", 200), ("fatima", 200), ("bram", 404)])
def test_everyone_of_the_school_follows_and_nobody_else(cast, as_user, who, status):
    round_ = together(cast.marieke)
    client = as_user(getattr(cast, who).user)
    assert client.get(address(round_, "volg/")).status_code == status


def test_the_round_of_a_team_is_followed_by_that_team_and_by_who_leads(cast, as_user):
    team = TeamFactory(lead=cast.marieke)
    round_ = together(cast.marieke, team=team)
    assert as_user(cast.joost.user).get(address(round_, "volg/")).status_code == 404
    assert as_user(cast.fatima.user).get(address(round_, "volg/")).status_code == 200
    team.members.add(cast.joost)
    assert as_user(cast.joost.user).get(address(round_, "volg/")).status_code == 200


def test_a_draft_is_not_followed_by_a_teacher(cast, follower):
    round_ = RoundFactory(school=cast.marieke.school, draft=True)
    assert follower.get(address(round_, "volg/")).status_code == 404


def test_an_archived_school_still_reads_it(cast, as_user):
    round_ = together(cast.marieke)
    cast.marieke.school.archived_at = timezone.now()
    cast.marieke.school.save()
    assert as_user(cast.fatima.user).get(address(round_, "volg/")).status_code == 200


def test_a_session_that_ended_leads_to_the_login_and_back(cast, client):
    response = poll(client, together(cast.marieke), "")
    assert response.headers["HX-Redirect"].startswith("/account/login/")
