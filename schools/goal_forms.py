"""Forms of goals: one page or four steps, declining a proposal, and what lists show. Choices come from the gates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format

from handreiking.joining import joined
from handreiking.library import library
from schools.forms import LONGEST, TOO_LONG, coming_date, date_field
from schools.goal_dates import ProposedDay, proposed_days
from schools.goal_steps import Step
from schools.goal_writing import TEXTS, as_text
from schools.models import Goal, Membership, Team

AIM_LENGTH = 250


def text_field(label: str, rows: int = 2, **options: Any) -> forms.CharField:
    """Return a field for a longer text, with a sentence where it is too long."""
    messages = {"max_length": TOO_LONG} | options.pop("error_messages", {})
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=widget, error_messages=messages, **options)


class GoalForm(forms.Form):
    """A goal, by the questions of handvat 4b; with a step, only its fields. `start` asks to run or propose it."""

    aim = forms.CharField(
        label="Wat willen jullie bereiken?",
        max_length=AIM_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),  # one sentence, but all of it in sight
        error_messages={"required": "Schrijf op wat jullie willen bereiken.", "max_length": TOO_LONG},
    )
    scope = forms.ChoiceField(
        label="Voor wie is het doel?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies voor wie het doel is.", "invalid_choice": "Kies voor wie het doel is."},
    )
    team: Any = forms.ModelChoiceField(
        label="Welk team?",
        queryset=None,
        empty_label="Kies een team",
        required=False,
        error_messages={"invalid_choice": "Kies een team van deze school."},
    )
    shown = forms.BooleanField(label="Mijn collega’s mogen dit doel zien", required=False)
    success = text_field("Hoe zien jullie dat het werkt?", required=False)
    monitoring = text_field("Hoe volgen jullie het?", required=False)
    upkeep = text_field("Hoe blijft het op de agenda?", required=False)
    participation = text_field("Hoe doen ouders en leerlingen mee?", required=False)
    ring = forms.TypedChoiceField(
        label="Bij welke cirkel hoort het?",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": "Kies een van de zes cirkels."},
    )
    handvatten = forms.MultipleChoiceField(
        label="Welke handvatten helpen?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies uit de handvatten hieronder."},
    )
    owner: Any = forms.ModelChoiceField(
        label="Wie trekt het?",
        queryset=None,
        empty_label="Kies een collega",
        error_messages={"required": "Kies wie het doel trekt.", "invalid_choice": "Kies een collega van deze school."},
    )
    dates = forms.MultipleChoiceField(
        label="Wanneer kijken jullie terug?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies uit de dagen hieronder, of kies een eigen dag."},
    )
    evaluate_on = date_field("Een eigen dag", required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, member: Membership, goal: Goal, data: QueryDict | None = None, step: Step | None = None) -> None:
        self.proposed = (
            proposed_days(member.school) if goal.is_concept and (step is None or "dates" in step.fields) else []
        )
        super().__init__(data, initial=self.standing(goal, member))
        self.member, self.goal, self.step = member, goal, step
        self.set_people_and_teams()
        self.set_content()
        for name in set(self.fields) - {"version"} - self.wanted():
            del self.fields[name]

    def standing(self, goal: Goal, member: Membership) -> dict[str, Any]:
        """Return what a form shows that was not sent yet."""
        names = ("aim", "scope", *TEXTS, "ring", "handvatten")
        ticked = [day.on.isoformat() for day in self.proposed if day.is_soon]
        known = {day.on.isoformat() for day in self.proposed}
        return {name: getattr(goal, name) for name in names} | {
            "scope": goal.scope if goal.pk else Goal.Scope.CLASS if not member.may("coordinator") else goal.scope,
            "team": goal.team_id,
            "shown": bool(goal.shown_at),
            "owner": goal.owner_id or member.pk,
            "dates": [day for day in goal.days if day in known] if goal.days else ticked,
            "evaluate_on": next((day for day in goal.days if day not in known), None),
            "version": goal.version if goal.pk else None,
        }

    def wanted(self) -> set[str]:
        """Return the fields that this member is asked for, of this goal, in this step."""
        names = set(self.step.fields) if self.step else set(self.fields)
        if not self.member.may("coordinator"):  # who proposes something is its owner, and so is who has a class goal
            names.discard("owner")
            if self.goal.started_on:
                names -= {"scope", "team"}
        if not self.goal.is_concept:
            names -= {"dates", "evaluate_on"}
        if "team" in names and not self.fields["team"].queryset.exists():  # type: ignore[attr-defined]
            names.discard("team")
        if self.goal.scope != Goal.Scope.CLASS and self.goal.started_on:
            names.discard("shown")
        return names

    def set_people_and_teams(self) -> None:
        """Offer the colleagues who are there, the teams there are, and whom the goal can be for."""
        teams = Team.objects.visible_to(self.member)
        self.fields["owner"].queryset = Membership.objects.visible_to(self.member)  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        scopes = [
            (Goal.Scope.SCHOOL, "De hele school"),
            (Goal.Scope.TEAM, "Een team"),
            (Goal.Scope.CLASS, "Mijn eigen klas"),
        ]
        if not teams.exists():
            scopes = [one for one in scopes if one[0] != Goal.Scope.TEAM]
        runs_for_others = self.goal.started_on and self.goal.scope != Goal.Scope.CLASS
        if self.goal.item_code or runs_for_others:  # what came from the team's checklist stays the school's or a team's
            scopes = [one for one in scopes if one[0] != Goal.Scope.CLASS]
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]

    def set_content(self) -> None:
        """Offer the circles, the handvatten, and the days of the year."""
        rings = [(str(circle.ring), f"{circle.ring}. {circle.name}") for circle in library().circles]
        handvatten = [(handvat.slug, f"{handvat.code} {handvat.title}") for handvat in library().handvatten]
        self.fields["ring"].choices = [("", "Nog niet gekozen"), *rings]  # type: ignore[attr-defined]
        self.fields["handvatten"].choices = handvatten  # type: ignore[attr-defined]
        self.fields["dates"].choices = [(day.on.isoformat(), label_of(day)) for day in self.proposed]  # type: ignore[attr-defined]

    def clean_aim(self) -> str:
        """Return the aim as one line."""
        return " ".join(self.cleaned_data["aim"].split())

    @property
    def wants_start(self) -> bool:
        """Tell whether the goal shall run, or be proposed, at once."""
        return "start" in self.data and "dates" in self.fields

    @property
    def is_proposal(self) -> bool:
        """Tell whether who sends this can propose the goal, and not let it run."""
        scope = self.cleaned_data.get("scope") or self.goal.scope
        return scope != Goal.Scope.CLASS and not self.member.may("coordinator")

    def clean(self) -> dict[str, Any]:
        """Ask for a team, for a coming date where the goal shall run, and keep a class goal with who makes it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        scope = cleaned.get("scope") or self.goal.scope
        if "scope" in cleaned and scope == Goal.Scope.TEAM and not cleaned.get("team") and "team" not in self.errors:
            self.add_error("team" if "team" in self.fields else "scope", "Kies ook welk team.")
        owner = cleaned.get("owner")
        if scope == Goal.Scope.CLASS and owner and owner != self.member:
            self.add_error("owner", "Een doel voor je eigen klas trek je zelf.")
        if "dates" in self.fields:
            self.clean_days(cleaned)
        return cleaned

    def clean_days(self, cleaned: dict[str, Any]) -> None:
        """Put the ticked days and the own one together; a goal that runs needs one at least."""
        own = coming_date(self, "evaluate_on")
        ticked = {date.fromisoformat(day) for day in cleaned.get("dates", [])}
        days = sorted(ticked | ({own} if own else set()))
        cleaned["days"] = [day.isoformat() for day in days]
        if self.wants_start and not days and not self.errors.keys() & {"evaluate_on", "dates"}:
            self.add_error("dates", "Een doel loopt pas als jullie weten wanneer jullie terugkijken. Kies een dag.")
        if self.wants_start and "owner" not in self.fields and self.goal.pk and self.goal.owner.left_at:
            self.add_error(None, "Wie dit doel trekt, doet niet meer mee. Kies bij ‘Wie doet mee’ eerst een collega.")

    @property
    def days(self) -> list[date]:
        """Return the days that were chosen."""
        return [date.fromisoformat(day) for day in self.cleaned_data.get("days", [])]


