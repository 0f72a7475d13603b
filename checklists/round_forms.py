"""Forms of a round itself: making and changing one, with the school's own items in rows; and closing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format

from checklists.editions import OWN, offered
from checklists.models import MOST_OWN_ITEMS, Round
from checklists.opening import too_small
from schools.forms import TOO_LONG, coming_date, date_field
from schools.holidays import SchoolDays
from schools.models import Membership, Team

LONGEST_ITEM = 250
ROWS = "punt"  # the prefix of the rows of own items


def school_day(form: forms.ModelForm, member: Membership, name: str) -> date | None:
    """Return a cleaned day, today or later, on which the school is open; add a sentence where it can't be."""
    day: date | None = coming_date(form, name)
    if not day or name in form.errors:
        return None
    days = SchoolDays(member.school)
    if days.is_open(day):
        return day
    holiday = days.holiday_on(day)
    when = f"in de {holiday.name[0].lower()}{holiday.name[1:]}" if holiday else "in het weekend"
    near = date_format(days.first_from(day), "l j F")
    form.add_error(name, f"Deze dag valt {when}. Kies een schooldag, bijvoorbeeld {near}.")
    return None


def last_day(form: forms.ModelForm, member: Membership, first: date | None, *, needed: bool) -> None:
    """Look at the last day of a round: there where it is needed, a school day, and not before the first."""
    day = form.cleaned_data.get("closes_on")
    if "closes_on" in form.changed_data:
        day = school_day(form, member, "closes_on")
    if day and first and day < first:
        form.add_error("closes_on", "De laatste dag ligt vóór de eerste. Kies een latere dag.")
    if needed and not day and "closes_on" not in form.errors:
        form.add_error("closes_on", "Kies tot en met welke dag iedereen kan invullen.")


