"""/account/email/: another address, once a code has shown that it is read by who asks; until then nothing changes."""

import re
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from schools.email_change import AddressTaken, change_address
from schools.models import JournalEntry, User
from tests.letters import another, mailed_code
from tests.schools.address_changes import CHANGE, CONFIRM, NEW, OLD, changed, signed_in
from tests.schools.second_factor import is_in, totp, with_app
from tests.world import PASSWORD, Cast, UserFactory


def page_of(response: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", str(response.text))


# ---- the way it goes --------------------------------------------------------------------


def test_a_code_from_the_new_address_changes_it(joost: User) -> None:
    client = signed_in()
    assert client.get(CHANGE).status_code == 200
    assert client.post(CHANGE, {"email": " Joost@Nieuw.EXAMPLE "})["Location"] == CONFIRM
    [letter] = mail.outbox
    assert letter.to == [NEW]
    assert "Dag Joost," in letter.body
    assert NEW in client.get(CONFIRM).text
    joost.refresh_from_db()
    assert joost.email == OLD, "nothing changes before the code"
    assert mailed_code() not in str(dict(client.session.items())), "the session has its seal only"
    response = client.post(CONFIRM, {"code": f" {mailed_code()[:3]} {mailed_code()[3:]} "}, follow=True)
    assert response.redirect_chain == [("/account/", 302)]
    assert f"Je adres is nu {NEW}." in response.text
    joost.refresh_from_db()
    assert joost.email == NEW


def test_the_old_address_hears_of_it_and_what_to_do(joost: User) -> None:
    changed(signed_in())
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject) == ([OLD], "Je e-mailadres is gewijzigd")
    for part in (OLD, NEW, "Was jij dit niet? Dan is er iemand in je account.", "je directeur"):
        assert part in letter.body
    assert "ies dan meteen een nieuw wachtwoord" not in letter.body, "that would go to the new address"


def test_the_new_address_signs_in_and_the_old_one_does_not(joost: User) -> None:
    Client().post("/account/password/reset/", {"email": OLD})  # allauth now keeps a row for the old address
    assert EmailAddress.objects.filter(email=OLD).exists()
    changed(signed_in())
    assert not EmailAddress.objects.filter(email=OLD).exists()
    signed_in(NEW)
    old = Client().post("/account/login/", {"login": OLD, "password": PASSWORD})
    assert "klopt niet" in old.text
    for address in ("login/code", "password/reset"):
        Client().post(f"/account/{address}/", {"email": OLD})
        assert "Bij dit adres hoort geen account." in mail.outbox[-1].body


def test_the_password_and_the_second_factor_stay(joost: User) -> None:
    secret, _ = with_app(joost)
    cache.clear()  # the app's code was used a moment ago
    client = Client()
    client.post("/account/login/", {"login": OLD, "password": PASSWORD})
    client.post("/account/2fa/authenticate/", {"code": totp(secret)})
    changed(client)
    again = Client()
    response = again.post("/account/login/", {"login": NEW, "password": PASSWORD})
    assert response["Location"].startswith("/account/2fa/authenticate/")


def test_all_other_sessions_end_and_this_one_stays_under_another_key(joost: User) -> None:
    here, there = signed_in(), signed_in()
    before = here.session.session_key
    changed(here)
    assert (is_in(here), is_in(there)) == (True, False)
    assert here.session.session_key != before
    assert "Hier ben je nu" in here.get("/account/sessions/").text
    assert UserSession.objects.filter(user=joost).count() == 1


# ---- who asks ---------------------------------------------------------------------------


def test_an_older_session_is_asked_who_it_is_first(joost: User) -> None:
    client = Client()
    client.force_login(joost)
    for answer in (client.get(CHANGE), client.post(CHANGE, {"email": NEW})):
        assert answer["Location"].startswith("/account/reauthenticate/")
    assert not mail.outbox
    response = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": CHANGE})
    assert response["Location"] in {CHANGE, CONFIRM}
    changed(client)
    joost.refresh_from_db()
    assert joost.email == NEW


def test_an_app_is_proof_too(joost: User) -> None:
    secret, _ = with_app(joost)
    cache.clear()
    joost.set_unusable_password()
    joost.save()
    client = Client()
    client.force_login(joost)
    assert client.get(CHANGE)["Location"].startswith("/account/2fa/reauthenticate/")
    assert client.post("/account/2fa/reauthenticate/", {"code": totp(secret), "next": CHANGE})["Location"] == CHANGE
    assert client.get(CHANGE).status_code == 200


@pytest.mark.parametrize("address", [CHANGE, "/account/password/set/"])
def test_who_has_nothing_to_show_signs_in_again(cast: Cast, joost: User, address: str) -> None:
    joost.set_unusable_password()
    joost.save()
    client = Client()
    client.force_login(joost)
    page = client.get(address)
    assert "Log nog een keer in" in page.text
    assert f'value="/account/login/?next={address}"' in page.text
    data = {"email": NEW, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(address, data).status_code == 403
    assert not mail.outbox
    Client().post("/account/login/code/", {"email": OLD})
    fresh = Client()
    fresh.post("/account/login/code/", {"email": OLD})
    fresh.post("/account/login/code/confirm/", {"code": mailed_code()})
    assert "Log nog een keer in" not in fresh.get(address).text


def test_a_visitor_is_sent_to_the_login(db: None) -> None:
    for address in (CHANGE, CONFIRM):
        assert Client().get(address)["Location"].startswith("/account/login/")
        assert Client().post(address, {"email": NEW})["Location"].startswith("/account/login/")


# ---- what is refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Vul je e-mailadres in."),
        ("zomaar", "Dit e-mailadres klopt nog niet."),
        ("jöost@nieuw.example", "Dit e-mailadres klopt nog niet."),
        ("a" * 250 + "@nieuw.example", "Dit e-mailadres klopt nog niet."),
        (OLD.upper(), "Dit is al je adres."),
    ],
)
def test_an_address_that_can_not_be_stays_in_the_field(joost: User, email: str, sentence: str) -> None:
    response = signed_in().post(CHANGE, {"email": email})
    assert response.status_code == 422
    assert sentence in response.text
    assert email in response.text
    assert not mail.outbox


