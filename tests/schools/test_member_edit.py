"""/school/<code>/leden/<id>/wijzigen/: another role, while somebody keeps managing the accounts."""

import pytest
from django.utils import timezone

from schools.models import JournalEntry
from tests.world import MembershipFactory

pytestmark = pytest.mark.django_db


def address(person):
    return f"/school/{person.school.code}/leden/{person.pk}/wijzigen/"


def test_a_role_is_changed_and_counts_at_once(cast, as_user):
    joost = as_user(cast.joost.user)
    assert joost.get(address(cast.joost)).status_code == 403
    response = as_user(cast.fatima.user).post(address(cast.joost), {"role": "coordinator", "is_admin": "on"})
    assert response.status_code == 302
    cast.joost.refresh_from_db()
    assert (cast.joost.role, cast.joost.is_admin) == ("coordinator", True)
    assert joost.get(address(cast.joost)).status_code == 200
    entry = JournalEntry.objects.get()
    assert (entry.deed, entry.member) == ("member_changed", cast.fatima)
    assert entry.subject == "Joost van Dijk, van leerkracht naar IB’er die accounts beheert"


def test_a_role_that_stays_the_same_is_no_deed(cast, as_user):
    assert as_user(cast.fatima.user).post(address(cast.joost), {"role": "teacher"}).status_code == 302
    assert not JournalEntry.objects.exists()


def test_your_own_page_leads_to_handing_over_and_to_leaving(cast, as_user):
    page = as_user(cast.fatima.user).get(address(cast.fatima)).text
    assert f"/school/{cast.fatima.school.code}/leden/overdragen/" in page
    assert f"/school/{cast.fatima.school.code}/vertrekken/" in page


@pytest.mark.parametrize("role", ["teacher", "coordinator"])
def test_the_last_who_manages_the_accounts_cannot_be_demoted(cast, as_user, role):
    response = as_user(cast.fatima.user).post(address(cast.fatima), {"role": role})
    assert response.status_code == 422
    assert "Niemand anders beheert nu de accounts" in response.text
    assert f'<option value="{role}" selected>' in response.text
    cast.fatima.refresh_from_db()
    assert cast.fatima.role == "principal"


def test_the_last_one_may_become_a_teacher_who_manages_the_accounts(cast, as_user):
    assert (
        as_user(cast.fatima.user).post(address(cast.fatima), {"role": "teacher", "is_admin": "on"}).status_code == 302
    )


def test_who_left_does_not_count_as_another_one(cast, as_user):
    MembershipFactory(school=cast.fatima.school, is_admin=True, left_at=timezone.now())
    assert as_user(cast.fatima.user).post(address(cast.fatima), {"role": "teacher"}).status_code == 422


def test_with_another_one_the_principal_steps_back_and_lands_on_a_page_that_opens(cast, as_user):
    MembershipFactory(school=cast.fatima.school, is_admin=True)
    client = as_user(cast.fatima.user)
    response = client.post(address(cast.fatima), {"role": "teacher"}, follow=True)
    assert response.redirect_chain == [("/vandaag/", 302)]
    assert client.get(address(cast.fatima)).status_code == 403


@pytest.mark.parametrize("role", ["", "director"])
def test_a_role_that_does_not_exist_is_refused(cast, as_user, role):
    assert as_user(cast.fatima.user).post(address(cast.joost), {"role": role}).status_code == 422


def test_someone_of_another_school_or_who_left_is_not_there(cast, as_user):
    client = as_user(cast.fatima.user)
    gone = MembershipFactory(school=cast.fatima.school, left_at=timezone.now())
    assert client.get(address(gone)).status_code == 404
    assert client.get(f"/school/{cast.fatima.school.code}/leden/{cast.bram.pk}/wijzigen/").status_code == 404
    assert (
        client.post(
            f"/school/{cast.fatima.school.code}/leden/{cast.bram.pk}/wijzigen/", {"role": "principal"}
        ).status_code
        == 404
    )
