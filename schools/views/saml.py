"""Signing in with SAML 2.0: what comes back from the provider, and our metadata. Needs requirements-saml.txt."""

from allauth.socialaccount.providers.saml import views
from allauth.socialaccount.providers.saml.utils import build_saml_config
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from lxml.etree import LxmlError
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from xmlsec import Error as XmlsecError

from handreiking.access import public_view
from handreiking.identity_providers import Saml
from schools.access import kept_private
from schools.social_adapter import app_of
from schools.views.identities import configured_for, guarded

WHY = "the provider sends people here before they are signed in"
NONSENSE = (LxmlError, OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError, XmlsecError)


@csrf_exempt
@public_view(why=WHY)
@configured_for(Saml)
@require_POST
def saml_acs(request: HttpRequest, provider: Saml) -> HttpResponseBase:
    """Keep the provider's answer, and go on at an address that our cookie goes along to.

    No token protects this form, as it comes from the provider's page; the answer itself is signed, and fits one
    question that this browser asked.
    """
    return guarded(provider, lambda: views.acs(request, provider.id))


@public_view(why=WHY)
@configured_for(Saml)
@require_GET
def saml_finish_acs(request: HttpRequest, provider: Saml) -> HttpResponseBase:
    """Judge the answer: sign in, or let the identity wait."""
    return kept_private(guarded(provider, lambda: views.finish_acs(request, provider.id), NONSENSE))


@public_view(why="the provider reads here how to answer us; there is no secret in it")
@configured_for(Saml)
@require_GET
def saml_metadata(request: HttpRequest, provider: Saml) -> HttpResponse:
    """Show our metadata, for who sets up the provider; without an address to sign out, as that is not offered."""

    def show() -> HttpResponse:
        config = build_saml_config(request, app_of(provider).settings, provider.id)
        del config["sp"]["singleLogoutService"]
        metadata = OneLogin_Saml2_Settings(config, sp_validation_only=True).get_sp_metadata()
        return HttpResponse(metadata, content_type="application/samlmetadata+xml")

    return guarded(provider, show, NONSENSE)


@public_view(why="there is nothing here")
@configured_for(Saml)
def saml_sls(request: HttpRequest, provider: Saml) -> HttpResponse:
    """Answer that there is no such page; allauth only wants the address to have a name."""
    raise Http404
