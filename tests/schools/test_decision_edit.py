"""/school/<code>/agenda/besluiten/<id>/: change a decision."""

import pytest
from django.utils.timezone import localdate

from tests.world import AgendaItemFactory, AgendaMomentFactory, DecisionFactory, GoalFactory, weekday

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(cast):
    moment = AgendaMomentFactory(school=cast.marieke.school)
    return DecisionFactory(item=AgendaItemFactory(moment=moment), owner=cast.joost, text="De borden ophangen")


def address(decision):
    return f"/school/{decision.item.moment.school.code}/agenda/besluiten/{decision.pk}/"


def test_who_took_it_on_changes_it_and_its_words_stay_one_line(decision, cast, as_user):
    data = {"text": "De borden\r\nmaken ", "owner": cast.fatima.pk, "due_on": weekday(9), "goal": "", "done": "on"}
    response = as_user(cast.joost.user).post(address(decision), data)
    assert response["Location"].endswith(f"#besluit-{decision.pk}")
    decision.refresh_from_db()
    assert (decision.text, decision.owner, decision.done_on) == ("De borden maken", cast.fatima, localdate())
    assert as_user(cast.joost.user).get(address(decision)).status_code == 404  # it is Fatima's now
    as_user(cast.fatima.user).post(address(decision), data | {"done": ""} | {"due_on": ""})
    decision.refresh_from_db()
    assert decision.done_on is decision.due_on is None


def test_a_date_that_is_past_may_stay_but_not_be_chosen(decision, cast, as_user):
    decision.due_on = weekday(-9)
    decision.save()
    data = {"text": "x", "owner": cast.joost.pk, "goal": ""}
    client = as_user(cast.marieke.user)
    assert client.post(address(decision), data | {"due_on": weekday(-9)}).status_code == 302
    assert client.post(address(decision), data | {"due_on": weekday(-20)}).status_code == 422


@pytest.mark.parametrize("field", ["owner", "goal"])
def test_who_or_what_is_of_another_school_is_refused(decision, cast, as_user, field):
    theirs = {"owner": cast.bram.pk, "goal": GoalFactory(owner=cast.bram).pk}[field]
    data = {"text": "x", "owner": "", "due_on": "", "goal": ""} | {field: theirs}
    response = as_user(cast.marieke.user).post(address(decision), data)
    assert response.status_code == 422
    assert "van deze school." in response.text


def test_an_empty_decision_is_refused(decision, cast, as_user):
    response = as_user(cast.marieke.user).post(address(decision), {"text": ""})
    assert response.status_code == 422
    assert "Schrijf op wat jullie besloten." in response.text


def test_a_teacher_does_not_change_a_colleagues(decision, cast, as_user):
    decision.owner = cast.fatima
    decision.save()
    assert as_user(cast.joost.user).get(address(decision)).status_code == 404
