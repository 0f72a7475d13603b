"""/school/<code>/leden/: who takes part, which invitations are open, who left."""

import re

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


def names(page):
    return re.findall(
        r'class="person"><span class="avatar" aria-hidden="true">[^<]*</span><span>([^<]+?)(?: <span|<small)', page
    )


def test_the_notice_leads_to_handing_over(cast, as_user):
    assert f"{address(cast.fatima)}overdragen/" in as_user(cast.fatima.user).get(address(cast.fatima)).text


@pytest.mark.parametrize("wanted", ["joost", "VAN DIJK", "dijk jo", "leerkracht@", " joost  dijk "])
def test_a_part_of_the_name_or_the_address_finds_someone(cast, as_user, wanted):
    page = as_user(cast.fatima.user).get(address(cast.fatima), {"zoek": wanted}).text
    assert names(page) == ["Joost van Dijk"]
    assert "1 van de 3 leden gevonden" in page
    assert f'value="{wanted}"' in page


def test_looking_also_finds_open_invitations_and_who_left(cast, as_user):
    InvitationFactory(school=cast.fatima.school, email="yara@school.example")
    InvitationFactory(school=cast.fatima.school, email="kees@school.example")
    MembershipFactory(school=cast.fatima.school, user__name="Yara Haddad", left_at=timezone.now())
    page = as_user(cast.fatima.user).get(address(cast.fatima), {"zoek": "yara"}).text
    assert "yara@school.example" in page
    assert "Yara Haddad" in page
    assert "kees@school.example" not in page
    assert names(page) == []


@pytest.mark.parametrize("wanted", ["Bram", "%", "_", "mentor@waterlicht.example", "'", "<b>"])
def test_what_nobody_has_finds_nobody_and_says_so(cast, as_user, wanted):
    page = as_user(cast.fatima.user).get(address(cast.fatima), {"zoek": wanted}).text
    assert names(page) == []
    assert "Geen van de 3 leden gevonden" in page
    assert "Niemand die meedoet, heeft" in page
    assert "<b>" not in page


@pytest.mark.parametrize("wanted", ["x" * 101, "a\x00b"])
def test_a_question_that_makes_no_sense_is_refused_and_stays(cast, as_user, wanted):
    response = as_user(cast.fatima.user).get(address(cast.fatima), {"zoek": wanted})
    assert response.status_code == 422
    assert "Joost van Dijk" in response.text


def test_a_long_list_has_pages_and_the_question_stays(cast, as_user):
    for number in range(60):
        MembershipFactory(school=cast.fatima.school, user__name=f"Noor {number:02}")
    client = as_user(cast.fatima.user)
    first, third = (client.get(address(cast.fatima), {"zoek": "noor", "pagina": page}).text for page in (1, 3))
    assert names(first) == [f"Noor {number:02}" for number in range(25)]
    assert names(third) == [f"Noor {number:02}" for number in range(50, 60)]
    assert 'href="?zoek=noor&amp;pagina=2"' in first
    assert 'rel="next"' not in third
    assert "60 van de 63 leden gevonden" in third
    assert "63 leden" in client.get(address(cast.fatima)).text


@pytest.mark.parametrize("page", ["x", "0", "-1", "9999999"])
def test_a_page_number_that_makes_no_sense_is_a_404(cast, as_user, page):
    assert as_user(cast.fatima.user).get(address(cast.fatima), {"pagina": page}).status_code == 404


def test_htmx_gets_the_list_alone(cast, as_user):
    client = as_user(cast.fatima.user, **{"hx-request": "true"})
    response = client.get(address(cast.fatima), {"zoek": "joost"})
    assert "<html" not in response.text
    assert names(response.text) == ["Joost van Dijk"]
    assert 'id="ledenlijst"' in response.text


def test_small_and_capital_letters_stand_in_one_order(cast, as_user):
    MembershipFactory(school=cast.fatima.school, user__name="fatima zonder hoofdletter")
    page = as_user(cast.fatima.user).get(address(cast.fatima)).text
    assert names(page)[:2] == ["Fatima El Amrani", "fatima zonder hoofdletter"]


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
