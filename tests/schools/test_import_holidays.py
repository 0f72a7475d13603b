"""`manage.py import_holidays`: the government's JSON becomes the table of the regions."""

import json
from copy import deepcopy
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from schools.calendar import SchoolYear
from schools.holiday_import import SHIPPED, BadHolidays, read_holidays
from schools.models import RegionHoliday
from tests.world import RegionHolidayFactory

pytestmark = pytest.mark.django_db

# A document as the government gives it, stray spaces and line ends included.
DOCUMENT = {
    "id": "f7a5c8e6-0000-0000-0000-000000000000",
    "type": "schoolholidays",
    "canonical": "https://www.rijksoverheid.nl/onderwerpen/schoolvakanties/overzicht-schoolvakanties-per-schooljaar",
    "content": [
        {
            "title": "Schoolvakanties 2026-2027\n",
            "schoolyear": "\n      2026-2027 ",
            "vacations": [
                {
                    "type": "\n        Herfstvakantie         ",
                    "compulsorydates": "false ",
                    "regions": [
                        {
                            "region": "noord",
                            "startdate": "2026-10-09T22:00:00.000Z",
                            "enddate": "2026-10-17T22:00:00.000Z",
                        },
                        {
                            "region": "midden ",
                            "startdate": "2026-10-16T22:00:00.000Z",
                            "enddate": "2026-10-24T22:00:00.000Z",
                        },
                    ],
                },
                {
                    "type": "Kerstvakantie ",
                    "compulsorydates": "true",
                    "regions": [
                        {
                            "region": "heel Nederland",
                            "startdate": "2026-12-18T23:00:00.000Z",
                            "enddate": "2027-01-02T23:00:00.000Z",
                        }
                    ],
                },
            ],
        }
    ],
    "notice": "Het ministerie geeft voor de herfstvakantie alleen adviesdata.",
}


@pytest.fixture
def document():
    return deepcopy(DOCUMENT)


@pytest.fixture
def run(tmp_path):
    """Write a file and import it; return what the command prints."""

    def run(content, *options):
        path = tmp_path / "vakanties.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        out = StringIO()
        call_command("import_holidays", str(path), *options, stdout=out)
        return out.getvalue().splitlines()

    return run


def rows():
    return list(RegionHoliday.objects.order_by("starts_on", "region").values_list("region", "name", "starts_on"))


def first_region(document):
    return document["content"][0]["vacations"][0]["regions"][0]


def test_it_reads_dutch_days_and_gives_all_regions_what_is_the_whole_countrys(run, document):
    assert run([document]) == ["2026-2027 midden 2 new", "2026-2027 noord  2 new", "2026-2027 zuid   1 new"]
    autumn = RegionHoliday.objects.get(region="noord", name="Herfstvakantie")
    assert (autumn.starts_on, autumn.ends_on, autumn.is_fixed) == (date(2026, 10, 10), date(2026, 10, 18), False)
    assert rows()[2:] == [(region, "Kerstvakantie", date(2026, 12, 19)) for region in ("midden", "noord", "zuid")]
    assert RegionHoliday.objects.filter(name="Kerstvakantie", ends_on=date(2027, 1, 3), is_fixed=True).count() == 3


def test_one_document_without_a_list_is_fine_too(run, document):
    assert len(run(document)) == 3


def test_a_day_without_a_time_is_that_day(run, document):
    first_region(document).update(startdate="2026-10-10", enddate="2026-10-18")
    run(document)
    assert rows()[0] == ("noord", "Herfstvakantie", date(2026, 10, 10))


def test_again_changes_nothing(run, document):
    run(document)
    before = list(RegionHoliday.objects.order_by("pk").values())
    assert run(document) == [
        "2026-2027 midden 2 the same",
        "2026-2027 noord  2 the same",
        "2026-2027 zuid   1 the same",
    ]
    assert list(RegionHoliday.objects.order_by("pk").values()) == before


def test_what_the_file_says_otherwise_is_changed_and_what_it_leaves_out_is_removed(run, document):
    run(document)
    other_year = RegionHolidayFactory(region="noord", starts_on=date(2027, 10, 16), ends_on=date(2027, 10, 24))
    first_region(document).update(startdate="2026-10-16T22:00:00.000Z", enddate="2026-10-24T22:00:00.000Z")
    del document["content"][0]["vacations"][0]["regions"][1]
    assert run(document) == [
        "2026-2027 midden 1 removed, 1 the same",
        "2026-2027 noord  1 changed, 1 the same",
        "2026-2027 zuid   1 the same",
    ]
    assert rows()[0] == ("noord", "Herfstvakantie", date(2026, 10, 17))
    other_year.refresh_from_db()


