"""Accounts and their second factors. A site admin never becomes someone else: see docs/decisions/site-admin.md."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.db import models, router
from django.http import HttpRequest

from schools import journal_names
from schools.addresses import FORMER
from schools.admin.boards import BoardMembershipInline
from schools.admin.looking import PeopleAdmin
from schools.admin.people import MembershipInline
from schools.erasing import erase, obstacles_of
from schools.membership import LastAdmin, refuse_last_admin
from schools.models import Goal, User

HOW_TO_SIGN_IN = "De persoon logt in met een code per mail en kiest daarna zelf een wachtwoord. Hier zet je er geen."


@admin.register(Authenticator)
class AuthenticatorAdmin(PeopleAdmin):
    """Second factors: to take away from who lost the telephone, not to look into."""

    to_school, to_address = "user__memberships__school", "user__email"
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
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
class SocialAccountAdmin(PeopleAdmin):
    """School accounts: to take one from who should not have it. Only the person can link one."""

    to_school, to_address = "user__memberships__school", "user__email"
    list_display = ["user", "provider", "date_joined", "last_login"]
    list_select_related = ["user"]
    list_filter = ["provider"]
    search_fields = ["user__email", "user__name"]
    fields = ["user", "provider", "uid", "date_joined", "last_login"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a person links it, by signing in with it."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: there is nothing to change."""
        return False


class UserForm(forms.ModelForm):
    """An account; without a password where it is new."""

    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_staff", "is_superuser", "groups"]
        help_texts = {
            "is_active": "Haal het vinkje weg om de toegang meteen te stoppen; alles blijft bewaard.",
            "is_staff": "Mag deze pagina’s gebruiken. Wat hier mag, staat in de groepen.",
            "is_superuser": "Mag hier alles, zonder groep. Geef dit aan zo weinig mogelijk mensen.",
            "groups": "De groep ‘Functioneel beheer’ heeft precies de rechten die bij dit beheer horen.",
        }
        labels = {"is_superuser": "Mag alles in het beheer", "groups": "Groepen"}
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def clean_email(self) -> str:
        """Return the address in lower case, as every address is kept."""
        return str(self.cleaned_data["email"]).strip().lower()

    def save(self, commit: bool = True) -> Any:
        """Keep the account; a new one has no password."""
        if self.instance.pk is None:
            self.instance.set_unusable_password()
        return super().save(commit)


@admin.register(User)
class UserAdmin(PeopleAdmin):
    """Accounts, by e-mail address. No passwords are set here, and an address in use is its owner's to change."""

    to_school, to_address = "memberships__school", "email"
    form = UserForm
    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name"]
    search_help_text = "Zoek op naam of e-mailadres."
    inlines = [MembershipInline, BoardMembershipInline]
    fieldsets = [
        (None, {"fields": ["email", "name", "is_active"]}),
        ("Beheer van de site", {"fields": ["is_staff", "is_superuser", "groups"]}),
        ("Gebruik", {"fields": ["date_joined", "last_login", "removal"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name"], "description": HOW_TO_SIGN_IN}),
        ("Beheer van de site", {"fields": ["is_staff", "groups"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        """Return the accounts of people: 'oud-lid' is nobody's."""
        rows: models.QuerySet[User] = super().get_queryset(request)
        return rows.exclude(email=FORMER)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask for less where the account is new."""
        return self.fieldsets if obj else self.add_fieldsets

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Show the schools and the boards of an account that exists."""
        return self.inlines if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Leave an address that someone signs in with alone, and rights to who has all of them."""
        fixed = ["date_joined", "last_login", "removal"]
        if obj and obj.last_login:
            fixed.append("email")
        if not is_superuser(request):
            fixed += ["is_staff", "is_superuser", "groups"]
        return fixed

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Let only who has all rights change an account that has them."""
        above = obj is not None and obj.is_superuser and not is_superuser(request)
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Offer removing where nothing would be left without its owner; the page says what is in the way."""
        above = obj is not None and obj.is_superuser and not is_superuser(request)
        allowed = super().has_delete_permission(request, obj) and not above
        return allowed and (obj is None or not in_the_way(obj))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Remove accounts one at a time, not from the list."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Say how much goes along with an account, never what: reflections go with it."""
        counts = counts_of_removal(objs)
        blocked = [sentence for user in objs for sentence in in_the_way(user)]
        return [f"{name}: {number}" for name, number in counts.items()], counts, set(), blocked

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Keep the account; lines of journals that name the person follow."""
        before = User.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if before:
            journal_names.follow(obj, name=before.name, email=before.email)

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """Erase the account as its owner could, at once."""
        erase(obj)

    @admin.display(description="verwijderen")
    def removal(self, user: User) -> str:
        """Say whether the account can be removed, and what is in the way."""
        return " ".join(in_the_way(user)) or "Dit kan. Reflecties en lidmaatschappen gaan dan ook voorgoed weg."


def is_superuser(request: HttpRequest) -> bool:
    """Tell whether the site admin has every right."""
    return bool(request.user.is_authenticated and request.user.is_superuser)


def in_the_way(user: User) -> list[str]:
    """Return the sentences that say why an account can't be removed now; what a goal says stays out of them."""
    found = []
    goals = Goal._base_manager.filter(owner__user=user).count()
    if goals:
        word = "is nog een doel" if goals == 1 else f"zijn nog {goals} doelen"
        found.append(
            f"Dit account kan nu niet weg: er {word} van {user}. Haal liever het vinkje bij ‘mag inloggen’ weg."
        )
    if any(obstacle.kind == "site" for obstacle in obstacles_of(user)):
        found.append(f"{user} is de enige die alles van deze site beheert. Geef eerst een ander dat recht.")
    alive = user.memberships.present().filter(school__archived_at__isnull=True)
    for member in alive.select_related("school"):
        try:
            refuse_last_admin(member)
        except LastAdmin:
            found.append(
                f"{user} is de enige die de accounts van {member.school} beheert. Wijs eerst iemand anders aan."
            )
    return found


def counts_of_removal(objs: Iterable[models.Model]) -> dict[str, int]:
    """Return how many rows of each kind go along, by the kind's name."""
    collector = NestedObjects(using=router.db_for_write(User))
    collector.collect(list(objs))
    return {
        str(rows[0]._meta.verbose_name_plural): len(rows)
        for rows in map(list, collector.model_objs.values())
        if not rows[0]._meta.auto_created
    }
