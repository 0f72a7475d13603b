"""/aanmelden/: ask to take part; nobody learns from the answer whether a school or an address is known."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from schools.models import School, SchoolRequest
from tests.world import Cast, InvitationFactory, SchoolRequestFactory

pytestmark = pytest.mark.django_db
FORM = {
    "school_name": "De Vijver",
    "place": "Leek",
    "brin": "12 ab-00",
    "sector": "po",
    "name": "Sam de Wit",
    "role": "teacher",
    "email": "S.deWit@x.example",
    "why": "Ik val in.",
}


def send(**changes: Any) -> Any:
    return Client().post("/aanmelden/", FORM | changes)


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


# ---- the form ---------------------------------------------------------------------------


def test_a_form_becomes_a_request_that_waits_to_be_confirmed():
    response = send()
    assert (response.status_code, response["Location"]) == (302, "/aanmelden/verstuurd/")
    asked = SchoolRequest.objects.get()
    told = (asked.school_name, asked.place, asked.brin, asked.name, asked.email, asked.why)
    assert told == ("De Vijver", "Leek", "12AB00", "Sam de Wit", "s.dewit@x.example", "Ik val in.")
    assert (asked.is_usable, asked.school) == (True, None)
    assert [message.to for message in mail.outbox] == [["s.dewit@x.example"]]


def test_brin_and_why_may_stay_empty_and_names_become_one_line():
    send(brin="", why="", school_name="De \n  Vijver", name=" Sam\tde Wit ")
    asked = SchoolRequest.objects.get()
    assert (asked.brin, asked.why, asked.school_name, asked.name) == ("", "", "De Vijver", "Sam de Wit")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"school_name": " "}, "Vul de naam van de school in."),
        ({"school_name": "a" * 121}, "Gebruik hooguit 120 tekens."),
        ({"place": ""}, "Vul de plaats in."),
        ({"brin": "12"}, "Een BRIN heeft vier of zes tekens"),
        ({"brin": "1" * 30}, "Een BRIN heeft vier of zes tekens"),
        ({"sector": ""}, "Kies po, vo, of allebei."),
        ({"sector": "mbo"}, "Kies po, vo, of allebei."),
        ({"name": ""}, "Vul je naam in."),
        ({"role": "boss"}, "Kies een van de rollen."),
        ({"email": ""}, "Vul je e-mailadres in."),
        ({"email": "sam@school"}, "Dit e-mailadres klopt nog niet."),
        ({"email": "a@x.example, b@x.example"}, "Dit e-mailadres klopt nog niet."),
        ({"email": "a@x.example\nBcc: b@x.example"}, "Dit e-mailadres klopt nog niet."),
        ({"why": "a" * 1001}, "Gebruik hooguit 1000 tekens."),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(change, sentence):
    response = send(**change)
    assert response.status_code == 422
    assert sentence in response.text
    for name in ("place", "name", "why"):
        assert (FORM | change)[name] in response.text
    assert not SchoolRequest.objects.exists()
    assert mail.outbox == []


def test_nobody_confirms_or_chooses_a_school_in_the_form(cast: Cast):
    send(confirmed_at="2026-01-01", decision="granted", school=cast.fatima.school_id, token_digest="a" * 64)
    asked = SchoolRequest.objects.get()
    assert (asked.confirmed_at, asked.decision, asked.school) == (None, "", None)
    assert asked.token_digest != "a" * 64


def test_a_link_fills_in_the_school():
    page = Client().get("/aanmelden/?brin=12ab&school_name=De+%22Vijver%22&place=Leek&email=a@x.example").text
    assert 'value="12ab"' in page
    assert "De &quot;Vijver&quot;" in page
    assert 'value="Leek"' in page
    assert 'value="a@x.example"' not in page


@pytest.mark.parametrize("query", ["brin=" + "1" * 30, "school_name=%00", "place=" + "a" * 900, "brin=%ff"])
def test_a_link_that_makes_no_sense_fills_in_nothing(query):
    response = Client().get(f"/aanmelden/?{query}")
    assert response.status_code == 200
    main = response.text.split("<footer")[0]
    for nonsense in ("1" * 30, "\x00", "a" * 900):
        assert nonsense not in main


def test_who_is_signed_in_reads_what_fits_better(cast, as_user):
    page = as_user(cast.joost.user).get("/aanmelden/").text
    assert "Je bent ingelogd, dus je hebt al een account." in page


def test_a_mail_server_that_is_down_is_said_and_the_form_stays(monkeypatch):
    def down(self, fail_silently=False):
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
    response = send()
    assert response.status_code == 503
    assert "De mail ging niet weg." in response.text
    assert "Ik val in." in response.text


@pytest.mark.parametrize("address", ["/account/login/", "/", "/account/signup/"])
def test_the_way_to_the_form_is_on_the_pages_where_one_looks_for_it(address):
    page = Client().get(address).text
    assert re.search(r'href="/aanmelden/"[^>]*>[^<]*eld je school aan', page)


# ---- nobody learns anything -------------------------------------------------------------


def answer(client: Client, **changes: Any) -> tuple[int, dict[str, str], str, str]:
    """Return all that a browser gets, without what differs for every form."""
    response = client.post("/aanmelden/", FORM | changes)
    page = client.get(response["Location"])
    without = re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", page.text)
    headers = {
        name: value for name, value in (dict(response.headers) | dict(page.headers)).items() if name != "X-Request-ID"
    }
    return response.status_code, headers, response.text, without


def test_the_answer_is_the_same_to_the_byte_whatever_is_known(cast):
    School.objects.filter(pk=cast.fatima.school_id).update(brin="12AB00")
    InvitationFactory(school=cast.fatima.school, email="uitgenodigd@x.example")
    SchoolRequestFactory(email="wacht@x.example", school_name="De Vijver", brin="12AB00", confirmed=True)
    cast.joost.user.is_active = False
    cast.joost.user.save()
    answers = [
        answer(Client(), **changes)
        for changes in (
            {"email": "nieuw@x.example", "brin": "99ZZ00", "school_name": "Bestaat niet"},
            {"email": "nieuw2@x.example", "brin": "12AB00"},
            {"email": "ib@vijver.example"},
            {"email": "IB@Vijver.example", "brin": "99ZZ00"},
            {"email": "leerkracht@vijver.example"},
            {"email": "uitgenodigd@x.example"},
            {"email": "wacht@x.example"},
        )
    ]
    assert all(one == answers[0] for one in answers)
    assert len(mail.outbox) == len(answers)


def test_too_often_is_said_with_the_same_words_for_an_address_that_is_known(cast):
    texts = []
    for email in ("ib@vijver.example", "niemand@x.example"):
        for _ in range(3):
            assert send(email=email).status_code == 302
        response = send(email=email)
        assert response.status_code == 429
        assert "Wacht een uur en verstuur het dan nog eens." in response.text
        assert "Ik val in." in response.text
        texts.append(re.sub(r'value="\w{64}"', "", response.text.replace(email, "")))
    assert texts[0] == texts[1]
    assert len(mail.outbox) == 6


def test_one_place_can_not_send_mails_without_end(settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "school_request": "2/h/ip,3/h/key"}
    assert [send(email=f"a{number}@x.example").status_code for number in range(3)] == [302, 302, 429]
    elsewhere = Client(REMOTE_ADDR="192.0.2.9").post("/aanmelden/", FORM)
    assert elsewhere.status_code == 302


def test_tries_of_all_workers_are_counted_in_the_database():
    from django.db import connection

    send()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache WHERE cache_key LIKE %s", ["%school_request%"])
        assert cursor.fetchone()[0] == 2


def test_what_was_typed_is_kept_in_no_cache():
    assert "no-store" in send(email="")["Cache-Control"]


def test_the_form_wants_the_token_of_its_own_page():
    assert Client(enforce_csrf_checks=True).post("/aanmelden/", FORM).status_code == 403
