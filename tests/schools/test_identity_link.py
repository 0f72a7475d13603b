"""/account/schoolaccount/: which school accounts are linked, linking one more, and taking one away."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from schools.models import User
from tests.schools.oidc import StubProvider, configure, entry, round_trip
from tests.world import PASSWORD, Cast

pytestmark = pytest.mark.django_db
LIST, LINK, NEW = "/account/schoolaccount/", "/account/schoolaccount/koppelen/", "/account/schoolaccount/nieuw/"


def log_in(client: Client, user: User, **more: str) -> Any:
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD, **more})


def later(monkeypatch: Any, seconds: int = 301) -> None:
    now = time.time()
    monkeypatch.setattr("schools.adapters.time.time", lambda: now + seconds)


def linked(user: User, entree: StubProvider, uid: str = "wei@vijver") -> SocialAccount:
    return SocialAccount.objects.create(user=user, provider=entree.issuer, uid=uid)


# ---- linking ----------------------------------------------------------------------------


def test_who_has_an_account_signs_in_the_usual_way_and_then_links_with_one_click(
    client: Client, marieke: User, entree: StubProvider
) -> None:
    assert round_trip(client)["Location"] == NEW
    assert log_in(client, marieke, next=LINK)["Location"] == LINK
    page = client.get(LINK).text
    assert "Koppel je schoolaccount" in page
    assert "Wei Tan" in page
    assert "ib@vijver.example" in page
    assert not SocialAccount.objects.exists()
    response = client.post(LINK, follow=True)
    assert "Je schoolaccount is gekoppeld." in response.text
    row = SocialAccount.objects.get()
    assert (row.user, row.provider, row.uid) == (marieke, entree.issuer, "wei@vijver")
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([marieke.email], "Je account heeft een schoolaccount")
    assert "Entree Federatie" in mail.outbox[-1].body
    again = Client()
    assert round_trip(again)["Location"] == "/vandaag/"
    assert again.session["_auth_user_id"] == str(marieke.pk)


def test_from_the_menu_it_is_linked_after_the_round_trip_and_a_question(
    client: Client, marieke: User, entree: StubProvider
) -> None:
    log_in(client, marieke)
    assert f'href="{LIST}"' in client.get("/account/").text
    assert "Koppel Entree Federatie" in client.get(LIST).text
    assert round_trip(client)["Location"] == LINK
    assert client.post(LINK)["Location"] == LIST
    assert SocialAccount.objects.get().user == marieke


def test_a_longer_session_shows_again_who_it_is_first(
    client: Client, marieke: User, entree: StubProvider, monkeypatch: Any
) -> None:
    log_in(client, marieke)
    round_trip(client)
    later(monkeypatch)
    assert client.post(LINK)["Location"].startswith("/account/reauthenticate/")
    assert not SocialAccount.objects.exists()
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": LINK})
    assert SocialAccount.objects.get().user == marieke


def test_who_has_no_password_signs_in_anew_first(
    client: Client, cast: Cast, entree: StubProvider, monkeypatch: Any
) -> None:
    cast.joost.user.set_unusable_password()
    cast.joost.user.save()
    linked(cast.joost.user, entree)
    round_trip(client)
    entree.subject = "tweede@vijver"
    round_trip(client)
    later(monkeypatch)
    response = client.post(LINK, follow=True)
    assert "Log eerst uit en weer in." in response.text
    assert SocialAccount.objects.count() == 1


def test_an_identity_of_another_account_can_not_be_linked(
    client: Client, marieke: User, cast: Cast, entree: StubProvider
) -> None:
    round_trip(client)
    log_in(client, marieke, next=LINK)
    linked(cast.joost.user, entree)  # in another window, just now
    response = client.post(LINK, follow=True)
    assert "hoort al bij een ander account" in response.text
    assert SocialAccount.objects.get().user == cast.joost.user


def test_linking_takes_a_post_and_a_token(marieke: User, entree: StubProvider) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(marieke)
    assert client.post(LINK).status_code == 403
    assert client.get(LINK)["Location"] == LIST  # nothing waits


def test_what_waits_is_gone_after_signing_out(client: Client, marieke: User, entree: StubProvider) -> None:
    round_trip(client)
    log_in(client, marieke)
    client.post("/account/logout/")
    log_in(client, marieke)
    assert client.get(LINK)["Location"] == LIST


def test_linking_the_same_one_again_changes_nothing(client: Client, marieke: User, entree: StubProvider) -> None:
    linked(marieke, entree)
    log_in(client, marieke)
    response = round_trip(client)
    assert response["Location"] == LIST
    assert "was al gekoppeld" in client.get(LIST).text
    assert SocialAccount.objects.count() == 1


def test_who_is_signed_in_is_asked_to_link_and_not_to_make_an_account(
    client: Client, marieke: User, entree: StubProvider
) -> None:
    round_trip(client)
    log_in(client, marieke)
    for address in (NEW, f"{NEW}adres/", f"{NEW}uitnodiging/", f"{NEW}school/"):
        assert client.get(address)["Location"] == LINK


# ---- taking away ------------------------------------------------------------------------


def test_a_school_account_is_taken_away_and_does_not_sign_in_any_more(
    client: Client, marieke: User, entree: StubProvider
) -> None:
    row = linked(marieke, entree)
    log_in(client, marieke)
    response = client.post(f"{LIST}{row.pk}/losmaken/", follow=True)
    assert "Het schoolaccount is losgemaakt." in response.text
    assert not SocialAccount.objects.exists()
    assert mail.outbox[-1].subject == "Een schoolaccount is losgemaakt"
    assert round_trip(Client())["Location"] == NEW


def test_a_longer_session_shows_again_who_it_is_before_taking_away(
    client: Client, marieke: User, entree: StubProvider, monkeypatch: Any
) -> None:
    row = linked(marieke, entree)
    log_in(client, marieke)
    later(monkeypatch)
    assert client.post(f"{LIST}{row.pk}/losmaken/")["Location"].startswith("/account/reauthenticate/")
    assert SocialAccount.objects.exists()


def only_way_refused(client: Client, row: SocialAccount) -> bool:
    response = client.post(f"{LIST}{row.pk}/losmaken/", follow=True)
    return "Zonder dit schoolaccount kun je niet meer inloggen." in response.text


def test_the_only_way_in_stays(client: Client, cast: Cast, entree: StubProvider, settings: Any) -> None:
    user = cast.joost.user
    user.set_unusable_password()
    user.save()
    row = linked(user, entree)
    round_trip(client)
    assert "Kies een wachtwoord" in client.get(LIST).text
    assert only_way_refused(client, row)
    SocialAccount.objects.create(
        user=user, provider="https://weg.example", uid="x"
    )  # a provider that is gone is no way in
    assert only_way_refused(client, row)
    Authenticator.objects.create(user=user, type="webauthn", data={"credential": {"clientExtensionResults": {}}})
    assert only_way_refused(client, row)  # a passkey that is a second step only
    other = linked(user, entree, "tweede@vijver")
    assert not only_way_refused(client, row)
    assert list(SocialAccount.objects.filter(provider=entree.issuer)) == [other]


def test_nobody_takes_anothers_away(client: Client, marieke: User, cast: Cast, entree: StubProvider) -> None:
    row = linked(cast.joost.user, entree)
    log_in(client, marieke)
    assert client.post(f"{LIST}{row.pk}/losmaken/").status_code == 404
    assert SocialAccount.objects.exists()


def test_the_list_names_what_is_linked_also_where_the_provider_is_gone(
    client: Client, marieke: User, entree: StubProvider, settings: Any
) -> None:
    linked(marieke, entree)
    log_in(client, marieke)
    page = client.get(LIST).text
    assert "<h2>Entree Federatie</h2>" in page
    assert "Koppel Entree Federatie" not in page
    configure(settings, entry(entree, id="nieuw", name="Nieuw", issuer="https://nieuw.example"))
    page = client.get(LIST).text
    assert "Een oud schoolaccount" in page
    assert "Koppel Nieuw" in page
