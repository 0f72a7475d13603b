"""What the team chooses to work on first."""

from typing import Any

from django import forms

from checklists.models import MOST_PRIORITIES, Round


class PriorityField(forms.MultipleChoiceField):
    """Items of a round that come first: three are asked for, five is the limit."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "Kies minstens één punt. Drie is een mooi aantal.",
        "invalid_choice": "Kies punten uit deze afname.",
    }

    def offer(self, round_: Round) -> None:
        """Let the items of a round be chosen."""
        self.choices = [(item.code, item.text) for item in round_.items]

    def validate(self, value: list[str]) -> None:
        """Refuse more than the limit."""
        super().validate(value)
        if len(value) > MOST_PRIORITIES:
            raise forms.ValidationError(
                f"Jullie kozen er {len(value)}. Meer dan vijf tegelijk lukt geen team: "
                "kies er liefst drie, en hooguit vijf. De rest blijft staan voor later."
            )


class PriorityForm(forms.Form):
    """The items that come first; at least one."""

    items = PriorityField(label="Wat pakken jullie als eerste op?")

    def __init__(self, round_: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].offer(round_)  # type: ignore[attr-defined]
