"""Who has to have a second factor, and what they meet without one."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from schools.models import User
from tests.schools.looking import looking
from tests.schools.second_factor import ACTIVATE, INDEX, activate, is_in, log_in, set_password, with_app
from tests.world import PASSWORD, Cast, MembershipFactory


@pytest.fixture
def chief(marieke: User) -> User:
    """Marieke, who manages the site as well."""
    marieke.is_staff = marieke.is_superuser = True
    marieke.save()
    return marieke


def test_the_django_admin_leads_to_the_second_factor_with_an_explanation(
    client: Client, chief: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_FOR = {"staff"}
    log_in(client, chief)
    for address in ("/beheer/", "/beheer/schools/school/", "/beheer/schools/school/add/"):
        response = client.get(address, follow=True)
        assert response.redirect_chain == [("/account/2fa/?nodig=staff", 302)]
        assert "Eerst een tweede stap" in response.text
    assert client.post("/beheer/schools/school/add/", {}).status_code == 302
    activate(client)
    assert client.get("/beheer/").status_code == 200
    assert "Eerst een tweede stap" not in client.get("/account/2fa/?nodig=staff").text


def test_nobody_is_locked_out_of_the_rest(client: Client, chief: User, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = {"staff", "admin"}
    log_in(client, chief)
    for address in ("/vandaag/", "/reflecties/", "/account/logout/", "/account/password/change/", INDEX, ACTIVATE):
        assert client.get(address).status_code == 200
    assert client.post("/beheer/logout/").status_code in {200, 302}
    assert not is_in(client)


def test_without_the_setting_nobody_has_to(client: Client, chief: User, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = set()
    client.force_login(chief)
    assert client.get("/beheer/").status_code == 200


def test_who_does_not_manage_the_site_is_not_asked_for_one(client: Client, cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = {"staff"}
    assert client.get("/beheer/")["Location"].startswith("/beheer/login/")
    client.force_login(cast.joost.user)
    assert client.get("/beheer/")["Location"].startswith("/beheer/login/")


@pytest.mark.parametrize(("listed", "wanted"), [({"admin"}, True), ({"staff"}, False), (set(), False)])
def test_a_schools_pages_want_one_of_its_admins_where_the_site_says_so(
    client: Client, cast: Cast, settings: Any, listed: set[str], wanted: bool
) -> None:
    settings.SECOND_FACTOR_FOR = listed
    cast.marieke.is_admin = True
    cast.marieke.save()
    client.force_login(cast.marieke.user)
    for page in ("leden", "doelen"):
        address = f"/school/{cast.marieke.school.code}/{page}/"
        response = client.get(address)
        assert (response.status_code == 302) == wanted
        if wanted:
            assert response["Location"] == "/account/2fa/?nodig=school"
            part = client.get(address, headers={"hx-request": "true"})
            assert part["HX-Redirect"] == "/account/2fa/?nodig=school"


def test_a_school_asks_one_of_its_own_principal_and_of_no_other_school(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.SECOND_FACTOR_FOR = set()
    cast.fatima.school.second_factor_since = timezone.now()
    cast.fatima.school.save()
    set_password(cast.fatima.user)
    log_in(client, cast.fatima.user)
    address = f"/school/{cast.fatima.school.code}/leden/"
    response = client.get(address, follow=True)
    assert response.redirect_chain == [("/account/2fa/?nodig=school", 302)]
    assert "De pagina’s van je school gaan open" in response.text
    activate(client)
    assert client.get(address).status_code == 200
    elsewhere = MembershipFactory(user=cast.joost.user, school=cast.bram.school, role="principal")
    client.force_login(cast.joost.user)
    assert client.get(f"/school/{elsewhere.school.code}/leden/").status_code == 200


def test_who_does_not_manage_accounts_is_not_asked_for_one(client: Client, cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = {"admin"}
    client.force_login(cast.joost.user)
    assert client.get(f"/school/{cast.joost.school.code}/doelen/").status_code == 200
    assert client.get(f"/school/{cast.joost.school.code}/leden/").status_code == 403
    assert client.get(f"/school/{cast.bram.school.code}/leden/").status_code == 404


def test_a_site_admin_takes_away_a_lost_second_factor_but_sees_no_secret(chief: User, cast: Cast) -> None:
    cast.joost.user.set_password(PASSWORD)
    cast.joost.user.save()
    with_app(cast.joost.user)
    client = looking(chief)
    app = Authenticator.objects.get(user=cast.joost.user, type="totp")
    page = client.get(f"/beheer/mfa/authenticator/{app.pk}/change/")
    assert page.status_code == 200
    assert "gAAAA" not in page.text
    client.post(f"/beheer/mfa/authenticator/{app.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.filter(pk=app.pk).exists()
    assert client.get("/beheer/mfa/authenticator/add/").status_code == 403
    assert client.get("/beheer/usersessions/usersession/").status_code == 404
