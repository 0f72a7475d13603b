"""Forms of what the team does in a round: what it agrees per pillar, and the priorities."""

from typing import Any

from django import forms

from checklists.agreeing import agree
from checklists.editions import Pillar
from checklists.models import MOST_PRIORITIES, Round, TeamView


class PillarForm(forms.Form):
    """The items of one pillar, each with a stand; nothing is required."""

    def __init__(self, round_: Round, pillar: Pillar, *args: Any, **kwargs: Any) -> None:
        self.views = {view.item_code: view for view in round_.team_views.all()}
        kwargs["initial"] = {code: view.stand for code, view in self.views.items()}
        super().__init__(*args, **kwargs)
        self.round = round_
        self.items = pillar.items_of(round_.depth)
        for item in self.items:
            self.fields[item.code] = forms.ChoiceField(
                label=item.text,
                choices=TeamView.Stand.choices,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Kies een van de antwoorden."},
            )

    def rows(self) -> list[tuple[Any, forms.BoundField]]:
        """Return each item with its field."""
        return [(item, self[item.code]) for item in self.items]

    def keep(self) -> None:
        """Keep the stands that were sent; what was not sent stays as it was."""
        for code, stand in self.cleaned_data.items():
            if stand:
                view = self.views.get(code)
                agree(self.round, code, stand=stand, note=view.note if view else "", seen=view.version if view else 0)


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
