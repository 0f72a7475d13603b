"""/school/<code>/checklist/<id>/invullen/<pillar>/: answer alone, choice by choice."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.answering import answer, finish, own_answers
from checklists.closing import close
from checklists.models import Answer, Sheet
from tests.rounds import open_alone
from tests.world import MembershipFactory, RoundFactory, TeamFactory

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}
CODES = ["PO-B1", "PO-B3", "PO-B5", "PO-E1", "PO-E3"]


@pytest.fixture
def round_(cast):
    return open_alone(cast.marieke.school, people=5, edition_key="po-1.0")


def address(round_, pillar="beleid"):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/invullen/{pillar}/"


def own(round_, member):
    """Return what the member answered: (stand, remark, has a flag) by code."""
    found = own_answers(round_, member).answers
    return {code: (one.stand, one.remark, bool(one.flag)) for code, one in found.items()}


def seen_in(page, code):
    return re.search(rf'name="{code}-seen" value="([^"]*)"', page)[1]


def test_a_choice_is_kept_at_once_and_the_bar_says_so_without_a_name(cast, as_user, round_):
    response = as_user(cast.joost.user, **HTMX).post(address(round_), {"PO-B1-stand": "2"})
    assert response.status_code == 200
    assert "<html" not in response.text
    assert re.search(r"Bewaard om \d\d:\d\d · zonder je naam", response.text)
    assert "1 van 3" in response.text
    assert own(round_, cast.joost) == {"PO-B1": ("2", "", False)}
    assert response["Cache-Control"] == "private, no-store"


def test_without_javascript_the_button_keeps_all_and_goes_on(cast, as_user, round_):
    data = {"PO-B1-stand": "0", "PO-B3-stand": "unknown", "PO-B3-remark": "Weet iemand dit?", "PO-B5-flag": "on"}
    response = as_user(cast.joost.user).post(address(round_), data | {"naar": "educatie"})
    assert response["Location"] == address(round_, "educatie")
    kept = {"PO-B1": ("0", "", False), "PO-B3": ("unknown", "Weet iemand dit?", False), "PO-B5": ("", "", True)}
    assert own(round_, cast.joost) == kept
    last = as_user(cast.joost.user).post(address(round_, "signaleren"), {})
    assert last["Location"].endswith("/invullen/klaar/")


def test_what_was_kept_is_seen_again_on_another_device(cast, as_user, round_):
    as_user(cast.joost.user, **HTMX).post(address(round_), {"PO-B1-stand": "3", "PO-B1-remark": "Elke maand."})
    page = as_user(cast.joost.user).get(address(round_)).text
    assert 'name="PO-B1-stand" value="3" checked' in page
    assert "Elke maand." in page
    other = as_user(cast.fatima.user).get(address(round_)).text
    assert 'value="3" checked' not in other
    assert "Elke maand." not in other


@pytest.mark.parametrize("pillar", ["educatie", "schoolomgeving"])
def test_the_numbers_go_on_through_the_pillars(cast, as_user, round_, pillar):
    first = {"educatie": 4, "schoolomgeving": 7}[pillar]
    assert f"<b>{first}</b>" in as_user(cast.joost.user).get(address(round_, pillar)).text


def test_flags_are_counted_down_kindly_and_the_fourth_is_refused_with_a_sentence(cast, as_user, round_):
    client = as_user(cast.joost.user, **HTMX)
    told = [
        client.post(address(round_, pillar), {f"{code}-flag": "on"}).text
        for code, pillar in zip(CODES, ["beleid"] * 3, strict=False)
    ]
    assert ["nog twee" in told[0], "nog één" in told[1], "alle drie gezet" in told[2]] == [True] * 3
    for headers in (HTMX, {}):
        response = as_user(cast.joost.user, **headers).post(
            address(round_, "educatie"), {"PO-E1-flag": "on", "PO-E1-stand": "1", "PO-E1-remark": "Toch belangrijk."}
        )
        assert response.status_code == 422
        assert "Haal eerst ergens een vlag weg" in response.text
        assert 'name="PO-E1-flag" checked' not in response.text
    assert own(round_, cast.joost)["PO-E1"] == ("1", "Toch belangrijk.", False)
    client.post(address(round_), {"PO-B1-stand": "1"})  # the box is sent along only where it is ticked
    assert client.post(address(round_, "educatie"), {"PO-E1-flag": "on"}).status_code == 200


def test_a_flag_moves_to_another_item_in_one_go(cast, as_user, round_):
    client = as_user(cast.joost.user)
    client.post(address(round_), {f"{code}-flag": "on" for code in CODES[:3]})
    page = client.get(address(round_)).text
    seen = {f"{code}-seen": seen_in(page, code) for code in CODES[:3]}
    client.post(address(round_), seen | {"PO-B1-flag": "on", "PO-B3-flag": "on"})
    assert client.post(address(round_, "educatie"), {"PO-E1-flag": "on"}).status_code == 302
    assert {code for code, (_, _, flag) in own(round_, cast.joost).items() if flag} == {"PO-B1", "PO-B3", "PO-E1"}


# ---- two windows ------------------------------------------------------------------------


def test_an_old_window_does_not_undo_what_was_chosen_elsewhere(cast, as_user, round_):
    client = as_user(cast.joost.user)
    old = client.get(address(round_)).text
    client.post(address(round_), {"PO-B1-stand": "3", "PO-B1-flag": "on", "PO-B1-remark": "Nieuw."}, headers=HTMX)
    seen = {f"{code}-seen": seen_in(old, code) for code in CODES[:3]}
    response = client.post(address(round_), seen | {"PO-B1-remark": "", "PO-B3-stand": "1", "naar": "educatie"})
    assert response.status_code == 302
    assert own(round_, cast.joost) == {"PO-B1": ("3", "Nieuw.", True), "PO-B3": ("1", "", False)}


def test_a_stand_that_an_old_window_did_not_touch_is_not_put_back(cast, as_user, round_):
    client = as_user(cast.joost.user)
    client.post(address(round_), {"PO-B1-stand": "1", "PO-B1-flag": "on"})
    old = seen_in(client.get(address(round_)).text, "PO-B1")
    client.post(address(round_), {"PO-B1-stand": "3"}, headers=HTMX)  # and the flag goes
    client.post(address(round_), {"PO-B1-stand": "1", "PO-B1-flag": "on", "PO-B1-seen": old, "PO-B3-stand": "2"})
    assert own(round_, cast.joost) == {"PO-B1": ("3", "", False), "PO-B3": ("2", "", False)}


def test_of_two_windows_the_last_choice_on_an_item_counts(cast, as_user, round_):
    client = as_user(cast.joost.user, **HTMX)
    for stand in ("1", "2", "1"):
        client.post(address(round_), {"PO-B1-stand": stand, "PO-B1-seen": ".0.e3b0c44298fc1c14"})
    assert own(round_, cast.joost)["PO-B1"][0] == "1"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_remark_that_was_changed_in_another_window_is_shown_beside_what_was_typed(cast, as_user, round_, headers):
    client = as_user(cast.joost.user)
    old = seen_in(client.get(address(round_)).text, "PO-B1")
    client.post(address(round_), {"PO-B1-remark": "Van de telefoon.", "PO-B1-seen": old}, headers=HTMX)
    data = {"PO-B1-stand": "2", "PO-B1-remark": "Van de laptop.", "PO-B1-seen": old}
    response = client.post(address(round_), data, headers=headers)
    assert response.status_code == 409
    assert "Van de telefoon." in response.text
    assert "Van de laptop." in response.text
    assert own(round_, cast.joost)["PO-B1"] == ("2", "Van de telefoon.", False)
    again = data | {"PO-B1-seen": seen_in(response.text, "PO-B1")}
    flagged = client.post(address(round_), again | {"PO-B1-flag": "on"}, headers=headers)
    assert flagged.status_code == 409  # something else on the item does not choose by the way
    here = re.search(r'name="PO-B1-houd" value="([0-9a-f]{16})"', response.text)[1]
    held = client.post(address(round_), again | {"PO-B1-houd": "daar"})
    assert held["Location"] == address(round_)
    assert own(round_, cast.joost)["PO-B1"][1] == "Van de telefoon."
    assert client.post(address(round_), again | {"PO-B1-houd": here})["Location"] == address(round_)
    assert own(round_, cast.joost)["PO-B1"][1] == "Van de laptop."


# ---- what can't be kept -----------------------------------------------------------------


@pytest.mark.parametrize("code", ["PO-B2", "VO-B1", "PO-E1", "EIGEN-1"])
def test_an_item_that_does_not_belong_here_is_refused_and_the_rest_is_kept(cast, as_user, round_, code):
    response = as_user(cast.joost.user).post(address(round_), {f"{code}-stand": "1", "PO-B1-stand": "2"})
    assert response.status_code == 422
    assert "een punt mee dat hier niet bij hoort" in response.text
    assert own(round_, cast.joost) == {"PO-B1": ("2", "", False)}


@pytest.mark.parametrize("stand", ["4", "-1", "ja", "9" * 40])
def test_a_stand_that_does_not_exist_is_refused_and_the_rest_is_kept(cast, as_user, round_, stand):
    data = {"PO-B1-stand": stand, "PO-B1-remark": "Blijft.", "PO-B3-stand": "1"}
    response = as_user(cast.joost.user).post(address(round_), data)
    assert response.status_code == 422
    assert "Kies een van de zes." in response.text
    assert own(round_, cast.joost) == {"PO-B1": ("", "Blijft.", False), "PO-B3": ("1", "", False)}


def test_a_remark_that_is_too_long_stays_and_the_stand_is_kept(cast, as_user, round_):
    data = {"PO-B1-stand": "1", "PO-B1-remark": "x" * 1001}
    response = as_user(cast.joost.user).post(address(round_), data)
    assert response.status_code == 422
    assert "hij mag 1000 tekens zijn en het zijn er 1001" in response.text
    assert "x" * 1001 in response.text
    assert own(round_, cast.joost) == {"PO-B1": ("1", "", False)}
    fits = "é\r\n" * 500  # a browser sends two signs for the end of a line; it counts as one
    assert as_user(cast.joost.user).post(address(round_), {"PO-B1-remark": fits[:-2]}).status_code == 302


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_after_closing_nothing_is_kept_and_what_was_typed_is_there_to_copy(cast, as_user, round_, headers):
    answer(round_, cast.joost, "PO-B1", stand="1")
    close(round_, cast.marieke, without_answers=True)
    data = {"PO-B1-stand": "3", "PO-B1-remark": "Dit wil ik nog kwijt."}
    response = as_user(cast.joost.user, **headers).post(address(round_), data)
    assert response.status_code == 409
    assert "De afname is intussen afgerond." in response.text
    assert ("Dit wil ik nog kwijt." in response.text) != bool(headers)  # with htmx it still stands in the page
    assert not Answer.objects.exists()


def test_after_klaar_nothing_changes_until_that_is_taken_back(cast, as_user, round_):
    answer(round_, cast.joost, "PO-B1", stand="1")
    finish(round_, cast.joost)
    client = as_user(cast.joost.user)
    response = client.post(address(round_), {"PO-B1-stand": "3", "PO-B1-remark": "Nog iets."})
    assert response.status_code == 409
    assert "Toch nog iets veranderen" in response.text
    assert "Nog iets." in response.text
    assert client.get(address(round_))["Location"].endswith("/klaar/")
    assert own(round_, cast.joost) == {"PO-B1": ("1", "", False)}


def test_a_body_far_too_large_is_refused_with_a_sentence(cast, as_user, round_):
    response = as_user(cast.joost.user).post(address(round_), {"PO-B1-remark": "x" * 3_000_000})
    assert response.status_code == 413
    assert not Sheet.objects.exists()


def test_a_round_of_another_school_or_an_unknown_pillar_is_a_404(cast, as_user, round_):
    assert as_user(cast.bram.user).post(address(round_), {"PO-B1-stand": "1"}).status_code == 404
    assert as_user(cast.joost.user).get(address(round_, "kelder")).status_code == 404
    together = RoundFactory(school=cast.bram.school)
    own_address = f"/school/{cast.bram.school.code}/checklist/{round_.pk}/invullen/beleid/"
    assert as_user(cast.bram.user).post(own_address, {"PO-B1-stand": "1"}).status_code == 404
    refused = as_user(cast.bram.user).post(address(together), {"VO-B1-stand": "1"})
    assert refused.status_code == 409
    assert not Sheet.objects.exists()


def test_who_leads_a_round_of_a_team_without_being_in_it_does_not_answer_in_it(cast, as_user):
    team = TeamFactory(school=cast.joost.school, lead=cast.joost)
    team.members.add(cast.joost)
    theirs = open_alone(cast.joost.school, team=team, edition_key="po-1.0")
    response = as_user(cast.marieke.user).post(address(theirs), {"PO-B1-stand": "1"})
    assert response.status_code == 409
    assert "een team waar je niet in zit" in response.text
    assert not Sheet.objects.exists()
    assert not theirs.participations.filter(member=cast.marieke).exists()


def test_the_number_of_queries_is_the_same_for_1_and_for_50_who_answer(cast, as_user, count_queries, round_):
    client = as_user(cast.joost.user)
    client.post(address(round_), {"PO-B1-stand": "1"})
    few = count_queries(client, address(round_))
    with CaptureQueriesContext(connection) as first:
        client.post(address(round_), {"PO-B1-stand": "2"}, headers=HTMX)
    for member in MembershipFactory.create_batch(50, school=round_.school):
        answer(round_, member, "PO-B1", stand="1", remark="Een zin.")
    assert count_queries(client, address(round_)) == few
    with CaptureQueriesContext(connection) as second:
        client.post(address(round_), {"PO-B1-stand": "3"}, headers=HTMX)
    assert len(second) == len(first)


# ---- whatever one does ------------------------------------------------------------------

DEED = st.tuples(
    st.sampled_from(CODES),
    st.sampled_from(["", "0", "1", "2", "3", "unknown", "na"]),
    st.booleans(),
    st.sampled_from(["", "Een zin.", "Twee\r\nregels.", "“Aan- en uithalen” & <b>", " met ruimte "]),
)


@given(deeds=st.lists(DEED, max_size=12), by_script=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_i_answered_is_what_i_see_again_and_there_are_never_more_than_three_flags(
    cast, as_user, round_, deeds, by_script
):
    Sheet.objects.all().delete()
    client = as_user(cast.joost.user)
    expected: dict[str, tuple[str, str, bool]] = {}
    for code, stand, flag, remark in deeds:
        pillar = "beleid" if "-B" in code else "educatie"
        data = {f"{code}-stand": stand, f"{code}-remark": remark}
        data[f"{code}-seen"] = seen_in(client.get(address(round_, pillar)).text, code)
        data |= {f"{code}-flag": "on"} if flag else {}
        response = client.post(address(round_, pillar), data, headers=HTMX if by_script else {})
        before = expected.get(code, ("", "", False))
        others = sum(one[2] for other, one in expected.items() if other != code)
        fits = not flag or before[2] or others < 3
        assert response.status_code == (422 if not fits else 200 if by_script else 302)
        kept = remark.replace("\r\n", "\n").strip()
        expected[code] = (stand or before[0], kept, flag if fits else before[2])
    seen = own(round_, cast.joost)
    assert seen == {code: one for code, one in expected.items() if any(one)} | {
        code: one for code, one in expected.items() if code in seen
    }
    assert sum(flag for _, _, flag in seen.values()) <= 3
    for pillar in ("beleid", "educatie"):
        page = client.get(address(round_, pillar)).text
        for code, (stand, _, flag) in seen.items():
            if f'"punt-{code}"' in page:
                assert (f'name="{code}-stand" value="{stand}" checked' in page) == bool(stand)
                assert (f'name="{code}-flag" checked' in page) == flag


# ---- the session expired in between -----------------------------------------------------


def test_after_the_session_expired_what_was_typed_is_there_to_copy(cast, as_user, round_):
    response = Client().post(address(round_), {"PO-B1-stand": "1", "PO-B1-remark": "Nog <niet> bewaard."})
    assert response.status_code == 401
    assert "Je bent uitgelogd" in response.text
    assert "Nog &lt;niet&gt; bewaard." in response.text
    assert f"/account/login/?next={address(round_).replace('/', '%2F')}" in response.text
    assert response["Cache-Control"] == "private, no-store"
    assert not Sheet.objects.exists()


def test_with_nothing_typed_the_way_is_to_the_login_as_everywhere(cast, round_):
    assert Client().post(address(round_), {"PO-B1-stand": "1"})["Location"].startswith("/account/login/")
    by_script = Client(headers=HTMX).post(address(round_), {"PO-B1-remark": "Tekst."})
    assert by_script["HX-Redirect"].startswith("/account/login/")  # handreiking.js keeps the page where it is
    assert "Tekst." not in by_script.text


def test_only_with_a_token_of_ours_is_something_shown_back(round_):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(address(round_), {"PO-B1-remark": "Van een ander."})
    assert response.status_code == 403
    assert "Van een ander." not in response.text
