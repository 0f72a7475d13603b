"""/school/<code>/checklist/<id>/gesprek/: the board of the team conversation."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from checklists.agreeing import agree
from checklists.conversation import end, go
from checklists.script import SCRIPT
from tests.checklists.talks import address, alone, on_item, opened, send, talk_of, together
from tests.world import PriorityFactory, RoundFactory, TeamFactory

pytestmark = pytest.mark.django_db


# ---- the script ---------------------------------------------------------------------------


def test_the_script_has_the_minutes_of_the_design():
    assert [step.minutes for step in SCRIPT] == [10, 15, 35, 15, 15, 20, 10]


def test_before_it_begins_the_board_says_what_is_coming(cast, lead):
    round_ = RoundFactory(school=cast.marieke.school)
    page = lead.get(address(round_))
    assert "Een gesprek in 6 stappen" in page.text
    assert "Begin het gesprek" in page.text


def test_each_alone_is_a_step_only_while_there_is_something_to_fill_in(cast, lead):
    round_ = alone(cast.marieke, done=5)
    assert "stap 2 van 7" in lead.get(address(round_)).text
    lead.post(address(round_, "gesprek/invullen/"))
    assert "stap 2 van 6" in lead.get(address(round_)).text


def test_the_board_shows_the_purpose_the_clock_and_the_address_to_follow(cast, lead):
    round_ = together(cast.marieke)
    go(round_, cast.marieke, "doel")
    page = lead.get(address(round_)).text
    assert "Waarom zitten we hier?" in page
    assert 'data-minutes="10">' in page
    assert "10 minuten</span>" in page
    assert f"http://testserver{address(round_, 'volg/')}" in page
    assert "QR-code van het adres hieronder" in page


def test_a_text_field_that_nobody_knows_leads_back_to_the_board(cast, lead):
    round_ = together(cast.marieke)
    assert lead.post(address(round_), {}).status_code == 302
    assert lead.post(address(round_), {"at": "koffie", "go": "../.."}).status_code == 302


# ---- going ----------------------------------------------------------------------------------


def test_the_next_button_goes_on_for_everyone_and_a_reload_lands_there(cast, lead, as_user):
    round_ = together(cast.marieke)
    second = round_.items[1]
    response = on_item(lead, round_, round_.items[0].code, go=f"pijlers:{second.code}")
    assert response["Location"] == address(round_)
    for client in (lead, as_user(cast.fatima.user)):
        assert second.text in client.get(address(round_)).text
    assert f'value="pijlers:{round_.items[2].code}"' in lead.get(address(round_)).text


def test_a_step_and_back_keeps_the_item(cast, lead):
    round_ = together(cast.marieke)
    go(round_, cast.marieke, "pijlers", round_.items[4].code)
    send(lead, round_, "pijlers", go="doel")
    send(lead, round_, "doel", go="pijlers")
    assert round_.items[4].text in lead.get(address(round_)).text


def test_the_clock_of_a_step_begins_when_it_is_entered_and_goes_on_from_item_to_item(cast):
    round_ = together(cast.marieke)
    talk = talk_of(round_)
    talk.step_started_at = timezone.now() - timedelta(minutes=7)
    talk.save()
    go(round_, cast.marieke, "pijlers", round_.items[1].code)
    assert talk_of(round_).step_started_at == talk.step_started_at
    go(round_, cast.marieke, "doel")
    assert talk_of(round_).step_started_at > talk.step_started_at


def test_an_item_of_another_edition_is_not_put_on_the_table(cast, lead):
    round_ = together(cast.marieke)
    send(lead, round_, "pijlers", item="VO-B1", seen="0", stand="1", go="pijlers:VO-B1")
    assert talk_of(round_).item_code == round_.items[0].code
    assert not round_.team_views.exists()


def test_going_to_the_priorities_closes_filling_in_together_and_the_button_says_so(cast, lead):
    round_ = together(cast.marieke)
    agree(round_, round_.items[0].code, stand="1", note="", seen=0)
    go(round_, cast.marieke, "gelijke-kansen")
    assert "Sluit het invullen en kies prioriteiten" in lead.get(address(round_)).text
    send(lead, round_, "gelijke-kansen", text="", seen="1", go="prioriteiten")
    round_.refresh_from_db()
    assert round_.closed_at
    assert talk_of(round_).step == "prioriteiten"


def test_with_nothing_agreed_there_is_nothing_to_choose_from(cast, lead):
    round_ = together(cast.marieke)
    page = lead.post(address(round_), {"at": "pijlers", "go": "prioriteiten"}, follow=True)
    assert "Er is nog niets samen besproken." in page.text
    round_.refresh_from_db()
    assert round_.is_open


@pytest.mark.parametrize("slug", ["pijlers", "gelijke-kansen", "prioriteiten", "eerste-doel", "vertellen"])
def test_while_everyone_answers_alone_the_rest_waits(cast, lead, slug):
    round_ = alone(cast.marieke, done=5)
    page = lead.post(address(round_), {"at": "ieder-voor-zich", "go": slug}, follow=True)
    assert "Er wordt nog ingevuld." in page.text
    assert talk_of(round_).step == "ieder-voor-zich"
    round_.refresh_from_db()
    assert round_.is_open


# ---- rights, and what it costs -------------------------------------------------------------------


@pytest.mark.parametrize(("who", "status"), [("joost", 403), ("marieke", 200), ("fatima", 200), ("bram", 404)])
def test_who_may_lead(cast, as_user, who, status):
    round_ = together(cast.marieke)
    client = as_user(getattr(cast, who).user)
    assert client.get(address(round_)).status_code == status
    assert client.post(address(round_), {"at": "doel", "go": "doel"}).status_code == (302 if status == 200 else status)
    assert (talk_of(round_).step == "doel") is (status == 200)


def test_an_archived_school_is_not_led(cast, as_user):
    round_ = together(cast.marieke)
    cast.marieke.school.archived_at = timezone.now()
    cast.marieke.school.save()
    assert as_user(cast.fatima.user).get(address(round_)).status_code == 403


def test_a_round_of_a_team_is_led_by_any_who_lead(cast, as_user):
    round_ = together(cast.marieke, team=TeamFactory(lead=cast.joost))
    assert as_user(cast.fatima.user).get(address(round_)).status_code == 200


def test_the_last_button_keeps_the_text_and_ends_and_who_follows_sees_it(cast, lead, as_user):
    round_ = opened(cast.marieke)
    go(round_, cast.marieke, "vertellen")
    assert "Rond het gesprek af" in lead.get(address(round_)).text
    send(lead, round_, "vertellen", text="Fatima, vrijdag.", seen="1", go="einde")
    talk = talk_of(round_)
    assert (talk.telling, bool(talk.ended_at)) == ("Fatima, vrijdag.", True)
    assert "Het gesprek is klaar" in as_user(cast.joost.user).get(address(round_, "volg/")).text


def test_what_someone_was_typing_when_another_ended_it_is_kept(cast, lead):
    round_ = opened(cast.marieke)
    end(round_)
    send(lead, round_, "vertellen", text="Net op tijd.", seen="1", go="doel")
    assert talk_of(round_).telling == "Net op tijd."


def test_an_ended_conversation_can_go_on(cast, lead):
    round_ = together(cast.marieke)
    end(round_)
    page = lead.get(address(round_)).text
    assert "Klaar. Dank jullie wel." in page
    assert "Ga verder met het gesprek" in page


@pytest.mark.parametrize("step", ["doel", "pijlers", "gelijke-kansen", "prioriteiten", "eerste-doel", "vertellen"])
def test_the_board_costs_the_same_for_12_and_42_items_and_1_and_50_people(cast, lead, count_queries, step):
    lead.get(address(together(cast.marieke)))  # the first page of a session remembers the school
    cast.marieke.school.rounds.all().delete()
    counts = []
    for facts in ({"depth": "kern", "people": 6}, {"depth": "full", "people": 50, "done": 20}):
        round_ = opened(cast.marieke, **facts)
        codes = [item.code for item in round_.items][: len(counts) * 2 + 1]
        for code in codes:
            agree(round_, code, stand="1", note="Zo.", seen=0)
        round_.choose(cast.marieke, codes)
        for priority in round_.priorities.all():
            priority.make_goal(cast.marieke).start(cast.marieke, localdate())
        go(round_, cast.marieke, step)
        counts.append(count_queries(lead, address(round_)))
        round_.delete()
    assert counts[0] == counts[1] <= 14


def test_each_alone_costs_the_same_for_1_and_50_people(cast, lead, count_queries):
    lead.get(address(together(cast.marieke)))
    cast.marieke.school.rounds.all().delete()
    counts = []
    for people in (1, 50):
        round_ = alone(cast.marieke, people=people)
        counts.append(count_queries(lead, address(round_)))
        round_.delete()
    assert counts[0] == counts[1] <= 12


def test_a_priority_whose_item_is_gone_from_the_page_does_not_break_it(cast, lead):
    round_ = opened(cast.marieke)
    PriorityFactory(round=round_, item_code="XX-1")
    go(round_, cast.marieke, "eerste-doel")
    assert lead.get(address(round_)).status_code == 200
