"""/school/<code>/leden/: who takes part, which invitations are open, who left."""

import pytest
from django.utils import timezone

from tests.world import InvitationFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def address(member):
    return f"/school/{member.school.code}/leden/"


def test_a_principal_and_who_manages_the_accounts_see_the_list_others_do_not(cast, as_user):
    assert as_user(cast.fatima.user).get(address(cast.fatima)).status_code == 200
    for member in (cast.joost, cast.marieke):
        assert as_user(member.user).get(address(member)).status_code == 403
        member.is_admin = True
        member.save()
        assert as_user(member.user).get(address(member)).status_code == 200


def test_everyone_stands_there_with_the_role(cast, as_user):
    page = as_user(cast.fatima.user).get(address(cast.fatima)).text
    for text in ("Joost van Dijk", "leerkracht@vijver.example", "Leerkracht", "Marieke Postma", "IB’er", "Directeur"):
        assert text in page
    assert "Bram" not in page


def test_the_menu_leads_there_for_who_may(cast, as_user):
    assert address(cast.fatima) in as_user(cast.fatima.user).get("/vandaag/").text
    assert address(cast.joost) not in as_user(cast.joost.user).get("/vandaag/").text


def test_open_invitations_can_be_sent_again_or_withdrawn_the_others_are_gone(cast, as_user):
    school = cast.fatima.school
    InvitationFactory(school=school, email="vers@school.example")
    InvitationFactory(school=school, email="oud@school.example", expired=True)
    InvitationFactory(school=school, email="klaar@school.example", accepted=True)
    InvitationFactory(school=school, email="terug@school.example", withdrawn=True)
    page = as_user(cast.fatima.user).get(address(cast.fatima)).text
    assert page.index("vers@school.example") < page.index("oud@school.example")
    assert page.count("Verlopen") == 1
    assert page.count(">Stuur opnieuw<") == page.count(">Trek in<") == 2
    assert "klaar@school.example" not in page
    assert "terug@school.example" not in page


def test_a_notice_stands_there_while_one_person_manages_the_accounts(cast, as_user):
    client = as_user(cast.fatima.user)
    assert "Alleen jij beheert" in client.get(address(cast.fatima)).text
    second = MembershipFactory(school=cast.fatima.school, is_admin=True)
    assert "Alleen jij" not in client.get(address(cast.fatima)).text
    second.left_at = timezone.now()
    second.save()
    assert "Alleen jij beheert" in client.get(address(cast.fatima)).text


def test_who_left_stands_apart_and_not_twice_after_coming_back(cast, as_user):
    gone = MembershipFactory(school=cast.fatima.school, user__name="Ada Vertrokken", left_at=timezone.now())
    client = as_user(cast.fatima.user)
    page = client.get(address(cast.fatima)).text
    assert page.index("Wie niet meer meedoet") < page.index("Ada Vertrokken")
    MembershipFactory(school=gone.school, user=gone.user)
    assert "Wie niet meer meedoet" not in client.get(address(cast.fatima)).text


def test_the_number_of_queries_is_the_same_for_1_and_for_50(cast, as_user, count_queries):
    client, school = as_user(cast.fatima.user), cast.fatima.school
    client.get(address(cast.fatima))

    def more():
        MembershipFactory(school=school)
        MembershipFactory(school=school, left_at=timezone.now())
        InvitationFactory(school=school)

    more()
    few = count_queries(client, address(cast.fatima))
    for _ in range(50):
        more()
    assert count_queries(client, address(cast.fatima)) == few
