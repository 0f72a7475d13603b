"""/school/<code>/agenda/voorstel/: a moment on the rhythm of the year, taken over with one button."""

import pytest
from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from schools.models import AgendaMoment

pytestmark = pytest.mark.django_db
NEXT = SchoolYear(SchoolYear.of(localdate()).first_year + 1)  # all of it lies ahead, on whatever day this runs


def data(key="evaluatie-januari", year=NEXT):
    return {"voorstel": key, "jaar": str(year.first_year)}


def address(member):
    return f"/school/{member.school.code}/agenda/voorstel/"


def test_it_becomes_a_moment_and_is_proposed_no_more(cast, as_user):
    client, agenda = as_user(cast.marieke.user), f"/school/{cast.marieke.school.code}/agenda/?jaar={NEXT.first_year}"
    assert 'value="start"' in client.get(agenda).text
    response = client.post(address(cast.marieke), data("start"))
    assert response["Location"] == agenda
    moment = AgendaMoment.objects.visible_to(cast.joost).get()
    assert moment.proposal == "start"
    assert moment.day in NEXT
    assert moment.day.weekday() < 5
    page = client.get(agenda).text
    assert 'value="start"' not in page
    assert moment.title in page
    assert client.post(address(cast.marieke), data("start")).status_code == 404
    assert AgendaMoment.objects.count() == 1


@pytest.mark.parametrize(
    "changes", [{"voorstel": "x"}, {"jaar": "1999"}, {"jaar": "9" * 30}, {"jaar": ""}, {"voorstel": "\x00"}]
)
def test_what_is_not_proposed_is_not_there(cast, as_user, changes):
    assert as_user(cast.marieke.user).post(address(cast.marieke), data() | changes).status_code == 404
    assert not AgendaMoment.objects.exists()


def test_only_who_leads_the_theme(cast, as_user):
    assert as_user(cast.joost.user).post(address(cast.joost), data()).status_code == 403
    assert as_user(cast.marieke.user).get(address(cast.marieke)).status_code == 405
