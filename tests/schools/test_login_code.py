"""Signing in with a code by mail, and that it tells nobody who has an account."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from schools.models import User
from tests.world import Cast

ASK = "/account/login/code/"
CONFIRM = "/account/login/code/confirm/"


@pytest.fixture
def marieke(cast: Cast) -> User:
    """Marieke, who has no password at all."""
    user = cast.marieke.user
    user.set_unusable_password()
    user.save()
    return user


def ask(client: Client, email: str = "ib@vijver.example", **more: str) -> Any:
    return client.post(ASK, {"email": email, **more})


def mailed_code() -> str:
    found = re.search(r"^\d{6}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found.group()


def another(code: str) -> str:
    """Return a code of six digits that is not this one."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def page_of(response: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", str(response.text))


def test_a_code_by_mail_opens_today(client: Client, marieke: User) -> None:
    assert ask(client)["Location"] == CONFIRM
    response = client.post(CONFIRM, {"code": mailed_code()})
    assert (response.status_code, response["Location"]) == (302, "/vandaag/")
    assert client.session["_auth_user_id"] == str(marieke.pk)


def test_the_login_leads_to_it_and_keeps_the_page_that_was_asked_for(client: Client, marieke: User) -> None:
    login = page_of(client.get("/account/login/?next=/reflecties/"))
    assert 'href="/account/login/code/?next=%2Freflecties%2F"' in login
    to = ask(client, next="/reflecties/")["Location"]
    assert client.post(to, {"code": mailed_code(), "next": "/reflecties/"})["Location"] == "/reflecties/"


@pytest.mark.parametrize("url", ["https://elders.example/", "//elders.example/"])
def test_a_code_never_leads_to_another_site(client: Client, marieke: User, url: str) -> None:
    ask(client, next=url)
    assert client.post(CONFIRM, {"code": mailed_code(), "next": url})["Location"] == "/vandaag/"


def test_the_mail_is_short_dutch_text(client: Client, marieke: User) -> None:
    ask(client)
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["ib@vijver.example"], "Je code voor Handreiking")
    assert letter.body.startswith("Dag")
    assert "Heb je hier niet om gevraagd? Dan hoef je niets te doen." in letter.body


def test_an_address_without_an_account_gets_the_same_answers(client: Client, marieke: User) -> None:
    pages = []
    for email in ("ib@vijver.example", "niemand@vijver.example"):
        browser = Client()
        asked = ask(browser, email)
        opened = browser.get(asked["Location"])
        code = another(mailed_code()) if email.startswith("ib") else "000000"
        wrong = browser.post(CONFIRM, {"code": code})
        again = browser.post(CONFIRM, {"action": "resend"})
        pages.append(
            [
                (r.status_code, r.get("Location"), page_of(r).replace(email, "").replace(code, ""))
                for r in (asked, opened, wrong, again)
            ]
        )
    assert pages[0] == pages[1]
    assert (
        "Bij dit adres hoort geen account."
        in mail.outbox[-2 if "hoort geen" not in str(mail.outbox[-1].body) else -1].body
    )


def test_a_wrong_code_says_what_to_do(client: Client, marieke: User) -> None:
    ask(client)
    response = client.post(CONFIRM, {"code": another(mailed_code())})
    assert "Deze code klopt niet. Kijk hem nog eens na" in page_of(response)
    assert "_auth_user_id" not in client.session


def test_a_code_with_a_space_is_read_all_the_same(client: Client, marieke: User) -> None:
    ask(client)
    code = mailed_code()
    assert client.post(CONFIRM, {"code": f" {code[:3]} {code[3:]}"})["Location"] == "/vandaag/"


def test_after_five_wrong_codes_a_new_one_has_to_be_asked(client: Client, marieke: User) -> None:
    ask(client)
    code = mailed_code()
    for _ in range(5):
        response = client.post(CONFIRM, {"code": another(code)})
    assert response["Location"] == ASK
    assert client.post(CONFIRM, {"code": code})["Location"] == ASK
    assert "_auth_user_id" not in client.session


def test_a_new_code_makes_the_old_one_worthless(client: Client, marieke: User) -> None:
    ask(client)
    old = mailed_code()
    client.post(CONFIRM, {"action": "resend"})
    assert len(mail.outbox) == 2
    if old != mailed_code():
        assert client.post(CONFIRM, {"code": old}).status_code == 200
    assert client.post(CONFIRM, {"code": mailed_code()})["Location"] == "/vandaag/"


def test_a_code_does_not_work_in_another_browser(client: Client, marieke: User) -> None:
    ask(client)
    other = Client()
    assert other.post(CONFIRM, {"code": mailed_code()})["Location"] == ASK
    ask(other, "iemand@vijver.example")
    assert "_auth_user_id" not in other.session


def test_a_code_is_worthless_after_ten_minutes(client: Client, marieke: User, monkeypatch: Any) -> None:
    ask(client)
    import time

    now = time.time()
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: now + 601)
    assert client.post(CONFIRM, {"code": mailed_code()})["Location"] == ASK


def test_there_is_a_way_back_to_another_address_or_a_password(client: Client, marieke: User) -> None:
    ask(client, next="/reflecties/")
    assert client.get("/account/login/")["Location"] == CONFIRM  # until it is called off
    html = page_of(client.get(f"{CONFIRM}?next=/reflecties/"))
    assert '<input type="hidden" name="next" value="/account/login/?next=%2Freflecties%2F">' in html
    back = client.post("/account/logout/", {"next": "/account/login/?next=%2Freflecties%2F"}, follow=True)
    assert back.redirect_chain == [("/account/login/?next=%2Freflecties%2F", 302)]
    assert "<h1>Inloggen</h1>" in back.text
    assert "uitgelogd" not in back.text


def test_the_field_is_for_a_code_of_one_time(client: Client, marieke: User) -> None:
    ask(client)
    html = page_of(client.get(CONFIRM))
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert 'class="input input--code"' in html
    assert 'autocomplete="one-time-code"' in html
    assert 'inputmode="numeric"' in html
    assert '<label for="id_code">Code van zes cijfers</label>' in html


def test_an_account_that_is_off_does_not_get_in(client: Client, marieke: User) -> None:
    ask(client)
    User.objects.update(is_active=False)
    client.post(CONFIRM, {"code": mailed_code()})
    assert "_auth_user_id" not in client.session
