"""Reads with which identity providers people may sign in, from IDENTITY_PROVIDERS; docs/sso.md explains it.

An identity is (issuer, subject), so the issuer is what counts; the id is only a word in addresses.
"""

import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

LOOPBACK = {"localhost", "127.0.0.1", "::1"}  # where http will do, for a trial on one machine


def origin_of(address: str) -> str:
    """Return the scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def checked_address(address: str) -> str:
    """Return an https address (http on this machine only); raise ValueError for any other."""
    parts = urlsplit(address)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    plain = not (parts.username or parts.query or parts.fragment or set(address) & set(" ;,'"))
    if not secure or not parts.hostname or not plain:
        raise ValueError("has to be an https address, without a query")
    return address


def checked_origin(address: str) -> str:
    """Return an origin, such as https://login.example; raise ValueError for anything longer."""
    if origin_of(checked_address(address)) != address:
        raise ValueError("has to be an origin, such as https://login.example, without a path or a closing slash")
    return address


class Provider(BaseModel):
    """What every identity provider has."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,29}$")]
    name: Annotated[str, Field(min_length=1, max_length=40)]
    issuer: Annotated[str, Field(min_length=1, max_length=200)]
    claims: Literal["standard", "entree"] = "standard"
    federation: bool = False  # it sends people on to sign-in pages of their schools, at addresses that nobody can list

    @property
    def browser_origin(self) -> str:
        """Return the origin where people sign in."""
        raise NotImplementedError

    @property
    def origins(self) -> set[str]:
        """Return every origin that the site itself may ask something of."""
        return set()

    @property
    def passes_on(self) -> bool:
        """Tell whether the sign-in page may be of another origin than the one that people are sent to."""
        return self.federation or self.claims == "entree"


class OpenIDConnect(Provider):
    """A provider that speaks OpenID Connect; what it offers is read from its discovery document at each sign-in."""

    protocol: Literal["openid_connect"] = "openid_connect"
    client_id: Annotated[str, Field(min_length=1, max_length=191)]
    secret: SecretStr
    scope: tuple[str, ...] = ("openid", "profile", "email")
    userinfo: bool = True  # False where the ID token says it all
    sign_in_origin: str = ""  # where it differs from the issuer's
    api_origins: tuple[str, ...] = ()  # where its token, userinfo and key addresses are, beside the issuer's

    @field_validator("issuer")
    @classmethod
    def issuer_is_an_address(cls, value: str) -> str:
        """Refuse an issuer that can't be asked for its discovery document."""
        return checked_address(value)

    @field_validator("sign_in_origin", "api_origins")
    @classmethod
    def origins_are_origins(cls, value: Any) -> Any:
        """Refuse a path in what goes into the content security policy."""
        for origin in [value] if isinstance(value, str) else value:
            if origin:
                checked_origin(origin)
        return value

    @field_validator("scope")
    @classmethod
    def scope_has_openid(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Refuse a scope that brings no ID token."""
        if "openid" not in value:
            raise ValueError("has to contain openid")
        return value

    @property
    def browser_origin(self) -> str:
        """Return the origin where people sign in: the issuer's, unless the configuration says otherwise."""
        return self.sign_in_origin or origin_of(self.issuer)

    @property
    def origins(self) -> set[str]:
        """Return every origin that the site itself may ask something of."""
        return {origin_of(self.issuer), *self.api_origins}


class Saml(Provider):
    """A provider that speaks SAML 2.0; nothing is asked of it over the network, all is in the configuration."""

    protocol: Literal["saml"]
    sso_url: str
    certificate: Annotated[str, Field(min_length=100)]
    subject: Annotated[str, Field(min_length=1)]  # the attribute that stays the same for a person, or "NameID"

    @field_validator("sso_url")
    @classmethod
    def sso_url_is_an_address(cls, value: str) -> str:
        """Refuse an address without https."""
        return checked_address(value)

    @property
    def browser_origin(self) -> str:
        """Return the origin where people sign in."""
        return origin_of(self.sso_url)


def read_identity_providers(text: str) -> list[OpenIDConnect | Saml]:
    """Return the configured providers, in order; raises SystemExit that says what is wrong, never with a secret."""
    try:
        entries = json.loads(text or "[]")
    except ValueError as error:
        raise SystemExit(f"IDENTITY_PROVIDERS is no JSON: {error}") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SystemExit("IDENTITY_PROVIDERS has to be a JSON list of objects, one for each provider.")
    providers = [read_provider(number, entry) for number, entry in enumerate(entries, 1)]
    for field in ("id", "issuer", "name"):
        values = [getattr(provider, field) for provider in providers]
        if len(set(values)) < len(values):
            raise SystemExit(f"IDENTITY_PROVIDERS: every provider needs {field} of its own.")
    return providers


def read_provider(number: int, entry: dict[str, Any]) -> OpenIDConnect | Saml:
    """Return one provider; `number` is its place, for the sentence about what is wrong."""
    kinds: dict[Any, type[OpenIDConnect | Saml]] = {"openid_connect": OpenIDConnect, "saml": Saml}
    protocol = entry.get("protocol", "openid_connect")
    if not isinstance(protocol, str) or protocol not in kinds:
        raise SystemExit(f"IDENTITY_PROVIDERS, provider {number}: protocol is openid_connect or saml.")
    try:
        return kinds[protocol].model_validate(entry)
    except ValidationError as errors:
        wrong = [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in errors.errors(include_input=False)]
        raise SystemExit(f"IDENTITY_PROVIDERS, provider {number}: {'; '.join(wrong)}.") from None


def form_origins(providers: Iterable[Provider]) -> list[str]:
    """Return where a form may lead to for signing in: the origin of each provider's sign-in page, each once."""
    return sorted({provider.browser_origin for provider in providers})
