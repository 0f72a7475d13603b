"""Forms of members and invitations. Choices come from the gates."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from schools.addresses import read_addresses
from schools.invitations import MOST
from schools.models import Invitation, Membership, User

LONGEST_PASTE = 20_000  # characters


class RoleForm(forms.Form):
    """What someone is in the school, and whether they manage the accounts."""

    role = forms.ChoiceField(
        label="Rol", error_messages={"required": "Kies een rol.", "invalid_choice": "Kies een van de rollen."}
    )
    is_admin = forms.BooleanField(label="Mag ook de accounts beheren", required=False)

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["role"].choices = Membership.role_choices(member.school.sector)  # type: ignore[attr-defined]


class InviteForm(RoleForm):
    """Addresses, as many as one likes up to a hundred, and the role they are invited for."""

    addresses = forms.CharField(
        label="E-mailadressen",
        max_length=LONGEST_PASTE,
        widget=forms.Textarea,
        error_messages={
            "required": "Schrijf een e-mailadres op, of plak er een paar.",
            "max_length": f"Dit is te veel tegelijk. Nodig er hooguit {MOST} in één keer uit.",
        },
    )
    field_order = ["addresses", "role", "is_admin"]

    def clean_addresses(self) -> str:
        """Refuse more addresses than are sent at once."""
        text: str = self.cleaned_data["addresses"]
        pasted = read_addresses(text)
        if len(pasted.addresses) + len(pasted.wrong) > MOST:
            raise forms.ValidationError(f"Dit is te veel tegelijk. Nodig er hooguit {MOST} in één keer uit.")
        if not pasted.addresses and not pasted.wrong:
            raise forms.ValidationError("Schrijf een e-mailadres op, of plak er een paar.")
        return text

    def left_over(self, wrong: list[str]) -> "InviteForm":
        """Return the form again with only what is no address, and a sentence about each."""
        data = self.cleaned_data | {"addresses": "\n".join(wrong)}
        form = type(self)(self.member, data)
        form.add_error("addresses", [problem_with(piece) for piece in wrong])
        return form


def problem_with(piece: str) -> str:
    """Say what is wrong with a piece that is no address."""
    shown = piece if len(piece) <= 60 else f"{piece[:60]}…"
    if "@" not in piece:
        return f"‘{shown}’ is geen e-mailadres: er staat geen @ in."
    if "." not in piece.rpartition("@")[2]:
        return f"‘{shown}’ mist een stuk na de @. Een adres eindigt bijvoorbeeld op school.nl."
    return f"‘{shown}’ is geen e-mailadres. Kijk of er een teken te veel of te weinig in staat."


class DeactivateForm(forms.Form):
    """Who takes over the school's goals of someone who leaves; needed where those goals are alive."""

    successor: Any = forms.ModelChoiceField(
        label="Wie neemt de doelen over?",
        queryset=None,
        empty_label="Kies een collega",
        required=False,
        error_messages={
            "required": "Kies wie de doelen overneemt. Een doel dat loopt, heeft altijd een eigenaar.",
            "invalid_choice": "Kies een collega van deze school.",
        },
    )

    def __init__(self, member: Membership, leaver: Membership, *args: Any, required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Membership.objects.visible_to(member).exclude(pk=leaver.pk)
        field.required = required


class NameForm(forms.Form):
    """The name of someone new."""

    name = forms.CharField(
        label="Je naam",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": "Deze naam is te lang. Gebruik hooguit 120 tekens."},
    )

    def clean_name(self) -> str:
        """Return the name as one line."""
        return " ".join(self.cleaned_data["name"].split())


class JoinForm(NameForm):
    """The account of someone new: a name and a password. The address is the invitation's."""

    password1 = forms.CharField(
        label="Wachtwoord",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"max_length": "Dit wachtwoord is te lang. Gebruik hooguit 200 tekens."},
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean(self) -> dict[str, Any]:
        """Let Django's validators judge the password, knowing the name and the address."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "password1" in cleaned:
            try:
                validate_password(cleaned["password1"], User(email=self.invitation.email, name=cleaned.get("name", "")))
            except forms.ValidationError as problems:
                self.add_error("password1", problems)
        return cleaned
