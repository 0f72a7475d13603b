"""/school/<code>/agenda/nieuw/: put a meeting on the agenda, once or as a series."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, localtime

from schools.calendar import SchoolYear
from schools.models import AgendaMoment, JournalEntry
from tests.world import HolidayFactory, TeamFactory, weekday

pytestmark = pytest.mark.django_db
DAY = weekday(8)
NEXT = SchoolYear(SchoolYear.of(localdate()).first_year + 1)


def post(client, member, **changes):
    data = {"title": "Briefing", "kind": "meeting", "day": DAY.isoformat(), "begin": "15:15", "end": "16:00"}
    data |= {"place": "", "talk": "", "team": "", "repeat": "", "until": "", "number": "", **changes}
    return client.post(f"/school/{member.school.code}/agenda/nieuw/", data)


def moments(member):
    return AgendaMoment.objects.visible_to(member)


def start_of_next_year():
    """Return a Tuesday in September of the next school year: far from its end, on whatever day this runs."""
    day = date(NEXT.first_year, 9, 1)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def test_a_coordinator_adds_a_meeting(cast, as_user):
    team = TeamFactory(lead=cast.marieke)
    response = post(as_user(cast.marieke.user), cast.marieke, kind="training", team=team.pk)
    moment = moments(cast.joost).get()
    assert response["Location"] == f"/school/{cast.marieke.school.code}/agenda/{moment.pk}/"
    assert (moment.day, moment.kind, moment.team, moment.series) == (DAY, "training", team, None)
    assert [localtime(moment.starts_at).hour, localtime(moment.ends_at).hour] == [15, 16]
    assert JournalEntry.objects.get().deed == "moment_planned"


def test_a_teacher_may_not(cast, as_user):
    assert post(as_user(cast.joost.user), cast.joost).status_code == 403


def test_every_other_week_gives_a_series_that_passes_over_the_holidays(cast, as_user):
    first = start_of_next_year()
    HolidayFactory(school=cast.marieke.school, starts_on=first + timedelta(days=12), ends_on=first + timedelta(days=16))
    response = post(as_user(cast.marieke.user), cast.marieke, day=first.isoformat(), repeat="2", number="4")
    assert response.status_code == 302
    made = list(moments(cast.marieke))
    assert [one.day for one in made] == [first + timedelta(days=14 * week) for week in (0, 2, 3, 4)]
    assert len({one.series for one in made}) == 1
    assert len({one.uid for one in made}) == 4
    page = as_user(cast.marieke.user).get(response["Location"])
    assert "één van 4 in een reeks" in page.text


def test_what_was_passed_over_is_told(cast, as_user):
    first = start_of_next_year()
    HolidayFactory(school=cast.marieke.school, starts_on=first + timedelta(days=6), ends_on=first + timedelta(days=8))
    client = as_user(cast.marieke.user)
    response = post(client, cast.marieke, day=first.isoformat(), repeat="1", number="60")
    page = client.get(response["Location"]).text
    assert "Overgeslagen, want dan is de school dicht: " in page
    assert "Daarna is het schooljaar voorbij." in page
    assert moments(cast.marieke).count() <= 60
    assert all(one.day in NEXT for one in moments(cast.marieke))


def test_a_single_moment_in_a_holiday_is_allowed_and_said(cast, as_user):
    HolidayFactory(school=cast.marieke.school, name="Herfstvakantie", starts_on=DAY, ends_on=DAY)
    client = as_user(cast.marieke.user)
    page = client.get(post(client, cast.marieke)["Location"]).text
    assert "valt in de herfstvakantie" in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "Schrijf op wat jullie gaan doen."),
        ({"kind": "feest"}, "Kies een van de soorten uit de lijst."),
        ({"day": "2020-01-01"}, "Deze dag is al geweest."),
        ({"day": "9999-12-31"}, f"Plannen kan in schooljaar {SchoolYear(NEXT.first_year - 1)} en {NEXT}"),
        ({"day": (NEXT.end + timedelta(days=1)).isoformat()}, f"kies een dag tot en met 31 juli {NEXT.end.year}"),
        ({"end": "15:00"}, "Het einde ligt vóór het begin."),
        ({"end": "15:15"}, "Het einde ligt vóór het begin."),
        ({"begin": "kwart over drie"}, "Schrijf een tijd, bijvoorbeeld 15:15."),
        ({"team": "0"}, "Kies een team van deze school."),
        ({"repeat": "1"}, "Zeg wanneer de reeks stopt"),
        ({"repeat": "5"}, "Kies een van de ritmes uit de lijst."),
        ({"repeat": "1", "number": "61"}, "Een reeks telt hooguit 60 momenten."),
        ({"repeat": "1", "number": "1"}, "Een reeks is twee keer of vaker."),
        ({"repeat": "1", "until": "2020-01-01"}, "De laatste dag ligt niet na de eerste."),
        ({"repeat": "1", "until": "9999-01-01"}, "Een reeks blijft in één schooljaar."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, as_user, change, sentence):
    response = post(as_user(cast.marieke.user), cast.marieke, place="Personeelskamer", **change)
    assert response.status_code == 422
    assert sentence in response.text
    assert "Personeelskamer" in response.text
    assert not moments(cast.marieke).exists()


def test_a_series_begins_on_a_school_day(cast, as_user):
    saturday = DAY + timedelta(days=5 - DAY.weekday())
    response = post(as_user(cast.marieke.user), cast.marieke, day=saturday.isoformat(), repeat="1", number="3")
    assert response.status_code == 422
    assert "valt in het weekend. Begin de reeks op een schooldag." in response.text


def test_a_team_of_another_school_is_not_there(cast, as_user):
    team = TeamFactory(lead=cast.bram)
    assert post(as_user(cast.marieke.user), cast.marieke, team=team.pk).status_code == 422


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
def test_a_meeting_in_the_hour_that_is_skipped_or_comes_twice_does_not_fall_over(cast, as_user, day):
    if localdate() <= date.fromisoformat(day) <= NEXT.end:
        response = post(as_user(cast.marieke.user), cast.marieke, day=day, begin="02:30", end="03:00")
        assert response.status_code in {302, 422}
