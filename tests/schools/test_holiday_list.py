"""/school/<code>/vakanties/: the holidays of this school year and the next, and whose dates they are."""

from datetime import date

import pytest
from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from tests.world import HolidayFactory, RegionHolidayFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear.of(localdate())
NEXT = SchoolYear(YEAR.first_year + 1)
CHRISTMAS = {"starts_on": date(YEAR.first_year, 12, 20), "ends_on": date(YEAR.first_year + 1, 1, 4)}


def address(member):
    return f"/school/{member.school.code}/vakanties/"


def test_everyone_reads_the_regions_dates_and_whose_they_are(cast, as_user):
    RegionHolidayFactory(name="Kerstvakantie", is_fixed=True, **CHRISTMAS)
    RegionHolidayFactory(region="noord", name="Noordvakantie", **CHRISTMAS)
    page = as_user(cast.joost.user).get(address(cast.joost)).text
    assert f"Vakanties {YEAR}</h1>" in page
    assert "volgens de regio Midden" in page
    assert "Kerstvakantie" in page
    assert f"20 december {YEAR.first_year}" in page
    assert "Noordvakantie" not in page
    assert "Advies" not in page.partition("<tbody")[2].partition("</tbody")[0]
    assert "Pas de data aan" not in page


def test_an_advice_is_called_an_advice(cast, as_user):
    RegionHolidayFactory(name="Voorjaarsvakantie", **CHRISTMAS)
    assert '<span class="badge">Advies</span>' in as_user(cast.joost.user).get(address(cast.joost)).text


def test_the_schools_own_dates_take_the_place_of_all_of_the_regions(cast, as_user):
    RegionHolidayFactory(name="Kerstvakantie", **CHRISTMAS)
    own = {"starts_on": date(YEAR.first_year, 10, 5), "ends_on": date(YEAR.first_year, 10, 9)}
    HolidayFactory(school=cast.joost.school, name="Herfstvakantie", **own)
    HolidayFactory(school=cast.bram.school, name="Vakantie van Bram", **own)
    page = as_user(cast.joost.user).get(address(cast.joost)).text
    assert "jullie eigen data" in page
    assert "Herfstvakantie" in page
    assert "Kerstvakantie" not in page
    assert "Vakantie van Bram" not in page


def test_where_nobody_knows_the_dates_the_page_says_so(cast, as_user):
    RegionHolidayFactory(name="Kerstvakantie", **CHRISTMAS)
    page = as_user(cast.joost.user).get(f"{address(cast.joost)}?jaar={NEXT.first_year}").text
    assert f"Voor {NEXT} weten we de data nog niet." in page
    assert "Zodra ze bekend zijn" in page
    page = as_user(cast.fatima.user).get(f"{address(cast.fatima)}?jaar={NEXT.first_year}").text
    assert "Vul ze zelf in, of wacht tot ze bekend zijn." in page


@pytest.mark.parametrize("year", [YEAR.first_year - 1, YEAR.first_year + 2, "x", "-1", "9" * 30])
def test_another_school_year_is_not_there(cast, as_user, year):
    assert as_user(cast.joost.user).get(f"{address(cast.joost)}?jaar={year}").status_code == 404


def test_the_number_of_queries_is_the_same_for_1_and_for_15(cast, as_user, count_queries):
    client = as_user(cast.joost.user)
    client.get(address(cast.joost))
    HolidayFactory(school=cast.joost.school, **CHRISTMAS)
    few = count_queries(client, address(cast.joost))
    for day in range(1, 15):
        HolidayFactory(
            school=cast.joost.school, starts_on=date(YEAR.first_year, 9, day), ends_on=date(YEAR.first_year, 9, day)
        )
    assert count_queries(client, address(cast.joost)) == few
