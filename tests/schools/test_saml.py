"""Signing in with SAML 2.0, with answers signed here as a provider signs them. Needs requirements-saml.txt."""

import base64
import zlib
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from django.test import Client
from django.urls import include, path
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Saml2
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from handreiking import urls
from tests.schools.oidc import configure, leave
from tests.world import Cast

pytestmark = pytest.mark.django_db
HOST = "http://localhost/account/schoolaccount/bestuur"
FAILED = "/account/schoolaccount/mislukt/?waarom="
NEW = "/account/schoolaccount/nieuw/"
ISSUER = "https://idp.bestuur.example/metadata"


def visitor() -> Client:
    """Return a client on localhost: python3-saml accepts no other host without a dot."""
    return Client(headers={"host": "localhost"})


@pytest.fixture
def client() -> Client:
    return visitor()


class Signer:
    """A key and a certificate of a provider."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.bestuur.example")])
        today = datetime.now(UTC)
        made = x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), today, today + timedelta(1)
        )
        form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        self.key = key.private_bytes(serialization.Encoding.PEM, *form).decode()
        self.certificate = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture(scope="session")
def signer() -> Signer:
    return Signer()


@pytest.fixture
def bestuur(settings: Any, monkeypatch: Any, signer: Signer) -> Signer:
    """A SAML provider, configured; its addresses are only there where one is."""
    from allauth.socialaccount.providers.saml.provider import SAMLProvider

    monkeypatch.setitem(registry.provider_map, "saml", SAMLProvider)
    module = ModuleType("tests_saml_urls")
    module.urlpatterns = [path("account/schoolaccount/", include("schools.saml_urls")), *urls.urlpatterns]  # type: ignore[attr-defined]
    monkeypatch.setitem(__import__("sys").modules, "tests_saml_urls", module)
    settings.ROOT_URLCONF = "tests_saml_urls"
    configure(settings, entry_of(signer))
    return signer


def entry_of(signer: Signer, **changes: Any) -> dict[str, Any]:
    return {
        "protocol": "saml",
        "id": "bestuur",
        "name": "Bestuur",
        "issuer": ISSUER,
        "sso_url": "https://idp.bestuur.example/sso",
        "certificate": signer.certificate,
        "subject": "uid",
        "claims": "entree",
    } | changes


def question_of(address: str) -> str:
    """Return the ID of the question that the browser carries to the provider."""
    text = zlib.decompress(base64.b64decode(parse_qs(urlsplit(address).query)["SAMLRequest"][0]), -15).decode()
    return text.split('ID="')[1].split('"')[0]


def moment(minutes: int) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def answer(signer: Signer, question: str, **changes: Any) -> str:
    """Return a signed answer of the provider, as the browser posts it."""
    said = {"uid": "wei@vijver", "givenName": "Wei", "eduPersonAffiliation": "employee"} | changes.pop("said", {})
    end, audience = changes.pop("end", 5), changes.pop("audience", f"{HOST}/metadata/")
    attributes = "".join(
        f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>'
        for name, value in said.items()
        if value is not None
    )
    assertion = f"""<saml:Assertion xmlns:saml="{Saml2.NS_SAML}" Version="2.0" ID="_a" IssueInstant="{moment(0)}">
<saml:Issuer>{changes.pop("issuer", ISSUER)}</saml:Issuer><saml:Subject>
<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">naam-wei</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData InResponseTo="{question}" Recipient="{HOST}/acs/" NotOnOrAfter="{moment(end)}"/>
</saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{moment(-5)}" NotOnOrAfter="{moment(end)}">
<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{moment(0)}" SessionIndex="_s"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext>
</saml:AuthnStatement><saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"""
    if changes.pop("signed", True):
        keys = signer.key, signer.certificate
        assertion = OneLogin_Saml2_Utils.add_sign(assertion, *keys, False, Saml2.RSA_SHA256, Saml2.SHA256).decode()
    return f"""<samlp:Response xmlns:samlp="{Saml2.NS_SAMLP}" xmlns:saml="{Saml2.NS_SAML}" Version="2.0" ID="_r"
 IssueInstant="{moment(0)}" InResponseTo="{question}" Destination="{HOST}/acs/"><saml:Issuer>{ISSUER}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""


def post(client: Client, text: str) -> Any:
    """Bring the answer, as the provider's page makes the browser do; without our token."""
    sent = base64.b64encode(text.encode()).decode()
    response = client.post("/account/schoolaccount/bestuur/acs/", {"SAMLResponse": sent})
    assert response["Location"] == "/account/schoolaccount/bestuur/acs/finish/"
    return client.get(response["Location"])


def round_trip(client: Client, signer: Signer, **changes: Any) -> Any:
    return post(client, answer(signer, question_of(leave(client, "bestuur")), **changes))


