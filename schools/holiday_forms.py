"""Forms of the holidays: which school year, and the table of one school year."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from schools.forms import date_field
from schools.holidays import Days, KnownHoliday

MOST, LONGEST = 15, timedelta(days=70)
EMPTY_ROWS = 3
USUAL = ["Herfstvakantie", "Kerstvakantie", "Voorjaarsvakantie", "Meivakantie", "Zomervakantie"]


class YearForm(forms.Form):
    """Which school year, by the calendar year in which it begins: this one where none is asked for, or the next."""

    jaar = forms.TypedChoiceField(label="Schooljaar", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = SchoolYear.of(localdate())
        self.years = [self.now, SchoolYear(self.now.first_year + 1)]
        self.fields["jaar"].choices = [(year.first_year, str(year)) for year in self.years]  # type: ignore[attr-defined]

    @property
    def year(self) -> SchoolYear:
        """Return the year that was asked for, once the form is cleaned."""
        return SchoolYear(self.cleaned_data["jaar"] or self.now.first_year)


class HolidayForm(forms.Form):
    """One row of the table. A row of which nothing is filled in, or only the name that we proposed, does not count."""

    name = forms.CharField(
        label="Naam",
        max_length=60,
        required=False,
        error_messages={"max_length": "Deze naam is te lang. Gebruik hooguit 60 tekens."},
    )
    starts_on = date_field("Eerste dag", required=False)
    ends_on = date_field("Laatste dag", required=False)

    def __init__(self, *args: Any, year: SchoolYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    @property
    def can_be_removed(self) -> bool:
        """Tell whether the row stood in the table already."""
        return bool(self.initial.get("starts_on"))

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing, and look whether the days can be."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or self.is_blank(cleaned):
            return cleaned
        for name, sentence in MISSING.items():
            if not cleaned.get(name):
                self.add_error(name, sentence)
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and first not in self.year:
            span = f"{date_format(self.year.start)} en {date_format(self.year.end)}"
            self.add_error("starts_on", f"Deze dag valt buiten het schooljaar. Kies een dag tussen {span}.")
        if first and last and last < first:
            self.add_error("ends_on", "De laatste dag ligt vóór de eerste. Kies een latere dag.")
        elif first and last and last - first >= LONGEST:
            self.add_error("ends_on", f"Dit is langer dan {LONGEST.days} dagen. Kijk de datums nog eens na.")
        return cleaned

    def is_blank(self, cleaned: dict[str, Any]) -> bool:
        """Tell whether nothing was filled in here."""
        no_days = not cleaned.get("starts_on") and not cleaned.get("ends_on")
        proposed = "" if self.can_be_removed else self.initial.get("name", "")
        return no_days and cleaned.get("name", "") in {"", proposed}


MISSING = {
    "name": "Geef deze vakantie een naam.",
    "starts_on": "Kies de eerste dag waarop jullie dicht zijn.",
    "ends_on": "Kies de laatste dag waarop jullie dicht zijn.",
}


class _HolidayTable(forms.BaseFormSet):
    """All rows of one school year."""

    def __init__(self, year: SchoolYear, holidays: list[KnownHoliday], data: Any = None) -> None:
        initial: list[dict[str, Any]] = [
            {"name": one.name, "starts_on": one.starts_on, "ends_on": one.ends_on} for one in holidays
        ]
        # no row may be left out for what it says: a row decides itself whether it counts
        options = {"year": year, "empty_permitted": False}
        proposed = initial or [{"name": name} for name in USUAL]
        super().__init__(data, prefix="rij", initial=proposed, form_kwargs=options)

    def clean(self) -> None:
        """Refuse more rows than fit, an empty table, and days that stand in two rows."""
        if any(self.errors):
            return
        filled = [form for form in self.forms if self.counts(form)]
        if len(filled) > MOST:
            raise forms.ValidationError(f"Er passen {MOST} rijen in één schooljaar. Haal er een paar weg.")
        if not filled:
            raise forms.ValidationError("Er blijft geen vakantie over. Vul er minstens één in.")
        filled.sort(key=lambda form: form.cleaned_data["starts_on"])
        for before, form in pairwise(filled):
            if form.cleaned_data["starts_on"] <= before.cleaned_data["ends_on"]:
                name, last = before.cleaned_data["name"], date_format(before.cleaned_data["ends_on"], "j F")
                form.add_error("starts_on", f"Deze dag hoort al bij ‘{name}’, die duurt tot en met {last}.")

    def counts(self, form: Any) -> bool:
        """Tell whether a row is filled in and stays."""
        return not form.cleaned_data.get("DELETE") and bool(form.cleaned_data.get("starts_on"))

    def is_valid(self) -> bool:
        """Tell whether all rows can be kept; looking at the rows together may have found something wrong in one."""
        return super().is_valid() and not any(form.errors for form in self.forms)

    def days(self) -> list[Days]:
        """Return what was filled in, once it is valid, in order."""
        given = [form.cleaned_data for form in self.forms if self.counts(form)]
        rows = [Days(" ".join(one["name"].split()), one["starts_on"], one["ends_on"]) for one in given]
        return sorted(rows, key=lambda row: row.starts_on)


HolidayTable: Any = forms.formset_factory(
    HolidayForm,
    formset=_HolidayTable,
    extra=EMPTY_ROWS,
    max_num=MOST,
    absolute_max=2 * MOST,
    can_delete=True,
    can_delete_extra=False,
)
