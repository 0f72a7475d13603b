"""Forms of the person's own account."""

from typing import Any

from django import forms

from schools.addresses import LONGEST_ADDRESS, address_in
from schools.models import User

NO_ADDRESS = "Dit e-mailadres klopt nog niet. Het ziet eruit als naam@school.nl."


class NameForm(forms.Form):
    """What someone is called."""

    name = forms.CharField(
        label="Je naam",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": "Vul je naam in.",
            "max_length": "Deze naam is te lang. Gebruik hooguit 120 tekens.",
        },
    )

    def clean_name(self) -> str:
        """Return the name as one line."""
        return " ".join(self.cleaned_data["name"].split())


class AddressForm(forms.Form):
    """The address that someone wants instead of the one they have."""

    email = forms.EmailField(
        label="Nieuw e-mailadres",
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Vul je nieuwe e-mailadres in.", "invalid": NO_ADDRESS, "max_length": NO_ADDRESS},
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """Return the address in lower case, as invitations have it."""
        email = address_in(self.cleaned_data["email"])
        if not email:
            raise forms.ValidationError(NO_ADDRESS)
        if email == self.user.email.lower():
            raise forms.ValidationError("Dit is al je adres. Vul een ander adres in.")
        return email


class CodeForm(forms.Form):
    """The code of a mail."""

    code = forms.CharField(
        label="Code van zes cijfers",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        error_messages={
            "required": "Vul de code in.",
            "max_length": "Deze code klopt niet. Kijk hem nog eens na; alleen de nieuwste werkt.",
        },
    )


class ReminderWishForm(forms.Form):
    """Which reminders of evaluation moments someone wants; the names are those of `Reminder.Kind`."""

    week = forms.BooleanField(label="Een week ervoor", required=False)
    day = forms.BooleanField(label="Op de dag zelf", required=False)
    late = forms.BooleanField(label="Eén keer als de dag voorbij is", required=False)

    @property
    def says(self) -> str:
        """Return what to say once it is kept."""
        return "Bewaard." if any(self.cleaned_data.values()) else "Bewaard. Je krijgt geen herinneringen meer."