class RoundForm(forms.ModelForm):
    """A round that is being prepared. `open` asks to open it at once."""

    edition = forms.ChoiceField(
        label="Welke lijst?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies de lijst voor het po of voor het vo.", "invalid_choice": "Kies po of vo."},
    )
    opens_on = date_field("Eerste dag", required=False)
    closes_on = date_field("Laatste dag", required=False)
    open = forms.BooleanField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Round
        fields = ["name", "team", "depth", "way", "opens_on", "closes_on", "invitation"]
        labels = {
            "name": "Hoe noemen jullie deze afname?",
            "team": "Voor wie is hij?",
            "depth": "Hoeveel punten?",
            "way": "Hoe vullen jullie in?",
            "invitation": "Een woord van jou erbij",
        }
        widgets = {"depth": forms.RadioSelect, "way": forms.RadioSelect, "invitation": forms.Textarea}
        error_messages = {
            "name": {
                "required": "Geef de afname een naam, bijvoorbeeld ‘Najaar 2026’.",
                "max_length": "Deze naam is te lang: gebruik hooguit %(limit_value)d tekens.",
            },
            "team": {"invalid_choice": "Kies een team van deze school, of de hele school."},
            "depth": {"required": "Kies hoeveel punten jullie invullen.", "invalid_choice": "Kies kern of volledig."},
            "way": {
                "required": "Kies hoe jullie invullen.",
                "invalid_choice": "Kies samen, of eerst ieder voor zich.",
            },
            "invitation": {"max_length": TOO_LONG},
        }

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        for name, choices in (("depth", Round.Depth.choices), ("way", Round.Way.choices)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # without the empty one
        team: Any = self.fields["team"]
        team.queryset, team.empty_label = Team.objects.visible_to(member), "De hele school"
        self.editions = offered(member.school.sector)
        self.fields["edition"].choices = [(one.key, f"Voor het {one.sector}") for one in self.editions]  # type: ignore[attr-defined]
        self.initial.setdefault("edition", self.instance.edition_key)
        if len(self.editions) == 1:
            del self.fields["edition"]

    @property
    def wants_open(self) -> bool:
        """Tell whether the round shall open at once, once the form is valid."""
        return bool(self.cleaned_data.get("open"))

    def clean(self) -> dict[str, Any]:
        """Give the round its edition; look at the days, and at how many people there are."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.edition_key = cleaned.get("edition") or self.editions[0].key
        alone = cleaned.get("way") == Round.Way.ALONE
        first = (
            school_day(self, self.member, "opens_on") if "opens_on" in self.changed_data else cleaned.get("opens_on")
        )
        if not alone:  # a round that is filled in together ends when the team says so
            cleaned["closes_on"] = None
            self.errors.pop("closes_on", None)
        else:
            last_day(self, self.member, first, needed=self.wants_open or bool(first))
            group = Round(school_id=self.member.school_id, team=cleaned.get("team"), way=Round.Way.ALONE)
            if "team" not in self.errors and (why := too_small(group)):
                self.add_error("way", why)
        return cleaned


class OpenRoundForm(forms.ModelForm):
    """What may still change in a round that is open: its name, its last day and the word with the invitation."""

    closes_on = date_field("Laatste dag", required=False)

    class Meta:
        model = Round
        fields = ["name", "closes_on", "invitation"]
        labels = {key: RoundForm.Meta.labels[key] for key in ("name", "invitation")}
        widgets = {"invitation": forms.Textarea}
        error_messages = {key: RoundForm.Meta.error_messages[key] for key in ("name", "invitation")}

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        if not self.instance.is_alone:
            del self.fields["closes_on"]

    def clean(self) -> dict[str, Any]:
        """Look at the last day, where it changed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "closes_on" in self.fields:
            last_day(self, self.member, self.instance.opens_on, needed=True)
        return cleaned


class OwnItemForm(forms.Form):
    """One row: an item of the school's own. A row of which nothing is filled in does not count."""

    text = forms.CharField(
        label="Wat zie je als het gewoon bij jullie is?",
        max_length=LONGEST_ITEM,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    pillar = forms.ChoiceField(
        label="Bij welke pijler?", required=False, error_messages={"invalid_choice": "Kies een van de vier pijlers."}
    )

    def __init__(self, *args: Any, pillars: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillar"].choices = [("", "Kies een pijler"), *pillars]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and cleaned["text"] and not cleaned["pillar"]:
            self.add_error("pillar", "Kies bij welke pijler dit punt hoort.")
        if not self.errors and cleaned["pillar"] and not cleaned["text"]:
            self.add_error("text", "Schrijf dit punt op, of haal de rij weg.")
        return cleaned


class _OwnItems(forms.BaseFormSet):
    """All rows of a round."""

    def clean(self) -> None:
        """Refuse more items than fit."""
        if not any(self.errors) and len(self.items()) > MOST_OWN_ITEMS:
            raise forms.ValidationError("Tien eigen punten is het meeste dat past. Haal er een paar weg.")

    def items(self) -> list[dict[str, str]]:
        """Return what was filled in, as a round keeps it."""
        given = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        return [
            {"code": f"{OWN}-{number}", "pillar": one["pillar"], "text": " ".join(one["text"].split())}
            for number, one in enumerate(given, 1)
        ]


OwnItems: Any = forms.formset_factory(
    OwnItemForm, formset=_OwnItems, extra=0, max_num=MOST_OWN_ITEMS, absolute_max=2 * MOST_OWN_ITEMS
)


class RowsForm(forms.Form):
    """A button that adds a row (`meer`) or takes one away (`weg`: its number, from 0); without either, nothing."""

    meer = forms.BooleanField(required=False)
    weg = forms.IntegerField(min_value=0, max_value=2 * MOST_OWN_ITEMS, required=False)

    @property
    def asked(self) -> bool:
        """Tell whether only the rows shall change."""
        return self.is_valid() and (self.cleaned_data["meer"] or self.cleaned_data["weg"] is not None)


def own_items(round_: Round, data: QueryDict | None = None) -> Any:
    """Return the rows of a round's own items: as they are, or as they were sent. One is empty where there is none."""
    if data is not None and f"{ROWS}-TOTAL_FORMS" not in data:
        data = data.copy()
        data.update({f"{ROWS}-TOTAL_FORMS": "0", f"{ROWS}-INITIAL_FORMS": "0"})
    return OwnItems(data, prefix=ROWS, initial=rows_of(round_.own_items), form_kwargs={"pillars": pillars_of(round_)})


def rows_of(own: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows to begin with."""
    return [{"text": one["text"], "pillar": one["pillar"]} for one in own] or [{}]


def pillars_of(round_: Round) -> list[tuple[str, str]]:
    """Return the pillars to choose from; those of po and vo have the same slugs."""
    edition = offered(round_.school.sector)[0]
    return [(pillar.slug, pillar.name) for pillar in edition.pillars]


def with_other_rows(member: Membership, round_: Round, data: QueryDict, rows: RowsForm) -> tuple[RoundForm, Any]:
    """Return the forms with all that was typed, and one row more or less; nothing is judged yet."""
    typed = [{name: data.get(f"{ROWS}-{number}-{name}", "") for name in ("text", "pillar")} for number in numbers(data)]
    if (gone := rows.cleaned_data["weg"]) is not None:
        typed = [row for number, row in enumerate(typed) if number != gone]
    if rows.cleaned_data["meer"]:
        typed.append({})
    form = RoundForm(member, instance=round_, initial={name: data.get(name, "") for name in RoundForm.base_fields})
    kwargs: Mapping[str, Any] = {"pillars": pillars_of(round_)}
    return form, OwnItems(prefix=ROWS, initial=(typed or [{}])[:MOST_OWN_ITEMS], form_kwargs=kwargs)


def numbers(data: QueryDict) -> range:
    """Return the numbers of the rows that were sent."""
    total = data.get(f"{ROWS}-TOTAL_FORMS", "")
    return range(min(int(total), MOST_OWN_ITEMS) if total.isdecimal() and len(total) < 4 else 0)


class CloseForm(forms.Form):
    """Close although fewer than five have finished; what they answered is thrown away."""

    without_answers = forms.BooleanField(label="Ja, gooi de antwoorden weg en ga samen verder", required=False)
