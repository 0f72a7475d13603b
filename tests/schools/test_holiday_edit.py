"""/school/<code>/vakanties/wijzigen/: the table of one school year, which becomes the school's own."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from schools.models import Holiday, JournalEntry
from tests.world import HolidayFactory, RegionHolidayFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear.of(localdate())
AUTUMN = ("Herfstvakantie", date(YEAR.first_year, 10, 17), date(YEAR.first_year, 10, 25))
CHRISTMAS = ("Kerstvakantie", date(YEAR.first_year, 12, 19), date(YEAR.first_year + 1, 1, 3))


def address(member):
    return f"/school/{member.school.code}/vakanties/wijzigen/"


def table(*rows, initial=0, **more):
    """Return what the page sends: a name, a first and a last day per row."""
    data = {"rij-TOTAL_FORMS": len(rows), "rij-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        for field, value in zip(("name", "starts_on", "ends_on"), row, strict=True):
            data[f"rij-{number}-{field}"] = str(value)
    return data | more


@pytest.fixture
def region(db):
    return [RegionHolidayFactory(name=name, starts_on=first, ends_on=last) for name, first, last in (AUTUMN, CHRISTMAS)]


def kept():
    return list(Holiday.objects.values_list("name", "starts_on", "ends_on"))


def test_the_table_starts_from_the_region_and_has_empty_rows(cast, as_user, region):
    page = as_user(cast.fatima.user).get(address(cast.fatima)).text
    assert 'name="rij-TOTAL_FORMS" value="5"' in page
    assert 'value="Herfstvakantie"' in page
    assert f'value="{AUTUMN[1]}"' in page
    assert "data van de regio Midden" in page
    assert "Zet terug naar de regio" not in page


@pytest.mark.parametrize("who", ["joost", "marieke"])
def test_only_who_manages_the_accounts_may(cast, as_user, region, who):
    member = getattr(cast, who)
    assert as_user(member.user).get(address(member)).status_code == 403
    assert as_user(member.user).post(address(member), table(AUTUMN)).status_code == 403
    assert not kept()


def test_saving_makes_the_rows_the_schools_own(cast, as_user, region):
    study_day = ("Studiedag", date(YEAR.first_year, 11, 3), date(YEAR.first_year, 11, 3))
    longer = ("Herfstvakantie", date(YEAR.first_year, 10, 16), AUTUMN[2])
    response = as_user(cast.fatima.user).post(
        address(cast.fatima), table(longer, CHRISTMAS, study_day, ("", "", ""), initial=2)
    )
    assert response["Location"] == f"/school/{cast.fatima.school.code}/vakanties/?jaar={YEAR.first_year}"
    assert kept() == [longer, study_day, CHRISTMAS]
    entry = JournalEntry.objects.get()
    assert entry.deed == "holidays_changed"
    assert entry.subject.startswith(f"{YEAR}: Herfstvakantie 16-10-{YEAR.first_year} t/m 25-10-")
    assert "Studiedag" in entry.subject
    assert "Kerstvakantie" not in entry.subject


def test_saving_what_the_region_says_leaves_it_to_the_region(cast, as_user, region):
    response = as_user(cast.fatima.user).post(address(cast.fatima), table(AUTUMN, CHRISTMAS), follow=True)
    assert "Er is niets veranderd." in response.text
    assert not kept()
    assert not JournalEntry.objects.exists()


def test_a_row_is_taken_away_by_its_box_or_by_emptying_it(cast, as_user, region):
    spring = ("Voorjaarsvakantie", date(YEAR.first_year + 1, 2, 20), date(YEAR.first_year + 1, 2, 28))
    HolidayFactory(school=cast.fatima.school, name=spring[0], starts_on=spring[1], ends_on=spring[2])
    rows = table(spring, AUTUMN, ("", "", ""), initial=1, **{"rij-0-DELETE": "on"})
    assert as_user(cast.fatima.user).post(address(cast.fatima), rows).status_code == 302
    assert kept() == [AUTUMN]
    assert "Voorjaarsvakantie vervalt" in JournalEntry.objects.get().subject


def test_where_nothing_is_known_the_usual_names_stand_ready_and_do_not_have_to_be_filled_in(cast, as_user):
    client = as_user(cast.fatima.user)
    assert 'value="Zomervakantie"' in client.get(address(cast.fatima)).text
    empty = [(name, "", "") for name in ("Kerstvakantie", "Voorjaarsvakantie", "Meivakantie", "Zomervakantie")]
    rows = table(AUTUMN, *empty, initial=5)
    assert client.post(address(cast.fatima), rows).status_code == 302
    assert kept() == [AUTUMN]


def day(month, number):
    return date(YEAR.first_year + (month < 8), month, number)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("Herfst", day(10, 25), day(10, 17))], "De laatste dag ligt vóór de eerste."),
        ([("Herfst", day(10, 17) - timedelta(days=366), day(10, 25))], "Deze dag valt buiten het schooljaar."),
        ([("Herfst", day(10, 17) + timedelta(days=366), day(10, 25))], "Deze dag valt buiten het schooljaar."),
        ([("Lang", day(9, 1), day(9, 1) + timedelta(days=70))], "Dit is langer dan 70 dagen."),
        ([("", day(10, 17), day(10, 25))], "Geef deze vakantie een naam."),
        ([("Herfst", "", day(10, 25))], "Kies de eerste dag"),
        ([("Herfst", day(10, 17), "")], "Kies de laatste dag"),
        ([("Herfst", "31 oktober", day(10, 25))], "Dit is geen datum."),
        ([("x" * 61, day(10, 17), day(10, 25))], "Deze naam is te lang."),
        (
            [AUTUMN, ("Extra", day(10, 25), day(10, 27))],
            "hoort al bij ‘Herfstvakantie’, die duurt tot en met 25 oktober",
        ),
        ([("Vrij", day(9, n), day(9, n)) for n in range(1, 17)], "Er passen 15 rijen in één schooljaar."),
        ([("", "", "")], "Er blijft geen vakantie over."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_stays_in_its_field(cast, as_user, region, rows, sentence):
    response = as_user(cast.fatima.user).post(address(cast.fatima), table(*rows))
    assert response.status_code == 422
    assert sentence in response.text
    for row in rows:
        assert all(f'value="{value}"' in response.text for value in row if value)
    assert not kept()


def test_seventy_days_and_a_summer_that_runs_on_into_august_are_fine(cast, as_user):
    summer = ("Zomer", date(YEAR.first_year + 1, 7, 17), date(YEAR.first_year + 1, 8, 29))
    long = ("Lang", date(YEAR.first_year, 9, 1), date(YEAR.first_year, 9, 1) + timedelta(days=69))
    assert as_user(cast.fatima.user).post(address(cast.fatima), table(summer, long)).status_code == 302
    assert kept() == [long, summer]


@pytest.mark.parametrize("data", [{}, {"rij-TOTAL_FORMS": "x"}, {"rij-TOTAL_FORMS": "9999", "rij-INITIAL_FORMS": "-1"}])
def test_a_form_without_its_rows_is_refused(cast, as_user, region, data):
    assert as_user(cast.fatima.user).post(address(cast.fatima), data).status_code == 422
    assert not kept()


def test_the_other_school_year_stays_as_it_is(cast, as_user, region):
    later = HolidayFactory(
        school=cast.fatima.school, starts_on=date(YEAR.first_year + 1, 10, 1), ends_on=date(YEAR.first_year + 1, 10, 5)
    )
    as_user(cast.fatima.user).post(address(cast.fatima), table(AUTUMN))
    assert Holiday.objects.filter(pk=later.pk).exists()
    page = as_user(cast.fatima.user).get(f"{address(cast.fatima)}?jaar={YEAR.first_year + 1}").text
    assert f'value="{later.starts_on}"' in page
    assert "Zet terug naar de regio" in page
