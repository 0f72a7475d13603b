"""/school/<code>/leden/<id>/terug/: who left takes part again."""

import pytest
from django.utils import timezone

from schools.models import JournalEntry
from tests.world import MembershipFactory

pytestmark = pytest.mark.django_db


def address(person):
    return f"/school/{person.school.code}/leden/{person.pk}/terug/"


def test_who_left_comes_back_in_the_same_role(cast, as_user):
    cast.marieke.left_at = timezone.now()
    cast.marieke.save()
    goals = f"/school/{cast.marieke.school.code}/doelen/"
    assert as_user(cast.marieke.user).get(goals).status_code == 404
    assert as_user(cast.fatima.user).post(address(cast.marieke)).status_code == 302
    assert as_user(cast.marieke.user).get(goals).status_code == 200
    cast.marieke.refresh_from_db()
    assert cast.marieke.role == "coordinator"
    assert JournalEntry.objects.get().deed == "member_reactivated"


def test_twice_is_the_same_as_once(cast, as_user):
    gone = MembershipFactory(school=cast.fatima.school, left_at=timezone.now())
    client = as_user(cast.fatima.user)
    for _ in range(2):
        assert client.post(address(gone)).status_code == 302
    assert JournalEntry.objects.count() == 1


def test_who_is_a_member_again_already_is_not_doubled(cast, as_user):
    gone = MembershipFactory(school=cast.fatima.school, user=cast.joost.user, left_at=timezone.now())
    assert as_user(cast.fatima.user).post(address(gone)).status_code == 302
    gone.refresh_from_db()
    assert gone.left_at


def test_a_teacher_may_not_nor_may_who_left_bring_themselves_back(cast, as_user):
    gone = MembershipFactory(school=cast.fatima.school, role="principal", left_at=timezone.now())
    assert as_user(cast.joost.user).post(address(gone)).status_code == 403
    assert as_user(gone.user).post(address(gone)).status_code == 404
    assert as_user(cast.fatima.user).get(address(gone)).status_code == 405
