"""Who is what in which school, and what is only there to look at: invitations and teams."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from schools import membership
from schools.addresses import FORMER
from schools.admin.looking import AccountField, PeopleAdmin
from schools.models import Goal, Invitation, JournalEntry, Membership, School, Team

LAST_ADMIN = "Niemand anders beheert nu de accounts van de school. Wijs eerst een collega aan die dat ook mag."


class ReadOnlyAdmin(PeopleAdmin):
    """Rows to look at: the school itself makes and changes them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the school does this."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the school does this."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the school does this."""
        return False


class MembershipInline(admin.TabularInline):
    """The schools of an account, to look at; the membership itself has a page."""

    model = Membership
    fields = ["school", "role", "is_admin", "joined_at", "left_at"]
    readonly_fields = ["school", "role", "is_admin", "joined_at", "left_at"]
    extra = 0
    can_delete = False
    show_change_link = True
    verbose_name_plural = "scholen"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a membership is made on its own page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a membership is changed on its own page."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """Return the memberships with their schools."""
        rows: QuerySet[Membership] = super().get_queryset(request).select_related("school", "user")
        return rows.order_by("left_at", "school__name")


class PresentFilter(admin.SimpleListFilter):
    """Who takes part, and who left."""

    title = "doet mee"
    parameter_name = "doet-mee"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("ja", "Ja"), ("nee", "Vertrokken")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the chosen rows."""
        return queryset if self.value() is None else queryset.filter(left_at__isnull=self.value() == "ja")


