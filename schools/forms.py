"""What forms with dates share."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from schools.calendar import SchoolYear

LONGEST = 5_000  # characters of one answer
DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
TOO_LONG = "Dit is te lang: het mag %(limit_value)d tekens zijn en het zijn er %(show_value)d."


def date_field(label: str, **options: Any) -> forms.DateField:
    """Return a date field that explains what it wants."""
    messages = {"invalid": "Dit is geen datum. Schrijf bijvoorbeeld 2027-01-26.", "required": "Kies een datum."}
    return forms.DateField(label=label, widget=DATE, error_messages=messages, **options)


def coming_date(form: forms.Form | forms.ModelForm, name: str) -> Any:
    """Return a cleaned date; add an error where it lies before today or beyond the next school year."""
    day = form.cleaned_data.get(name)
    if day and day < localdate():
        form.add_error(name, "Deze dag is al geweest. Kies vandaag of een dag daarna.")
    elif day and day > SchoolYear(SchoolYear.of(localdate()).first_year + 1).end:
        form.add_error(name, "Deze dag ligt te ver weg. Kies een dag in dit schooljaar of het volgende.")
    return day
