"""Tries to get into someone's account or school, each refused. Where the refusal is tested already, this says where.

- An invitation used, expired, withdrawn, forwarded to someone with another account: test_invitation_accept.py.
- A code that is old, used up or replaced: test_login_code.py. A second factor guessed or used twice: test_second_factor.py.
- Another address for an account, and what dies with the old one: test_email_change.py.
- Someone who left a school, with GET, at every address: tests/test_tenancy_sweep.py.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from handreiking.checks import walk_urls
from schools.models import Membership, User
from tests.one_world import in_one_world
from tests.schools.second_factor import totp, with_app
from tests.test_architecture import POST_ONLY
from tests.world import Cast, InvitationFactory, Side, url_kwargs

PASSWORD = "vier-natte-kiezels"
LOGIN = "/account/login/"
Sign = Callable[..., Client]
SCHOOL = [pytest.param(name, arguments, id=name) for name, _, arguments in walk_urls() if "code" in arguments]
ONLY_POST = [
    pytest.param(name, arguments, id=name) for name, _, arguments in walk_urls() if name.split(":")[-1] in POST_ONLY
]
VARYING = {"Content-Length", "Expires", "X-Request-ID"}  # by the length of the address that was typed, and by the clock
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example/",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\x00//evil.example",
    "\x08//evil.example",
    " //evil.example",
    "\u00a0//evil.example",
    "//testserver@evil.example/",
    "https://testserver.evil.example/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,hallo",
    "//evil%E3%80%82example/",
]


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def joost(cast: Cast) -> User:
    user = cast.joost.user
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(client: Client, user: User, **more: str) -> Any:
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD, **more})


def mailed_code() -> str:
    return re.findall(r"^\d{6}$", str(mail.outbox[-1].body), re.MULTILINE)[0]


def is_in(client: Client) -> bool:
    return client.get("/reflecties/").status_code == 200


def page_of(response: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", str(response.text))


# ---- invitations and codes of others ----------------------------------------------------


def test_a_forwarded_invitation_makes_an_account_for_the_invited_address_and_no_other(cast: Cast) -> None:
    """Who forwards the mail gives the place away, once; the school sees the address that it invited."""
    InvitationFactory(school=cast.fatima.school, email="w.tan@x.example", token="bewijs")
    finder = Client()
    data = {"name": "Vreemde", "password1": PASSWORD, "email": "vreemde@x.example"}
    finder.post("/uitnodiging/bewijs/", data)
    assert not User.objects.filter(email="vreemde@x.example").exists()
    assert User.objects.get(email="w.tan@x.example").memberships.get().school == cast.fatima.school
    assert Client().post("/uitnodiging/bewijs/", data).status_code == 410


def test_anothers_code_is_worth_nothing_in_ones_own_session(cast: Cast, joost: User) -> None:
    attacker, victim = Client(), Client()
    attacker.post("/account/login/code/", {"email": cast.bram.user.email})
    victim.post("/account/login/code/", {"email": joost.email})
    of_joost = mailed_code()
    of_bram = re.findall(r"^\d{6}$", str(mail.outbox[-2].body), re.MULTILINE)[0]
    if of_joost == of_bram:
        pytest.skip("once in a million")
    assert attacker.post("/account/login/code/confirm/", {"code": of_joost}).status_code == 200
    assert not is_in(attacker)
    assert attacker.post("/account/login/code/confirm/", {"code": of_bram}).status_code == 302
    assert attacker.session["_auth_user_id"] == str(cast.bram.user.pk)


def test_the_address_in_the_form_of_a_code_changes_nobody(cast: Cast, joost: User) -> None:
    client = Client()
    client.post("/account/login/code/", {"email": cast.bram.user.email})
    client.post("/account/login/code/confirm/", {"code": mailed_code(), "email": joost.email, "login": joost.email})
    assert client.session["_auth_user_id"] == str(cast.bram.user.pk)


def test_anothers_second_factor_is_none(cast: Cast, joost: User) -> None:
    joosts, _ = with_app(joost)
    bram = cast.bram.user
    bram.set_password(PASSWORD)
    bram.save()
    brams, _ = with_app(bram)
    cache.clear()  # the codes were used a moment ago
    client = Client()
    log_in(client, joost)
    assert client.post("/account/2fa/authenticate/", {"code": totp(brams)}).status_code == 200
    assert not is_in(client)
    client.post("/account/2fa/authenticate/", {"code": totp(joosts)})
    assert client.session["_auth_user_id"] == str(joost.pk)


def test_the_second_step_cannot_be_skipped(joost: User) -> None:
    with_app(joost)
    client = Client()
    log_in(client, joost)
    for address in ("/vandaag/", "/reflecties/", "/account/", "/account/2fa/", "/account/email/", "/account/sessions/"):
        assert client.get(address)["Location"].startswith(LOGIN)
    client.post("/account/2fa/totp/deactivate/", {})
    assert Authenticator.objects.filter(user=joost, type="totp").exists()


# ---- a session that someone else chose --------------------------------------------------


def fixed(client: Client) -> str:
    """Give a browser a session as an attacker would, and return its key."""
    client.get(LOGIN)
    session = client.session
    session["van"] = "een ander"
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return str(session.session_key)


def assert_not_fixed(client: Client, key: str) -> None:
    assert client.session.session_key != key
    stranger = Client()
    stranger.cookies["sessionid"] = key
    assert not is_in(stranger)
    assert is_in(client)


def test_the_session_is_another_after_a_password(client: Client, joost: User) -> None:
    key = fixed(client)
    log_in(client, joost)
    assert_not_fixed(client, key)


def test_the_session_is_another_after_a_code(client: Client, joost: User) -> None:
    key = fixed(client)
    client.post("/account/login/code/", {"email": joost.email})
    client.post("/account/login/code/confirm/", {"code": mailed_code()})
    assert_not_fixed(client, key)


def test_the_session_is_another_after_the_second_step(client: Client, joost: User) -> None:
    secret, _ = with_app(joost)
    cache.clear()
    key = fixed(client)
    log_in(client, joost)
    half_way = str(client.session.session_key)
    client.post("/account/2fa/authenticate/", {"code": totp(secret)})
    assert_not_fixed(client, key)
    assert_not_fixed(client, half_way)


def test_a_session_of_another_person_is_left_behind(client: Client, cast: Cast, joost: User) -> None:
    """After a passkey: tests/browser/test_sign_in.py. After an invitation: test_invitation_accept.py."""
    client.force_login(cast.bram.user)
    client.get(f"/school/{cast.bram.school.code}/doelen/")
    client.post("/account/logout/")
    key = fixed(client)
    log_in(client, joost)
    assert_not_fixed(client, key)
    assert "van" not in client.session or client.session["_auth_user_id"] == str(joost.pk)
    assert cast.bram.school.name not in client.get("/vandaag/").text


# ---- someone who may no longer ----------------------------------------------------------


@in_one_world
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "htmx"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("name", "arguments"), SCHOOL)
def test_someone_who_was_deactivated_is_out_of_the_school_in_an_open_session(
    name: str, arguments: tuple[str, ...], method: str, headers: dict[str, str], ours: Side, as_user: Sign
) -> None:
    client = as_user(ours.member.user, **headers)
    address = reverse(name, kwargs=url_kwargs(name, arguments, ours.kwargs))
    assert client.get(address).status_code != 404
    Membership.objects.filter(pk=ours.member.pk).update(left_at=timezone.now())
    response = getattr(client, method)(address)
    assert response.status_code == 404
    assert ours.marker not in response.text.replace(f"{ours.marker} Bakker", "")  # their own name, in the menu


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "htmx"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["/vandaag/", "/reflecties/", "/account/", "/account/email/", "/account/name/"])
def test_an_account_that_is_switched_off_is_out_at_once(
    joost: User, address: str, method: str, headers: dict[str, str]
) -> None:
    client = Client(headers=headers)
    log_in(client, joost)
    assert is_in(client) or headers
    User.objects.filter(pk=joost.pk).update(is_active=False)
    response = getattr(client, method)(address, {"name": "Ik weer"})
    went_to = response.get("Location") or response.get("HX-Redirect")
    assert went_to.startswith(LOGIN)
    joost.refresh_from_db()
    assert joost.name == "Joost van Dijk"


def test_an_account_that_is_switched_off_half_way_does_not_get_in(joost: User) -> None:
    secret, _ = with_app(joost)
    cache.clear()
    client = Client()
    log_in(client, joost)
    User.objects.filter(pk=joost.pk).update(is_active=False)
    client.post("/account/2fa/authenticate/", {"code": totp(secret)})
    assert not is_in(client)


def test_an_account_that_is_switched_off_gets_no_new_password(joost: User) -> None:
    Client().post("/account/password/reset/", {"email": joost.email})
    User.objects.filter(pk=joost.pk).update(is_active=False)
    found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert found
    client = Client()
    form = client.get(found[1]).get("Location", found[1])
    client.post(form, {"password1": "een-ander-wachtwoord", "password2": "een-ander-wachtwoord"})
    assert not is_in(client)
    log_in(client, joost)
    assert not is_in(client)


# ---- open redirects ---------------------------------------------------------------------


def stays(response: Any) -> None:
    """Check that an answer leads nowhere else, also as a browser reads an address: without tabs, with \\ as /."""
    assert response.status_code < 500
    for header in ("Location", "HX-Redirect", "HX-Location", "Refresh"):
        place = re.sub(r"[\t\r\n]", "", response.get(header, "")).replace("\\", "/").strip()
        assert re.match(r"(/(?!/)|$)", place), f"{header}: {place!r}"
    links = re.findall(r'(?:href|action|formaction|src)="([^"]*evil[^"]*)"', response.text)
    assert all(link.startswith("/") and not link.startswith("//") for link in links)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_signing_in_and_out_never_leads_elsewhere(joost: User, url: str) -> None:
    client = Client()
    stays(client.get(LOGIN, {"next": url}))
    stays(client.get("/account/login/code/", {"next": url}))
    stays(log_in(client, joost, next=url))
    assert is_in(client)
    stays(client.get(LOGIN, {"next": url}))  # someone who is signed in already
    stays(client.get("/account/logout/", {"next": url}))
    stays(client.post("/account/logout/", {"next": url}))
    stays(client.post(f"{LOGIN}?next={url}", {"login": joost.email, "password": PASSWORD}))


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_code_and_a_second_step_never_lead_elsewhere(joost: User, url: str) -> None:
    secret, _ = with_app(joost)
    cache.clear()
    client = Client()
    stays(client.post("/account/login/code/", {"email": joost.email, "next": url}))
    stays(client.get("/account/login/code/confirm/", {"next": url}))
    stays(client.post("/account/login/code/confirm/", {"code": mailed_code(), "next": url}))
    stays(client.post("/account/2fa/authenticate/", {"code": totp(secret), "next": url}))
    assert is_in(client)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_showing_again_who_one_is_never_leads_elsewhere(joost: User, url: str) -> None:
    client = Client()
    client.force_login(joost)
    stays(client.get("/account/reauthenticate/", {"next": url}))
    stays(client.post("/account/reauthenticate/", {"password": PASSWORD, "next": url}))
    stays(client.post("/account/password/change/", {"next": url, "oldpassword": "x"}))


@pytest.mark.parametrize("url", ELSEWHERE)
def test_our_own_forms_never_lead_elsewhere(cast: Cast, joost: User, url: str, as_user: Sign) -> None:
    InvitationFactory(school=cast.bram.school, email=joost.email, token="bewijs")
    client = as_user(joost)
    stays(client.post("/voorkeuren/", {"theme": "dark", "next": url}))
    question = reverse("reflections:answer_save", args=["1c-uitstralen"])
    stays(client.post(question, {"text": "Rust.", "next": url}))
    stays(client.get("/uitnodiging/bewijs/", {"next": url}))
    stays(client.post("/uitnodiging/bewijs/", {"next": url}))
    stays(client.post("/account/name/", {"name": "Joost", "next": url}))
    stays(client.get("/reflecties/", {"next": url}))


@pytest.mark.parametrize("url", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_an_expired_session_of_htmx_never_leads_elsewhere(db: None, url: str) -> None:
    client = Client(headers={"hx-request": "true", "hx-current-url": url})
    response = client.get("/reflecties/")
    assert response["HX-Redirect"].startswith(LOGIN)
    assert "evil" not in response["HX-Redirect"]


# ---- forms that another site sends, and another host ------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        LOGIN,
        "/account/login/code/",
        "/account/login/code/confirm/",
        "/account/logout/",
        "/account/password/reset/",
        "/account/password/change/",
        "/account/2fa/authenticate/",
        "/account/2fa/webauthn/login/",
        "/account/email/",
        "/account/email/code/",
        "/account/name/",
        "/account/sessions/",
        "/uitnodiging/bewijs/",
    ],
)
def test_a_form_of_another_site_is_refused(cast: Cast, joost: User, address: str) -> None:
    InvitationFactory(school=cast.fatima.school, email="w.tan@x.example", token="bewijs")
    client = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    data = {"login": joost.email, "password": PASSWORD, "name": "Wei", "password1": PASSWORD, "email": joost.email}
    response = client.post(address, data)
    assert response.status_code == 403
    assert "_auth_user_id" not in client.session
    client.force_login(joost)
    assert client.post(address, data).status_code == 403
    assert "_auth_user_id" in client.session
    assert not mail.outbox


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "testserver:evil.example"},
        {"host": "testserver@evil.example"},
        {"host": "evil.example", "x-forwarded-host": "testserver"},
    ],
    ids=str,
)
def test_a_reset_asked_for_under_another_host_sends_no_mail(joost: User, headers: dict[str, str]) -> None:
    response = Client(headers=headers).post("/account/password/reset/", {"email": joost.email})
    assert response.status_code == 400
    assert not mail.outbox


@pytest.mark.parametrize(
    "headers",
    [{"x-forwarded-host": "evil.example"}, {"forwarded": "host=evil.example"}, {"x-host": "evil.example"}],
    ids=str,
)
def test_a_mail_leads_to_our_own_host_whatever_a_header_says(
    cast: Cast, joost: User, as_user: Sign, headers: dict[str, str]
) -> None:
    Client(headers=headers).post("/account/password/reset/", {"email": joost.email})
    data = {"addresses": "w.tan@x.example", "role": "teacher"}
    as_user(cast.fatima.user, **headers).post(f"/school/{cast.fatima.school.code}/leden/uitnodigen/", data)
    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        assert "http://testserver/" in letter.body
        assert "evil" not in str(letter.message())


# ---- methods ----------------------------------------------------------------------------


@in_one_world
@pytest.mark.parametrize("method", ["get", "head", "options", "put", "patch", "delete"])
@pytest.mark.parametrize(("name", "arguments"), ONLY_POST)
def test_what_changes_something_wants_a_post(
    name: str, arguments: tuple[str, ...], method: str, ours: Side, as_user: Sign
) -> None:
    address = reverse(name, kwargs=url_kwargs(name, arguments, ours.kwargs))
    client = as_user(ours.member.user)
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(address)
    # three lead back to their form; the fourth is where a provider sends people, and refuses who comes without a state
    onward = {"schools:evaluation_hold", "reflections:answer_save", "reflections:peer_answer_save", "identity_callback"}
    assert response.status_code == 405 or (name in onward and response.status_code == 302)
    changes = [q["sql"] for q in queries if re.match(r"INSERT|UPDATE|DELETE", q["sql"])]
    assert all(re.search(r"session|last_school", sql) for sql in changes), "only which school one is in may be noted"


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_at_the_pages_of_an_account_changes_nothing(joost: User, method: str) -> None:
    client = Client()
    log_in(client, joost)
    before = User.objects.values().get(pk=joost.pk)
    for address in (
        "name/",
        "email/",
        "email/code/",
        "logout/",
        "sessions/",
        "password/change/",
        "2fa/totp/deactivate/",
    ):
        assert getattr(client, method)(f"/account/{address}", {"name": "X", "email": "x@x.example"}).status_code < 500
    assert User.objects.values().get(pk=joost.pk) == before
    assert is_in(client)
    assert not mail.outbox


# ---- who has an account -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "field", "more"),
    [
        (LOGIN, "login", {"password": "fout-fout-fout"}),
        ("/account/login/code/", "email", {}),
        ("/account/password/reset/", "email", {}),
    ],
)
@pytest.mark.parametrize("state", ["present", "switched off"])
def test_no_answer_tells_who_has_an_account(
    joost: User, address: str, field: str, more: dict[str, str], state: str
) -> None:
    """Status, headers, body, cookies and the number of mails; how many queries it takes: the test below."""
    User.objects.filter(pk=joost.pk).update(is_active=state == "present")
    answers = []
    for email in (joost.email, "niemand@vijver.example"):
        before, client = len(mail.outbox), Client()
        response = client.post(address, {field: email, **more})
        then = client.get(response["Location"]) if response.status_code == 302 else response
        answers.append(
            {
                "status": response.status_code,
                "headers": {key: value for key, value in response.headers.items() if key not in VARYING},
                "page": page_of(response).replace(email, ""),
                "next": page_of(then).replace(email, ""),
                "cookies": sorted(client.cookies),
                "mails": len(mail.outbox) - before,
            }
        )
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("address", "field", "more", "apart"),
    [
        (LOGIN, "login", {"password": "fout-fout-fout"}, 2),
        ("/account/login/code/", "email", {}, 2),
        ("/account/password/reset/", "email", {}, 2),
    ],
)
def test_the_work_for_an_address_without_an_account_is_about_the_same(
    joost: User, address: str, field: str, more: dict[str, str], apart: int
) -> None:
    Client().post(address, {field: joost.email, **more})  # what is made once, is made
    counts = []
    for email in (joost.email, "niemand@vijver.example"):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            Client().post(address, {field: email, **more})
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= apart, counts
