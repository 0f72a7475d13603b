"""Signing in with a school account: who is let in, who is not, and every try to get into another's account."""

import re
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from schools.models import User
from tests.schools.looking import looking
from tests.schools.oidc import (
    FAILED,
    NEW,
    StubProvider,
    come_back,
    configure,
    entry,
    leave,
    round_trip,
    start_provider,
    stop_provider,
    user_of,
)
from tests.schools.second_factor import totp, with_app
from tests.world import Cast, InvitationFactory

pytestmark = pytest.mark.django_db


def nothing_is_stored() -> bool:
    return not SocialAccount.objects.exists() and not User.objects.exists()


@pytest.fixture
def joost(cast: Cast, entree: StubProvider) -> User:
    """Joost, who has linked his school account."""
    SocialAccount.objects.create(user=cast.joost.user, provider=entree.issuer, uid="wei@vijver")
    return cast.joost.user


# ---- a known identity -------------------------------------------------------------------


def test_a_known_identity_signs_in_and_opens_today(client: Client, joost: User) -> None:
    response = round_trip(client)
    assert (response.status_code, response["Location"]) == (302, "/vandaag/")
    assert user_of(client) == str(joost.pk)
    assert client.get("/vandaag/").status_code == 200


def test_it_goes_on_to_the_page_that_was_asked_for(client: Client, joost: User) -> None:
    login = client.get("/account/login/?next=/reflecties/").text
    form = login[login.index('action="/account/schoolaccount/entree/login/"') :].split("</form>")[0]
    assert 'name="next" value="/reflecties/"' in form
    assert "csrfmiddlewaretoken" in form
    assert round_trip(client, next="/reflecties/")["Location"] == "/reflecties/"


@pytest.mark.parametrize(
    "url", ["https://elders.example/", "//elders.example/", "javascript:alert(1)", "/\\elders.example"]
)
def test_it_never_goes_on_to_another_site(client: Client, joost: User, url: str) -> None:
    assert round_trip(client, next=url)["Location"] == "/vandaag/"


def test_nothing_of_what_the_provider_said_is_kept(client: Client, joost: User) -> None:
    round_trip(client)
    assert SocialAccount.objects.get().extra_data == {}
    assert not SocialToken.objects.exists()
    joost.refresh_from_db()
    assert (joost.name, joost.email) == ("Joost van Dijk", "leerkracht@vijver.example")


def test_the_session_after_is_another_than_before(client: Client, joost: User) -> None:
    address = leave(client)
    before = client.session.session_key
    come_back(client, address)
    assert client.session.session_key != before


def test_a_second_factor_is_asked_here_too(client: Client, joost: User) -> None:
    joost.set_password("vier-natte-kiezels")
    joost.save()
    secret, _ = with_app(joost)
    assert round_trip(client)["Location"] == "/account/2fa/authenticate/"
    assert user_of(client) is None
    cache.clear()  # the code was used a moment ago, to set the app up
    assert client.post("/account/2fa/authenticate/", {"code": totp(secret)})["Location"] == "/vandaag/"
    assert user_of(client) == str(joost.pk)


def test_an_account_that_is_off_stays_off(client: Client, joost: User) -> None:
    User.objects.update(is_active=False)
    assert round_trip(client)["Location"] == "/account/inactive/"
    assert user_of(client) is None


def test_the_provider_is_asked_with_pkce_and_a_secret_and_the_site_asks_nobody_else(
    client: Client, joost: User, entree: StubProvider
) -> None:
    address = leave(client)
    assert address.startswith(f"{entree.issuer}/auth?")
    assert "code_challenge_method=S256" in address
    come_back(client, address)
    token = next(body for path, body in entree.asked if path == "/token")
    assert re.search(r"code_verifier=[\w-]{43}", token)
    assert "client_secret=geheim" in token
    assert {path for path, _ in entree.asked} == {"/.well-known/openid-configuration", "/token", "/userinfo"}


