"""The site admin's tools: schools and accounts. What people write is not here."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin

from schools.models import Membership, School, User

admin.site.site_header = "Handreiking: beheer"
admin.site.site_title = "Handreiking: beheer"
admin.site.index_title = "Scholen en accounts"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


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
