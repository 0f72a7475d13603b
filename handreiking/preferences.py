"""What a visitor chose to see, without an account: po, vo or both, and light or dark. Kept in two cookies."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from handreiking.records import Sector

YEAR = 60 * 60 * 24 * 365
SECTORS = [("", "Po en vo"), ("po", "Alleen po"), ("vo", "Alleen vo")]
THEMES = [("", "Zoals mijn apparaat"), ("light", "Licht"), ("dark", "Donker")]


class PreferencesForm(forms.Form):
    """The choices in the foot of every page; a field that is not sent stays as it was."""

    sector = forms.ChoiceField(choices=SECTORS, required=False)
    theme = forms.ChoiceField(choices=THEMES, required=False)

    def keep(self, response: HttpResponse) -> None:
        """Set a cookie for each choice that was sent; the default choice removes its cookie."""
        for name in self.fields.keys() & self.data.keys():
            cookie, secure = settings.COOKIE_PREFIX + name, settings.SESSION_COOKIE_SECURE
            if value := self.cleaned_data[name]:
                response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
            else:
                response.delete_cookie(cookie, samesite="Lax")


def chosen(request: HttpRequest, name: str, choices: Iterable[tuple[str, str]]) -> str:
    """Return the choice in a cookie, or the default where the cookie holds something else."""
    value = request.COOKIES.get(settings.COOKIE_PREFIX + name, "")
    return value if value in dict(choices) else ""


def sector_of(request: HttpRequest) -> str:
    """Return 'po', 'vo', or '' for both."""
    return chosen(request, "sector", SECTORS)


def preferences(request: HttpRequest) -> dict[str, Any]:
    """Give every template the choices (context processor)."""
    return {
        "sector": sector_of(request),
        "theme": chosen(request, "theme", THEMES),
        "sector_choices": SECTORS,
        "theme_choices": THEMES,
    }


class HasSectors(Protocol):
    """Content that is for po, for vo or for both."""

    @property
    def sectors(self) -> "tuple[Sector, ...]":
        """Return the sectors that the content is for."""


T = TypeVar("T", bound=HasSectors)


def for_sector(things: Iterable[T], sector: str) -> list[T]:
    """Return the things that fit the visitor's choice; all of them for ''."""
    return [thing for thing in things if not sector or sector in thing.sectors]
