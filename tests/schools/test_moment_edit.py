"""/school/<code>/agenda/<id>/wijzigen/: change a meeting."""

import pytest
from django.utils.timezone import localtime

from tests.world import AgendaMomentFactory

pytestmark = pytest.mark.django_db


def test_a_past_meeting_keeps_its_day_and_gets_another_title(cast, as_user):
    moment = AgendaMomentFactory(school=cast.marieke.school)
    start, end = localtime(moment.starts_at), localtime(moment.ends_at)
    data = {
        "title": "Anders",
        "day": start.date(),
        "begin": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "place": "",
        "talk": "",
    }
    address = f"/school/{moment.school.code}/agenda/{moment.pk}/wijzigen/"
    assert as_user(cast.marieke.user).post(address, data).status_code == 302
    moment.refresh_from_db()
    assert moment.title == "Anders"
    assert as_user(cast.joost.user).get(address).status_code == 403
