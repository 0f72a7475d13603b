"""Signing in with a school account, and the list of school accounts that are linked to an account."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from handreiking.access import View, public_view
from handreiking.identity_providers import OpenIDConnect, Saml
from schools import identities
from schools.access import account_view, kept_private
from schools.identity_forms import ReasonForm, WayBackForm
from schools.proof import prove_again
from schools.social_adapter import NotForStudents, OpenIDConnectAdapter, failed

logger = logging.getLogger(__name__)

# What a provider that is down, misconfigured or talks nonsense makes of allauth and requests.
TROUBLE = (
    AttributeError,
    ImproperlyConfigured,
    LookupError,
    OAuth2Error,
    PermissionDenied,
    RequestException,
    TypeError,
    ValueError,
)


def configured(view: View) -> View:
    """Answer as if there were no such page where no provider is configured."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.IDENTITY_PROVIDERS:
            raise Http404
        return view(request, *args, **kwargs)

    return wrapper


def configured_for(*kinds: type[OpenIDConnect | Saml]) -> Callable[[View], View]:
    """Give the view the configured provider of the address; answer as if there were no such page without one."""

    def decorator(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, provider_slug: str = "", organization_slug: str = "") -> HttpResponseBase:
            wanted = provider_slug or organization_slug
            found = [p for p in settings.IDENTITY_PROVIDERS if p.id == wanted and isinstance(p, kinds)]
            if not found:
                raise Http404
            return view(request, found[0])

        return wrapper

    return decorator


def guarded(
    provider: OpenIDConnect | Saml, talk: Callable[[], HttpResponse], also: tuple[type[Exception], ...] = ()
) -> HttpResponse:
    """Do a part of the conversation with a provider; whatever goes wrong there ends at a page that says what to do.

    `also` names what a protocol's library raises beside the usual.
    """
    try:
        return talk()
    except ImmediateHttpResponse as answer:
        response: HttpResponse = answer.response
        return response
    except NotForStudents:
        fields = {"event": "student_sent_away", "provider": provider.id}
        logger.info("Signing in with %s: a student was sent away", provider.id, extra=fields)
        return failed("leerling")
    except PermissionDenied:  # an answer to a question that this browser did not ask, or not lately
        return failed("voorbij")
    except (*TROUBLE, *also) as error:
        fields = {"event": "provider_failed", "provider": provider.id}
        logger.warning("Signing in with %s failed: %s", provider.id, type(error).__name__, extra=fields)
        return failed("storing")


@public_view(why="someone who signs in has no account open yet")
@configured_for(OpenIDConnect, Saml)
@require_POST
def identity_login(request: HttpRequest, provider: OpenIDConnect | Saml) -> HttpResponseBase:
    """Send someone to the provider's sign-in page.

    A federation may send on to a school's own page at once. Browsers hold every redirect after a form against
    `form-action`, and nobody can list those pages, so there the form ends at a page of ours that goes on by itself.
    """
    form = WayBackForm(request.POST)
    wanted = form.cleaned_data["next"] if form.is_valid() else ""
    with_allauth = get_adapter(request).get_provider(request, provider=provider.issuer)

    def go() -> HttpResponse:
        options: dict[str, Any] = {"process": AuthProcess.LOGIN, "next_url": wanted or None}
        response: HttpResponse = with_allauth.redirect(request, **options)
        address = response["Location"]
        if provider.passes_on and not address.startswith("/"):
            return render(request, "schools/identity_leave.html", {"provider": provider, "address": address})
        return response

    return kept_private(guarded(provider, go))


@public_view(why="the provider sends people back here before they are signed in")
@configured_for(OpenIDConnect)
@require_GET
def identity_callback(request: HttpRequest, provider: OpenIDConnect) -> HttpResponseBase:
    """Take who comes back from an OpenID Connect provider: sign in, or let the identity wait."""
    callback = OAuth2CallbackView.adapter_view(OpenIDConnectAdapter(request, provider))
    return kept_private(guarded(provider, lambda: callback(request)))


@public_view(why="someone who could not sign in reads here why not")
@configured
def identity_failed(request: HttpRequest) -> HttpResponse:
    """Say what went wrong at signing in with a school account, and how to go on."""
    form = ReasonForm(request.GET)
    reason = form.cleaned_data["waarom"] if form.is_valid() else "voorbij"
    return render(request, "schools/identity_failed.html", {"reason": reason})


@account_view
@configured
def identity_list(request: HttpRequest) -> HttpResponse:
    """Show with which school accounts the person signs in, and which can be linked."""
    assert request.user.is_authenticated
    linked = identities.identities_of(request.user)
    rows = [(identity, identities.provider_of(identity.provider)) for identity in linked]
    issuers = {identity.provider for identity in linked}
    context = {"rows": rows, "others": [p for p in settings.IDENTITY_PROVIDERS if p.issuer not in issuers]}
    return render(request, "schools/identity_list.html", context)


@account_view
@configured
def identity_link(request: HttpRequest) -> HttpResponse:
    """Ask whether the school account that waits is to be linked to the account that is open; link it."""
    assert request.user.is_authenticated
    pending = identities.pending_of(request)
    if pending is None:
        return redirect("identity_list")
    if request.method != "POST":
        return render(request, "schools/identity_link.html", {"pending": pending})
    if answer := prove_again(request, "identity_link"):
        return answer
    identities.forget(request)
    try:
        identities.link(pending, request.user)
    except identities.Taken:
        messages.error(request, "Dit schoolaccount hoort al bij een ander account.")
        return redirect("identity_list")
    identities.tell(request, request.user, "connected", pending.issuer)
    messages.success(request, "Je schoolaccount is gekoppeld. Voortaan kun je ermee inloggen.")
    return redirect("identity_list")


@account_view
@configured
@require_POST
def identity_unlink(request: HttpRequest, identity_id: int) -> HttpResponse:
    """Take a school account from the account that is open, unless nothing else would be left to sign in with."""
    assert request.user.is_authenticated
    identity = next((row for row in identities.identities_of(request.user) if row.pk == identity_id), None)
    if identity is None:
        raise Http404
    if answer := prove_again(request, "identity_list"):
        return answer
    try:
        identities.unlink(identity)
    except identities.OnlyWay:
        messages.error(request, "Zonder dit schoolaccount kun je niet meer inloggen. Kies eerst een wachtwoord.")
        return redirect("identity_list")
    identities.tell(request, request.user, "disconnected", identity.provider)
    messages.success(request, "Het schoolaccount is losgemaakt. Inloggen doe je nu op een andere manier.")
    return redirect("identity_list")
