"""Signing in and out, a new password, and that nobody learns who has an account."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from schools.models import User
from tests.world import PASSWORD, Cast

LOGIN = "/account/login/"
RESET = "/account/password/reset/"


def log_in(client: Client, email: str = "ib@vijver.example", password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password, **more})


def page_of(response: Any) -> str:
    """Return the page without what differs at each request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", str(response.text))


def alert_of(response: Any) -> str:
    """Return what the alert of the page says."""
    found = re.search(r'<div class="alert tone-bad" role="alert".*?</div>', str(response.text), re.DOTALL)
    assert found, "the page has no alert"
    return found.group().replace("\n", "")


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def inputs_of(response: Any) -> dict[str, str]:
    """Return the input of each field by its name."""
    tags = re.findall(r'<input class="input"[^>]*>', page_of(response))
    return {re.findall(r'name="(\w+)"', tag)[0]: tag for tag in tags}


# ---- signing in -------------------------------------------------------------------------


def test_signing_in_by_email_opens_today(client: Client, marieke: User) -> None:
    response = log_in(client)
    assert (response.status_code, response["Location"]) == (302, "/vandaag/")
    assert client.session["_auth_user_id"] == str(marieke.pk)


def test_capitals_and_spaces_in_the_address_do_not_matter(client: Client, marieke: User) -> None:
    assert log_in(client, " IB@Vijver.EXAMPLE ")["Location"] == "/vandaag/"


def test_signing_in_goes_on_to_the_page_that_was_asked_for(client: Client, marieke: User) -> None:
    asked = client.get("/reflecties/")
    assert asked["Location"] == "/account/login/?next=/reflecties/"
    assert '<input type="hidden" name="next" value="/reflecties/">' in page_of(client.get(asked["Location"]))
    assert log_in(client, next="/reflecties/")["Location"] == "/reflecties/"


@pytest.mark.parametrize("url", ["https://elders.example/", "//elders.example/", "javascript:alert(1)"])
def test_signing_in_never_goes_on_to_another_site(client: Client, marieke: User, url: str) -> None:
    assert log_in(client, next=url)["Location"] == "/vandaag/"


def test_a_wrong_password_says_what_to_do(client: Client, marieke: User) -> None:
    response = log_in(client, password="fout")
    assert "Het e-mailadres of het wachtwoord klopt niet. Kijk ze allebei nog eens na" in alert_of(response)
    assert 'href="/account/password/reset/"' in alert_of(response)
    assert not is_logged_in(client)


def test_a_wrong_password_answers_the_same_for_an_address_without_an_account(client: Client, marieke: User) -> None:
    known = log_in(client, password="fout")
    unknown = log_in(client, "niemand@vijver.example", password="fout")
    assert known.status_code == unknown.status_code
    assert page_of(known) == page_of(unknown).replace("niemand@vijver.example", "ib@vijver.example")


def test_the_address_stays_in_the_field_and_the_password_does_not(client: Client, marieke: User) -> None:
    response = log_in(client, password="helemaal-fout")
    assert 'value="ib@vijver.example"' in inputs_of(response)["login"]
    assert "helemaal-fout" not in page_of(response)


def test_after_a_wrong_password_the_first_field_has_the_focus_and_refers_to_what_is_wrong(
    client: Client, marieke: User
) -> None:
    inputs = inputs_of(log_in(client, password="fout"))
    assert "autofocus" in inputs["login"]
    assert "autofocus" not in inputs["password"]
    for tag in inputs.values():
        assert 'aria-invalid="true"' in tag
        assert re.search(r'aria-describedby="\s*fout"', tag)


def test_an_empty_form_says_of_each_field_what_is_missing(client: Client, db: None) -> None:
    response = log_in(client, "", "")
    assert '<a href="#id_login">Vul je e-mailadres in.</a>' in alert_of(response)
    assert '<a href="#id_password">Vul je wachtwoord in.</a>' in alert_of(response)
    for name, tag in inputs_of(response).items():
        assert f"id_{name}-error" in tag
        assert f'id="id_{name}-error"' in page_of(response)


def test_an_address_that_is_none_says_what_one_looks_like(client: Client, db: None) -> None:
    assert "Dit e-mailadres klopt nog niet. Het ziet eruit als naam@school.nl." in alert_of(log_in(client, "marieke"))


def test_after_many_wrong_passwords_it_says_to_wait(client: Client, marieke: User) -> None:
    for _ in range(5):
        log_in(client, password="fout")
    response = log_in(client)
    assert "Wacht vijf minuten" in alert_of(response)
    assert not is_logged_in(client)


def test_what_is_typed_is_shown_as_text(client: Client, db: None) -> None:
    assert "<script>alert" not in page_of(log_in(client, '"><script>alert(1)</script>@x.nl'))