def test_a_dry_run_says_the_same_and_writes_nothing(run, document):
    lines = run(document, "--dry-run")
    assert not RegionHoliday.objects.exists()
    assert lines == [*run(document), "Nothing is written: this was a dry run."]


def test_a_school_year_that_stands_there_twice_counts_once_unless_it_says_two_things(run, document):
    assert len(run([document, document])) == 3
    other = deepcopy(document)
    first_region(other)["enddate"] = "2026-10-18T22:00:00.000Z"
    with pytest.raises(CommandError, match=r"document 2, .*: Herfstvakantie of noord stands in the file twice"):
        run([document, other])


PLACE = r"document 1, content\[0\], vacations\[0\], regions\[0\]: "


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"region": "oost"}, "region: 'oost' is not noord, midden, zuid or heel Nederland"),
        ({"region": None}, "'region' is missing"),
        ({"startdate": "10 oktober"}, "startdate: '10 oktober' is not a date"),
        ({"startdate": "2026-02-30"}, "startdate: '2026-02-30' is not a date"),
        (
            {"startdate": "2026-10-18T22:00:00.000Z"},
            "Herfstvakantie ends on 2026-10-18, before it starts on 2026-10-19",
        ),
        ({"enddate": "2026-12-30T22:00:00.000Z"}, "Herfstvakantie lasts longer than 70 days"),
        ({"startdate": "2025-10-10", "enddate": "2025-10-18"}, "starts on 2025-10-10, outside the school year"),
        ({"enddate": ""}, "'enddate' is missing"),
    ],
)
def test_a_bad_entry_is_named_with_its_place_and_nothing_is_imported(run, document, change, problem):
    first_region(document).update(change)
    with pytest.raises(CommandError, match=f"(?s)nothing is imported from .*{PLACE}.*{problem}"):
        run(document)
    assert not RegionHoliday.objects.exists()


@pytest.mark.parametrize("year", ["2026", "2026-2028", "2026/27", "", None, "9999-10000"])
def test_a_school_year_that_is_none_is_named(run, document, year):
    document["content"][0]["schoolyear"] = year
    with pytest.raises(CommandError, match=r"school ?year"):
        run(document)


def test_all_that_is_wrong_is_named_at_once(run, document):
    first_region(document)["region"] = "oost"
    document["content"][0]["vacations"][1]["compulsorydates"] = "soms"
    with pytest.raises(CommandError) as error:
        run(document)
    assert "'oost'" in str(error.value)
    assert r"vacations[1], regions[0]: compulsorydates: 'soms' is neither true nor false" in str(error.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not JSON"),
        ("<html>", "not JSON"),
        ("[]", "no holiday in this file"),
        ("{}", "document 1: a list 'content' is expected here"),
        ("[1]", "document 1: a list 'content' is expected here"),
        ('[{"content": [{"vacations": [3]}]}]', r"vacations\[0\]: a list 'regions' is expected here"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_what_is_not_the_governments_file_is_refused(run, text, problem):
    with pytest.raises(CommandError, match=problem):
        run(text)


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match=r"can't read nergens\.json"):
        call_command("import_holidays", "nergens.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["content", "vacations", "regions", "region", "type", "schoolyear", "startdate", "enddate"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@given(content=JSON)
def test_nothing_but_bad_holidays_comes_of_any_other_json(content):
    with pytest.raises(BadHolidays):
        read_holidays(json.dumps(content))


# ---- the file that comes along ----------------------------------------------------------


def test_the_file_that_comes_along_has_five_whole_holidays_for_each_region_and_year():
    found = read_holidays(SHIPPED.read_text(encoding="utf-8"))
    assert len(found) == 3 * 3 * 5
    assert {given.year for given in found} == {SchoolYear(2025), SchoolYear(2026), SchoolYear(2027)}
    lengths = {"Herfst": 9, "Kerst": 16, "Voorjaars": 9, "Mei": 9, "Zomer": 44}
    for given_ in found:
        assert (given_.starts_on.weekday(), given_.ends_on.weekday()) == (5, 6)
        assert (given_.ends_on - given_.starts_on).days + 1 == lengths[given_.name.removesuffix("vakantie")]
        assert given_.is_fixed == (given_.name in {"Kerstvakantie", "Meivakantie", "Zomervakantie"})


def test_it_is_what_the_command_takes_where_no_file_is_named(db):
    out = StringIO()
    call_command("import_holidays", stdout=out)
    assert len(out.getvalue().splitlines()) == 9
    assert RegionHoliday.objects.count() == 45