def test_a_known_identity_signs_in(cast: Cast, bestuur: Signer) -> None:
    SocialAccount.objects.create(user=cast.joost.user, provider=ISSUER, uid="wei@vijver")
    client = visitor()
    assert round_trip(client, bestuur)["Location"] == "/vandaag/"
    assert client.session["_auth_user_id"] == str(cast.joost.user.pk)
    assert SocialAccount.objects.get().extra_data == {}


def test_an_unknown_one_waits_and_a_student_is_sent_away(client: Client, bestuur: Signer) -> None:
    assert round_trip(client, bestuur)["Location"] == NEW
    assert "Dag Wei." in client.get(NEW).text
    assert round_trip(visitor(), bestuur, said={"eduPersonAffiliation": "student"})["Location"] == f"{FAILED}leerling"


def test_the_name_itself_can_be_the_subject(client: Client, cast: Cast, bestuur: Signer, settings: Any) -> None:
    configure(settings, entry_of(bestuur, subject="NameID"))
    SocialAccount.objects.create(user=cast.joost.user, provider=ISSUER, uid="naam-wei")
    assert round_trip(client, bestuur)["Location"] == "/vandaag/"


@pytest.mark.parametrize(
    "lie",
    [
        {"signed": False},
        {"audience": "https://een-andere-site.example"},
        {"end": -20},
        {"issuer": "https://elders.example"},
        {"said": {"uid": None}},
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    client: Client, cast: Cast, bestuur: Signer, lie: dict[str, Any]
) -> None:
    for uid in ("wei@vijver", "naam-wei"):
        SocialAccount.objects.create(user=cast.joost.user, provider=ISSUER, uid=uid)
    assert round_trip(client, bestuur, **lie)["Location"].startswith(FAILED)
    assert "_auth_user_id" not in client.session


def test_an_answer_that_names_entities_is_not_read(client: Client, cast: Cast, bestuur: Signer) -> None:
    SocialAccount.objects.create(user=cast.joost.user, provider=ISSUER, uid="wei@vijver")
    fits = answer(bestuur, question_of(leave(client, "bestuur")))  # a type of document is not part of what is signed
    response = post(client, f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{fits}')
    assert response["Location"].startswith(FAILED)
    assert "_auth_user_id" not in client.session


def test_an_answer_signed_by_another_is_refused(client: Client, bestuur: Signer) -> None:
    assert round_trip(client, Signer())["Location"].startswith(FAILED)


def test_an_answer_that_was_changed_after_signing_is_refused(client: Client, bestuur: Signer) -> None:
    text = answer(bestuur, question_of(leave(client, "bestuur")))
    assert post(client, text.replace("wei@vijver", "ib@vijver"))["Location"].startswith(FAILED)


def test_an_answer_to_nobodys_question_or_a_second_time_is_refused(client: Client, bestuur: Signer) -> None:
    question = question_of(leave(client, "bestuur"))
    text = answer(bestuur, question)
    assert post(visitor(), text)["Location"] == f"{FAILED}voorbij"  # another browser
    assert post(client, text)["Location"] == NEW
    assert post(client, text)["Location"] == f"{FAILED}voorbij"
    assert post(client, answer(bestuur, "verzonnen"))["Location"] == f"{FAILED}voorbij"


@pytest.mark.parametrize(
    "text", ["", "onzin", "<a/>", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"]
)
def test_nonsense_ends_at_a_dutch_page(client: Client, bestuur: Signer, text: str) -> None:
    leave(client, "bestuur")
    response = post(client, text)
    assert response["Location"].startswith(FAILED)
    assert client.get(response["Location"]).status_code == 200


def test_steps_out_of_the_blue_end_at_a_dutch_page(client: Client, bestuur: Signer) -> None:
    assert client.get("/account/schoolaccount/bestuur/acs/finish/")["Location"].startswith(FAILED)
    assert client.get("/account/schoolaccount/bestuur/acs/").status_code == 405
    assert client.get("/account/schoolaccount/bestuur/sls/").status_code == 404
    assert client.get("/account/schoolaccount/anders/metadata/").status_code == 404


def test_the_metadata_names_where_to_answer_and_offers_no_signing_out(client: Client, bestuur: Signer) -> None:
    response = client.get("/account/schoolaccount/bestuur/metadata/")
    assert response["Content-Type"].startswith("application/samlmetadata+xml")
    assert f'Location="{HOST}/acs/"' in response.text
    assert 'WantAssertionsSigned="true"' in response.text
    assert "SingleLogout" not in response.text


def test_without_a_saml_provider_its_addresses_are_not_there(client: Client, db: None) -> None:
    for end in ("acs/", "acs/finish/", "metadata/"):
        assert client.get(f"/account/schoolaccount/bestuur/{end}").status_code == 404
