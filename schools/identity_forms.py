"""Forms of signing in with a school account."""

from typing import Any

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme

from schools.addresses import LONGEST_ADDRESS, address_in
from schools.models import School

REASONS = ["leerling", "gestopt", "voorbij", "storing"]


class WayBackForm(forms.Form):
    """Where to go after signing in; what leads off the site is dropped."""

    next = forms.CharField(required=False)

    def clean_next(self) -> str:
        """Return a path on this site, or nothing."""
        path: str = self.cleaned_data["next"]
        stays = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
        return path if stays else ""


class ReasonForm(forms.Form):
    """What went wrong; anything else counts as an interruption."""

    waarom = forms.CharField(required=False)

    def clean_waarom(self) -> str:
        """Return one of the known reasons."""
        reason: str = self.cleaned_data["waarom"]
        return reason if reason in REASONS else "voorbij"


class AddressForm(forms.Form):
    """The address at which someone was invited."""

    email = forms.EmailField(
        label="E-mailadres",
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"max_length": "Dit e-mailadres klopt nog niet. Het ziet eruit als naam@school.nl."},
    )

    def clean_email(self) -> str:
        """Return the address as invitations have it: in lower case, and one that can be written to."""
        address = address_in(self.cleaned_data["email"])
        if not address:
            raise forms.ValidationError("", code="invalid")
        return address


class CodeForm(forms.Form):
    """The six digits of the mail."""

    code = forms.CharField(
        label="Code", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "maxlength": 6})
    )

    def clean_code(self) -> str:
        """Return the code without the spaces that a mail program may have put in."""
        return "".join(self.cleaned_data["code"].split())


class BranchForm(forms.Form):
    """At which of the schools with the same BRIN someone works."""

    school = forms.ChoiceField(
        label="Op welke school werk je?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies je school.", "invalid_choice": "Kies een van de scholen."},
    )

    def __init__(self, schools: list[School], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools = {school.code: school for school in schools}
        self.fields["school"].choices = [(school.code, school.name) for school in schools]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> School:
        """Return the school that was chosen."""
        return self.schools[self.cleaned_data["school"]]