def test_someone_who_is_signed_in_goes_on_to_today(client: Client, marieke: User) -> None:
    client.force_login(marieke)
    assert client.get(LOGIN)["Location"] == "/vandaag/"


def test_an_account_that_is_off_says_whom_to_ask(client: Client, marieke: User) -> None:
    User.objects.update(is_active=False)
    response = client.post(LOGIN, {"login": marieke.email, "password": PASSWORD}, follow=True)
    assert "Je account staat uit" in page_of(response)
    assert "Vraag het na bij je directeur of IB’er" in page_of(response)
    assert not is_logged_in(client)


# ---- signing up is closed ---------------------------------------------------------------


def test_the_login_says_how_to_get_an_account_and_links_to_no_sign_up(client: Client, db: None) -> None:
    html = page_of(client.get(LOGIN))
    assert "Vraag je directeur of IB’er om een uitnodiging" in html
    assert "/account/signup/" not in html


@pytest.mark.parametrize("method", ["get", "post"])
def test_sign_up_is_closed(client: Client, db: None, method: str) -> None:
    data = {"email": "nieuw@vijver.example", "password1": PASSWORD}
    response = getattr(client, method)("/account/signup/", data)
    assert "Een account krijg je via je school" in page_of(response)
    assert not inputs_of(response)
    assert not User.objects.exists()


# ---- a new password ---------------------------------------------------------------------


def test_a_password_reset_looks_the_same_for_an_address_without_an_account(client: Client, marieke: User) -> None:
    known = client.post(RESET, {"email": "ib@vijver.example"})
    known_page = page_of(client.get(known["Location"]))
    unknown = client.post(RESET, {"email": "niemand@vijver.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert (known.status_code, known["Location"]) == (302, "/account/password/reset/done/")
    assert known_page == page_of(client.get(unknown["Location"]))
    assert "Hoort het adres bij een account" in known_page


def test_the_reset_mail_is_short_dutch_text_with_the_name(client: Client, marieke: User) -> None:
    client.post(RESET, {"email": "ib@vijver.example"})
    [letter] = mail.outbox
    assert letter.to == ["ib@vijver.example"]
    assert letter.subject.endswith("Kies een nieuw wachtwoord voor Handreiking")
    assert letter.body.startswith("Dag Marieke,\n\n")
    assert "Heb je hier niet om gevraagd? Dan hoef je niets te doen." in letter.body
    assert letter.content_subtype == "plain"
    assert len(letter.body) < 700


def test_the_mail_to_an_address_without_an_account_names_nobody(client: Client, marieke: User) -> None:
    client.force_login(marieke)
    client.post(RESET, {"email": "niemand@vijver.example"})
    [letter] = mail.outbox
    assert letter.to == ["niemand@vijver.example"]
    assert letter.body.startswith("Dag,\n\n")
    assert "Bij dit adres hoort geen account." in letter.body
    assert "Marieke" not in letter.body


def reset_link(client: Client) -> str:
    """Ask for a new password, open the link in the mail, and return where it leads."""
    client.post(RESET, {"email": "ib@vijver.example"})
    link = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert link
    return str(client.get(link[1])["Location"])


def test_the_link_in_the_mail_leads_to_a_new_password(client: Client, marieke: User) -> None:
    url = reset_link(client)
    assert "Kies een nieuw wachtwoord" in page_of(client.get(url))
    new = "een-ander-wachtwoord"
    done = client.post(url, {"password1": new, "password2": new}, follow=True)
    assert "Je kunt weer inloggen" in page_of(done)
    assert log_in(client, password=new)["Location"] == "/vandaag/"


def test_two_different_passwords_say_what_to_do(client: Client, marieke: User) -> None:
    response = client.post(reset_link(client), {"password1": "een-ander-wachtwoord", "password2": "iets-anders"})
    assert "De twee wachtwoorden zijn niet gelijk. Typ het nieuwe nog een keer." in alert_of(response)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("zeven77", "Dit wachtwoord is te kort. Neem minstens 12 tekens."),
        ("password1234", "Dit wachtwoord gebruiken veel mensen. Kies iets dat niemand raadt."),
        ("ib@vijver.exam", "Dit wachtwoord lijkt te veel op je naam of je e-mailadres. Kies iets anders."),
    ],
)
def test_a_weak_password_says_what_to_do(client: Client, marieke: User, password: str, sentence: str) -> None:
    response = client.post(reset_link(client), {"password1": password, "password2": password})
    assert sentence in alert_of(response)


def test_the_hint_tells_the_shortest_password_that_is_accepted(client: Client, marieke: User) -> None:
    url = reset_link(client)
    assert "Minstens twaalf tekens." in page_of(client.get(url))
    assert client.post(url, {"password1": "qzvkwpxjhbnm", "password2": "qzvkwpxjhbnm"}).status_code == 302


