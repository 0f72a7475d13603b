"""Signing in with a school account when it goes wrong, and where none is configured."""

import logging
import re
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from schools.models import User
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
    state_of,
    stop_provider,
    user_of,
)
from tests.world import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def joost(cast: Cast, entree: StubProvider) -> User:
    """Joost, who has linked his school account."""
    SocialAccount.objects.create(user=cast.joost.user, provider=entree.issuer, uid="wei@vijver")
    return cast.joost.user


# ---- when it goes wrong -----------------------------------------------------------------


def test_who_stops_at_the_provider_reads_that_nothing_happened(client: Client, entree: StubProvider) -> None:
    response = client.get(
        "/account/schoolaccount/entree/callback/", {"state": state_of(leave(client)), "error": "access_denied"}
    )
    assert response["Location"] == f"{FAILED}gestopt"
    assert "Je bent niet ingelogd" in client.get(response["Location"]).text


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/.well-known/openid-configuration", (500, b"kapot")),
        ("/.well-known/openid-configuration", (200, b"<html>")),
        ("/.well-known/openid-configuration", (200, b"[]")),
        ("/.well-known/openid-configuration", (200, b"{}")),
        ("/.well-known/openid-configuration", (302, b"https://elders.example/")),
        ("/token", (400, b'{"error": "invalid_grant"}')),
        ("/token", (200, b"")),
        ("/token", (200, b"[]")),
        ("/token", (200, b'{"access_token": "t"}')),
        ("/token", (200, b'{"access_token": "t", "id_token": "onzin"}')),
        ("/token", (200, b'{"access_token": "t", "id_token": 5, "expires_in": "x"}')),
        ("/userinfo", (401, b"")),
        ("/userinfo", (200, b"onzin")),
        ("/userinfo", (200, b"[]")),
        ("/userinfo", (200, b"{}")),
    ],
)
def test_a_provider_that_talks_nonsense_ends_at_a_dutch_page_and_an_english_line(
    client: Client, joost: User, entree: StubProvider, caplog: Any, path: str, answer: tuple[int, bytes]
) -> None:
    address = leave(client)
    entree.answers[path] = answer
    with caplog.at_level(logging.WARNING):
        response = come_back(client, address)
    assert response["Location"] == f"{FAILED}storing"
    assert "Inloggen met je schoolaccount lukt nu niet" in client.get(response["Location"]).text
    assert user_of(client) is None
    assert "Signing in with" in caplog.text
    assert not re.search(r"wei|tan|vijver|onzin", caplog.text, re.IGNORECASE)
    if "discovery" in path or "well-known" in path:
        assert client.post("/account/schoolaccount/entree/login/")["Location"] == f"{FAILED}storing"


def test_a_redirect_is_not_followed_not_even_at_the_provider_itself(client: Client, entree: StubProvider) -> None:
    entree.answers["/.well-known/openid-configuration"] = (302, b"/elders/.well-known/openid-configuration")
    assert client.post("/account/schoolaccount/entree/login/")["Location"] == f"{FAILED}storing"
    assert len(entree.asked) == 1


def test_a_provider_that_is_down_does_not_break_the_button(client: Client, stub: StubProvider, settings: Any) -> None:
    configure(settings, entry(stub))
    stop_provider(stub)
    response = client.post("/account/schoolaccount/entree/login/")
    assert response["Location"] == f"{FAILED}storing"
    assert client.get("/account/login/").status_code == 200


def test_a_provider_that_never_answers_is_given_up(client: Client, entree: StubProvider, settings: Any) -> None:
    import threading

    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.2
    hold = threading.Event()
    answer = entree.answer
    entree.answer = lambda path, body: (hold.wait(5), answer(path, body))[1]  # type: ignore[method-assign]
    assert client.post("/account/schoolaccount/entree/login/")["Location"] == f"{FAILED}storing"
    hold.set()


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://elders.example"},
        {"authorization_endpoint": "https://elders.example/auth"},
        {"authorization_endpoint": "/auth"},
        {"token_endpoint": None},
    ],
)
def test_a_discovery_document_that_does_not_fit_is_refused(
    client: Client, entree: StubProvider, discovery: dict[str, Any]
) -> None:
    entree.discovery = discovery
    response = client.post("/account/schoolaccount/entree/login/")
    if discovery == {"token_endpoint": None}:
        response = come_back(client, leave(client))
    assert response["Location"] == f"{FAILED}storing"


