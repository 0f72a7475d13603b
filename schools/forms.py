"""What forms share: dates, and a sentence of one line."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from schools.calendar import SchoolYear

LONGEST = 5_000  # characters of one answer
DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
TOO_LONG = "Dit is te lang: het mag %(limit_value)d tekens zijn en het zijn er %(show_value)d."


class LineField(forms.CharField):
    """A sentence that is kept as one line; while it is written, it can be read whole, however narrow the screen."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Return the sentence without ends of lines and double spaces."""
        return " ".join((super().to_python(value) or "").split())


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
