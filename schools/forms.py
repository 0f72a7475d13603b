"""Forms of the agenda, and what forms with dates share."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.timezone import localdate, localtime, make_aware

from schools.calendar import SchoolYear
from schools.models import AgendaMoment

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


class AgendaMomentForm(forms.ModelForm):
    """A dated team meeting: a day, from and to."""

    day = date_field("Op welke dag?")
    begin = forms.TimeField(label="Van", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    end = forms.TimeField(label="Tot", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))

    class Meta:
        model = AgendaMoment
        fields = ["title", "place", "talk"]
        labels = {"title": "Wat gaan jullie doen?", "place": "Waar?", "talk": "Met welke vraag openen jullie?"}
        error_messages = {"title": {"required": "Schrijf op wat jullie gaan doen.", "max_length": TOO_LONG}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        moment = kwargs.get("instance")
        if moment and moment.pk:
            start, end = localtime(moment.starts_at), localtime(moment.ends_at)
            times = {"day": start.date(), "begin": start.time(), "end": end.time()}
            kwargs["initial"] = {**times, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name in ("begin", "end"):
            sentence = "Schrijf een tijd, bijvoorbeeld 15:15."
            self.fields[name].error_messages |= {"required": sentence, "invalid": sentence}

    def clean(self) -> dict[str, Any]:
        """Put the day and the times together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day = coming_date(self, "day") if "day" in self.changed_data else cleaned.get("day")
        if day and cleaned.get("begin") and cleaned.get("end"):
            self.instance.starts_at = make_aware(datetime.combine(day, cleaned["begin"]))
            self.instance.ends_at = make_aware(datetime.combine(day, cleaned["end"]))
            if self.instance.ends_at <= self.instance.starts_at:
                self.add_error("end", "Het einde ligt vóór het begin. Kies een later einde.")
        return cleaned
