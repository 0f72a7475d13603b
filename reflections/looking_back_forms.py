"""The form with which someone looks in what they wrote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from handreiking.library import library
from reflections.looking_back import Wanted, groups_of
from reflections.models import Reflection

LONGEST_SEARCH = 100
WRONG_DATE = "Vul een datum in zoals 31-12-2026."
WRONG_CHOICE = "Kies iets uit de lijst."
VORMEN = {"print": "Printen", "docx": "Word", "pdf": "PDF", "md": "Markdown", "json": "JSON"}


def date_field(label: str) -> forms.DateField:
    """Return a field for a day, that may be left empty."""
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": WRONG_DATE},
    )


def choice_field(label: str, choices: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    """Return a list to choose from, that may be left as it is."""
    return forms.ChoiceField(
        label=label, choices=list(choices), required=False, error_messages={"invalid_choice": WRONG_CHOICE}
    )


class LookingBackForm(forms.Form):
    """A selection of one's own answers. Choices are what one wrote about.

    What one looks for (`q`) comes by POST alone: an address is kept in the browser's history and in logs.
    """

    q = forms.CharField(
        label="Zoek in wat je schreef",
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={"max_length": "Dat is een lange zoekvraag. Gebruik hooguit honderd tekens."},
    )
    van = date_field("Vanaf")
    tot = date_field("Tot en met")

    def __init__(self, own: list[Reflection], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = {one.handvat.slug for one in own if one.handvat}
        handvatten = [handvat for handvat in library().handvatten if handvat.slug in used]
        rings = sorted({ring for handvat in handvatten for ring in library().chapter_of[handvat.slug].circles})
        circles = library().circle_by_ring
        self.fields["cirkel"] = choice_field(
            "Cirkel", [("", "Alle cirkels"), *((str(ring), f"{ring} {circles[ring].name}") for ring in rings)]
        )
        self.fields["handvat"] = choice_field(
            "Handvat", [("", "Alle handvatten"), *((one.slug, f"{one.code} {one.title}") for one in handvatten)]
        )
        groups = groups_of(own)
        if groups:
            self.fields["groep"] = choice_field("Klas of groep", [("", "Alle klassen"), *groups.items()])

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("van"), given.get("tot")
        if since and until and until < since:
            self.add_error("tot", "Deze dag ligt vóór de eerste. Draai ze om, of laat er een leeg.")
        return given

    def wanted(self) -> Wanted:
        """Return the selection; of a form that was refused, everything."""
        given = self.cleaned_data if self.is_valid() else {}
        since: date | None = given.get("van")
        return Wanted(
            since=since,
            until=given.get("tot"),
            ring=int(given["cirkel"]) if given.get("cirkel") else None,
            handvat=given.get("handvat", ""),
            group=given.get("groep", ""),
            words=given.get("q", ""),
        )

    def address_part(self) -> dict[str, str]:
        """Return the selection for an address: all but the words."""
        return {name: self[name].value() for name in self.fields if name != "q" and self[name].value()}


class ExportForm(forms.Form):
    """In which form someone wants to keep what they wrote; on paper where nothing is said."""

    vorm = forms.ChoiceField(choices=list(VORMEN.items()), required=False)
