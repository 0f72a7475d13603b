"""Coming in with a school account that nobody here has: by an invitation, by its link, or without one."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from schools import identities
from schools.invitations import Unusable
from schools.models import Invitation, Membership, User
from tests.schools.newcomers import ACCEPT, EMAIL, OVER, SCHOOL, prove
from tests.schools.oidc import StubProvider, configure, entry, round_trip, use_urls
from tests.world import Cast, InvitationFactory, SchoolFactory

pytestmark = pytest.mark.django_db


# ---- invited: coming in -----------------------------------------------------------------


def test_who_was_invited_comes_in_without_a_password_and_signs_in_so_the_next_time(
    newcomer: Client, cast: Cast
) -> None:
    invitation = InvitationFactory(school=cast.fatima.school, email=EMAIL, role="coordinator")
    prove(newcomer)
    page = newcomer.get(ACCEPT).text
    assert "Doe mee met De Vijver" in page
    assert "Je bent uitgenodigd als IB’er." in page
    assert 'value="Wei Tan"' in page
    response = newcomer.post(
        ACCEPT, {"name": "Wei Tan-de Boer", "email": "baas@x.example", "role": "principal"}, follow=True
    )
    assert response.redirect_chain == [("/vandaag/", 302)]
    assert "Welkom bij De Vijver." in response.text
    user = User.objects.get(email=EMAIL)
    assert user.name == "Wei Tan-de Boer"
    assert not user.has_usable_password()
    assert user.memberships.get().role == "coordinator"
    invitation.refresh_from_db()
    assert invitation.accepted_at
    again = Client()
    assert round_trip(again)["Location"] == "/vandaag/"
    assert again.session["_auth_user_id"] == str(user.pk)


def test_invitations_of_several_schools_are_shown_and_accepted_together(newcomer: Client, cast: Cast) -> None:
    for school in (cast.fatima.school, cast.bram.school):
        InvitationFactory(school=school, email=EMAIL)
    InvitationFactory(school=SchoolFactory(name="De Verlopen School"), email=EMAIL, expired=True)
    InvitationFactory(school=SchoolFactory(name="De Ingetrokken School"), email=EMAIL, withdrawn=True)
    prove(newcomer)
    page = newcomer.get(ACCEPT).text
    assert "De Vijver" in page
    assert "Het Waterlicht" in page
    assert "De Verlopen" not in page
    assert "De Ingetrokken" not in page
    newcomer.post(ACCEPT, {"name": "Wei"})
    assert set(Membership.objects.filter(user__email=EMAIL).values_list("school__name", flat=True)) == {
        "De Vijver",
        "Het Waterlicht",
    }


def test_a_name_is_needed(client: Client, cast: Cast, entree: StubProvider) -> None:
    entree.claims = {"uid": "x"}
    InvitationFactory(school=cast.fatima.school, email=EMAIL)
    round_trip(client)
    prove(client)
    refused = client.post(ACCEPT, {"name": "  "})
    assert refused.status_code == 422
    assert "Vul dit nog in." in refused.text
    assert not User.objects.filter(email=EMAIL).exists()


def test_an_address_with_an_account_leads_to_the_login_and_links_nothing(newcomer: Client, cast: Cast) -> None:
    InvitationFactory(school=cast.bram.school, email="ib@vijver.example")
    prove(newcomer, "ib@vijver.example")
    page = newcomer.get(ACCEPT)
    assert "Je hebt hier al een account" in page.text
    assert "/account/login/?next=/account/schoolaccount/koppelen/" in page.text
    newcomer.post(ACCEPT, {"name": "Wei"})
    assert not SocialAccount.objects.exists()
    assert "_auth_user_id" not in newcomer.session
    assert not cast.marieke.user.memberships.filter(school=cast.bram.school).exists()


def test_an_account_made_in_another_window_meanwhile_is_not_taken_over(cast: Cast) -> None:
    invitation = InvitationFactory(school=cast.bram.school, email="ib@vijver.example")
    with pytest.raises(Unusable):
        identities.join(identities.Pending("https://a.example", "x", 0), "Wei", [invitation])
    assert not SocialAccount.objects.exists()


def test_an_address_without_an_invitation_leads_on(newcomer: Client) -> None:
    prove(newcomer)
    page = newcomer.get(ACCEPT)
    assert "Geen uitnodiging gevonden" in page.text
    assert SCHOOL in page.text


def test_an_invitation_for_an_archived_school_is_none(newcomer: Client, cast: Cast) -> None:
    from django.utils import timezone

    InvitationFactory(school=SchoolFactory(archived_at=timezone.now()), email=EMAIL)
    prove(newcomer)
    assert "Geen uitnodiging gevonden" in newcomer.post(ACCEPT, {"name": "Wei"}).text


def test_an_identity_that_got_an_account_meanwhile_makes_no_second_one(
    newcomer: Client, cast: Cast, entree: StubProvider
) -> None:
    InvitationFactory(school=cast.fatima.school, email=EMAIL)
    prove(newcomer)
    SocialAccount.objects.create(user=cast.joost.user, provider=entree.issuer, uid="wei@vijver")
    assert newcomer.post(ACCEPT, {"name": "Wei"})["Location"] == OVER
    assert not User.objects.filter(email=EMAIL).exists()
    assert Invitation.objects.get().is_open


# ---- by the link of the invitation ------------------------------------------------------


def test_the_link_of_an_invitation_takes_a_school_account_in_place_of_a_password(
    client: Client, cast: Cast, entree: StubProvider
) -> None:
    InvitationFactory(school=cast.fatima.school, email="ander@x.example", token="bewijs")
    page = client.get("/uitnodiging/bewijs/").text
    assert "Ga verder met Entree Federatie" in page
    assert 'name="next" value="/uitnodiging/bewijs/"' in page
    assert round_trip(client, next="/uitnodiging/bewijs/")["Location"] == "/uitnodiging/bewijs/"
    page = client.get("/uitnodiging/bewijs/").text
    assert "Doe mee als Wei Tan met je schoolaccount" in page
    assert "password1" not in page
    assert client.post("/uitnodiging/bewijs/", {"name": ""}).status_code == 422
    assert client.post("/uitnodiging/bewijs/", {"name": "Wei Tan"})["Location"] == "/vandaag/"
    user = User.objects.get(email="ander@x.example")  # the address of the invitation, not that of the claim
    assert SocialAccount.objects.get().user == user
    assert user.memberships.get().school == cast.fatima.school


def test_the_link_never_links_to_the_account_that_has_the_address(
    client: Client, cast: Cast, entree: StubProvider
) -> None:
    InvitationFactory(school=cast.bram.school, email="ib@vijver.example", token="bewijs")
    round_trip(client, next="/uitnodiging/bewijs/")
    page = client.get("/uitnodiging/bewijs/").text
    assert "Je hebt al een account" in page
    assert client.post("/uitnodiging/bewijs/", {"name": "Wei"}).status_code == 403
    assert not SocialAccount.objects.exists()


def test_without_a_provider_the_link_is_as_it_was(client: Client, cast: Cast, settings: Any) -> None:
    configure(settings)
    InvitationFactory(school=cast.fatima.school, email=EMAIL, token="bewijs")
    page = client.get("/uitnodiging/bewijs/").text
    assert "schoolaccount" not in page
    assert "password1" in page


# ---- without an invitation --------------------------------------------------------------


@pytest.fixture
def with_form(monkeypatch: Any, settings: Any) -> None:
    use_urls(settings, monkeypatch, with_request_form=True)


def asked_in(text: str) -> dict[str, list[str]]:
    [address] = re.findall(r'href="(/aanmelden/[^"]*)"', text)
    return parse_qs(urlsplit(address.replace("&amp;", "&")).query)


def school_with(brin: str, name: str) -> Any:
    return SchoolFactory(brin=brin, name=name)


def test_a_school_that_is_not_here_can_be_put_forward(newcomer: Client, with_form: None) -> None:
    page = newcomer.get(SCHOOL).text
    assert "Jouw school doet nog niet mee" in page
    assert asked_in(page) == {"brin": ["12AB"], "school_name": ["Stichting De Plas"]}


@pytest.mark.parametrize(
    ("said", "kept"), [("12AB", "12AB00"), ("12AB00", "12AB00"), (" 12ab-00 ", "12AB00"), ("12AB01", "12AB")]
)
def test_one_school_that_fits_is_the_one_to_ask(
    client: Client, entree: StubProvider, with_form: None, said: str, kept: str
) -> None:
    school_with(kept, "De Vijver")
    school_with("34CD00", "Een Andere")
    entree.claims["nlEduPersonHomeOrganizationId"] = said
    round_trip(client)
    page = client.get(SCHOOL).text
    assert "Vraag toegang tot De Vijver" in page
    assert asked_in(page) == {"brin": [kept], "school_name": ["De Vijver"]}
    assert "Een Andere" not in page


def test_a_vestiging_that_is_not_here_is_not_mistaken_for_another(
    client: Client, entree: StubProvider, with_form: None
) -> None:
    school_with("12AB00", "De Vijver")
    entree.claims["nlEduPersonHomeOrganizationId"] = "12AB05"
    round_trip(client)
    page = client.get(SCHOOL).text
    assert "Jouw school doet nog niet mee" in page
    assert "De Vijver" not in page


def test_four_characters_with_several_schools_ask_once_which(newcomer: Client, with_form: None) -> None:
    main, annexe = school_with("12AB00", "De Vijver"), school_with("12AB01", "De Vijver Zuid")
    hidden = school_with("34CD00", "Een Andere")
    page = newcomer.get(SCHOOL).text
    assert "Op welke school werk je?" in page
    assert "De Vijver Zuid" in page
    assert "Een Andere" not in page
    refused = newcomer.post(SCHOOL, {})
    assert refused.status_code == 422
    assert "Kies je school." in refused.text
    assert newcomer.post(SCHOOL, {"school": hidden.code}).status_code == 422
    asked = parse_qs(urlsplit(newcomer.post(SCHOOL, {"school": annexe.code})["Location"]).query)
    assert asked == {"brin": ["12AB01"], "school_name": ["De Vijver Zuid"]}
    assert main.brin == "12AB00"


@pytest.mark.parametrize("said", [None, "", "geen", "ABCD", "12AB000", "1234", ["12AB", 5], {"a": 1}, "'; drop table"])
def test_garbage_for_a_brin_still_gets_a_friendly_page(
    client: Client, entree: StubProvider, with_form: None, said: Any
) -> None:
    school_with("", "Zonder BRIN")
    entree.claims["nlEduPersonHomeOrganizationId"] = said
    round_trip(client)
    response = client.get(SCHOOL)
    assert response.status_code == 200
    assert "Zonder BRIN" not in response.text


def test_an_ordinary_provider_is_not_believed_about_a_school(
    client: Client, stub: StubProvider, settings: Any, with_form: None
) -> None:
    configure(settings, entry(stub, claims="standard"))
    school_with("12AB00", "De Vijver")
    round_trip(client)
    page = client.get(SCHOOL).text
    assert "Een account krijg je via je school" in page
    assert "De Vijver" not in page


def test_where_there_is_no_form_to_ask_it_says_whom_to_ask(newcomer: Client, settings: Any, monkeypatch: Any) -> None:
    use_urls(settings, monkeypatch, with_request_form=False)
    assert "Vraag je directeur of IB’er om een uitnodiging." in newcomer.get(SCHOOL).text
