"""The variable IDENTITY_PROVIDERS, and what is read from claims."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as site
from hypothesis import given
from hypothesis import strategies as st

from handreiking.identity_providers import form_origins, read_identity_providers
from schools.addresses import address_in
from schools.claims import read_claims

GOOD = {"id": "a", "name": "A", "issuer": "https://a.example", "client_id": "x", "secret": "heel-geheim"}
SAML = {
    "id": "s",
    "protocol": "saml",
    "name": "S",
    "issuer": "urn:entree",
    "sso_url": "https://s.example/sso?a=b",
    "certificate": "M" * 200,
    "subject": "uid",
}


def refused(text: str) -> str:
    with pytest.raises(SystemExit) as stop:
        read_identity_providers(text)
    assert "heel-geheim" not in str(stop.value)
    return str(stop.value)


@pytest.mark.parametrize("text", ["", "[]", " [ ] "])
def test_nothing_configured_is_no_provider(text: str) -> None:
    assert read_identity_providers(text) == []


def test_nothing_in_the_environment_is_no_provider() -> None:
    code = "from django.conf import settings as s; print(s.IDENTITY_PROVIDERS, s.SAML_CONFIGURED)"
    environment = {key: value for key, value in os.environ.items() if key != "IDENTITY_PROVIDERS"}
    environment |= {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "handreiking.settings"}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=site.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[] False"


def test_a_wrong_variable_stops_the_site_with_a_sentence() -> None:
    environment = os.environ | {"IDENTITY_PROVIDERS": json.dumps([GOOD | {"issuer": "http://a.example"}])}
    code = "import handreiking.settings"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=site.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert said.stderr.strip().startswith("IDENTITY_PROVIDERS, provider 1: issuer:")
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"issuer": "http://a.example"}, "has to be an https address"),
        ({"issuer": "https://a.example?x=heel-geheim"}, "has to be an https address"),
        ({"issuer": "https://a.example; script-src *"}, "has to be an https address"),
        ({"issuer": ""}, "issuer"),
        ({"id": "A b"}, "id"),
        ({"name": "x" * 41}, "name"),
        ({"client_id": ""}, "client_id"),
        ({"claims": "kennisnet"}, "claims"),
        ({"scope": ["profile"]}, "has to contain openid"),
        ({"sign_in_origin": "https://a.example/login"}, "has to be an origin"),
        ({"api_origins": ["https://a.example/"]}, "has to be an origin"),
        ({"api_origins": ["a.example"]}, "has to be an https address"),
        ({"server_url": "https://a.example"}, "server_url"),
        ({"protocol": "ldap"}, "protocol is openid_connect or saml"),
        ({"protocol": ["saml"]}, "protocol is openid_connect or saml"),
    ],
)
def test_what_is_wrong_is_named_and_no_secret_is_shown(change: dict[str, Any], sentence: str) -> None:
    assert sentence in refused(json.dumps([GOOD | change]))


@pytest.mark.parametrize("field", ["id", "name", "issuer", "client_id", "secret"])
def test_what_is_missing_is_named(field: str) -> None:
    assert field in refused(json.dumps([{key: value for key, value in GOOD.items() if key != field}]))


@pytest.mark.parametrize("text", ["{", "5", '"x"', "{}", "[5]", "[[]]", "null x"])
def test_what_is_no_list_of_providers_is_refused(text: str) -> None:
    assert refused(text).startswith("IDENTITY_PROVIDERS")


@pytest.mark.parametrize("field", ["id", "name", "issuer"])
def test_two_providers_never_share_what_tells_them_apart(field: str) -> None:
    other = {"id": "b", "name": "B", "issuer": "https://b.example"} | {field: GOOD[field]}
    assert f"needs {field} of its own" in refused(json.dumps([GOOD, GOOD | other]))


def test_the_origins_for_forms_are_those_of_the_sign_in_pages() -> None:
    providers = read_identity_providers(
        json.dumps([GOOD | {"issuer": "https://a.example:444/x/v2.0"}, SAML | {"sso_url": "https://s.example/sso"}])
    )
    assert form_origins(providers) == ["https://a.example:444", "https://s.example"]


def test_a_query_in_the_address_of_a_saml_provider_is_refused() -> None:
    assert "sso_url" in refused(json.dumps([SAML]))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = ["name", "displayName", "given_name", "givenName", "sn", "email", "mail", "eduPersonAffiliation"]
NAMES += ["nlEduPersonHomeOrganizationId", "nlEduPersonHomeOrganization"]


@given(data=st.dictionaries(st.sampled_from(NAMES), ANYTHING), kind=st.sampled_from(["standard", "entree"]))
def test_whatever_is_claimed_fits_the_fields_it_may_end_in(data: dict[str, Any], kind: str) -> None:
    claims = read_claims(kind, data)
    assert len(claims.name) <= 120
    assert len(claims.school) <= 120
    assert all(text.isprintable() and text == text.strip() for text in (claims.name, claims.school))
    assert claims.email in {"", address_in(claims.email)}
    assert claims.brin == "" or (len(claims.brin) in {4, 6} and claims.brin.isascii())


def test_a_name_is_put_together_of_its_parts() -> None:
    assert (
        read_claims("entree", {"givenName": "Joost", "nlEduPersonTussenvoegsels": "van", "sn": "Dijk"}).name
        == "Joost van Dijk"
    )
    assert read_claims("entree", {"givenName": "Wei"}).name == "Wei"
    assert read_claims("standard", {"given_name": "Wei", "family_name": "Tan"}).name == "Wei Tan"
    assert read_claims("standard", {"name": "Wei  T.\nTan", "given_name": "W"}).name == "Wei T. Tan"
