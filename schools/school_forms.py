"""Forms of the school itself and of its teams. Choices come from the gates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from schools.brin import normalised_brin
from schools.models import Membership, School, Team
from schools.settings_change import LABELS, SALT, in_words
from schools.stamps import shown_by, stamp_of

TOO_LONG = "Dit is te lang: het mag %(limit_value)d tekens zijn en het zijn er %(show_value)d."


@dataclass(frozen=True)
class Theirs:
    """What a colleague made of a setting while this form was open, beside what was filled in here."""

    label: str
    now: str
    mine: str
    is_taken_over: bool


class SchoolForm(forms.Form):
    """What a school says about itself. `stamp` remembers what the form showed when it was opened."""

    name = forms.CharField(
        label="Naam van de school",
        max_length=120,
        error_messages={"required": "Schrijf op hoe jullie school heet.", "max_length": TOO_LONG},
    )
    place = forms.CharField(label="Plaats", max_length=80, required=False, error_messages={"max_length": TOO_LONG})
    brin = forms.CharField(
        label="BRIN",
        max_length=30,
        required=False,
        error_messages={"max_length": "Een BRIN heeft vier of zes tekens, zoals 12AB of 12AB00."},
    )
    sector = forms.ChoiceField(
        label="Sector",
        choices=[(value, label[0].upper() + label[1:]) for value, label in School.Sector.choices],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies po, vo of allebei.", "invalid_choice": "Kies po, vo of allebei."},
    )
    region = forms.ChoiceField(
        label="Vakantieregio",
        choices=School.Region.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een regio.", "invalid_choice": "Kies een van de drie regio’s."},
    )
    mailbox = forms.EmailField(
        label="Mailbox van de school",
        required=False,
        error_messages={
            "invalid": "Dit is geen e-mailadres. Kijk of er een teken te veel of te weinig in staat.",
            "max_length": TOO_LONG,
        },
    )
    second_factor = forms.BooleanField(label="Vraag extra beveiliging van wie de school beheert", required=False)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, shown: dict[str, Any], data: Any = None) -> None:
        super().__init__(data, initial=shown | {"stamp": stamp_of(shown, SALT)})
        self.theirs: list[Theirs] = []

    def clean_name(self) -> str:
        """Return the name as one line."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_place(self) -> str:
        """Return the place as one line."""
        return " ".join(self.cleaned_data["place"].split())

    def clean_brin(self) -> str:
        """Return the BRIN as it is kept, or nothing."""
        typed: str = self.cleaned_data["brin"]
        brin = normalised_brin(typed)
        if typed and not brin:
            raise forms.ValidationError(
                "Een BRIN heeft twee cijfers en twee letters, zoals 12AB, of met de vestiging 12AB00."
            )
        return brin

    @property
    def wanted(self) -> dict[str, Any]:
        """Return the settings that were filled in."""
        return {name: self.cleaned_data[name] for name in LABELS}

    def meet(self, now: dict[str, Any]) -> SchoolForm:
        """Return the form again, against what a colleague made of the settings meanwhile.

        What only the colleague changed is taken over; what was changed here stays. `theirs` shows both.
        """
        shown = shown_by(self.cleaned_data["stamp"], SALT)
        mine = self.wanted
        untouched = {name for name in LABELS if mine[name] == shown.get(name)}
        kept = {name: now[name] if name in untouched else mine[name] for name in LABELS}
        form = SchoolForm(now, {name: value for name, value in kept.items() if value} | {"stamp": stamp_of(now, SALT)})
        form.full_clean()
        form.theirs = [
            Theirs(LABELS[name], in_words(name, now[name]), in_words(name, mine[name]), name in untouched)
            for name in LABELS
            if now[name] != shown.get(name) and now[name] != mine[name]
        ]
        return form


class TeamForm(forms.Form):
    """A team: its name, who is in it and who leads it. The lead is one of the members."""

    name = forms.CharField(
        label="Naam van het team",
        max_length=80,
        error_messages={"required": "Geef het team een naam.", "max_length": TOO_LONG},
    )
    lead = forms.ChoiceField(
        label="Wie trekt het team?",
        required=False,
        error_messages={"invalid_choice": "Kies een collega van deze school."},
    )
    members = forms.MultipleChoiceField(
        label="Wie horen erbij?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Kies collega’s van deze school.",
            "invalid_list": "Kies collega’s van deze school.",
        },
    )

    def __init__(self, member: Membership, team: Team | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.team = member, team
        self.colleagues = {str(one.pk): one for one in Membership.objects.visible_to(member)}
        choices = [(key, str(one)) for key, one in self.colleagues.items()]
        self.fields["members"].choices = choices  # type: ignore[attr-defined]
        self.fields["lead"].choices = [("", "Nog niemand"), *choices]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        """Return the name as one line; refuse the name of another team."""
        name = " ".join(self.cleaned_data["name"].split())
        others = Team.objects.visible_to(self.member)
        if self.team is not None:
            others = others.exclude(pk=self.team.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError("Er is al een team met deze naam. Kies een andere.")
        return name

    def clean(self) -> dict[str, Any]:
        """Turn keys into colleagues, and count the lead among the members; a team has someone in it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "members" in cleaned and "lead" in cleaned:
            keys = dict.fromkeys([*cleaned["members"], *filter(None, [cleaned["lead"]])])
            cleaned["members"] = [self.colleagues[key] for key in keys]
            cleaned["lead"] = self.colleagues.get(cleaned["lead"])
            if not cleaned["members"]:
                self.add_error("members", "Kies minstens één collega.")
        return cleaned

    @property
    def chosen(self) -> set[str]:
        """Return the keys of the colleagues that are ticked, as they stand in the page."""
        return {str(value) for value in self["members"].value() or []}

    def groups(self) -> list[tuple[str, list[Membership]]]:
        """Return the colleagues to choose from: first who is in the team, then the others, each by name."""
        inside = {one.pk for one in self.team.members.all()} if self.team else set()
        parts = (
            ("In dit team", [one for one in self.colleagues.values() if one.pk in inside]),
            (
                "Andere collega’s" if inside else "Collega’s",
                [one for one in self.colleagues.values() if one.pk not in inside],
            ),
        )
        return [(title, people) for title, people in parts if people]
