"""/school/<code>/checklist/<id>/<pillar>/: fill in one pillar together."""

import re

import pytest
from django.utils import timezone

from tests.rounds import open_alone
from tests.world import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast):
    return RoundFactory(school=cast.marieke.school, depth="kern", closed_at=None, edition_key="po-1.0")


def address(round_, pillar="beleid"):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/{pillar}/"


def seen_in(page, code):
    return re.search(rf'name="{code}-seen" value="([^"]*)"', page)[1]


def stands(round_):
    return dict(round_.team_views.exclude(stand="").values_list("item_code", "stand"))


def test_a_choice_is_kept_at_once_and_the_bar_says_so(cast, as_user, round_):
    client = as_user(cast.marieke.user, **{"hx-request": "true"})
    response = client.post(address(round_), {"PO-B1": "2"})
    assert "<html" not in response.text
    assert "Bewaard om" in response.text
    assert "1 van 3" in response.text
    assert round_.team_views.get().stand == "2"


def test_without_javascript_the_button_goes_on_to_the_next_pillar(cast, as_user, round_):
    response = as_user(cast.marieke.user).post(address(round_), {"PO-B1": "0", "PO-B3": "unknown", "naar": "educatie"})
    assert response["Location"] == address(round_, "educatie")
    assert dict(round_.team_views.values_list("item_code", "stand")) == {"PO-B1": "0", "PO-B3": "unknown"}


def test_a_choice_can_be_changed_and_what_is_not_sent_stays(cast, as_user, round_):
    client = as_user(cast.marieke.user)
    client.post(address(round_), {"PO-B1": "0", "PO-B3": "1"})
    client.post(address(round_), {"PO-B1": "3", "PO-B1-seen": seen_in(client.get(address(round_)).text, "PO-B1")})
    assert stands(round_) == {"PO-B1": "3", "PO-B3": "1"}


def test_a_line_for_what_was_said_is_kept_and_is_no_stand(cast, as_user, round_):
    client = as_user(cast.marieke.user, **{"hx-request": "true"})
    response = client.post(address(round_), {"PO-B1-note": "Op papier wel,\r\nin de klas nog niet."})
    assert "0 van 3" in response.text
    client.post(address(round_), {"PO-B1": "1", "PO-B1-seen": seen_in(response.text, "PO-B1")})
    view = round_.team_views.get()
    assert (view.stand, view.note) == ("1", "Op papier wel,\nin de klas nog niet.")
    assert "Op papier wel," in as_user(cast.marieke.user).get(address(round_)).text


# ---- two coordinators at once -----------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "htmx"])
def test_what_somebody_else_recorded_since_is_shown_and_not_overwritten(cast, as_user, round_, headers):
    marieke, fatima = as_user(cast.marieke.user), as_user(cast.fatima.user)
    page = marieke.get(address(round_)).text
    seen = {f"{code}-seen": seen_in(page, code) for code in ("PO-B1", "PO-B3", "PO-B5")}
    fatima.post(address(round_), {"PO-B1": "3", "PO-B1-note": "Van Fatima."})
    typed = seen | {"PO-B1": "1", "PO-B1-note": "Van Marieke.", "PO-B3": "2"}
    refused = marieke.post(address(round_), typed, headers=headers)
    assert refused.status_code == 409
    for words in ("Iemand anders legde", "Van Fatima.", "Van Marieke.", "Gewoon bij ons", "In ontwikkeling"):
        assert words in refused.text
    assert stands(round_) == {"PO-B1": "3", "PO-B3": "2"}
    again = typed | {"PO-B1-seen": seen_in(refused.text, "PO-B1"), "PO-B3-seen": seen_in(refused.text, "PO-B3")}
    for other in ({"PO-B1": "2"}, {"PO-B1": ""}):  # something else on the item does not choose by the way
        assert marieke.post(address(round_), again | other, headers=headers).status_code == 409
    held = marieke.post(address(round_), again | {"PO-B1-houd": "daar", "naar": "educatie"})
    assert held["Location"] == address(round_)
    assert stands(round_)["PO-B1"] == "3"
    assert marieke.post(address(round_), again | {"PO-B1-houd": "1"})["Location"] == address(round_)
    assert round_.team_views.get(item_code="PO-B1").note == "Van Marieke."


