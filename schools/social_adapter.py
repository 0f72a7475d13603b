"""How allauth's school accounts fit this site: providers from the environment, and no account made by allauth."""

import logging
import re
from typing import Any, cast

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from handreiking.identity_providers import OpenIDConnect, Saml, origin_of
from schools.claims import read_claims
from schools.identities import forget, keep, provider_of

logger = logging.getLogger(__name__)


class NotForStudents(Exception):
    """A pupil signed in. Nothing is kept of it."""


def failed(reason: str) -> HttpResponse:
    """Lead to the page that says what went wrong and how to go on; it knows the reasons."""
    return redirect(f"{reverse('identity_failed')}?waarom={reason}")


def app_of(provider: OpenIDConnect | Saml) -> SocialApp:
    """Return a configured provider as allauth wants it; never saved. allauth's provider_id is our issuer."""
    if isinstance(provider, Saml):
        return SocialApp(
            provider="saml",
            provider_id=provider.issuer,
            name=provider.name,
            client_id=provider.id,  # allauth looks for the id in the address here
            settings=saml_settings(provider),
        )
    return SocialApp(
        provider="openid_connect",
        provider_id=provider.issuer,
        name=provider.name,
        client_id=provider.client_id,
        secret=provider.secret.get_secret_value(),
        settings={
            "server_url": provider.issuer.rstrip("/"),
            "scope": list(provider.scope),
            "fetch_userinfo": provider.userinfo,
            "oauth_pkce_enabled": True,
        },
    )


def saml_settings(provider: Saml) -> dict[str, Any]:
    """Return what python3-saml is told: a signed assertion, an answer to a question of ours, a subject that stays."""
    certificate = "".join(line for line in provider.certificate.splitlines() if "-----" not in line)
    by_name = provider.subject == "NameID"
    persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
    return {
        "idp": {"entity_id": provider.issuer, "sso_url": provider.sso_url, "x509cert": certificate},
        "attribute_mapping": {} if by_name else {"uid": provider.subject},
        "advanced": {
            "strict": True,
            "reject_idp_initiated_sso": True,
            "want_assertion_signed": True,
            "want_name_id": by_name,
            "want_attribute_statement": False,  # a person may have no attributes but the name
            **({"name_id_format": persistent} if by_name else {}),
        },
    }


class Session(requests.Session):
    """Asks the configured providers and nobody else, without following a redirect, and never waits long."""

    def __init__(self) -> None:
        super().__init__()
        self.max_redirects = 0

    def send(self, request: Any, **options: Any) -> Any:
        """Send a request, after a look at where it goes."""
        known = {origin for provider in settings.IDENTITY_PROVIDERS for origin in provider.origins}
        if origin_of(request.url) not in known:
            raise requests.exceptions.InvalidURL(f"{origin_of(request.url)} is not configured: see api_origins")
        options["timeout"] = settings.SOCIALACCOUNT_REQUESTS_TIMEOUT
        return super().send(request, **options)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Only the environment says which providers there are; an unknown identity waits, and makes no account."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the configured providers; the database has none."""
        apps = [app_of(configured) for configured in settings.IDENTITY_PROVIDERS]
        return [
            app
            for app in apps
            if provider in {None, app.provider, app.provider_id} and client_id in {None, app.client_id}
        ]

    def get_requests_session(self) -> Session:
        """Return what asks the providers."""
        return Session()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Refuse: an identity alone makes no account."""
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Refuse, whatever the provider says of the address."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Read the claims, keep them out of what allauth saves, and refuse pupils before anything is looked up."""
        provider = provider_of(sociallogin.account.provider)
        assert provider is not None  # allauth found it by the same list
        said = flat(sociallogin.account.extra_data)
        if isinstance(provider, Saml) and provider.subject != "NameID" and provider.subject not in said:
            raise ValueError("the subject is missing from the attributes")
        sociallogin.account.extra_data = {}
        sociallogin.claims = read_claims(provider.claims, said)
        if sociallogin.claims.is_student:
            raise NotForStudents
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let a known identity sign in; let an unknown one wait in the session, and go on to what is asked of it."""
        account: SocialAccount = sociallogin.account
        if request.user.is_authenticated:
            raise ImmediateHttpResponse(for_signed_in(request, sociallogin))
        if sociallogin.is_existing:
            forget(request)
            return
        keep(request, account.provider, account.uid, sociallogin.claims)
        wanted = sociallogin.state.get("next") or ""
        raise ImmediateHttpResponse(redirect(wanted if is_invitation(wanted) else "identity_new"))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Lead to our page, and note what happened in English, without a word about who it was."""
        said = request.GET.get("error", "")
        code = said if re.fullmatch(r"[a-z_]{1,40}", said) else "none"
        kind = type(exception).__name__ if exception else error
        fields = {"event": "provider_failed", "provider": provider.sub_id}
        logger.warning("Signing in with %s failed: %s, error=%s", provider.sub_id, kind, code, extra=fields)
        if error == "cancelled":
            raise ImmediateHttpResponse(failed("gestopt"))
        lost = exception is None and not {"state", "saml_errors"} & set(extra_context or {})
        raise ImmediateHttpResponse(failed("voorbij" if lost else "storing"))


