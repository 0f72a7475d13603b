"""Asking for another question of the day, or for none: remembered for the rest of the day."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from reflections import daily

pytestmark = pytest.mark.django_db


def question_on(client):
    return re.search(r'name="next" value="/vandaag/#([^"]+)"', client.get("/vandaag/").text)[1]


def test_another_one_stays_for_the_day(cast, as_user):
    client = as_user(cast.joost.user)
    first = question_on(client)
    response = client.post("/reflecties/vraag-van-vandaag/", {"keuze": "andere"})
    assert response["Location"] == "/vandaag/"
    second = question_on(client)
    assert second != first
    assert question_on(client) == second


def test_after_all_questions_the_first_comes_back(cast, as_user):
    client = as_user(cast.joost.user)
    seen = [question_on(client)]
    for _ in daily.daily_questions():
        client.post("/reflecties/vraag-van-vandaag/", {"keuze": "andere"})
        seen.append(question_on(client))
    assert seen[-1] == seen[0]
    assert len(set(seen)) == len(daily.daily_questions())


def test_who_skips_is_offered_rest_and_may_come_back_to_the_same_question(cast, as_user):
    client = as_user(cast.joost.user)
    first = question_on(client)
    client.post("/reflecties/vraag-van-vandaag/", {"keuze": "rust"})
    page = client.get("/vandaag/").text
    assert "Vandaag even niet" in page
    assert "<textarea" not in page
    client.post("/reflecties/vraag-van-vandaag/", {"keuze": "toch"})
    assert question_on(client) == first


def test_tomorrow_it_is_forgotten(cast, as_user, monkeypatch):
    client = as_user(cast.joost.user)
    client.post("/reflecties/vraag-van-vandaag/", {"keuze": "rust"})
    tomorrow = localdate() + timedelta(days=1)
    monkeypatch.setattr(daily, "localdate", lambda: tomorrow)
    assert "Vandaag even niet" not in client.get("/vandaag/").text


@pytest.mark.parametrize("data", [{}, {"keuze": "iets"}])
def test_what_is_no_choice_does_not_exist(cast, as_user, data):
    assert as_user(cast.joost.user).post("/reflecties/vraag-van-vandaag/", data).status_code == 404


def test_reading_the_address_changes_nothing(cast, as_user):
    assert as_user(cast.joost.user).get("/reflecties/vraag-van-vandaag/").status_code == 405