def test_an_old_page_leaves_what_it_did_not_touch(cast, as_user, round_):
    marieke, fatima = as_user(cast.marieke.user), as_user(cast.fatima.user)
    page = marieke.get(address(round_)).text
    seen = {f"{code}-seen": seen_in(page, code) for code in ("PO-B1", "PO-B3", "PO-B5")}
    fatima.post(address(round_), {"PO-B1": "3", "PO-B1-note": "Van Fatima."})
    assert marieke.post(address(round_), seen | {"PO-B1-note": "", "PO-B3": "2"}).status_code == 302
    assert stands(round_) == {"PO-B1": "3", "PO-B3": "2"}
    assert round_.team_views.get(item_code="PO-B1").note == "Van Fatima."


def test_the_same_choice_by_two_is_no_conflict(cast, as_user, round_):
    for member in (cast.marieke, cast.fatima):
        assert as_user(member.user).post(address(round_), {"PO-B1": "3"}).status_code == 302
    assert round_.team_views.get().version == 1


# ---- what can't be kept -----------------------------------------------------------------


@pytest.mark.parametrize("data", [{"PO-B1": "4"}, {"PO-B1": "ja"}, {"PO-B1": "ja", "PO-B1-seen": "x.y.z"}])
def test_a_stand_that_does_not_exist_is_refused_and_the_rest_is_kept(cast, as_user, round_, data):
    response = as_user(cast.marieke.user).post(address(round_), data | {"PO-B3": "1"})
    assert response.status_code == 422
    assert "Kies een van de zes." in response.text
    assert stands(round_) == {"PO-B3": "1"}


def test_a_stand_that_a_form_claims_to_have_begun_from_is_not_believed(cast, as_user, round_):
    as_user(cast.marieke.user).post(address(round_), {"PO-B1-note": "Een regel.", "PO-B1-seen": "0.kwaad.x"})
    assert stands(round_) == {}


@pytest.mark.parametrize("code", ["PO-B2", "VO-B1", "PO-E1", "EIGEN-3"])
def test_an_item_that_is_not_on_this_page_is_refused_and_the_rest_is_kept(cast, as_user, round_, code):
    response = as_user(cast.marieke.user).post(address(round_), {code: "1", "PO-B1": "2"})
    assert response.status_code == 422
    assert "een punt mee dat hier niet bij hoort" in response.text
    assert stands(round_) == {"PO-B1": "2"}


def test_a_teacher_looks_at_the_outcome_and_does_not_fill_in_for_the_team(cast, as_user, round_):
    assert as_user(cast.joost.user).post(address(round_), {"PO-B1": "1"}).status_code == 403


def test_a_closed_round_keeps_what_was_agreed_and_shows_what_was_typed(cast, as_user, round_):
    round_.closed_at = timezone.now()
    round_.save()
    client = as_user(cast.marieke.user)
    response = client.post(address(round_), {"PO-B1": "1", "PO-B1-note": "Dit zeiden we nog."})
    assert response.status_code == 409
    assert "De afname is intussen afgerond." in response.text
    assert "Dit zeiden we nog." in response.text
    assert not round_.team_views.exists()
    assert client.get(address(round_))["Location"].endswith("/uitkomst/")


def test_a_round_that_everyone_fills_in_alone_leads_to_the_right_place(cast, as_user):
    alone = open_alone(cast.marieke.school, edition_key="po-1.0")
    client = as_user(cast.marieke.user)
    assert client.get(address(alone))["Location"].endswith(f"/checklist/{alone.pk}/invullen/")
    assert client.post(address(alone), {"PO-B1": "1"}).status_code == 302
    assert not alone.team_views.exists()
    draft = RoundFactory(school=cast.fatima.school, draft=True)
    assert client.get(address(draft))["Location"].endswith("/checklist/")


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