class NewMembershipForm(forms.ModelForm):
    """A person who joins a school without an invitation."""

    account = AccountField(help_text="Van het account. Is er nog geen account, maak dat dan eerst.")

    class Meta:
        model = Membership
        fields = ["account", "school", "role", "is_admin"]
        help_texts = {
            "school": "Zoek op naam, plaats of BRIN. Hebben er twee dezelfde naam, zoek dan op de BRIN.",
        }

    def clean_school(self) -> School:
        """Refuse a school in the archive."""
        school: School = self.cleaned_data["school"]
        if school.archived_at:
            raise forms.ValidationError("Deze school is gearchiveerd. Haal haar eerst terug uit het archief.")
        return school

    def clean(self) -> dict[str, Any]:
        """Refuse who is a member, and who was one: that membership, with all that hangs on it, comes back."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        user, school = cleaned.get("account"), cleaned.get("school")
        if not user or not school:
            return cleaned
        self.instance.user = user
        School.objects.select_for_update().get(pk=school.pk)  # until the page has kept what it says
        if school.memberships.present().filter(user=user).exists():
            raise forms.ValidationError("Deze persoon is al lid van deze school.")
        if school.memberships.departed().filter(user=user).exists():
            raise forms.ValidationError(
                "Deze persoon was al lid van deze school. Open dat lidmaatschap en vink ‘doet mee’ aan."
            )
        return cleaned


class MembershipForm(forms.ModelForm):
    """A membership that exists: the role, and whether the person takes part. The school keeps an admin."""

    is_present = forms.BooleanField(
        label="Doet mee", required=False, help_text="Zonder vinkje kan de persoon meteen niet meer bij de school."
    )
    successor: Any = forms.ModelChoiceField(
        label="Wie neemt de doelen over",
        queryset=Membership.objects.none(),
        required=False,
        help_text="Alleen nodig als iemand vertrekt die nog doelen van de school trekt.",
    )

    class Meta:
        model = Membership
        fields = ["role", "is_admin"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member = self.instance
        if "is_present" not in self.fields:  # only to look at
            return
        self.fields["role"].choices = Membership.role_choices(member.school.sector)  # type: ignore[attr-defined]
        self.fields["is_present"].initial = member.left_at is None
        colleagues = Membership.objects.present().filter(school_id=member.school_id).exclude(pk=member.pk)
        self.fields["successor"].queryset = colleagues.for_list()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Hold the rules of schools.membership; the lock lasts until the page has kept what it says."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        membership.lock(self.instance)
        was, stays = self.instance, cleaned.get("is_present")
        if was.left_at:
            self.check_return(was, bool(stays))
        elif not (stays and Membership(role=cleaned.get("role", ""), is_admin=cleaned["is_admin"]).manages_accounts):
            self.check_going(was, bool(stays))
        return cleaned

    def check_return(self, was: Membership, stays: bool) -> None:
        """Refuse a role for who left, and coming back for who is there by another membership."""
        if not stays and {"role", "is_admin"} & set(self.changed_data):
            self.add_error("is_present", "Deze persoon doet niet mee. Vink dit aan, of laat de rol zoals hij is.")
        if stays and was.school.memberships.present().filter(user_id=was.user_id).exists():
            self.add_error("is_present", "Deze persoon is al lid van deze school.")

    def check_going(self, was: Membership, stays: bool) -> None:
        """Refuse to leave the school without an admin, or its goals without an owner."""
        try:
            membership.refuse_last_admin(was)
        except membership.LastAdmin:
            self.add_error("role" if stays else "is_present", LAST_ADMIN)
        if not stays and not self.cleaned_data.get("successor") and Goal.objects.to_hand_over(was).alive().exists():
            self.add_error("successor", "Kies wie de doelen overneemt. Een doel dat loopt, heeft altijd een eigenaar.")

    def keep(self) -> None:
        """Do what was asked through the verbs, which write the journal."""
        member = Membership.objects.select_related("school", "user").get(pk=self.instance.pk)
        by, given = Membership.for_site(member.school), self.cleaned_data
        if member.left_at and given["is_present"]:
            membership.reactivate(member, by)
        if (member.role, member.is_admin) != (given["role"], given["is_admin"]):
            membership.change(member, by, role=given["role"], is_admin=given["is_admin"])
        if not member.left_at and not given["is_present"]:
            membership.deactivate(member, by, given["successor"])


@admin.register(Membership)
class MembershipAdmin(PeopleAdmin):
    """Who is what in which school. Nobody is removed here: who leaves, has left."""

    to_address = "user__email"
    list_display = ["user", "email", "school", "role", "is_admin", "joined_at", "left_at"]
    list_filter = [PresentFilter, "role", "is_admin"]
    list_select_related = ["user", "school"]
    search_fields = ["user__name", "user__email", "school__name", "school__brin", "school__place"]
    search_help_text = "Zoek op naam, e-mailadres, school, BRIN of plaats."
    autocomplete_fields = ["school"]
    ordering = ["user__name", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """Return the memberships of people: 'oud-lid' is nobody."""
        rows: QuerySet[Membership] = super().get_queryset(request)
        return rows.exclude(user__email=FORMER)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Use one form for a new membership and another for one that exists."""
        return super().get_form(request, obj, change, form=MembershipForm if obj else NewMembershipForm, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is asked or shown."""
        if obj is None:
            return ["account", "school", "role", "is_admin"]
        asked = ["is_present", "successor"] if self.has_change_permission(request, obj) else []
        return ["user", "email", "school", "role", "is_admin", *asked, "joined_at", "left_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Keep a membership with its person and its school."""
        return ["user", "email", "school", "joined_at", "left_at"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: goals and the journal point to it."""
        return False

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        """Keep it through the verbs, with a line in the journal of the school."""
        if change:
            form.keep()
            obj.refresh_from_db()
        else:
            super().save_model(request, obj, form, change)
            JournalEntry.write_for_site(obj.school, "member_added", obj.user.name)

    @admin.display(description="e-mailadres", ordering="user__email")
    def email(self, member: Membership) -> str:
        """Return the address."""
        return member.user.email


class InvitationFilter(admin.SimpleListFilter):
    """What became of an invitation."""

    title = "stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("open", "Open of verlopen"), ("aangenomen", "Aangenomen"), ("ingetrokken", "Ingetrokken")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Return the chosen rows."""
        chosen = {
            "open": {"accepted_at__isnull": True, "withdrawn_at__isnull": True},
            "aangenomen": {"accepted_at__isnull": False},
            "ingetrokken": {"withdrawn_at__isnull": False},
        }
        return queryset.filter(**chosen.get(self.value() or "", {}))


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Invitations, to answer who asks where the mail is. The link is in the mail only."""

    to_address = "email"
    list_display = ["email", "school", "role", "state", "sent_at"]
    list_filter = [InvitationFilter]
    list_select_related = ["school"]
    search_fields = ["email", "school__name", "school__brin", "school__place"]
    search_help_text = "Zoek op e-mailadres, school, BRIN of plaats."
    fields = ["email", "school", "role", "is_admin", "state", "inviter", "sent_at", "accepted_at", "withdrawn_at"]
    ordering = ["-sent_at", "-pk"]

    @admin.display(description="stand")
    def state(self, invitation: Invitation) -> str:
        """Say what became of it."""
        if not invitation.is_open:
            return "aangenomen" if invitation.accepted_at else "ingetrokken"
        if invitation.school.archived_at:
            return "werkt niet: de school is gearchiveerd"
        return "verlopen" if invitation.is_expired else "open"

    @admin.display(description="uitgenodigd door")
    def inviter(self, invitation: Invitation) -> str:
        """Return who sent it."""
        return str(invitation.invited_by or "een oud-lid")


@admin.register(Team)
class TeamAdmin(ReadOnlyAdmin):
    """Teams, to look at."""

    list_display = ["name", "school", "member_count", "ended_at"]
    list_select_related = ["school"]
    search_fields = ["name", "school__name", "school__brin", "school__place"]
    search_help_text = "Zoek op team, school, BRIN of plaats."
    fields = ["name", "school", "lead", "names", "ended_at"]
    ordering = ["school__name", "name", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        """Return the teams with how many take part."""
        rows: QuerySet[Team] = super().get_queryset(request)
        return rows.annotate(number=Count("members"))

    @admin.display(description="leden", ordering="number")
    def member_count(self, team: Any) -> int:
        """Return how many take part."""
        return int(team.number)

    @admin.display(description="leden")
    def names(self, team: Team) -> str:
        """Return who takes part."""
        return ", ".join(team.members.order_by("user__name").values_list("user__name", flat=True)) or "nog niemand"
