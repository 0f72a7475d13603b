"""Forms of rounds: opening one, and the priorities."""

from typing import Any

from django import forms

from checklists.editions import offered
from checklists.models import MOST_PRIORITIES, Round
from schools.models import Membership


class RoundForm(forms.ModelForm):
    """A new round of the newest edition for the school's sector; a school for po and vo chooses which."""

    edition = forms.ChoiceField(
        label="Welke lijst?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies de lijst voor het po of voor het vo.", "invalid_choice": "Kies po of vo."},
    )

    class Meta:
        model = Round
        fields = ["name", "depth"]
        labels = {"name": "Hoe noemen jullie deze afname?", "depth": "Hoeveel punten?"}
        widgets = {"depth": forms.RadioSelect}
        error_messages = {
            "name": {
                "required": "Geef de afname een naam, bijvoorbeeld ‘Najaar 2026’.",
                "max_length": "Deze naam is te lang: gebruik hooguit %(limit_value)d tekens.",
            },
            "depth": {"required": "Kies hoeveel punten jullie invullen.", "invalid_choice": "Kies kern of volledig."},
        }

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["depth"].choices = Round.Depth.choices  # type: ignore[attr-defined]
        self.member = member
        self.editions = offered(member.school.sector)
        self.fields["edition"].choices = [(one.key, f"Voor het {one.sector}") for one in self.editions]  # type: ignore[attr-defined]
        if len(self.editions) == 1:
            del self.fields["edition"]

    def clean(self) -> dict[str, Any]:
        """Give the round its edition; refuse a second open round with a sentence, as the database does too."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.edition_key = cleaned.get("edition") or self.editions[0].key
        if Round.objects.visible_to(self.member).open().filter(team=None).exists():
            self.add_error(None, "Er is al een afname open. Rond die eerst af.")
        return cleaned


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