def label_of(day: ProposedDay) -> str:
    """Return a proposed day as one reads it: 'donderdag 15 oktober 2026, vóór de herfstvakantie'."""
    return f"{date_format(day.on, 'l j F Y')}, {day.when}"


def settled(goal: Goal, data: QueryDict) -> QueryDict:
    """Return what was sent, with a choice between two versions carried out: `keep_<field>` is here, there or both."""
    chosen = {key.removeprefix("keep_"): value for key, value in data.items() if key.startswith("keep_")}
    if not chosen:
        return data
    data = data.copy()
    for name, choice in chosen.items():
        if choice == "there" and name == "days":
            data.setlist("dates", goal.days)
            data["evaluate_on"] = ""
        elif choice == "there" and name == "shown_at":
            data["shown"] = "on" if goal.shown_at else ""
        elif choice == "there" and name == "handvatten":
            data.setlist("handvatten", goal.handvatten)
        elif choice == "there" and hasattr(goal, name) and name in GoalForm.base_fields:
            data[name] = as_text(getattr(goal, name))
        elif choice == "both" and name in TEXTS:
            data[name] = joined(getattr(goal, name), data.get(name, ""))
    return data


class DeclineForm(forms.Form):
    """Why a proposal is not taken up."""

    reason = text_field(
        "Waarom nu niet?", error_messages={"required": "Schrijf er een woord bij. Je collega leest het."}
    )


class BoardFilterForm(forms.Form):
    """Which goals the list and the board show."""

    team: Any = forms.ModelChoiceField(label="Team", queryset=None, required=False, empty_label="Alle teams")
    eigenaar: Any = forms.ModelChoiceField(label="Wie trekt het", queryset=None, required=False, empty_label="Iedereen")
    sector = forms.ChoiceField(label="Sector", choices=[("", "Po en vo"), ("po", "Po"), ("vo", "Vo")], required=False)

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.visible_to(member)  # type: ignore[attr-defined]
        self.fields["eigenaar"].queryset = Membership.objects.visible_to(member)  # type: ignore[attr-defined]
        if member.school.sector != "both":
            del self.fields["sector"]

    @property
    def is_on(self) -> bool:
        """Tell whether anything is filtered."""
        return any(self.cleaned_data.values())
