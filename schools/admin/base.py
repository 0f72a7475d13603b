"""What every page of /beheer/ has in common: what was made up in an address or a form is refused, and no error."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest

LONGEST_KEY = 20  # digits; a key has 64 bits


def is_key(value: Any) -> bool:
    """Tell whether this can be the key of a row. Python makes no number of more than 4300 digits."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) < LONGEST_KEY


class KeySelect(AutocompleteSelect):
    """A choice that is searched for. Django's own falls over where what was chosen is no number."""

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        """Show what is chosen, where that can be a row."""
        return super().optgroups(name, [one for one in value if is_key(one)], attrs)


class SiteAdmin(admin.ModelAdmin):
    """A kind of row in /beheer/."""

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the field of a choice."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KeySelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any) -> Any:
        """Do what was chosen with the rows that were chosen, where these can be rows."""
        if all(is_key(one) for one in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            return super().response_action(request, queryset, *args, **kwargs)
        self.message_user(request, "Kies rijen uit de lijst.", messages.WARNING)
        return None
