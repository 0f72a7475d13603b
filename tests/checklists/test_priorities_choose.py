"""/school/<code>/checklist/<id>/prioriteiten/: three are asked for, five is the limit."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.world import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast):
    return RoundFactory(school=cast.marieke.school, depth="kern", edition_key="po-1.0", closed_at=timezone.now())


def choose(client, round_, codes):
    return client.post(f"/school/{round_.school.code}/checklist/{round_.pk}/prioriteiten/", {"items": codes})


def test_three_are_kept_in_order(cast, as_user, round_):
    codes = [item.code for item in round_.items[:3]]
    choose(as_user(cast.marieke.user), round_, codes)
    assert [priority.item_code for priority in round_.priorities.all()] == codes
    round_.refresh_from_db()
    assert round_.agreed_at


@pytest.mark.parametrize("number", [6, 12])
def test_a_sixth_is_refused_with_a_sentence_and_the_ticks_stay(cast, as_user, round_, number):
    codes = [item.code for item in round_.items[:number]]
    for item in round_.items:
        round_.team_views.create(item_code=item.code, stand="1")
    response = choose(as_user(cast.marieke.user), round_, codes)
    assert response.status_code == 422
    assert f"Jullie kozen er {number}." in response.text
    assert response.text.count(" checked> <span>") == number
    assert not round_.priorities.exists()


@pytest.mark.parametrize("codes", [[], ["VO-B1"], ["PO-B2"], ["x"]])
def test_none_or_an_item_of_another_round_is_refused(cast, as_user, round_, codes):
    assert choose(as_user(cast.marieke.user), round_, codes).status_code == 422


def test_choosing_again_keeps_the_goal_that_was_made(cast, as_user, round_):
    first, second, third = (item.code for item in round_.items[:3])
    client = as_user(cast.marieke.user)
    choose(client, round_, [first, second])
    goal = round_.priorities.get(item_code=second).make_goal(cast.marieke)
    choose(client, round_, [third, second])
    assert round_.priorities.get(item_code=second).goal == goal


def test_the_database_refuses_a_sixth_and_a_double(round_):
    round_.priorities.create(item_code="PO-B1", position=1)
    for item_code, position in (("PO-B3", 6), ("PO-B3", 1), ("PO-B1", 2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            round_.priorities.create(item_code=item_code, position=position)


def test_an_open_round_is_ended_first(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school)
    response = choose(as_user(cast.marieke.user), round_, [round_.items[0].code])
    assert response["Location"].endswith("/checklist/")
    assert not round_.priorities.exists()


def test_a_teacher_may_not(cast, as_user, round_):
    assert choose(as_user(cast.joost.user), round_, ["PO-B1"]).status_code == 403
