"""The list of places where one is signed in, each of which can be ended."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from schools.models import User
from tests.world import PASSWORD, Cast

SESSIONS = "/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/17.0 Safari/604.1"


def signed_in(user: User, agent: str) -> Client:
    client = Client(headers={"user-agent": agent})
    user.set_password(PASSWORD) if not user.check_password(PASSWORD) else None
    user.save()
    assert client.post("/account/login/", {"login": user.email, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/reflecties/").status_code == 200


def test_each_place_is_named(cast: Cast) -> None:
    at_school = signed_in(cast.marieke.user, FIREFOX)
    signed_in(cast.marieke.user, IPAD)
    html = at_school.get(SESSIONS).text
    assert "Firefox op Linux" in html
    assert "Safari op een iPad" in html
    assert html.count("Hier ben je nu") == 1
    assert len(html.split("<h1")) == 2


def test_one_session_is_ended_and_the_others_stay(cast: Cast) -> None:
    here, there, elsewhere = (signed_in(cast.marieke.user, agent) for agent in (FIREFOX, IPAD, "Chrome"))
    chosen = UserSession.objects.get(user_agent=IPAD)
    response = here.post(SESSIONS, {"session": chosen.pk}, follow=True)
    assert "Daar ben je nu uitgelogd." in response.text
    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, True)


def test_all_others_are_ended_at_once(cast: Cast) -> None:
    here, there, elsewhere = (signed_in(cast.marieke.user, agent) for agent in (FIREFOX, IPAD, "Chrome"))
    here.post(SESSIONS)
    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, False)


@pytest.mark.parametrize("session", ["theirs", "", "0", "x", "99999999999999999999"])
def test_nobody_ends_anothers_session(cast: Cast, session: str) -> None:
    mine, theirs = signed_in(cast.marieke.user, FIREFOX), signed_in(cast.joost.user, IPAD)
    other = UserSession.objects.get(user=cast.joost.user)
    mine.post(SESSIONS, {"session": str(other.pk) if session == "theirs" else session})
    assert (is_in(mine), is_in(theirs)) == (True, True)
    assert "iPad" not in mine.get(SESSIONS).text


def test_the_menu_leads_there(cast: Cast) -> None:
    client = signed_in(cast.marieke.user, FIREFOX)
    assert 'href="/account/"' in client.get("/vandaag/").text
    assert f'href="{SESSIONS}"' in client.get("/account/").text
