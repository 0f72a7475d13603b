"""How often one may try: counted in the cache that all workers share, with room for a whole school at one address."""

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test import Client

from tests.schools.second_factor import with_app
from tests.world import Cast

LOGIN = "/account/login/"


def attempt(email: str = "ib@vijver.example", address: str = "192.0.2.1", **headers: str) -> Any:
    """Try a wrong password, each time in a browser of its own."""
    return Client(REMOTE_ADDR=address, headers=headers).post(LOGIN, {"login": email, "password": "fout"})


def test_tries_are_counted_in_the_database(cast: Cast) -> None:
    assert isinstance(cache._connections[cache._alias], DatabaseCache)  # type: ignore[attr-defined]
    attempt()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE %s", ["%login_failed%"])
        assert cursor.fetchone()[0] > 0


def test_many_counters_do_not_push_each_other_out(db: None) -> None:
    for number in range(320):
        cache.set(f"teller-{number:03}", number)
    assert [cache.get(f"teller-{number:03}") for number in (0, 100, 319)] == [0, 100, 319]


def test_the_sixth_wrong_password_for_an_account_is_refused_from_wherever_it_comes(cast: Cast) -> None:
    for number in range(5):
        assert "klopt niet" in attempt(address=f"192.0.2.{number}").text
    response = attempt(address="192.0.2.99")
    assert "Wacht vijf minuten" in response.text
    assert (response.status_code, response["Retry-After"]) == (429, "60")


def test_a_school_behind_one_address_can_sign_in_at_the_same_moment(cast: Cast) -> None:
    for number in range(60):
        response = attempt(f"leerkracht{number}@vijver.example")
        assert response.status_code == 200
        assert "klopt niet" in response.text


def test_too_many_tries_from_one_address_get_a_dutch_page_with_429(cast: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "3/m/ip"}
    for _ in range(3):
        assert attempt().status_code == 200
    response = attempt()
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "Even wachten" in response.text
    assert 'lang="nl"' in response.text
    assert attempt(address="192.0.2.2").status_code == 200


def test_codes_by_mail_are_limited_per_address_whether_it_has_an_account_or_not(cast: Cast) -> None:
    answers = []
    for email in ("ib@vijver.example", "niemand@vijver.example"):
        for _ in range(3):
            assert Client().post("/account/login/code/", {"email": email}).status_code == 302
        fourth = Client().post("/account/login/code/", {"email": email})
        assert fourth.status_code == 429
        assert "Er gingen al een paar mails naar dit adres." in fourth.text
        answers.append(re.sub(r'value="\w+"', "", fourth.text.replace(email, "")))
    assert answers[0] == answers[1]
    assert len(mail.outbox) == 6


def test_links_for_a_new_password_are_limited_per_address_whether_it_has_an_account_or_not(cast: Cast) -> None:
    answers = []
    for email in ("ib@vijver.example", "niemand@vijver.example"):
        statuses = [Client().post("/account/password/reset/", {"email": email}).status_code for _ in range(3)]
        assert statuses == [302] * 3
        fourth = Client().post("/account/password/reset/", {"email": email})
        assert fourth.status_code == 429
        answers.append(re.sub(r'value="\w+"', "", fourth.text))
    assert answers[0] == answers[1]
    assert "Even wachten" in answers[0]


def test_too_many_tries_for_an_account_answer_the_same_for_an_address_without_one(cast: Cast) -> None:
    answers = []
    for email in ("ib@vijver.example", "niemand@vijver.example"):
        responses = [attempt(email) for _ in range(6)]
        assert [response.status_code for response in responses] == [200] * 5 + [429]
        answers.append(re.sub(r'value="\w+"', "", responses[-1].text.replace(email, "")))
    assert answers[0] == answers[1]


def test_too_many_second_factors_and_passwords_asked_again_get_429_too(cast: Cast) -> None:
    user = cast.joost.user
    user.set_password(password := "vier-natte-kiezels")
    user.save()
    with_app(user)
    cache.clear()
    client = Client()
    client.post(LOGIN, {"login": user.email, "password": password})
    answers = [client.post("/account/2fa/authenticate/", {"code": "000000"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "Wacht vijf minuten" in answers[-1].text
    client.force_login(user)
    again = [client.post("/account/reauthenticate/", {"password": "fout"}) for _ in range(6)]
    assert [answer.status_code for answer in again] == [200] * 5 + [429]
    assert "Wacht vijf minuten" in again[-1].text


def test_behind_a_proxy_the_visitor_counts_and_not_what_the_visitor_says(cast: Cast, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "2/m/ip"}
    for number in range(2):
        assert attempt(**{"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"}).status_code == 200
    assert attempt(**{"x-forwarded-for": "203.0.113.9, 198.51.100.7"}).status_code == 429
    assert attempt(**{"x-forwarded-for": "203.0.113.9, 198.51.100.8"}).status_code == 200


def settings_of(name: str, **environment: str) -> str:
    """Return a setting as it is on the web."""
    found = subprocess.run(
        [sys.executable, "-c", f"import handreiking.settings as s; print(getattr(s, {name!r}, None))"],
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "x" * 50, "ENCRYPTION_SALTS": "x", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return (found.stdout or found.stderr).strip()


@pytest.mark.parametrize(("environment", "count"), [({}, "None"), ({"BEHIND_PROXY": "1"}, "1")])
def test_the_proxys_word_about_the_visitor_is_only_believed_where_there_is_one(
    environment: dict[str, str], count: str
) -> None:
    assert settings_of("ALLAUTH_TRUSTED_PROXY_COUNT", **environment) == count


@pytest.mark.parametrize(
    ("environment", "value"),
    [
        ({}, "{'staff'}"),
        ({"SECOND_FACTOR_FOR": ""}, "set()"),
        ({"SECOND_FACTOR_FOR": " admin"}, "{'admin'}"),
        ({"DEBUG": "1"}, "set()"),
        ({"SECOND_FACTOR_FOR": "iedereen"}, "SECOND_FACTOR_FOR takes staff and admin, comma-separated, or nothing."),
    ],
)
def test_a_second_factor_is_for_the_django_admin_unless_the_environment_says_otherwise(
    environment: dict[str, str], value: str
) -> None:
    assert settings_of("SECOND_FACTOR_FOR", **environment) == value
