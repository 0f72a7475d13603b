"""/school/<code>/agenda/voorstel/weg/: a moment on the rhythm of the year that the school does not want."""

import pytest

from schools.models import AgendaMoment, WavedProposal
from tests.schools.test_proposal_take import NEXT, data

pytestmark = pytest.mark.django_db


def address(member):
    return f"/school/{member.school.code}/agenda/voorstel/weg/"


def test_it_does_not_come_back_this_school_year(cast, as_user):
    client = as_user(cast.marieke.user)
    assert client.post(address(cast.marieke), data("start")).status_code == 302
    assert 'value="start"' not in client.get(f"/school/{cast.marieke.school.code}/agenda/?jaar={NEXT.first_year}").text
    waved = WavedProposal.objects.visible_to(cast.marieke).get()
    assert (waved.key, waved.first_year) == ("start", NEXT.first_year)
    assert not WavedProposal.objects.visible_to(cast.bram).exists()
    assert not AgendaMoment.objects.exists()


def test_only_who_leads_the_theme(cast, as_user):
    assert as_user(cast.joost.user).post(address(cast.joost), data()).status_code == 403
