"""/school/<code>/agenda/nieuw/: put a meeting on the agenda."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from schools.models import AgendaMoment

pytestmark = pytest.mark.django_db
DAY = (localdate() + timedelta(days=8)).isoformat()


def post(client, member, **changes):
    data = {"title": "Briefing", "day": DAY, "begin": "15:15", "end": "16:00", "place": "", "talk": "", **changes}
    return client.post(f"/school/{member.school.code}/agenda/nieuw/", data)


def test_a_coordinator_adds_a_meeting(cast, as_user):
    assert post(as_user(cast.marieke.user), cast.marieke).status_code == 302
    moment = AgendaMoment.objects.visible_to(cast.joost).get()
    assert moment.day.isoformat() == DAY


def test_a_teacher_may_not(cast, as_user):
    assert post(as_user(cast.joost.user), cast.joost).status_code == 403


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "Schrijf op wat jullie gaan doen."),
        ({"day": "2020-01-01"}, "Deze dag is al geweest."),
        ({"end": "15:00"}, "Het einde ligt vóór het begin."),
        ({"begin": "kwart over drie"}, "Schrijf een tijd, bijvoorbeeld 15:15."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, as_user, change, sentence):
    response = post(as_user(cast.marieke.user), cast.marieke, place="Personeelskamer", **change)
    assert response.status_code == 422
    assert sentence in response.text
    assert "Personeelskamer" in response.text
    assert not AgendaMoment.objects.visible_to(cast.marieke).exists()
