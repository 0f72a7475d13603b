"""Forms of requests to take part: asking, and deciding as an admin of the school."""

from typing import Any

from django import forms

from schools.addresses import LONGEST_ADDRESS, address_in
from schools.brin import normalised_brin
from schools.models import Membership, School, SchoolRequest

TOO_LONG = "Dit is te lang. Gebruik hooguit %(limit_value)d tekens."
REASON = {
    "required": "Schrijf op waarom niet. Eén zin is genoeg.",
    "max_length": TOO_LONG,
}


def capitalised(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return choices whose words begin with a capital."""
    return [(value, label[0].upper() + label[1:]) for value, label in choices]


class StartForm(forms.Form):
    """What a link to the form may fill in; what makes no sense is left out."""

    brin = forms.CharField(max_length=20, required=False)
    school_name = forms.CharField(max_length=120, required=False)
    place = forms.CharField(max_length=80, required=False)

    def values(self) -> dict[str, str]:
        """Return what may stand in the form from the start."""
        self.is_valid()
        return self.cleaned_data


class SchoolRequestForm(forms.ModelForm):
    """A school, a person, and why."""

    brin = forms.CharField(
        label="BRIN",
        max_length=20,
        required=False,
        error_messages={"max_length": "Een BRIN heeft vier of zes tekens, zoals 12AB of 12AB00."},
    )
    email = forms.CharField(
        label="Je e-mailadres op school",
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Vul je e-mailadres in.", "max_length": TOO_LONG},
    )

    class Meta:
        model = SchoolRequest
        fields = ["school_name", "place", "brin", "sector", "name", "role", "email", "why"]
        labels = {
            "school_name": "Naam van de school",
            "place": "Plaats",
            "sector": "Soort onderwijs",
            "name": "Je naam",
            "role": "Wat doe je op school?",
            "why": "Waarom wil je meedoen?",
        }
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        error_messages = {
            "school_name": {"required": "Vul de naam van de school in.", "max_length": TOO_LONG},
            "place": {"required": "Vul de plaats in. Veel scholen heten hetzelfde.", "max_length": TOO_LONG},
            "sector": {"required": "Kies po, vo, of allebei.", "invalid_choice": "Kies po, vo, of allebei."},
            "name": {"required": "Vul je naam in.", "max_length": TOO_LONG},
            "role": {"required": "Kies wat je op school doet.", "invalid_choice": "Kies een van de rollen."},
            "why": {"max_length": TOO_LONG},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].required = True  # the model has older rows without
        sectors, roles = School.Sector.choices, SchoolRequest.Role.choices
        self.fields["sector"].choices = [("", "Kies po of vo"), *capitalised(sectors)]  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", "Kies je rol"), *capitalised(roles)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Keep names as one line."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        lines = {name: " ".join(cleaned[name].split()) for name in ("school_name", "place", "name") if name in cleaned}
        return cleaned | lines

    def clean_brin(self) -> str:
        """Return the BRIN as it is kept, or nothing."""
        typed: str = self.cleaned_data["brin"]
        brin = normalised_brin(typed)
        if typed and not brin:
            raise forms.ValidationError("Een BRIN heeft vier of zes tekens, zoals 12AB of 12AB00. Leeg laten mag ook.")
        return brin

    def clean_email(self) -> str:
        """Return the address in lower case, if mail can be sent to it."""
        address = address_in(self.cleaned_data["email"])
        if not address:
            raise forms.ValidationError("Dit e-mailadres klopt nog niet. Het ziet eruit als naam@school.nl.")
        return address


class DecisionForm(forms.Form):
    """Which of the two forms on the page was sent."""

    decision = forms.ChoiceField(choices=SchoolRequest.Decision.choices)


class GrantForm(forms.Form):
    """The role in which someone is let in."""

    role = forms.ChoiceField(
        label="Rol in de school",
        error_messages={"required": "Kies een rol.", "invalid_choice": "Kies een van de rollen."},
    )

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = Membership.role_choices(member.school.sector)  # type: ignore[attr-defined]


class RefuseForm(forms.Form):
    """Why someone is not let in; the applicant reads it."""

    reason = forms.CharField(label="Waarom niet?", max_length=500, widget=forms.Textarea, error_messages=REASON)