def test_an_address_can_not_widen_what_is_asked(client: Client, entree: StubProvider) -> None:
    query = "?scope=alles&auth_params=prompt%3Dnone&process=connect"
    page = client.post(f"/account/schoolaccount/entree/login/{query}").text
    [address] = re.findall(r'http-equiv="refresh" content="0;url=([^"]+)"', page)
    assert "alles" not in address
    assert "prompt" not in address


# ---- who is let in nowhere --------------------------------------------------------------


@pytest.mark.parametrize("said", ["student", ["student"], "Student", "student, affiliate", ["affiliate", "student"]])
def test_a_student_is_sent_away_and_nothing_is_kept(client: Client, entree: StubProvider, said: Any) -> None:
    entree.claims["eduPersonAffiliation"] = said
    response = round_trip(client)
    assert response["Location"] == f"{FAILED}leerling"
    assert "Handreiking is voor wie op school werkt" in client.get(response["Location"]).text
    assert nothing_is_stored()
    assert not {"identity", "proof", "_auth_user_id"} & set(client.session.keys())


@pytest.mark.parametrize(
    "said", ["employee", "staff", ["student", "employee"], "student;staff", "affiliate", "", None, 7]
)
def test_whoever_works_there_or_of_whom_nothing_is_said_is_no_student(
    client: Client, entree: StubProvider, said: Any
) -> None:
    entree.claims["eduPersonAffiliation"] = said
    assert round_trip(client)["Location"] == NEW


def test_a_student_with_a_linked_account_is_sent_away_too(client: Client, joost: User, entree: StubProvider) -> None:
    entree.claims["eduPersonAffiliation"] = "student"
    assert round_trip(client)["Location"] == f"{FAILED}leerling"
    assert user_of(client) is None


# ---- tries to get into another's account ------------------------------------------------


@pytest.mark.parametrize("verified", [True, False])
def test_an_unknown_identity_with_anothers_address_gets_nothing(
    client: Client, cast: Cast, entree: StubProvider, verified: bool
) -> None:
    entree.claims |= {"mail": "ib@vijver.example", "email": "ib@vijver.example", "email_verified": verified}
    assert round_trip(client)["Location"] == NEW
    assert user_of(client) is None
    assert not SocialAccount.objects.exists()


def test_a_verified_address_of_an_ordinary_provider_gets_nothing_either(
    client: Client, cast: Cast, stub: StubProvider, settings: Any
) -> None:
    configure(settings, entry(stub, claims="standard"))
    stub.claims = {"name": "Marieke Postma", "email": "ib@vijver.example", "email_verified": True}
    assert round_trip(client)["Location"] == NEW
    assert user_of(client) is None


def test_the_page_after_that_does_not_tell_whether_the_address_is_known(
    client: Client, cast: Cast, entree: StubProvider
) -> None:
    pages = []
    for email in ("ib@vijver.example", "niemand@vijver.example"):
        entree.claims["mail"] = email
        round_trip(client)
        pages.append(re.sub(r'value="\w{64}"', "", client.get(NEW).text))
    assert pages[0] == pages[1]


def test_the_same_subject_at_another_issuer_is_somebody_else(client: Client, joost: User, settings: Any) -> None:
    other = start_provider()
    configure(settings, entry(other))  # under the same id and the same name
    assert round_trip(client)["Location"] == NEW
    assert user_of(client) is None
    stop_provider(other)


def test_another_subject_at_the_same_issuer_is_somebody_else(client: Client, joost: User, entree: StubProvider) -> None:
    entree.subject = "WEI@vijver"
    assert round_trip(client)["Location"] == NEW
    assert user_of(client) is None


def test_userinfo_of_another_subject_is_refused(client: Client, joost: User, entree: StubProvider) -> None:
    entree.subject, entree.userinfo_subject = "boef@vijver", "wei@vijver"
    assert round_trip(client)["Location"] == f"{FAILED}storing"
    assert user_of(client) is None


