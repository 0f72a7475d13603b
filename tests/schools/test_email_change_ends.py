"""What ends or stays when an address of an account changes: links, codes, sessions, invitations; and how often one may ask."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from schools.models import User
from tests.letters import another, mailed_code
from tests.schools.address_changes import CHANGE, CONFIRM, NEW, OLD, changed, signed_in
from tests.schools.second_factor import is_in
from tests.world import PASSWORD, Cast, InvitationFactory, UserFactory

# ---- what else dies ---------------------------------------------------------------------


def test_a_link_for_a_new_password_dies_also_when_it_was_opened(joost: User) -> None:
    links = []
    for _ in range(2):
        Client().post("/account/password/reset/", {"email": OLD})
        found = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
        assert found
        links.append(found[1])
    opened = Client()
    form = opened.get(links[0])["Location"]
    assert "Kies een nieuw wachtwoord" in opened.get(form).text
    changed(signed_in())
    assert "Deze link werkt niet meer" in Client().get(links[1]).text
    new = "een-ander-wachtwoord"
    assert "Deze link werkt niet meer" in opened.post(form, {"password1": new, "password2": new}).text
    joost.refresh_from_db()
    assert joost.check_password(PASSWORD)


def test_a_code_to_sign_in_that_went_to_the_old_address_dies(joost: User) -> None:
    waiting = Client()
    waiting.post("/account/login/code/", {"email": OLD})
    code = mailed_code()
    changed(signed_in())
    assert waiting.post("/account/login/code/confirm/", {"code": code})["Location"] == "/account/login/"
    assert not is_in(waiting)


def test_a_change_that_waits_elsewhere_dies(joost: User) -> None:
    here, there = signed_in(), signed_in()
    there.post(CHANGE, {"email": "derde@nieuw.example"})
    code = mailed_code()
    changed(here)
    assert there.post(CONFIRM, {"code": code})["Location"].startswith("/account/login/")
    joost.refresh_from_db()
    assert joost.email == NEW


def test_a_change_that_waits_in_the_same_session_dies_with_another_address(joost: User) -> None:
    client = signed_in()
    client.post(CHANGE, {"email": "derde@nieuw.example"})
    state, code = client.session["address_change"], mailed_code()
    changed(client)
    session = client.session
    session["address_change"] = state  # as a second tab might put it back
    session.save()
    assert client.post(CONFIRM, {"code": code})["Location"] == CHANGE


@pytest.mark.parametrize("by", ["save", "update_fields"])
def test_a_site_admin_who_changes_an_address_ends_the_sessions_too(joost: User, by: str) -> None:
    client = signed_in()
    Client().post("/account/password/reset/", {"email": OLD})
    joost.email = NEW
    joost.save() if by == "save" else joost.save(update_fields=["email"])
    assert not is_in(client)
    assert not EmailAddress.objects.filter(email=OLD).exists()


# ---- invitations ------------------------------------------------------------------------


def test_an_invitation_goes_with_the_address_and_not_with_the_person(cast: Cast, joost: User) -> None:
    InvitationFactory(school=cast.bram.school, email=OLD, token="naar-oud")
    InvitationFactory(school=cast.bram.school, email=NEW, token="naar-nieuw")
    client = signed_in()
    assert client.post("/uitnodiging/naar-nieuw/").status_code == 403
    changed(client)
    assert client.post("/uitnodiging/naar-oud/").status_code == 403
    assert not joost.memberships.filter(school=cast.bram.school).exists()
    assert "Doe mee met Het Waterlicht" in Client().get("/uitnodiging/naar-oud/").text  # for who reads the old address
    assert client.post("/uitnodiging/naar-nieuw/", follow=True).redirect_chain == [("/vandaag/", 302)]
    assert joost.memberships.filter(school=cast.bram.school).exists()


# ---- too many ---------------------------------------------------------------------------


def test_the_fourth_mail_in_a_minute_is_refused_with_429_and_a_sentence(joost: User) -> None:
    client = signed_in()
    for number in range(3):
        assert client.post(CHANGE, {"email": f"joost{number}@nieuw.example"}).status_code == 302
    response = client.post(CHANGE, {"email": NEW})
    assert response.status_code == 429
    assert "probeer het over een uur opnieuw" in response.text
    assert f'value="{NEW}"' in response.text
    again = client.post(CONFIRM, {"again": "1"})
    assert again.status_code == 429
    assert "probeer het over een uur opnieuw" in again.text
    assert len(mail.outbox) == 3


def test_one_address_gets_five_mails_an_hour_whoever_asks(cast: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "change_email": "5/h/key"}
    people = UserFactory.create_batch(6)
    User.objects.filter(pk__in=[user.pk for user in people]).update(password=_hash())
    statuses = [signed_in(user.email).post(CHANGE, {"email": NEW}).status_code for user in people]
    assert statuses == [302] * 5 + [429]


def _hash() -> str:
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


def test_codes_are_counted_for_all_tabs_together(joost: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "confirm_change_email": "2/h/user"}
    first, second = signed_in(), signed_in()
    for client in (first, second):
        client.post(CHANGE, {"email": NEW})
        assert client.post(CONFIRM, {"code": another(mailed_code())}).status_code == 422
    code = mailed_code()
    assert second.post(CONFIRM, {"code": code})["Location"] == CHANGE
    joost.refresh_from_db()
    assert joost.email == OLD


def test_the_pages_are_kept_in_no_cache(joost: User) -> None:
    client = signed_in()
    client.post(CHANGE, {"email": NEW})
    for address in (CHANGE, CONFIRM):
        assert "no-store" in client.get(address)["Cache-Control"]
