"""What the team chooses to work on first."""

from typing import Any

from django import forms

from checklists.models import MOST_PRIORITIES, Round


class PriorityForm(forms.Form):
    """The items that come first: three are asked for, five is the limit."""

    items = forms.MultipleChoiceField(
        label="Wat pakken jullie als eerste op?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Kies punten uit deze afname."},
    )

    def __init__(self, round_: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(item.code, item.text) for item in round_.items]  # type: ignore[attr-defined]

    def clean_items(self) -> list[str]:
        """Refuse more than the limit, and none at all."""
        chosen: list[str] = self.cleaned_data["items"]
        if len(chosen) > MOST_PRIORITIES:
            raise forms.ValidationError(
                f"Jullie kozen er {len(chosen)}. Meer dan vijf tegelijk lukt geen team: "
                "kies er liefst drie, en hooguit vijf. De rest blijft staan voor later."
            )
        if not chosen:
            raise forms.ValidationError("Kies minstens één punt. Drie is een mooi aantal.")
        return chosen