@pytest.mark.parametrize(
    "lie",
    [{"iss": "https://elders.example"}, {"aud": "een-andere-site"}, {"exp": 1}, {"aud": ["a", "b"]}, {"exp": "x"}],
)
def test_an_id_token_that_is_not_for_us_is_refused(
    client: Client, joost: User, entree: StubProvider, lie: dict[str, Any]
) -> None:
    entree.id_token = lie
    assert round_trip(client)["Location"] == f"{FAILED}storing"
    assert user_of(client) is None


def test_a_forged_state_is_refused(client: Client, joost: User) -> None:
    address = leave(client)
    assert come_back(client, address, state="verzonnen")["Location"] == f"{FAILED}voorbij"
    assert user_of(client) is None


def test_the_state_of_another_browser_is_refused(joost: User, entree: StubProvider) -> None:
    attacker, victim = Client(), Client()
    address = leave(attacker)
    leave(victim)
    entree.asked.clear()
    assert come_back(victim, address)["Location"] == f"{FAILED}voorbij"
    assert user_of(victim) is None
    assert not entree.asked  # the code is not even looked at


def test_a_callback_works_once(client: Client, joost: User) -> None:
    address = leave(client)
    come_back(client, address)
    again = Client()
    again.cookies = client.cookies
    assert come_back(again, address)["Location"] == f"{FAILED}voorbij"


def test_the_state_of_one_provider_does_not_fit_another(client: Client, joost: User, settings: Any, stub: Any) -> None:
    other = start_provider()
    configure(settings, entry(stub), entry(other, id="ander", name="Ander"))
    assert come_back(client, leave(client), "ander")["Location"] == f"{FAILED}voorbij"
    stop_provider(other)


def test_who_is_signed_in_does_not_change_places_with_another(client: Client, joost: User, cast: Cast) -> None:
    client.force_login(cast.marieke.user)
    response = round_trip(client)
    assert response["Location"] == "/account/schoolaccount/"
    assert "hoort bij een ander account" in client.get(response["Location"]).text
    assert user_of(client) == str(cast.marieke.user.pk)


def test_providers_in_the_database_do_not_count(client: Client, joost: User, entree: StubProvider) -> None:
    there = {"provider": "openid_connect", "settings": {"server_url": "http://127.0.0.1:9"}, "client_id": "boef"}
    for issuer in (entree.issuer, "https://boef.example"):
        SocialApp.objects.create(provider_id=issuer, name="Boef", **there)
    assert client.post("/account/schoolaccount/boef/login/").status_code == 404
    assert "Boef" not in client.get("/account/login/").text
    assert "client_id=handreiking&" in leave(client)
    assert round_trip(client)["Location"] == "/vandaag/"


# ---- an identity that is not linked any more --------------------------------------------


def test_a_site_admin_takes_a_school_account_away_but_links_none(joost: User, cast: Cast) -> None:
    admin = User.objects.create_superuser("baas@x.example", "geheim", name="Baas")
    client = looking(admin)
    linked = SocialAccount.objects.get()
    address = f"/beheer/socialaccount/socialaccount/{linked.pk}"
    assert client.get(f"{address}/change/").status_code == 200
    assert client.get("/beheer/socialaccount/socialaccount/add/").status_code == 403
    client.post(f"{address}/delete/", {"post": "yes"})
    assert not SocialAccount.objects.exists()
    assert round_trip(Client())["Location"] == NEW


def test_who_has_no_password_and_a_school_account_signs_in(client: Client, joost: User) -> None:
    joost.password = make_password(None)
    joost.save()
    assert round_trip(client)["Location"] == "/vandaag/"


def test_an_invitation_waits_for_who_began_there(client: Client, cast: Cast, entree: StubProvider) -> None:
    InvitationFactory(school=cast.fatima.school, email="w.tan@vijver.example", token="bewijs")
    assert round_trip(client, next="/uitnodiging/bewijs/")["Location"] == "/uitnodiging/bewijs/"
    assert round_trip(client, next="/reflecties/")["Location"] == NEW