def test_a_wrong_code_changes_nothing_and_five_make_the_right_one_worthless(joost: User) -> None:
    client = signed_in()
    client.post(CHANGE, {"email": NEW})
    code = mailed_code()
    for _ in range(4):
        response = client.post(CONFIRM, {"code": another(code)})
        assert response.status_code == 422
        assert "Deze code klopt niet." in response.text
    response = client.post(CONFIRM, {"code": another(code)}, follow=True)
    assert "Er zijn te veel codes geprobeerd." in response.text
    assert client.post(CONFIRM, {"code": code})["Location"] == CHANGE
    joost.refresh_from_db()
    assert joost.email == OLD


@pytest.mark.parametrize("code", ["", "      ", "12345", "a" * 30, "\x00", "١٢٣٤٥٦"])
def test_a_code_that_is_none_is_refused(joost: User, code: str) -> None:
    client = signed_in()
    client.post(CHANGE, {"email": NEW})
    assert client.post(CONFIRM, {"code": code}).status_code == 422
    joost.refresh_from_db()
    assert joost.email == OLD


def test_a_code_is_worthless_after_a_quarter_of_an_hour(joost: User, monkeypatch: Any) -> None:
    client = signed_in()
    client.post(CHANGE, {"email": NEW})
    now = time.time()
    monkeypatch.setattr("schools.email_change.time.time", lambda: now + 15 * 60 + 1)
    assert client.post(CONFIRM, {"code": mailed_code()})["Location"] == CHANGE
    joost.refresh_from_db()
    assert joost.email == OLD


def test_a_code_works_only_where_it_was_asked_for(cast: Cast, joost: User) -> None:
    asker, other_place, bram = signed_in(), signed_in(), Client()
    bram.force_login(cast.bram.user)
    asker.post(CHANGE, {"email": NEW})
    for client in (other_place, bram):
        assert client.post(CONFIRM, {"code": mailed_code()})["Location"] == CHANGE
    assert not User.objects.filter(email=NEW).exists()


def test_only_the_newest_code_works(joost: User) -> None:
    client = signed_in()
    client.post(CHANGE, {"email": NEW})
    old = mailed_code()
    response = client.post(CONFIRM, {"again": "1"}, follow=True)
    assert "Alleen de nieuwste code werkt." in response.text
    if old != mailed_code():
        assert client.post(CONFIRM, {"code": old}).status_code == 422
    assert client.post(CONFIRM, {"code": mailed_code()})["Location"] == "/account/"


def test_it_can_be_called_off(joost: User) -> None:
    client = signed_in()
    client.post(CHANGE, {"email": NEW})
    assert client.post(CONFIRM, {"stop": "1"})["Location"] == "/account/"
    assert client.post(CONFIRM, {"code": mailed_code()})["Location"] == CHANGE


# ---- an address that is somebody's ------------------------------------------------------


def test_an_address_in_use_gets_the_same_answers_and_a_mail_that_says_so(cast: Cast, joost: User) -> None:
    answers, queries = [], []
    for email in (NEW, cast.marieke.user.email):
        client = signed_in()
        with CaptureQueriesContext(connection) as counted:
            asked = client.post(CHANGE, {"email": email.upper()})
        queries.append(len(counted))
        pages = [
            asked,
            client.get(CONFIRM),
            client.post(CONFIRM, {"code": "geen"}),
            client.post(CONFIRM, {"again": "1"}),
        ]
        answers.append([(page.status_code, page.get("Location"), page_of(page).replace(email, "")) for page in pages])
        cache.clear()
    assert answers[0] == answers[1]
    assert queries[0] == queries[1]
    letter = mail.outbox[-1]
    assert letter.to == [cast.marieke.user.email]
    assert "Bij dit adres hoort al een account." in letter.body
    assert "Joost" not in letter.body
    assert not re.search(r"\b\d{6}\b", str(letter.body))


def test_an_address_taken_in_the_meantime_is_not_taken_over(joost: User) -> None:
    client = signed_in()
    client.post(CHANGE, {"email": NEW})
    UserFactory(email=NEW.upper())
    response = client.post(CONFIRM, {"code": mailed_code()}, follow=True)
    assert "Je adres is niet gewijzigd." in response.text
    joost.refresh_from_db()
    assert joost.email == OLD
    with pytest.raises(AddressTaken):
        change_address(joost, NEW)
    assert joost.email == OLD


def test_lines_of_journals_follow_so_that_no_older_address_is_left_when_the_account_goes(joost: User) -> None:
    school = joost.memberships.get().school
    JournalEntry.write_for_site(school, "invitation_sent", OLD)
    client = signed_in()
    changed(client)
    assert JournalEntry.objects.get().subject == NEW
