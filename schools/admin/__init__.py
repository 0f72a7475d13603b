"""The site admin's tools: schools, people and accounts. What people write is not here, and stays out of sight."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def change_password(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    """Lead to our own page: in Django's the old password could be guessed without end."""
    return redirect("account_change_password")


admin.site.site_header = "Handreiking: beheer"
admin.site.site_title = "Handreiking: beheer"
admin.site.index_title = "Scholen en accounts"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.password_change = change_password  # type: ignore[method-assign, assignment]
apps.get_app_config("mfa").verbose_name = "Extra beveiliging"

# Where people are signed in and by which addresses is theirs to see; rights are given by `manage.py make_site_admin`.
# Providers of school accounts are in the environment.
admin.site.unregister([Authenticator, UserSession, EmailAddress, Group, SocialAccount, SocialApp, SocialToken])

from schools import request_admin  # noqa: E402, F401 - the pages of requests; like the others they register themselves
from schools.admin import accounts, boards, organisations, people  # noqa: E402, F401
