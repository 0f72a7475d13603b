"""/school/<code>/checklist/<id>/volg/: what is on the board, on an own device."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate

from checklists import following
from checklists.agreeing import agree
from checklists.answering import answer, finish
from checklists.conversation import end, go, keep_text, make_first_goal
from schools.models import Membership, School, User
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


def carry(client, round_):
    """Return the headers with which the page of who follows asks whether there is something new."""
    page = poll(client, round_, "")
    return {"hx-request": "true", "if-none-match": page["ETag"], "follow-pass": pass_in(page)}


def pass_in(page):
    return re.search(r'data-pass="([^"]+)"', page.text)[1]


def ask(client, round_, headers):
    return client.get(address(round_, "volg/"), headers=headers)


def asked(queries):
    return [one["sql"] for one in queries if not one["sql"].startswith(OF_THE_TESTS)]


def test_a_question_with_nothing_new_costs_one_query(cast, follower):
    round_ = opened(cast.marieke)
    headers = carry(follower, round_)
    with CaptureQueriesContext(connection) as queries:
        answer = ask(follower, round_, headers)
    assert (answer.status_code, answer.content) == (304, b"")
    assert "no-store" in answer["Cache-Control"]
    assert len(asked(queries)) == 1


def test_a_question_with_something_new_goes_by_the_door_and_brings_a_new_pass(cast, follower):
    round_ = opened(cast.marieke)
    headers = carry(follower, round_)
    agree(round_, "PO-B1", stand="2", note="", seen=0)
    page = ask(follower, round_, headers)
    assert page.status_code == 200
    headers |= {"if-none-match": page["ETag"], "follow-pass": pass_in(page)}
    assert ask(follower, round_, headers).status_code == 304


def test_without_a_pass_that_holds_it_is_asked_at_the_door_as_ever(cast, follower):
    round_ = opened(cast.marieke)
    headers = carry(follower, round_)
    for word in ("", "onzin", headers["follow-pass"] + "x"):
        with CaptureQueriesContext(connection) as queries:
            assert ask(follower, round_, headers | {"follow-pass": word}).status_code == 304
        assert len(asked(queries)) > 1


def leave(cast, client):
    Membership.objects.filter(pk=cast.joost.pk).update(left_at=timezone.now())


def end_account(cast, client):
    User.objects.filter(pk=cast.joost.user_id).update(is_active=False)


def sign_out(cast, client):
    client.logout()


def lose_session(cast, client):
    Session.objects.filter(pk=client.session.session_key).delete()


def outlive_session(cast, client):
    Session.objects.filter(pk=client.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))


def change_password(cast, client):
    cast.joost.user.set_password("een-ander-wachtwoord")
    cast.joost.user.save()


def archive(cast, client):
    School.objects.filter(pk=cast.joost.school_id).update(archived_at=timezone.now())


def leave_team(cast, client):
    cast.joost.teams.clear()


def lose_round(cast, client):
    cast.joost.school.rounds.all().delete()


ENDS = [leave, end_account, sign_out, lose_session, outlive_session, change_password, archive, leave_team, lose_round]


@pytest.mark.parametrize("deed", ENDS, ids=lambda deed: deed.__name__)
def test_a_pass_holds_no_longer_than_what_it_was_given_for(cast, follower, deed):
    team = TeamFactory(lead=cast.marieke)
    team.members.add(cast.joost, cast.marieke)
    round_ = together(cast.marieke, team=team)
    headers = carry(follower, round_)
    assert ask(follower, round_, headers).status_code == 304
    deed(cast, follower)
    answer = ask(follower, round_, headers)
    assert answer.status_code == 404 or answer.headers["HX-Redirect"].startswith("/account/login/")


def test_who_got_another_role_is_asked_at_the_door(cast, follower):
    round_ = together(cast.marieke)
    headers = carry(follower, round_)
    Membership.objects.filter(pk=cast.joost.pk).update(role="coordinator")
    with CaptureQueriesContext(connection) as queries:
        assert ask(follower, round_, headers).status_code == 304
    assert len(asked(queries)) > 1


def test_somebody_elses_pass_says_nothing(cast, follower, as_user, client):
    round_ = together(cast.marieke)
    headers = carry(follower, round_)
    assert ask(as_user(cast.bram.user), round_, headers).status_code == 404
    assert ask(client, round_, headers).headers["HX-Redirect"].startswith("/account/login/")
    with CaptureQueriesContext(connection) as queries:
        assert ask(as_user(cast.marieke.user), round_, headers).status_code == 304
    assert len(asked(queries)) > 1, "she comes in by her own door"


def test_a_pass_is_for_one_round_at_its_own_address(cast, follower):
    first, other = together(cast.marieke), RoundFactory(school=cast.bram.school)
    headers = carry(follower, first)
    assert ask(follower, other, headers).status_code == 404
    wrong = f"/school/{cast.bram.school.code}/checklist/{first.pk}/volg/"
    assert follower.get(wrong, headers=headers).status_code == 404
    team = TeamFactory(lead=cast.marieke)
    team.members.add(cast.joost)
    beside = together(cast.marieke, team=team)
    assert ask(follower, beside, headers).status_code == 200
    own_page = follower.get(address(first, ""), headers=headers)
    assert own_page.status_code != 304
    assert follower.post(address(first, "volg/"), headers=headers).status_code != 304


def test_the_pass_of_a_conversation_ends_with_the_afternoon(cast, follower, monkeypatch):
    round_ = opened(cast.marieke)
    headers = carry(follower, round_)
    monkeypatch.setattr(following, "LASTS", timedelta(seconds=-1))
    with CaptureQueriesContext(connection) as queries:
        assert ask(follower, round_, headers).status_code == 304
    assert len(asked(queries)) > 1


def test_the_board_counts_on_in_one_query_too(cast, as_user):
    round_ = alone(cast.marieke, done=5)
    lead = as_user(cast.marieke.user)
    board = lead.get(address(round_))
    headers = {"if-none-match": poll(lead, round_, "")["ETag"], "follow-pass": pass_in(board)}
    with CaptureQueriesContext(connection) as queries:
        assert ask(lead, round_, headers).status_code == 304
    assert len(asked(queries)) == 1


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
