"""/school/<code>/checklist/<id>/wijzigen/: change a draft; of an open round the name, the last day and the word."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from checklists.models import Round
from schools.models import JournalEntry
from tests.rounds import open_alone
from tests.world import RoundFactory, weekday

pytestmark = pytest.mark.django_db


def address(round_):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/wijzigen/"


def test_a_draft_shows_what_it_has_and_keeps_what_is_changed(cast, as_user):
    own = [{"code": "EIGEN-1", "pillar": "educatie", "text": "Wij eten samen."}]
    round_ = RoundFactory(school=cast.marieke.school, draft=True, name="Najaar", own_items=own, told_on=localdate())
    client = as_user(cast.marieke.user)
    page = client.get(address(round_)).text
    assert 'value="Najaar"' in page
    assert 'value="Wij eten samen."' in page
    data = {"name": "Winter", "depth": "full", "way": "together", "punt-TOTAL_FORMS": "1", "punt-INITIAL_FORMS": "1"}
    client.post(address(round_), data | {"punt-0-text": "", "punt-0-pillar": ""})
    round_ = Round.objects.get()
    assert (round_.name, round_.depth, round_.own_items, round_.told_on) == ("Winter", "full", [], None)
    assert JournalEntry.objects.get().deed == "round_changed"


def test_of_an_open_round_only_the_name_the_last_day_and_the_word_change(cast, as_user):
    round_ = open_alone(cast.marieke.school, people=3, closes_on=weekday(7), told_on=localdate())
    client = as_user(cast.marieke.user)
    page = client.get(address(round_)).text
    assert "Dit staat vast" in page
    assert 'name="depth"' not in page
    day = weekday(14)
    data = {
        "name": "Winter",
        "closes_on": day.isoformat(),
        "invitation": "Nog even",
        "depth": "full",
        "way": "together",
    }
    client.post(address(round_), data)
    round_ = Round.objects.get()
    assert (round_.name, round_.closes_on, round_.invitation) == ("Winter", day, "Nog even")
    assert (round_.depth, round_.way, round_.told_on) == ("kern", "alone", None)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [("", "Kies tot en met welke dag"), ("2020-01-01", "Deze dag is al geweest."), ("x", "Dit is geen datum.")],
)
def test_a_last_day_that_can_not_be_is_refused(cast, as_user, day, sentence):
    round_ = open_alone(cast.marieke.school, closes_on=weekday(7), name="Najaar")
    response = as_user(cast.marieke.user).post(address(round_), {"name": "Anders", "closes_on": day})
    assert response.status_code == 422
    assert sentence in response.text
    assert "Anders" in response.text
    assert Round.objects.get().name == "Najaar"


def test_the_name_changes_also_after_the_last_day(cast, as_user):
    past = localdate() - timedelta(days=3)
    round_ = open_alone(cast.marieke.school, closes_on=past)
    data = {"name": "Winter", "closes_on": past.isoformat()}
    assert as_user(cast.marieke.user).post(address(round_), data).status_code == 302


def test_a_round_filled_in_together_has_no_last_day_to_change(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school)
    client = as_user(cast.marieke.user)
    assert 'name="closes_on"' not in client.get(address(round_)).text
    client.post(address(round_), {"name": "Winter", "closes_on": weekday(7).isoformat()})
    assert (Round.objects.get().name, Round.objects.get().closes_on) == ("Winter", None)


def test_a_closed_round_stays_as_it_is(cast, as_user):
    round_ = RoundFactory(school=cast.marieke.school, closed=True, name="Najaar")
    response = as_user(cast.marieke.user).post(address(round_), {"name": "Winter"}, follow=True)
    assert "Deze afname is gesloten." in response.text
    assert Round.objects.get().name == "Najaar"


@pytest.mark.parametrize(("state", "status"), [({"draft": True}, 404), ({}, 403), ({"closed": True}, 403)])
def test_a_teacher_may_not(cast, as_user, state, status):
    round_ = RoundFactory(school=cast.joost.school, **state)
    assert as_user(cast.joost.user).get(address(round_)).status_code == status
    assert as_user(cast.joost.user).post(address(round_), {"name": "Winter"}).status_code == status