def flat(data: dict[str, Any]) -> dict[str, Any]:
    """Return the claims of OpenID Connect, which allauth keeps in two parts, or the attributes of SAML."""
    parts = [data.get(part) for part in ("id_token", "userinfo")]
    found = [cast(dict[str, Any], part) for part in parts if isinstance(part, dict)]
    return {key: value for part in found for key, value in part.items()} if found else data


def for_signed_in(request: HttpRequest, sociallogin: Any) -> HttpResponse:
    """Answer someone who is signed in and comes back with an identity: link it after a question, or say whose it is."""
    account: SocialAccount = sociallogin.account
    if not sociallogin.is_existing:
        keep(request, account.provider, account.uid, sociallogin.claims)
        return redirect("identity_link")
    if account.user_id == request.user.pk:
        messages.info(request, "Dit schoolaccount was al gekoppeld.")
    else:
        messages.error(request, "Dit schoolaccount hoort bij een ander account. Log uit om daarmee in te loggen.")
    return redirect("identity_list")


def is_invitation(path: str) -> bool:
    """Tell whether a path on this site is the page of an invitation."""
    try:
        return path.startswith("/") and resolve(path).url_name == "invitation_accept"
    except Resolver404:
        return False


class OpenIDConnectAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The conversation with one provider, held more strictly than allauth does by itself."""

    def __init__(self, request: HttpRequest, provider: OpenIDConnect) -> None:
        super().__init__(request, provider.issuer)
        self.configured = provider

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return the discovery document, which has to be of the issuer, and to send people where the policy admits."""
        document = cast(dict[str, Any], super().openid_config)
        if document["issuer"] != self.configured.issuer:
            raise OAuth2Error("the discovery document is of another issuer")
        if origin_of(document["authorization_endpoint"]) != self.configured.browser_origin:
            raise OAuth2Error("people sign in at another origin: see sign_in_origin")
        return document

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Return our own address to come back to; the provider has it on its list."""
        return request.build_absolute_uri(reverse("identity_callback", args=[self.configured.id]))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """Read who it is. There has to be an ID token, and the userinfo has to be of the same subject."""
        tokens = kwargs["response"]
        data = {"id_token": self._decode_id_token(app, tokens["id_token"])}
        if not isinstance(data["id_token"]["sub"], str):
            raise OAuth2Error("the subject is no text")  # allauth would make the same text of each such person
        if self.configured.userinfo:
            data["userinfo"] = self._fetch_user_info(token.token)
            if data["userinfo"]["sub"] != data["id_token"]["sub"]:
                raise OAuth2Error("the userinfo is of another subject")
        return self.get_provider().sociallogin_from_response(request, data)


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """allauth's provider, which holds its conversations with our adapter."""

    def get_oauth2_adapter(self, request: HttpRequest) -> OpenIDConnectAdapter:
        """Return what talks with the provider."""
        configured = provider_of(self.app.provider_id)
        assert isinstance(configured, OpenIDConnect)  # the app was made of it
        return OpenIDConnectAdapter(request, configured)