@pytest.mark.parametrize("end", ["token_endpoint", "userinfo_endpoint"])
def test_the_site_asks_no_host_that_is_not_configured(
    client: Client, entree: StubProvider, settings: Any, end: str
) -> None:
    other = start_provider()
    entree.discovery = {end: f"{other.issuer}/{end.split('_', maxsplit=1)[0]}"}
    other.subject = entree.subject
    assert round_trip(client)["Location"] == f"{FAILED}storing"
    assert not other.asked
    configure(settings, entry(entree, api_origins=[other.issuer]))
    other.id_token = {"iss": entree.issuer}
    assert round_trip(client)["Location"] == NEW
    assert other.asked
    stop_provider(other)


@pytest.mark.parametrize("query", [{}, {"code": "c"}, {"error": "access_denied"}, {"state": "x", "code": "\x00"}])
def test_a_callback_out_of_the_blue_says_to_begin_anew(
    client: Client, entree: StubProvider, query: dict[str, str]
) -> None:
    response = client.get("/account/schoolaccount/entree/callback/", query)
    assert response["Location"] == f"{FAILED}voorbij"
    assert "Begin opnieuw" in client.get(response["Location"]).text


@pytest.mark.parametrize("subject", ["", "x" * 192, None, ["a"]])
def test_a_subject_that_can_not_be_kept_is_refused(client: Client, entree: StubProvider, subject: Any) -> None:
    entree.subject = subject
    assert round_trip(client)["Location"] == f"{FAILED}storing"


# ---- nothing configured -----------------------------------------------------------------


ADDRESSES = [
    "entree/login/",
    "entree/callback/?code=c&state=s",
    "mislukt/",
    "nieuw/",
    "nieuw/vergeten/",
    "nieuw/adres/",
    "nieuw/code/",
    "nieuw/uitnodiging/",
    "nieuw/school/",
]

OF_ALLAUTH = [
    "/account/social/signup/",
    "/account/3rdparty/",
    "/accounts/social/connections/",
    "/account/oidc/entree/login/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_provider_no_address_answers(
    client: Client, db: None, settings: Any, address: str, method: str
) -> None:
    configure(settings)
    assert getattr(client, method)(f"/account/schoolaccount/{address}").status_code == 404


@pytest.mark.parametrize("address", ["", "koppelen/", "1/losmaken/"])
def test_without_a_provider_a_member_finds_nothing_either(
    client: Client, cast: Cast, settings: Any, address: str
) -> None:
    configure(settings)
    client.force_login(cast.joost.user)
    assert client.post(f"/account/schoolaccount/{address}").status_code == 404
    assert "schoolaccount" not in client.get("/vandaag/").text.lower()


def test_without_a_provider_there_is_no_button_and_the_policy_admits_only_ourselves(
    client: Client, db: None, settings: Any
) -> None:
    configure(settings)
    response = client.get("/account/login/")
    assert "schoolaccount" not in response.text.lower()
    assert "form-action 'self';" in f"{response['Content-Security-Policy']};"


def test_with_providers_the_policy_admits_exactly_their_origins(client: Client, db: None, settings: Any) -> None:
    one = {"id": "a", "name": "A", "issuer": "https://login.example/tenant/v2.0", "client_id": "x", "secret": "x"}
    two = {"id": "b", "name": "B", "issuer": "https://b.example", "client_id": "x", "secret": "x"}
    configure(
        settings, one, two | {"sign_in_origin": "https://hier.example:8443", "api_origins": ["https://api.example"]}
    )
    response = client.get("/account/login/")
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["form-action"] == "'self' https://hier.example:8443 https://login.example"
    assert "Inloggen met A" in response.text
    assert "Inloggen met B" in response.text
    assert response.text.index("Inloggen met A") < response.text.index('name="login"')


def test_the_policy_of_the_settings_is_that_of_the_environment(settings: Any) -> None:
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] == ["'self'", "http://127.0.0.1:9"]


@pytest.mark.parametrize("address", OF_ALLAUTH)
def test_none_of_allauths_own_pages_is_there(client: Client, entree: StubProvider, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_provider_that_is_not_configured_is_not_found(client: Client, entree: StubProvider) -> None:
    assert client.post("/account/schoolaccount/anders/login/").status_code == 404
    assert client.get("/account/schoolaccount/anders/callback/").status_code == 404


def test_only_a_form_begins_a_sign_in(client: Client, entree: StubProvider) -> None:
    assert client.get("/account/schoolaccount/entree/login/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/account/schoolaccount/entree/login/").status_code == 403


def test_a_federation_is_reached_by_a_page_and_another_provider_at_once(
    client: Client, stub: StubProvider, settings: Any
) -> None:
    configure(settings, entry(stub))
    page = client.post("/account/schoolaccount/entree/login/")
    assert page.status_code == 200
    assert "Je gaat naar Entree Federatie" in page.text
    assert "no-store" in page["Cache-Control"]
    configure(settings, entry(stub, claims="standard"))
    assert client.post("/account/schoolaccount/entree/login/").status_code == 302
