"""/school/<code>/vakanties/terug/: a school year follows the region again."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from schools.models import Holiday, JournalEntry
from tests.world import HolidayFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear.of(localdate())


def address(member):
    return f"/school/{member.school.code}/vakanties/terug/"


def own(school, first_year):
    return HolidayFactory(school=school, starts_on=date(first_year, 10, 1), ends_on=date(first_year, 10, 5))


def test_the_schools_own_dates_of_that_year_are_gone_and_no_others(cast, as_user):
    school = cast.fatima.school
    gone, later = own(school, YEAR.first_year), own(school, YEAR.first_year + 1)
    theirs = own(cast.bram.school, YEAR.first_year)
    client = as_user(cast.fatima.user)
    assert client.get(address(cast.fatima)).status_code == 405
    response = client.post(address(cast.fatima), {"jaar": YEAR.first_year}, follow=True)
    assert f"De vakanties van {YEAR} volgen weer de regio Midden." in response.text
    assert set(Holiday.objects.all()) == {later, theirs}
    assert gone not in Holiday.objects.all()
    client.post(address(cast.fatima), {"jaar": YEAR.first_year})
    assert [(entry.deed, entry.subject) for entry in JournalEntry.objects.all()] == [("holidays_reset", str(YEAR))]


def test_only_who_manages_the_accounts_may(cast, as_user):
    own(cast.joost.school, YEAR.first_year)
    for member in (cast.joost, cast.marieke):
        assert as_user(member.user).post(address(member), {"jaar": YEAR.first_year}).status_code == 403
    assert Holiday.objects.exists()


def test_another_year_is_not_there(cast, as_user):
    assert as_user(cast.fatima.user).post(address(cast.fatima), {"jaar": "1999"}).status_code == 404
