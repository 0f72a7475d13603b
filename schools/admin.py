"""The site admin's tools: schools and accounts. What people write is not here."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.http import HttpRequest

from schools.models import Membership, School, User

admin.site.site_header = "Handreiking: beheer"
admin.site.site_title = "Handreiking: beheer"
admin.site.index_title = "Scholen en accounts"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

admin.site.unregister([Authenticator, UserSession])  # where people are signed in is theirs to see
admin.site.unregister([SocialAccount, SocialApp, SocialToken])  # providers are in the environment


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):
    """Second factors: to take away from who lost the telephone, not to look into."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    search_fields = ["user__email", "user__name"]
    fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a person makes it, with the telephone or the passkey at hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: there is nothing to change."""
        return False


@admin.register(SocialAccount)
class SocialAccountAdmin(admin.ModelAdmin):
    """School accounts: to take one from who should not have it. Only the person can link one."""

    list_display = ["user", "provider", "date_joined", "last_login"]
    list_filter = ["provider"]
    search_fields = ["user__email", "user__name"]
    fields = ["user", "provider", "uid", "date_joined", "last_login"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a person links it, by signing in with it."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: there is nothing to change."""
        return False


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    """Accounts, by e-mail address."""

    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("Rechten", {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]


@admin.register(School)
class SchoolAdmin(admin.ModelAdmin):
    """Schools."""

    list_display = ["name", "sector", "region", "brin", "archived_at"]
    list_filter = ["sector", "region"]
    search_fields = ["name", "brin"]


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Who is what in which school."""

    list_display = ["user", "school", "role", "is_admin", "left_at"]
    list_filter = ["role", "is_admin"]
    search_fields = ["user__name", "user__email", "school__name"]
    autocomplete_fields = ["user", "school"]
