"""Forms of evaluations: recording one, planning, moving and cancelling one."""

from __future__ import annotations

from typing import Any

from django import forms

from schools.forms import coming_date, date_field
from schools.goal_forms import text_field
from schools.models import Evaluation, Membership


class EvaluationForm(forms.Form):
    """What was found and decided. The decision says whether a next date or a reason is needed."""

    seen = text_field("Wat zien we?", 3, error_messages={"required": "Schrijf op wat jullie zien. Eén zin is genoeg."})
    progress = forms.TypedChoiceField(
        label="Hoe ver zijn we?",
        choices=Evaluation.Progress.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe ver jullie zijn.", "invalid_choice": "Kies een van de stappen."},
    )
    worked = text_field("Wat werkte?", required=False)
    decision = forms.ChoiceField(
        label="Hoe gaan we verder?",
        choices=Evaluation.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe jullie verdergaan.", "invalid_choice": "Kies hoe jullie verdergaan."},
    )
    next_on = date_field("Wanneer kijken we weer?", required=False)
    reason = text_field("Waarom stoppen we?", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the next date to go on, and for a reason to stop."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        decision = cleaned.get("decision")
        if decision in Evaluation.WITH_NEXT_DATE:
            coming_date(self, "next_on")
            if not cleaned.get("next_on") and "next_on" not in self.errors:
                self.add_error("next_on", "Spreek af wanneer jullie weer kijken. Kies een dag.")
        else:
            cleaned["next_on"] = None
        if decision == Evaluation.Decision.STOP and not cleaned.get("reason"):
            self.add_error("reason", "Schrijf kort op waarom jullie stoppen.")
        return cleaned

    def hold(self, evaluation: Evaluation, by: Membership) -> None:
        """Record the evaluation with the cleaned input."""
        evaluation.hold(by, **self.cleaned_data)


class AmendForm(forms.Form):
    """What stays of two records of one evaluation: of each field this one, that one, or both under each other."""

    seen = text_field("Wat zien we?", 3, error_messages={"required": "Schrijf op wat jullie zien."})
    progress = forms.TypedChoiceField(
        label="Hoe ver zijn we?",
        choices=Evaluation.Progress.choices,
        coerce=int,
        error_messages={"required": "Kies hoe ver jullie zijn.", "invalid_choice": "Kies een van de stappen."},
    )
    worked = text_field("Wat werkte?", required=False)
    version = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)


class EvaluationDateForm(forms.Form):
    """A day to look back; `version` is of the moment that is moved."""

    due_on = date_field("Op welke dag kijken jullie terug?")
    version = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has been, or that is too far away."""
        coming_date(self, "due_on")
        return self.cleaned_data


class EvaluationCancelForm(forms.Form):
    """Why a moment lapses, and when instead; needed where it is the last one of a goal that is alive."""

    reason = text_field(
        "Waarom vervalt het?", error_messages={"required": "Schrijf kort op waarom dit moment vervalt."}
    )
    next_on = date_field("Wanneer kijken jullie in plaats daarvan?", required=False)

    def __init__(self, *args: Any, is_last: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_on"].required = is_last
        self.fields["next_on"].error_messages["required"] = (
            "Dit is het laatste moment van dit doel. Kies een andere dag, dan blijft het doel in beeld."
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has been, or that is too far away."""
        coming_date(self, "next_on")
        return self.cleaned_data
