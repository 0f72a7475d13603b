"""/account/: everything of one's own account in one place."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.world import Cast, QuestionMailFactory, ReflectionFactory

Sign = Callable[..., Client]


def test_it_leads_to_everything(cast: Cast, as_user: Sign) -> None:
    cast.joost.user.set_password("vier-natte-kiezels")
    cast.joost.user.save()
    html = as_user(cast.joost.user).get("/account/").text
    main = html[html.index("<main") :]
    for address in ("name/", "email/", "password/change/", "2fa/", "sessions/"):
        assert f'href="/account/{address}"' in main
    assert "Joost van Dijk" in main
    assert "leerkracht@vijver.example" in main


def test_who_has_no_password_may_choose_one(cast: Cast, as_user: Sign) -> None:
    html = as_user(cast.joost.user).get("/account/").text
    assert 'href="/account/password/set/"' in html
    assert 'href="/account/password/change/"' not in html


def test_it_says_whether_there_is_a_second_factor(cast: Cast, as_user: Sign) -> None:
    client = as_user(cast.joost.user)
    assert "Staat aan" not in client.get("/account/").text
    Authenticator.objects.create(user=cast.joost.user, type="totp", data={})
    assert "Staat aan" in client.get("/account/").text


def test_it_leads_to_what_one_wrote_and_to_the_weekly_question(cast: Cast, as_user: Sign) -> None:
    client = as_user(cast.joost.user)
    page = client.get("/account/").text
    assert "Je schreef nog niets." in page
    assert 'href="/reflecties/per-mail/">Stel in' in page
    ReflectionFactory(author=cast.joost.user)
    ReflectionFactory(author=cast.marieke.user)
    QuestionMailFactory(user=cast.joost.user)
    page = client.get("/account/").text
    assert "1 antwoord." in page
    assert 'href="/reflecties/#bewaar"' in page
    assert 'id="bewaar"' in client.get("/reflecties/").text
    assert "Elke dinsdag om 8:00." in page
    assert 'href="/reflecties/per-mail/">Wijzig' in page


def test_nobody_sees_anothers(cast: Cast, as_user: Sign) -> None:
    html = as_user(cast.bram.user).get("/account/").text
    assert "Joost" not in html


@pytest.mark.parametrize("address", ["/account/password/change/", "/account/2fa/", "/account/sessions/"])
def test_its_pages_lead_back(cast: Cast, as_user: Sign, address: str) -> None:
    cast.joost.user.set_password("vier-natte-kiezels")
    cast.joost.user.save()
    html = as_user(cast.joost.user).get(address).text
    crumbs = html[html.index('aria-label="Kruimelpad"') :].split("</nav>")[0]
    assert '<a href="/account/">Je account</a>' in crumbs
    assert 'aria-current="page"' in crumbs
