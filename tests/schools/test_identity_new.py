"""/account/schoolaccount/nieuw/…: what someone does whose school account nobody here has."""

import re
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from schools import identities
from schools.invitations import Unusable
from schools.models import Invitation, Membership, User
from tests.schools.oidc import StubProvider, configure, entry, round_trip, use_urls
from tests.world import Cast, InvitationFactory, SchoolFactory

pytestmark = pytest.mark.django_db
NEW = "/account/schoolaccount/nieuw/"
ADDRESS, CODE, ACCEPT, SCHOOL = f"{NEW}adres/", f"{NEW}code/", f"{NEW}uitnodiging/", f"{NEW}school/"
OVER = "/account/schoolaccount/mislukt/?waarom=voorbij"
EMAIL = "w.tan@vijver.example"


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def newcomer(client: Client, entree: StubProvider) -> Client:
    """Wei, who came back from Entree and is not known here."""
    assert round_trip(client)["Location"] == NEW
    return client


def code_of(letter: Any = None) -> str:
    return re.findall(r"^\d{6}$", (letter or mail.outbox[-1]).body, re.MULTILINE)[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def prove(client: Client, email: str = EMAIL) -> Any:
    """Ask for a code at an address, and type it."""
    assert client.post(ADDRESS, {"email": email})["Location"] == CODE
    return client.post(CODE, {"code": code_of()})


# ---- the page ---------------------------------------------------------------------------


def test_the_page_greets_and_offers_three_ways(newcomer: Client) -> None:
    page = newcomer.get(NEW)
    assert "Nog één stap" in page.text
    assert "Dag Wei Tan." in page.text
    assert {ADDRESS, SCHOOL} <= set(re.findall(r'href="([^"]+)"', page.text))
    assert "/account/login/?next=/account/schoolaccount/koppelen/" in page.text
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("address", [NEW, ADDRESS, CODE, ACCEPT, SCHOOL])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_an_identity_that_waits_there_is_nothing(
    client: Client, entree: StubProvider, address: str, method: str
) -> None:
    assert getattr(client, method)(address)["Location"] == OVER


def test_it_waits_in_the_session_only_and_for_half_an_hour(newcomer: Client, monkeypatch: Any) -> None:
    assert not SocialAccount.objects.exists()
    assert not User.objects.exists()
    assert Client().get(NEW)["Location"] == OVER
    now = time.time()
    monkeypatch.setattr("schools.identities.time.time", lambda: now + 30 * 60 + 1)
    assert newcomer.get(NEW)["Location"] == OVER
    assert "identity" not in newcomer.session


def test_it_waits_no_longer_where_the_provider_is_gone(newcomer: Client, settings: Any, stub: StubProvider) -> None:
    configure(settings, entry(stub, issuer="https://elders.example"))
    assert newcomer.get(NEW)["Location"] == OVER


def test_another_person_at_the_same_computer_begins_anew(newcomer: Client) -> None:
    assert "Begin opnieuw" in newcomer.get(NEW).text
    assert newcomer.post(f"{NEW}vergeten/", {"next": "https://elders.example/"})["Location"] == "/"
    assert newcomer.get(NEW)["Location"] == OVER


def test_a_second_round_trip_replaces_the_first_and_what_was_proven_for_it(
    newcomer: Client, entree: StubProvider
) -> None:
    prove(newcomer)
    entree.subject = "iemand-anders@vijver"
    round_trip(newcomer)
    assert newcomer.get(ACCEPT)["Location"] == ADDRESS


# ---- invited: proving the address -------------------------------------------------------


def test_the_address_of_the_claim_stands_in_the_field_and_may_be_another(newcomer: Client) -> None:
    assert f'value="{EMAIL}"' in newcomer.get(ADDRESS).text
    newcomer.post(ADDRESS, {"email": " Wei@Elders.EXAMPLE "})
    assert mail.outbox[-1].to == ["wei@elders.example"]


def test_a_missing_address_is_asked_for(client: Client, entree: StubProvider) -> None:
    del entree.claims["mail"]
    round_trip(client)
    assert 'value="' not in re.findall(r'<input class="input"[^>]*>', client.get(ADDRESS).text)[0]
    refused = client.post(ADDRESS, {"email": ""})
    assert refused.status_code == 422
    assert "Vul je e-mailadres in." in refused.text


@pytest.mark.parametrize("email", ["geen-adres", "a@b", "a@x.nl\nbcc: b@x.nl", "x" * 250 + "@x.nl"])
def test_what_is_no_address_gets_no_mail(newcomer: Client, email: str) -> None:
    response = newcomer.post(ADDRESS, {"email": email})
    assert response.status_code == 422
    assert "Het ziet eruit als naam@school.nl." in response.text or "Zorg ervoor" in response.text
    assert not mail.outbox


def test_the_mail_is_short_dutch_text_and_html_with_the_code(newcomer: Client) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    [letter] = mail.outbox
    assert letter.subject == "Je code voor Handreiking"
    assert letter.body.startswith("Dag,\n\n")
    assert f"\n{code_of()}\n" in letter.body
    [(html, kind)] = letter.alternatives
    assert kind == "text/html"
    assert code_of() in html
    assert "<img" not in html


def test_no_page_tells_whether_an_address_is_known_or_invited(newcomer: Client, cast: Cast) -> None:
    InvitationFactory(school=cast.fatima.school, email="uitgenodigd@x.example")
    pages = set()
    for email in ("ib@vijver.example", "uitgenodigd@x.example", "onbekend@x.example"):
        response = newcomer.post(ADDRESS, {"email": email}, follow=True)
        assert mail.outbox[-1].to == [email]
        pages.add(re.sub(r'value="\w{64}"', "", response.text.replace(email, "…")))
    assert len(pages) == 1
    assert len({letter.body.replace(code_of(letter), "…") for letter in mail.outbox}) == 1


def test_the_session_holds_no_code(newcomer: Client) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    assert code_of() not in str(dict(newcomer.session))


def test_a_wrong_code_is_refused_with_what_to_do_and_the_right_one_works_after(newcomer: Client) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    refused = newcomer.post(CODE, {"code": wrong(code_of())})
    assert refused.status_code == 422
    assert "Deze code klopt niet." in refused.text
    assert newcomer.post(CODE, {"code": f" {code_of()[:3]} {code_of()[3:]} "})["Location"] == ACCEPT


@pytest.mark.parametrize("code", ["", "x", "۱۲۳۴۵۶", "1" * 21, "\x00"])
def test_what_is_no_code_is_refused(newcomer: Client, code: str) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    assert newcomer.post(CODE, {"code": code}).status_code == 422
    assert newcomer.get(ACCEPT)["Location"] == ADDRESS


def test_after_five_wrong_codes_the_right_one_does_not_work(newcomer: Client) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    for _ in range(5):
        assert newcomer.post(CODE, {"code": wrong(code_of())}).status_code == 422
    response = newcomer.post(CODE, {"code": code_of()}, follow=True)
    assert response.redirect_chain == [(ADDRESS, 302)]
    assert "Je hebt het vijf keer geprobeerd. Vraag een nieuwe code." in response.text
    assert newcomer.get(ACCEPT)["Location"] == ADDRESS
    assert prove(newcomer)["Location"] == ACCEPT


def test_a_code_that_is_old_does_not_work(newcomer: Client, monkeypatch: Any) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    now = time.time()
    monkeypatch.setattr("schools.address_proof.time.time", lambda: now + 601)
    assert newcomer.post(CODE, {"code": code_of()})["Location"] == ADDRESS


def test_a_newer_code_replaces_the_older_one(newcomer: Client) -> None:
    newcomer.post(ADDRESS, {"email": EMAIL})
    first = code_of()
    newcomer.post(ADDRESS, {"email": "ander@x.example"})
    assert first == code_of() or newcomer.post(CODE, {"code": first}).status_code == 422


def test_the_code_of_another_session_does_not_work(newcomer: Client, entree: StubProvider) -> None:
    """Who reads somebody's mail over the shoulder, or talks a code out of them, needs that browser too."""
    victim = Client()
    round_trip(victim)
    victim.post(ADDRESS, {"email": EMAIL})
    newcomer.post(ADDRESS, {"email": EMAIL})
    theirs, mine = code_of(mail.outbox[0]), code_of(mail.outbox[1])
    assert theirs == mine or newcomer.post(CODE, {"code": theirs}).status_code == 422


def test_an_address_gets_three_mails_a_minute_from_wherever_they_are_asked(
    newcomer: Client, entree: StubProvider
) -> None:
    for number in range(3):
        other = Client(REMOTE_ADDR=f"192.0.2.{number}")
        round_trip(other)
        assert other.post(ADDRESS, {"email": EMAIL}).status_code == 302
    refused = newcomer.post(ADDRESS, {"email": EMAIL})
    assert refused.status_code == 422
    assert "Er gingen al een paar mails naar dit adres." in refused.text
    assert len(mail.outbox) == 3


def test_a_mail_server_that_is_down_is_said(newcomer: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    refused = newcomer.post(ADDRESS, {"email": EMAIL})
    assert refused.status_code == 422
    assert "De mail ging niet weg." in refused.text


@pytest.mark.parametrize("address", [CODE, ACCEPT])
def test_no_step_is_skipped(newcomer: Client, cast: Cast, address: str) -> None:
    InvitationFactory(school=cast.fatima.school, email=EMAIL)
    assert newcomer.post(address, {"name": "Wei", "code": "000000"})["Location"] == ADDRESS
    newcomer.post(ADDRESS, {"email": EMAIL})
    assert newcomer.post(ACCEPT, {"name": "Wei"})["Location"] == ADDRESS
    assert not User.objects.filter(email=EMAIL).exists()


# ---- invited: coming in -----------------------------------------------------------------


def test_who_was_invited_comes_in_without_a_password_and_signs_in_so_the_next_time(
    newcomer: Client, cast: Cast
) -> None:
    invitation = InvitationFactory(school=cast.fatima.school, email=EMAIL, role="coordinator")
    prove(newcomer)
    page = newcomer.get(ACCEPT).text
    assert "Doe mee met De Vijver" in page
    assert "Je bent uitgenodigd als IB’er." in page
    assert 'value="Wei Tan"' in page
    response = newcomer.post(
        ACCEPT, {"name": "Wei Tan-de Boer", "email": "baas@x.example", "role": "principal"}, follow=True
    )
    assert response.redirect_chain == [("/vandaag/", 302)]
    assert "Welkom bij De Vijver." in response.text
    user = User.objects.get(email=EMAIL)
    assert user.name == "Wei Tan-de Boer"
    assert not user.has_usable_password()
    assert user.memberships.get().role == "coordinator"
    invitation.refresh_from_db()
    assert invitation.accepted_at
    again = Client()
    assert round_trip(again)["Location"] == "/vandaag/"
    assert again.session["_auth_user_id"] == str(user.pk)


def test_invitations_of_several_schools_are_shown_and_accepted_together(newcomer: Client, cast: Cast) -> None:
    for school in (cast.fatima.school, cast.bram.school):
        InvitationFactory(school=school, email=EMAIL)
    InvitationFactory(school=SchoolFactory(name="De Verlopen School"), email=EMAIL, expired=True)
    InvitationFactory(school=SchoolFactory(name="De Ingetrokken School"), email=EMAIL, withdrawn=True)
    prove(newcomer)
    page = newcomer.get(ACCEPT).text
    assert "De Vijver" in page
    assert "Het Waterlicht" in page
    assert "De Verlopen" not in page
    assert "De Ingetrokken" not in page
    newcomer.post(ACCEPT, {"name": "Wei"})
    assert set(Membership.objects.filter(user__email=EMAIL).values_list("school__name", flat=True)) == {
        "De Vijver",
        "Het Waterlicht",
    }


def test_a_name_is_needed(client: Client, cast: Cast, entree: StubProvider) -> None:
    entree.claims = {"uid": "x"}
    InvitationFactory(school=cast.fatima.school, email=EMAIL)
    round_trip(client)
    prove(client)
    refused = client.post(ACCEPT, {"name": "  "})
    assert refused.status_code == 422
    assert "Vul dit nog in." in refused.text
    assert not User.objects.filter(email=EMAIL).exists()


def test_an_address_with_an_account_leads_to_the_login_and_links_nothing(newcomer: Client, cast: Cast) -> None:
    InvitationFactory(school=cast.bram.school, email="ib@vijver.example")
    prove(newcomer, "ib@vijver.example")
    page = newcomer.get(ACCEPT)
    assert "Je hebt hier al een account" in page.text
    assert "/account/login/?next=/account/schoolaccount/koppelen/" in page.text
    newcomer.post(ACCEPT, {"name": "Wei"})
    assert not SocialAccount.objects.exists()
    assert "_auth_user_id" not in newcomer.session
    assert not cast.marieke.user.memberships.filter(school=cast.bram.school).exists()


def test_an_account_made_in_another_window_meanwhile_is_not_taken_over(cast: Cast) -> None:
    invitation = InvitationFactory(school=cast.bram.school, email="ib@vijver.example")
    with pytest.raises(Unusable):
        identities.join(identities.Pending("https://a.example", "x", 0), "Wei", [invitation])
    assert not SocialAccount.objects.exists()


def test_an_address_without_an_invitation_leads_on(newcomer: Client) -> None:
    prove(newcomer)
    page = newcomer.get(ACCEPT)
    assert "Geen uitnodiging gevonden" in page.text
    assert SCHOOL in page.text


def test_an_invitation_for_an_archived_school_is_none(newcomer: Client, cast: Cast) -> None:
    from django.utils import timezone

    InvitationFactory(school=SchoolFactory(archived_at=timezone.now()), email=EMAIL)
    prove(newcomer)
    assert "Geen uitnodiging gevonden" in newcomer.post(ACCEPT, {"name": "Wei"}).text


def test_an_identity_that_got_an_account_meanwhile_makes_no_second_one(
    newcomer: Client, cast: Cast, entree: StubProvider
) -> None:
    InvitationFactory(school=cast.fatima.school, email=EMAIL)
    prove(newcomer)
    SocialAccount.objects.create(user=cast.joost.user, provider=entree.issuer, uid="wei@vijver")
    assert newcomer.post(ACCEPT, {"name": "Wei"})["Location"] == OVER
    assert not User.objects.filter(email=EMAIL).exists()
    assert Invitation.objects.get().is_open


# ---- by the link of the invitation ------------------------------------------------------


def test_the_link_of_an_invitation_takes_a_school_account_in_place_of_a_password(
    client: Client, cast: Cast, entree: StubProvider
) -> None:
    InvitationFactory(school=cast.fatima.school, email="ander@x.example", token="bewijs")
    page = client.get("/uitnodiging/bewijs/").text
    assert "Ga verder met Entree Federatie" in page
    assert 'name="next" value="/uitnodiging/bewijs/"' in page
    assert round_trip(client, next="/uitnodiging/bewijs/")["Location"] == "/uitnodiging/bewijs/"
    page = client.get("/uitnodiging/bewijs/").text
    assert "Doe mee als Wei Tan met je schoolaccount" in page
    assert "password1" not in page
    assert client.post("/uitnodiging/bewijs/", {"name": ""}).status_code == 422
    assert client.post("/uitnodiging/bewijs/", {"name": "Wei Tan"})["Location"] == "/vandaag/"
    user = User.objects.get(email="ander@x.example")  # the address of the invitation, not that of the claim
    assert SocialAccount.objects.get().user == user
    assert user.memberships.get().school == cast.fatima.school


def test_the_link_never_links_to_the_account_that_has_the_address(
    client: Client, cast: Cast, entree: StubProvider
) -> None:
    InvitationFactory(school=cast.bram.school, email="ib@vijver.example", token="bewijs")
    round_trip(client, next="/uitnodiging/bewijs/")
    page = client.get("/uitnodiging/bewijs/").text
    assert "Je hebt al een account" in page
    assert client.post("/uitnodiging/bewijs/", {"name": "Wei"}).status_code == 403
    assert not SocialAccount.objects.exists()


def test_without_a_provider_the_link_is_as_it_was(client: Client, cast: Cast, settings: Any) -> None:
    configure(settings)
    InvitationFactory(school=cast.fatima.school, email=EMAIL, token="bewijs")
    page = client.get("/uitnodiging/bewijs/").text
    assert "schoolaccount" not in page
    assert "password1" in page


# ---- without an invitation --------------------------------------------------------------


@pytest.fixture
def with_form(monkeypatch: Any, settings: Any) -> None:
    use_urls(settings, monkeypatch, with_request_form=True)


def asked_in(text: str) -> dict[str, list[str]]:
    [address] = re.findall(r'href="(/aanmelden/[^"]*)"', text)
    return parse_qs(urlsplit(address.replace("&amp;", "&")).query)


def school_with(brin: str, name: str) -> Any:
    return SchoolFactory(brin=brin, name=name)


def test_a_school_that_is_not_here_can_be_put_forward(newcomer: Client, with_form: None) -> None:
    page = newcomer.get(SCHOOL).text
    assert "Jouw school doet nog niet mee" in page
    assert asked_in(page) == {"brin": ["12AB"], "school_name": ["Stichting De Plas"]}


@pytest.mark.parametrize(
    ("said", "kept"), [("12AB", "12AB00"), ("12AB00", "12AB00"), (" 12ab-00 ", "12AB00"), ("12AB01", "12AB")]
)
def test_one_school_that_fits_is_the_one_to_ask(
    client: Client, entree: StubProvider, with_form: None, said: str, kept: str
) -> None:
    school_with(kept, "De Vijver")
    school_with("34CD00", "Een Andere")
    entree.claims["nlEduPersonHomeOrganizationId"] = said
    round_trip(client)
    page = client.get(SCHOOL).text
    assert "Vraag toegang tot De Vijver" in page
    assert asked_in(page) == {"brin": [kept], "school_name": ["De Vijver"]}
    assert "Een Andere" not in page


def test_a_vestiging_that_is_not_here_is_not_mistaken_for_another(
    client: Client, entree: StubProvider, with_form: None
) -> None:
    school_with("12AB00", "De Vijver")
    entree.claims["nlEduPersonHomeOrganizationId"] = "12AB05"
    round_trip(client)
    page = client.get(SCHOOL).text
    assert "Jouw school doet nog niet mee" in page
    assert "De Vijver" not in page


def test_four_characters_with_several_schools_ask_once_which(newcomer: Client, with_form: None) -> None:
    main, annexe = school_with("12AB00", "De Vijver"), school_with("12AB01", "De Vijver Zuid")
    hidden = school_with("34CD00", "Een Andere")
    page = newcomer.get(SCHOOL).text
    assert "Op welke school werk je?" in page
    assert "De Vijver Zuid" in page
    assert "Een Andere" not in page
    refused = newcomer.post(SCHOOL, {})
    assert refused.status_code == 422
    assert "Kies je school." in refused.text
    assert newcomer.post(SCHOOL, {"school": hidden.code}).status_code == 422
    asked = parse_qs(urlsplit(newcomer.post(SCHOOL, {"school": annexe.code})["Location"]).query)
    assert asked == {"brin": ["12AB01"], "school_name": ["De Vijver Zuid"]}
    assert main.brin == "12AB00"


@pytest.mark.parametrize("said", [None, "", "geen", "ABCD", "12AB000", "1234", ["12AB", 5], {"a": 1}, "'; drop table"])
def test_garbage_for_a_brin_still_gets_a_friendly_page(
    client: Client, entree: StubProvider, with_form: None, said: Any
) -> None:
    school_with("", "Zonder BRIN")
    entree.claims["nlEduPersonHomeOrganizationId"] = said
    round_trip(client)
    response = client.get(SCHOOL)
    assert response.status_code == 200
    assert "Zonder BRIN" not in response.text


def test_an_ordinary_provider_is_not_believed_about_a_school(
    client: Client, stub: StubProvider, settings: Any, with_form: None
) -> None:
    configure(settings, entry(stub, claims="standard"))
    school_with("12AB00", "De Vijver")
    round_trip(client)
    page = client.get(SCHOOL).text
    assert "Een account krijg je via je school" in page
    assert "De Vijver" not in page


def test_where_there_is_no_form_to_ask_it_says_whom_to_ask(newcomer: Client, settings: Any, monkeypatch: Any) -> None:
    use_urls(settings, monkeypatch, with_request_form=False)
    assert "Vraag je directeur of IB’er om een uitnodiging." in newcomer.get(SCHOOL).text