@pytest.mark.parametrize(
    "url", ["/account/password/reset/key/1-abc-def/", "/account/password/reset/key/1-set-password/"]
)
def test_a_link_that_does_not_work_any_more_offers_a_new_one(client: Client, marieke: User, url: str) -> None:
    html = page_of(client.get(url))
    assert "Deze link werkt niet meer" in html
    assert 'href="/account/password/reset/"' in html


def test_a_wrong_current_password_changes_nothing(client: Client, marieke: User) -> None:
    client.force_login(marieke)
    new = "een-ander-wachtwoord"
    data = {"oldpassword": "fout", "password1": new, "password2": new}
    response = client.post("/account/password/change/", data)
    assert "Dit is niet je huidige wachtwoord. Kijk het nog eens na." in alert_of(response)
    marieke.refresh_from_db()
    assert marieke.check_password(PASSWORD)


# ---- signing out ------------------------------------------------------------------------


def test_the_django_admin_has_no_page_of_its_own_for_a_password(cast: Cast, as_user: Callable[..., Client]) -> None:
    cast.joost.user.is_staff = True
    cast.joost.user.save()
    response = as_user(cast.joost.user).post("/beheer/password_change/", {"old_password": "geraden"})
    assert (response.status_code, response["Location"]) == (302, "/account/password/change/")


def test_opening_the_sign_out_page_asks_first(client: Client, marieke: User) -> None:
    client.force_login(marieke)
    html = page_of(client.get("/account/logout/"))
    assert re.search(r'<form method="post"[^>]* action="/account/logout/">', html)
    assert is_logged_in(client)


def test_signing_out_is_a_post(client: Client, marieke: User) -> None:
    client.force_login(marieke)
    response = client.post("/account/logout/", follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "Je bent uitgelogd." in page_of(response)
    assert not is_logged_in(client)


# ---- every page -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "/account/login/",
        "/account/login/code/",
        "/account/2fa/",
        "/account/2fa/webauthn/",
        "/account/sessions/",
        "/account/signup/",
        "/account/inactive/",
        "/account/password/reset/",
        "/account/password/reset/done/",
        "/account/password/reset/key/done/",
        "/account/password/reset/key/1-abc-def/",
        "/account/logout/",
        "/account/password/change/",
        "/account/password/set/",
        "/account/reauthenticate/",
    ],
)
def test_every_account_page_is_in_house_style(client: Client, marieke: User, url: str) -> None:
    if re.search(r"logout|change|set/|reauth|2fa|sessions", url):
        client.force_login(marieke)
    if url == "/account/password/set/":
        marieke.set_unusable_password()
        marieke.save()
        client.force_login(marieke)
    response = client.get(url)
    html = str(response.text)
    assert response.status_code == 200
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert 'class="sign-in' in html
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)
    fields = re.findall(r'<input class="input"[^>]*\sid="(\w+)"', html)
    for field in fields:
        assert f'<label for="{field}">' in html


def test_an_address_is_not_claimed_without_proof(cast: Cast, as_user: Callable[..., Client]) -> None:
    for address in ("/account/confirm-email/", "/account/confirm-email/x/"):  # /account/email/ is our own
        assert as_user(cast.joost.user).post(address, {"email": "iemand@anders.example"}).status_code == 404


@pytest.mark.parametrize("password", ["Handreiking2026!", "welkom-op-school", "Wachtwoord123456", "zomer2026zomer2026"])
def test_a_password_of_words_of_this_site_is_refused(client: Client, marieke: User, password: str) -> None:
    response = client.post(reset_link(client), {"password1": password, "password2": password})
    assert "Dit wachtwoord is te makkelijk te raden." in alert_of(response)


@pytest.mark.parametrize("password", ["handreiking van de buren", " Paarse Olifant  op de School ", "é" * 80 + "a1"])
def test_a_long_password_is_taken_exactly_as_it_was_typed(client: Client, marieke: User, password: str) -> None:
    client.post(reset_link(client), {"password1": password, "password2": password})
    marieke.refresh_from_db()
    assert marieke.check_password(password)
    assert not marieke.check_password(password.strip().lower() + "x")


def test_a_password_like_ones_own_name_is_refused(cast: Cast, as_user: Callable[..., Client]) -> None:
    client = as_user(cast.joost.user)
    cast.joost.user.set_password(password := "een-lang-en-geheim-woord")
    cast.joost.user.save()
    client.force_login(cast.joost.user)
    new = {"oldpassword": password, "password1": "JoostVanDijk", "password2": "JoostVanDijk"}
    client.post("/account/password/change/", new)
    cast.joost.user.refresh_from_db()
    assert cast.joost.user.check_password(password)
