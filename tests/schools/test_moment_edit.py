"""/school/<code>/agenda/<id>/wijzigen/: change a meeting, or all that follow in a series; two at once lose nothing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.timezone import localtime

from schools.models import AgendaMoment
from schools.moments import Facts
from tests.world import AgendaMomentFactory, HolidayFactory, on, weekday

pytestmark = pytest.mark.django_db


def address(moment):
    return f"/school/{moment.school.code}/agenda/{moment.pk}/wijzigen/"


def data_of(moment, **changes):
    start, end = localtime(moment.starts_at), localtime(moment.ends_at)
    data = {"title": moment.title, "kind": moment.kind, "day": start.date(), "begin": f"{start:%H:%M}"}
    data |= {"end": f"{end:%H:%M}", "place": moment.place, "talk": moment.talk, "team": moment.team_id or ""}
    return data | {"stamp": Facts.of(moment).stamp} | changes


def series(school, number=4, first=None):
    """Make moments a week apart on one weekday, from next week on."""
    first, name = first or weekday(7), uuid4()
    return [
        AgendaMomentFactory(
            school=school, series=name, title="Weekstart", starts_at=on(first + timedelta(days=7 * week), "08:10")
        )
        for week in range(number)
    ]


def test_a_past_meeting_keeps_its_day_and_gets_another_title(cast, as_user):
    moment = AgendaMomentFactory(school=cast.marieke.school, starts_at=on(weekday(-20), "15:15"))
    assert as_user(cast.marieke.user).post(address(moment), data_of(moment, title="Anders")).status_code == 302
    moment.refresh_from_db()
    assert (moment.title, moment.sequence) == ("Anders", 1)
    assert as_user(cast.joost.user).get(address(moment)).status_code == 403


def test_one_of_a_series_changes_alone(cast, as_user):
    _, second, *_ = series(cast.marieke.school)
    as_user(cast.marieke.user).post(address(second), data_of(second, title="Anders"))
    titles = list(AgendaMoment.objects.visible_to(cast.marieke).values_list("title", flat=True))
    assert titles == ["Weekstart", "Anders", "Weekstart", "Weekstart"]


def test_all_that_follow_move_along_and_what_meets_a_holiday_is_cancelled(cast, as_user):
    first, second, third, fourth = series(cast.marieke.school)
    holiday = third.day + timedelta(days=1 if third.day.weekday() < 4 else -1)
    shift = (holiday - third.day).days
    HolidayFactory(school=cast.marieke.school, starts_on=holiday, ends_on=holiday)
    changes = {"day": second.day + timedelta(days=shift), "begin": "08:20", "following": "on"}
    response = as_user(cast.marieke.user).post(address(second), data_of(second, **changes))
    assert response.status_code == 302
    days = {one.pk: one.day for one in (first, second, third, fourth)}
    for one in (first, second, third, fourth):
        one.refresh_from_db()
    assert (first.day, first.sequence) == (days[first.pk], 0)
    assert second.day == days[second.pk] + timedelta(days=shift)
    assert (third.day, third.cancel_reason) == (days[third.pk], "Op deze dag is de school dicht.")
    assert fourth.day == days[fourth.pk] + timedelta(days=shift)
    assert [one.sequence for one in (second, third, fourth)] == [1, 1, 1]
    assert f"{localtime(fourth.starts_at):%H:%M}" == "08:20"


def test_a_moment_that_was_cancelled_does_not_change_or_come_back_with_the_rest(cast, as_user):
    first, second, *_ = series(cast.marieke.school)
    AgendaMoment.objects.filter(pk=second.pk).update(cancelled_at=timezone.now(), cancel_reason="Ziek")
    as_user(cast.marieke.user).post(address(first), data_of(first, title="Anders", following="on"))
    second.refresh_from_db()
    assert (second.title, second.cancel_reason) == ("Weekstart", "Ziek")
    response = as_user(cast.marieke.user).post(address(second), data_of(second, title="Anders"))
    assert response.status_code == 422
    assert "intussen vervallen" in response.text


def test_two_who_change_at_once_both_see_both(cast, as_user):
    moment = AgendaMomentFactory(school=cast.marieke.school, title="Teamoverleg", place="Aula")
    opened = data_of(moment)
    as_user(cast.marieke.user).post(address(moment), opened | {"place": "Speelzaal"})
    second = as_user(cast.fatima.user)
    response = second.post(address(moment), opened | {"title": "Bouwoverleg"})
    assert response.status_code == 409
    assert "Een collega wijzigde dit moment ook" in response.text
    assert "nu staat er ‘Speelzaal’" in response.text
    assert 'value="Bouwoverleg"' in response.text
    assert 'value="Speelzaal"' in response.text  # what was not touched is the colleague's
    moment.refresh_from_db()
    assert moment.title == "Teamoverleg"
    stamp = re.search(r'name="stamp" value="([^"]+)"', response.text)[1]
    assert (
        second.post(
            address(moment), opened | {"title": "Bouwoverleg", "place": "Speelzaal", "stamp": stamp}
        ).status_code
        == 302
    )
    moment.refresh_from_db()
    assert (moment.title, moment.place, moment.sequence) == ("Bouwoverleg", "Speelzaal", 2)


def test_a_stamp_that_is_not_ours_counts_as_not_having_seen_anything(cast, as_user):
    moment = AgendaMomentFactory(school=cast.marieke.school)
    assert as_user(cast.marieke.user).post(address(moment), data_of(moment, title="X", stamp="x")).status_code == 409


def test_a_moment_of_another_school_is_not_there(cast, as_user):
    moment = AgendaMomentFactory(school=cast.bram.school)
    ours = f"/school/{cast.marieke.school.code}/agenda/{moment.pk}/wijzigen/"
    assert as_user(cast.marieke.user).post(ours, data_of(moment)).status_code == 404


def test_an_opening_question_is_read_whole_while_it_is_written_and_kept_as_one_line(cast, as_user):
    moment, client = AgendaMomentFactory(school=cast.marieke.school), as_user(cast.marieke.user)
    assert re.search(r'<textarea[^>]+name="talk"', client.get(address(moment)).text)
    client.post(address(moment), data_of(moment, talk="Wat zag je  deze week?\r\nEn wat deed je?\r\n"))
    moment.refresh_from_db()
    assert moment.talk == "Wat zag je deze week? En wat deed je?"
