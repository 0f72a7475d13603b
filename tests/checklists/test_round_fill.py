"""/school/<code>/checklist/<id>/<pillar>/: fill in one pillar together."""

import pytest
from django.utils import timezone

from tests.world import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast):
    return RoundFactory(school=cast.marieke.school, depth="kern", closed_at=None, edition_key="po-1.0")


def address(round_, pillar="beleid"):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/{pillar}/"


def test_a_choice_is_kept_at_once_and_the_bar_says_so(cast, as_user, round_):
    client = as_user(cast.marieke.user, **{"hx-request": "true"})
    response = client.post(address(round_), {"PO-B1": "2"})
    assert "<html" not in response.text
    assert "Bewaard om" in response.text
    assert "1 van 3" in response.text
    assert round_.team_views.get().stand == "2"


def test_without_javascript_the_button_goes_on_to_the_next_pillar(cast, as_user, round_):
    response = as_user(cast.marieke.user).post(address(round_), {"PO-B1": "0", "PO-B3": "unknown"})
    assert response["Location"] == address(round_, "educatie")
    assert dict(round_.team_views.values_list("item_code", "stand")) == {"PO-B1": "0", "PO-B3": "unknown"}


def test_a_choice_can_be_changed_and_what_is_not_sent_stays(cast, as_user, round_):
    client = as_user(cast.marieke.user)
    client.post(address(round_), {"PO-B1": "0", "PO-B3": "1"})
    client.post(address(round_), {"PO-B1": "3"})
    assert dict(round_.team_views.values_list("item_code", "stand")) == {"PO-B1": "3", "PO-B3": "1"}


@pytest.mark.parametrize("data", [{"PO-B1": "4"}, {"PO-B1": "ja"}])
def test_a_stand_that_does_not_exist_is_refused_and_nothing_is_kept(cast, as_user, round_, data):
    response = as_user(cast.marieke.user).post(address(round_), data | {"PO-B3": "1"})
    assert response.status_code == 422
    assert "Kies een van de antwoorden." in response.text
    assert not round_.team_views.exists()


@pytest.mark.parametrize("code", ["PO-B2", "VO-B1", "PO-E1", "XX"])
def test_an_item_that_is_not_on_this_page_is_left_out(cast, as_user, round_, code):
    as_user(cast.marieke.user).post(address(round_), {code: "1"})
    assert not round_.team_views.exists()


def test_a_teacher_looks_at_the_outcome_and_does_not_fill_in_for_the_team(cast, as_user, round_):
    assert as_user(cast.joost.user).post(address(round_), {"PO-B1": "1"}).status_code == 403


def test_a_closed_round_keeps_what_was_agreed(cast, as_user, round_):
    round_.closed_at = timezone.now()
    round_.save()
    response = as_user(cast.marieke.user).post(address(round_), {"PO-B1": "1"})
    assert response["Location"].endswith("/uitkomst/")
    assert not round_.team_views.exists()


def test_an_unknown_pillar_is_a_404(cast, as_user, round_):
    assert as_user(cast.marieke.user).get(address(round_, "kelder")).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_number_of_items(cast, as_user, count_queries, round_):
    client = as_user(cast.marieke.user)
    client.get(address(round_))
    few = count_queries(client, address(round_))
    round_.depth = "full"
    round_.save()
    client.post(address(round_), {item.code: "1" for item in round_.items})
    assert count_queries(client, address(round_)) == few
