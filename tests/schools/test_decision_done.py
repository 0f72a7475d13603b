"""/school/<code>/agenda/besluiten/<id>/gedaan/: an action is done."""

import pytest
from django.utils.timezone import localdate

from tests.world import AgendaItemFactory, AgendaMomentFactory, DecisionFactory

pytestmark = pytest.mark.django_db


def send(client, decision):
    return client.post(f"/school/{decision.item.moment.school.code}/agenda/besluiten/{decision.pk}/gedaan/")


def decision_of(owner):
    return DecisionFactory(item=AgendaItemFactory(moment=AgendaMomentFactory(school=owner.school)), owner=owner)


@pytest.mark.parametrize("who", ["joost", "marieke"])
def test_who_took_it_on_or_leads_the_theme_says_so(cast, as_user, who):
    decision = decision_of(cast.joost)
    for _ in range(2):
        assert send(as_user(getattr(cast, who).user), decision).status_code == 302
    decision.refresh_from_db()
    assert decision.done_on == localdate()
    assert not decision.is_action


def test_on_the_page_of_today_it_is_done_where_the_box_is_ticked(cast, as_user):
    decision = decision_of(cast.joost)
    address = f"/school/{decision.item.moment.school.code}/agenda/besluiten/{decision.pk}/gedaan/"
    client = as_user(cast.joost.user)
    for given, done in (({}, None), ({"done": "on"}, localdate())):
        answer = client.post(address, given | {"vandaag": "1"})
        assert answer["Location"] == "/vandaag/"
        decision.refresh_from_db()
        assert decision.done_on == done


def test_a_colleagues_action_is_not_ones_own(cast, as_user):
    decision = decision_of(cast.fatima)
    assert send(as_user(cast.joost.user), decision).status_code == 404
    decision.refresh_from_db()
    assert decision.done_on is None


def test_another_schools_is_not_there(cast, as_user):
    decision = decision_of(cast.bram)
    client = as_user(cast.marieke.user)
    assert send(client, decision).status_code == 404
    ours = f"/school/{cast.marieke.school.code}/agenda/besluiten/{decision.pk}/gedaan/"
    assert client.post(ours).status_code == 404
