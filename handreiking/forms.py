"""Forms for what comes in by the address bar."""

from django import forms
from django.http import Http404, HttpRequest

from handreiking.records import AUDIENCES


class PageForm(forms.Form):
    """The number of a page of a long list."""

    pagina = forms.IntegerField(min_value=1, max_value=100_000, required=False)


class SearchForm(forms.Form):
    """What someone looks for."""

    q = forms.CharField(
        label="Waar zoek je naar?",
        max_length=100,
        strip=True,
        error_messages={
            "max_length": "Dat is een lange zoekvraag. Gebruik hooguit honderd tekens.",
            "required": "Typ een woord, dan zoeken we mee.",
        },
    )


class HandvatFilterForm(forms.Form):
    """Which handvatten to show."""

    cirkel = forms.TypedChoiceField(
        label="Cirkel",
        choices=[("", "Alle cirkels"), *((str(ring), f"Cirkel {ring}") for ring in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    voor = forms.ChoiceField(label="Voor", choices=[("", "Iedereen"), *AUDIENCES.items()], required=False)
    sector = forms.ChoiceField(label="Sector", choices=[("", "Po en vo"), ("po", "Po"), ("vo", "Vo")], required=False)


class QuestionForm(forms.Form):
    """Which question of a conversation is on the board, counted from 1."""

    vraag = forms.IntegerField(min_value=1, max_value=1000, required=False)


class CardForm(forms.Form):
    """On which paper a card is printed."""

    maat = forms.ChoiceField(choices=[("a4", "A4"), ("a5", "A5")], required=False)


def cleaned_or_404(form: forms.Form) -> dict[str, object]:
    """Return the form's cleaned data; an address with a value that can't be is an address that does not exist."""
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def page_number(request: HttpRequest) -> int:
    """Return the wanted page of a list, 1 where none is asked for."""
    number = cleaned_or_404(PageForm(request.POST if request.method == "POST" else request.GET))["pagina"]
    return number if isinstance(number, int) else 1
