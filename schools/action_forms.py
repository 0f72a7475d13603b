"""Forms of actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from schools.forms import TOO_LONG, LineField, coming_date, date_field
from schools.models import Action, Goal, Membership


class ActionForm(forms.Form):
    """What, who, and by when. Under a class goal it is always its teacher."""

    text = LineField(
        label="Wat gaat er gebeuren?",
        max_length=250,
        error_messages={"required": "Schrijf op wat er gaat gebeuren.", "max_length": TOO_LONG},
    )
    owner: Any = forms.ModelChoiceField(
        label="Wie doet het?",
        queryset=None,
        empty_label="Kies een collega",
        error_messages={"required": "Kies wie het doet.", "invalid_choice": "Kies een collega van deze school."},
    )
    due_on = date_field("Vóór welke dag?", required=False)

    def __init__(
        self, member: Membership, goal: Goal, data: QueryDict | None = None, action: Action | None = None
    ) -> None:
        self.goal = goal
        initial = {"text": action.text, "owner": action.owner_id, "due_on": action.due_on} if action else {}
        super().__init__(data, initial={"owner": member.pk} | initial)
        self.fields["owner"].queryset = Membership.objects.visible_to(member)  # type: ignore[attr-defined]
        if goal.scope == Goal.Scope.CLASS:
            del self.fields["owner"]

    def clean(self) -> dict[str, Any]:
        """Refuse a new day that has been; one that stood there may stay."""
        if "due_on" in self.changed_data:
            coming_date(self, "due_on")
        return self.cleaned_data

    def keep(self, action: Action, by: Membership) -> None:
        """Keep the action with the cleaned input."""
        given = self.cleaned_data
        action.keep(by, given["text"], given.get("owner") or self.goal.owner, given["due_on"])


class TickForm(forms.Form):
    """Whether an action is done, and whether to go back to today's page."""

    done = forms.BooleanField(required=False)
    vandaag = forms.BooleanField(required=False)
