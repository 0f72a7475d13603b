"""/school/<code>/vertrekken/: everyone may leave by themselves; the goals they own get another owner."""

import pytest
from django.utils import timezone

from reflections.models import Reflection
from schools.models import JournalEntry
from tests.world import GoalFactory, MembershipFactory, ReflectionFactory

pytestmark = pytest.mark.django_db


def address(member):
    return f"/school/{member.school.code}/vertrekken/"


def test_a_teacher_leaves_and_keeps_the_account_and_the_reflections(cast, as_user):
    ReflectionFactory(author=cast.joost.user)
    client = as_user(cast.joost.user)
    assert address(cast.joost) in client.get("/vandaag/").text
    page = client.get(address(cast.joost)).text
    assert "Ga je weg bij De Vijver?" in page
    assert "Wie neemt de doelen over?" not in page
    cast.joost.refresh_from_db()
    assert cast.joost.left_at is None  # asking changes nothing
    response = client.post(address(cast.joost), follow=True)
    assert response.redirect_chain == [("/vandaag/", 302)]
    assert "Je doet niet meer mee met De Vijver." in response.text
    assert "Je hoort nu niet bij een school." in response.text
    assert client.get(address(cast.joost)).status_code == 404
    assert Reflection.objects.visible_to(cast.joost.user).count() == 1
    entry = JournalEntry.objects.get()
    assert (entry.deed, entry.subject, entry.member) == ("member_left", "Joost van Dijk", cast.joost)


def test_goals_that_run_need_another_owner(cast, as_user):
    goal = GoalFactory(owner=cast.joost)
    client = as_user(cast.joost.user)
    assert goal.aim in client.get(address(cast.joost)).text
    response = client.post(address(cast.joost), {"successor": ""})
    assert response.status_code == 422
    assert "Kies wie de doelen overneemt." in response.text
    for wrong in (cast.joost.pk, cast.bram.pk, "x"):
        assert client.post(address(cast.joost), {"successor": wrong}).status_code == 422
    assert client.post(address(cast.joost), {"successor": cast.marieke.pk}).status_code == 302
    goal.refresh_from_db()
    assert goal.owner == cast.marieke


def test_the_last_who_manages_the_accounts_is_led_to_handing_over(cast, as_user):
    client = as_user(cast.fatima.user)
    for response in (client.get(address(cast.fatima)), client.post(address(cast.fatima))):
        assert "Niemand anders beheert nu de accounts van de school." in response.text
        assert f"/school/{cast.fatima.school.code}/leden/overdragen/" in response.text
    assert response.status_code == 422
    cast.fatima.refresh_from_db()
    assert cast.fatima.left_at is None
    MembershipFactory(school=cast.fatima.school, is_admin=True)
    assert client.post(address(cast.fatima)).status_code == 302


def test_leaving_one_school_leaves_the_other(cast, as_user):
    MembershipFactory(school=cast.bram.school, user=cast.joost.user)
    client = as_user(cast.joost.user)
    assert client.get(f"/school/{cast.joost.school.code}/doelen/").status_code == 200
    client.post(address(cast.joost))
    page = client.get("/vandaag/").text
    assert "Het Waterlicht" in page
    assert f"/school/{cast.joost.school.code}/" not in page


def test_nobody_leaves_in_the_name_of_another(cast, as_user):
    assert as_user(cast.bram.user).post(address(cast.joost)).status_code == 404
    cast.joost.left_at = timezone.now()
    cast.joost.save()
    assert as_user(cast.joost.user).post(address(cast.joost)).status_code == 404
