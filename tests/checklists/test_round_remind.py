"""/school/<code>/checklist/<id>/herinneren/: let the reminder go out now."""

import pytest
from django.utils.timezone import localdate

from checklists.models import Round
from schools.models import JournalEntry
from tests.rounds import open_alone
from tests.world import RoundFactory, weekday

pytestmark = pytest.mark.django_db
BUTTON = "Herinner wie nog niet klaar is"


def test_it_is_asked_once(cast, as_user):
    round_ = open_alone(cast.marieke.school, people=3, closes_on=weekday(14))
    address, client = f"/school/{round_.school.code}/checklist/{round_.pk}/", as_user(cast.marieke.user)
    assert BUTTON in client.get(address).text
    page = client.post(f"{address}herinneren/", follow=True).text
    assert "Wie nog niet klaar is, krijgt een herinnering." in page
    assert BUTTON not in page
    assert Round.objects.get().reminds_from == localdate()
    client.post(f"{address}herinneren/")
    assert JournalEntry.objects.filter(deed="round_reminded").count() == 1


@pytest.mark.parametrize("state", [{"draft": True, "alone": True}, {}, {"closed": True, "alone": True}])
def test_there_is_nobody_to_remind(cast, as_user, state):
    round_ = RoundFactory(school=cast.marieke.school, **state)
    as_user(cast.marieke.user).post(f"/school/{round_.school.code}/checklist/{round_.pk}/herinneren/")
    assert Round.objects.get().reminds_from is None


def test_a_teacher_may_not(cast, as_user):
    round_ = open_alone(cast.joost.school)
    address = f"/school/{round_.school.code}/checklist/{round_.pk}/herinneren/"
    assert as_user(cast.joost.user).post(address).status_code == 403
