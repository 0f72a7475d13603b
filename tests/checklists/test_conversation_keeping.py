"""What is kept at the steps of a conversation: stands and lines, texts, priorities and the first goal."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from checklists.agreeing import agree
from checklists.closing import close
from checklists.conversation import go, keep_text
from schools.models import Goal
from tests.checklists.talks import address, alone, on_item, opened, send, talk_of, together

pytestmark = pytest.mark.django_db


# ---- an item --------------------------------------------------------------------------------


def test_the_spread_stands_there_in_bars_and_in_words(cast, lead):
    round_ = opened(cast.marieke, answers={"PO-B1": "0133"})
    page = lead.get(address(round_)).text
    assert "6 antwoorden: 2 keer nog niet, 2 keer in ontwikkeling, 2 keer gewoon bij ons." in page
    assert "<b>2</b> nog niet" in page
    assert "Hier kijken jullie verschillend naar" in page


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ({"answers": {"PO-B1": "1"}, "done": 6}, "Van dit punt laten we niets zien"),
        ({"answers": {"PO-B1": "1"}, "done": 4}, "Hier zijn geen antwoorden van ieder apart."),
    ],
)
def test_where_no_total_is_shown_one_line_says_why(cast, lead, people, why):
    round_ = alone(cast.marieke, **people)
    lead.post(address(round_, "gesprek/invullen/"), {"together": "1"} if people["done"] < 5 else {})
    go(round_, cast.marieke, "pijlers", "PO-B3")
    page = lead.get(address(round_)).text
    assert why in page
    assert 'class="dist"' not in page


def test_one_tap_agrees_and_what_was_typed_goes_along(cast, lead):
    round_ = together(cast.marieke)
    on_item(lead, round_, "PO-B1", stand="2", note="In de onderbouw lukt het.")
    view = round_.team_views.get()
    assert (view.item_code, view.stand, view.note) == ("PO-B1", "2", "In de onderbouw lukt het.")
    assert 'id="stand-2" name="stand" value="2" aria-pressed="true"' in lead.get(address(round_)).text


def test_the_line_alone_keeps_the_stand_and_going_on_keeps_the_line(cast, lead):
    round_ = together(cast.marieke)
    agree(round_, "PO-B1", stand="2", note="", seen=0)
    on_item(lead, round_, "PO-B1", seen="1", stood="2", note="Vooral de gymzaal.", go="pijlers:PO-B3")
    view = round_.team_views.get()
    assert (view.stand, view.note) == ("2", "Vooral de gymzaal.")
    assert talk_of(round_).item_code == "PO-B3"


@pytest.mark.parametrize("code", ["", "XX", "PO-B2", "VO-B1"])
def test_a_stand_without_an_item_of_this_round_is_not_kept(cast, lead, code):
    round_ = together(cast.marieke)
    assert on_item(lead, round_, code, stand="2").status_code == 302
    assert not round_.team_views.exists()


def test_no_priorities_are_chosen_while_the_round_is_open(cast, lead):
    round_ = together(cast.marieke)
    response = send(lead, round_, "prioriteiten", seen="", items=["PO-B1"], firm="1")
    assert "Er wordt nog ingevuld." in lead.get(response["Location"]).text
    assert not round_.priorities.exists()


def test_passing_by_records_nothing(cast, lead):
    round_ = together(cast.marieke)
    on_item(lead, round_, "PO-B1", go="pijlers:PO-B3")
    assert not round_.team_views.exists()


def test_what_is_sent_from_an_item_is_kept_there_also_when_the_talk_has_moved_on(cast, lead):
    round_ = together(cast.marieke)
    go(round_, cast.fatima, "pijlers", "PO-E1")
    on_item(lead, round_, "PO-B1", stand="0")
    assert round_.team_views.get().item_code == "PO-B1"
    assert talk_of(round_).item_code == "PO-E1"


@pytest.mark.parametrize(
    ("data", "sentence"), [({"stand": "4"}, "Kies een van de zes."), ({"note": "x" * 1001}, "te lang")]
)
def test_what_can_not_be_is_refused_and_stays(cast, lead, data, sentence):
    round_ = together(cast.marieke)
    response = on_item(lead, round_, "PO-B1", **data)
    assert response.status_code == 422
    assert sentence in response.text
    assert data.get("note", "") in response.text
    assert not round_.team_views.exists()


def test_two_who_lead_see_both_and_nothing_is_lost(cast, lead):
    round_ = together(cast.marieke)
    agree(round_, "PO-B1", stand="1", note="Van Fatima.", seen=0)
    response = on_item(lead, round_, "PO-B1", stand="3", note="Van Marieke.")
    assert response.status_code == 409
    for words in ("Iemand legde hier intussen iets anders vast", "Van Fatima.", "Van Marieke.", "In ontwikkeling"):
        assert words in response.text
    assert round_.team_views.get().note == "Van Fatima."
    assert 'id="gezien" value="1"' in response.text
    on_item(lead, round_, "PO-B1", seen="1", stood="3", note="Van Marieke.")
    assert round_.team_views.get().stand == "3"


def test_what_somebody_else_wrote_can_be_left_as_it_is(cast, lead):
    round_ = together(cast.marieke)
    agree(round_, "PO-B1", stand="1", note="Van Fatima.", seen=0)
    on_item(lead, round_, "PO-B1", seen="1", stood="3", note="Van Marieke.", drops="1")
    assert round_.team_views.get().note == "Van Fatima."


def test_while_typing_only_the_line_under_the_text_comes_back(cast, as_user):
    round_ = together(cast.marieke)
    client = as_user(cast.marieke.user, **{"hx-request": "true", "hx-target": "bewaard"})
    response = on_item(client, round_, "PO-B1", note="Half een zin")
    assert "Bewaard" in response.text
    assert 'name="seen" id="gezien" value="1" autocomplete="off" hx-swap-oob="true"' in response.text
    assert "<textarea" not in response.text
    agree(round_, "PO-B1", stand="0", note="Anders", seen=1)
    response = on_item(client, round_, "PO-B1", seen="1", note="Half een zin, en verder")
    assert response.status_code == 409
    assert "Nog niet bewaard" in response.text
    assert "<textarea" not in response.text
    assert round_.team_views.get().note == "Anders"


def test_after_closing_together_the_stands_are_read_only(cast, lead):
    round_ = together(cast.marieke)
    agree(round_, "PO-B1", stand="1", note="Zo was het.", seen=0)
    close(round_, cast.marieke)
    page = lead.get(address(round_)).text
    assert "Zo was het." in page
    assert "Het invullen is gesloten." in page
    assert 'name="stand"' not in page
    page = on_item(lead, round_, "PO-B1", seen="1", stand="3").client.get(address(round_)).text
    assert "Dit punt is niet bewaard" in page
    assert round_.team_views.get().stand == "1"


# ---- gelijke kansen, priorities, the goal, telling ----------------------------------------------


def test_the_items_on_equal_opportunities_stand_beside_each_other(cast, lead):
    round_ = together(cast.marieke, depth="full")
    agree(round_, "PO-B10", stand="1", note="", seen=0)
    go(round_, cast.marieke, "gelijke-kansen")
    page = lead.get(address(round_)).text
    assert all(item.text in page for item in round_.items if item.equity)
    assert "In ontwikkeling" in page


def test_the_short_list_has_none_of_them_and_the_board_asks_all_the_same(cast, lead):
    round_ = together(cast.marieke)
    go(round_, cast.marieke, "gelijke-kansen")
    assert lead.get(address(round_)).text.count("Dit punt zit niet in jullie korte lijst.") == 4


@pytest.mark.parametrize(("step", "field"), [("gelijke-kansen", "equity"), ("vertellen", "telling")])
def test_a_text_is_kept_and_a_conflict_shows_both(cast, lead, step, field):
    round_ = opened(cast.marieke)
    go(round_, cast.marieke, step)
    send(lead, round_, step, text="Eerst dit.", seen="1", go="doel")
    assert getattr(talk_of(round_), field) == "Eerst dit."
    assert talk_of(round_).step == "doel"
    keep_text(round_, field, "Van Fatima.", 2)
    response = send(lead, round_, step, text="Van Marieke.", seen="2")
    assert response.status_code == 409
    assert "Van Fatima." in response.text
    assert "Van Marieke." in response.text
    assert getattr(talk_of(round_), field) == "Van Fatima."
    send(lead, round_, step, text="Samen.", seen="3")
    assert getattr(talk_of(round_), field) == "Samen."


def test_another_text_that_changed_is_no_conflict(cast, lead):
    round_ = opened(cast.marieke)
    keep_text(round_, "equity", "Intussen.", 1)
    assert send(lead, round_, "vertellen", text="Fatima vertelt het.", seen="1").status_code == 302
    assert talk_of(round_).telling == "Fatima vertelt het."


def test_the_priorities_show_flags_and_stands_and_three_are_laid_down(cast, lead):
    round_ = opened(cast.marieke)
    agree(round_, "PO-S1", stand="0", note="", seen=0)
    go(round_, cast.marieke, "prioriteiten")
    page = lead.get(address(round_)).text
    assert (
        page.index(round_.item("PO-S1").text) < page.index(round_.item("PO-B3").text) < page.index(round_.items[0].text)
    )
    assert "2 keer ‘hier eerst’" in page
    send(lead, round_, "prioriteiten", seen="", items=["PO-S1", "PO-B3", "PO-B1"], firm="1")
    assert list(round_.priorities.values_list("item_code", flat=True)) == ["PO-S1", "PO-B3", "PO-B1"]
    round_.refresh_from_db()
    assert round_.agreed_at


def test_a_sixth_priority_is_refused_with_a_sentence_and_the_ticks_stay(cast, lead):
    round_ = opened(cast.marieke)
    go(round_, cast.marieke, "prioriteiten")
    codes = [item.code for item in round_.items[:6]]
    response = send(lead, round_, "prioriteiten", seen="", items=codes, go="eerste-doel")
    assert response.status_code == 422
    assert "Jullie kozen er 6." in response.text
    assert response.text.count(" checked> <span>") == 6
    assert not round_.priorities.exists()


def test_without_a_choice_one_may_go_on_but_not_lay_it_down(cast, lead):
    round_ = opened(cast.marieke)
    go(round_, cast.marieke, "prioriteiten")
    assert "Kies minstens één punt." in send(lead, round_, "prioriteiten", seen="", firm="1").text
    assert send(lead, round_, "prioriteiten", seen="", go="eerste-doel").status_code == 302
    assert talk_of(round_).step == "eerste-doel"


def test_two_who_choose_priorities_see_both(cast, lead):
    round_ = opened(cast.marieke)
    round_.choose(cast.fatima, ["PO-B1"])
    response = send(lead, round_, "prioriteiten", seen="", items=["PO-E1"])
    assert response.status_code == 409
    assert "Dit staat er nu" in response.text
    assert [one.item_code for one in round_.priorities.all()] == ["PO-B1"]
    send(lead, round_, "prioriteiten", seen="PO-B1", items=["PO-E1"])
    assert [one.item_code for one in round_.priorities.all()] == ["PO-E1"]


def goal_data(round_, leader, **data):
    day = localdate() + timedelta(days=40)
    return {
        "at": "eerste-doel",
        "holds": "1",
        "priority": "PO-B1",
        "aim": "Elke groep\nbegint met een kring.",
        "owner": leader.pk,
        "evaluate_on": day,
    } | data


def test_the_first_goal_has_an_owner_and_a_day_to_look_back(cast, lead):
    round_ = opened(cast.marieke)
    round_.choose(cast.marieke, ["PO-B1", "PO-B3"])
    go(round_, cast.marieke, "eerste-doel")
    assert "/handvatten/" in lead.get(address(round_)).text
    lead.post(address(round_), goal_data(round_, cast.joost))
    goal = Goal.objects.get()
    assert (goal.aim, goal.owner, goal.state) == ("Elke groep begint met een kring.", cast.joost, Goal.State.RUNNING)
    assert goal.evaluations.get().due_on == localdate() + timedelta(days=40)
    assert round_.priorities.get(item_code="PO-B1").goal == goal
    page = lead.get(address(round_)).text
    assert "Joost van Dijk trekt het. Terugkijken op" in page
    lead.post(address(round_), goal_data(round_, cast.fatima, aim="Nog een keer"))
    assert Goal.objects.get().aim == "Elke groep begint met een kring."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"aim": " "}, "Schrijf op wat jullie willen bereiken."),
        ({"owner": ""}, "Kies wie het doel trekt."),
        ({"evaluate_on": "2020-01-01"}, "Deze dag is al geweest."),
        ({"evaluate_on": "morgen"}, "Dit is geen datum."),
        ({"priority": "PO-S1"}, "Dit is geen prioriteit meer."),
    ],
)
def test_a_goal_that_is_not_whole_is_refused_and_what_was_typed_stays(cast, lead, data, sentence):
    round_ = opened(cast.marieke)
    round_.choose(cast.marieke, ["PO-B1"])
    response = lead.post(address(round_), goal_data(round_, cast.joost, **data))
    assert response.status_code == 422
    assert sentence in response.text
    assert "begint met een kring." in response.text or "aim" in data
    assert not Goal.objects.exists()


def test_an_owner_of_another_school_is_refused(cast, lead):
    round_ = opened(cast.marieke)
    round_.choose(cast.marieke, ["PO-B1"])
    assert lead.post(address(round_), goal_data(round_, cast.bram)).status_code == 422
    assert not Goal.objects.exists()
