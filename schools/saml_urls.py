"""Addresses of SAML, for who configured it. The names and the argument are those that allauth asks for."""

from django.urls import path

from schools.views import saml

urlpatterns = [
    path("<slug:organization_slug>/acs/", saml.saml_acs, name="saml_acs"),
    path("<slug:organization_slug>/acs/finish/", saml.saml_finish_acs, name="saml_finish_acs"),
    path("<slug:organization_slug>/metadata/", saml.saml_metadata, name="saml_metadata"),
    path("<slug:organization_slug>/sls/", saml.saml_sls, name="saml_sls"),
]
