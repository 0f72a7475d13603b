"""/school/<code>/agenda/<id>/moment.ics: one moment to take along."""

import pytest

from tests.schools.test_calendar_files import validated
from tests.world import AgendaMomentFactory

pytestmark = pytest.mark.django_db


def test_a_member_takes_a_moment_along(cast, as_user):
    moment = AgendaMomentFactory(school=cast.joost.school, title="Teamoverleg: rust!")
    response = as_user(cast.joost.user).get(f"/school/{moment.school.code}/agenda/{moment.pk}/moment.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="{moment.day:%Y-%m-%d}-teamoverleg-rust.ics"' in response["Content-Disposition"]
    _, second = validated(response.content)
    assert second.vevent.summary.value == "Teamoverleg: rust!"
    assert second.vevent.url.value.endswith(f"/school/{moment.school.code}/agenda/{moment.pk}/")


def test_a_moment_of_another_school_is_not_there(cast, as_user):
    moment = AgendaMomentFactory(school=cast.bram.school)
    address = f"/school/{cast.joost.school.code}/agenda/{moment.pk}/moment.ics"
    assert as_user(cast.joost.user).get(address).status_code == 404
