"""Who sits on a board. A site admin says so; the schools decide what the board sees."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from schools.admin.base import SiteAdmin
from schools.admin.looking import AccountField
from schools.models import Board, BoardMembership


class BoardMembershipInline(admin.TabularInline):
    """The boards of an account, to look at; the seat itself has a page."""

    model = BoardMembership
    fields = ["board", "since", "ended_at"]
    readonly_fields = ["board", "since", "ended_at"]
    extra = 0
    can_delete = False
    show_change_link = True
    verbose_name_plural = "besturen"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a seat is given on its own page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: a seat is ended on its own page."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[BoardMembership]:
        """Return the seats with their boards."""
        rows: QuerySet[BoardMembership] = super().get_queryset(request).select_related("board", "user")
        return rows.order_by("ended_at", "board__name")


class NewSeatForm(forms.ModelForm):
    """A person who comes on a board."""

    account = AccountField(
        help_text="Van het account. Is er nog geen account, maak dat dan eerst: naam en adres zijn genoeg, en de "
        "persoon logt in met een code per mail."
    )

    class Meta:
        model = BoardMembership
        fields = ["account", "board"]
        help_texts = {
            "board": "De persoon ziet alleen de scholen die zelf aanzetten dat hun bestuur meekijkt.",
        }

    def clean(self) -> dict[str, Any]:
        """Refuse who is on the board already."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        user, board = cleaned.get("account"), cleaned.get("board")
        if user and board:
            self.instance.user = user
            Board.objects.select_for_update().get(pk=board.pk)  # until the page has kept what it says
            if BoardMembership.objects.present().filter(user=user, board=board).exists():
                raise forms.ValidationError("Deze persoon hoort al bij dit bestuur.")
        return cleaned


class SeatForm(forms.ModelForm):
    """A seat that can be ended."""

    ends = forms.BooleanField(
        label="Hoort niet meer bij het bestuur",
        required=False,
        help_text="Dan ziet deze persoon meteen niets meer. Komt iemand terug, voeg dan een nieuw bestuurslid toe.",
    )

    class Meta:
        model = BoardMembership
        fields: list[str] = []


@admin.register(BoardMembership)
class BoardMembershipAdmin(SiteAdmin):
    """Who sits on which board, now and before."""

    list_display = ["user", "email", "board", "since", "ended_at"]
    list_select_related = ["user", "board"]
    search_fields = ["user__name", "user__email", "board__name", "board__number"]
    search_help_text = "Zoek op naam, e-mailadres, of bestuur."
    autocomplete_fields = ["board"]
    ordering = ["user__name", "pk"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Use one form for a new seat and another for one that exists."""
        return super().get_form(request, obj, change, form=SeatForm if obj else NewSeatForm, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return what is asked or shown."""
        if obj is None:
            return ["account", "board"]
        asked = ["ends"] if self.has_change_permission(request, obj) else []
        return ["user", "email", "board", "since", "ended_at", *asked]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Keep a seat with its person and its board."""
        return ["user", "email", "board", "since", "ended_at"] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Offer ending for what has not ended."""
        return super().has_change_permission(request, obj) and (obj is None or not obj.ended_at)

    def save_model(self, request: HttpRequest, obj: BoardMembership, form: Any, change: bool) -> None:
        """Keep a new seat; end one where that is asked."""
        if not change:
            super().save_model(request, obj, form, change)
        elif form.cleaned_data["ends"]:
            obj.end()

    @admin.display(description="e-mailadres", ordering="user__email")
    def email(self, seat: BoardMembership) -> str:
        """Return the address."""
        return seat.user.email
