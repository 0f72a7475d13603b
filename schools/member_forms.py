"""Forms of members and invitations. Choices come from the gates."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from schools.account_forms import NameForm
from schools.addresses import read_addresses
from schools.deeds import TOPICS
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


class LeaveForm(DeactivateForm):
    """Who takes over the school's goals of who leaves by themselves."""


class HandOverForm(forms.Form):
    """Who manages the accounts from now on and as what, what the member becomes, and who takes over the goals."""

    LEAVE = "leave"
    PRINCIPAL = "principal"

    to: Any = forms.ModelChoiceField(
        label="Wie neemt het over?",
        queryset=None,
        empty_label="Kies een collega",
        error_messages={
            "required": "Kies wie voortaan de accounts beheert.",
            "invalid_choice": "Kies een collega van deze school.",
        },
    )
    becomes = forms.ChoiceField(
        label="Wat wordt je collega?",
        choices=[("own", "Houdt de eigen rol"), (PRINCIPAL, "Wordt directeur")],
        initial="own",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat je collega wordt.", "invalid_choice": "Kies wat je collega wordt."},
    )
    stay = forms.ChoiceField(
        label="Wat word jij?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat jij wordt.", "invalid_choice": "Kies wat jij wordt."},
    )
    successor: Any = forms.ModelChoiceField(
        label="Wie neemt je doelen van de school over?",
        queryset=None,
        empty_label="Ik houd ze zelf",
        required=False,
        error_messages={"invalid_choice": "Kies een collega van deze school."},
    )

    def __init__(self, member: Membership, *args: Any, needs_successor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_successor = needs_successor
        colleagues = Membership.objects.visible_to(member).exclude(pk=member.pk)
        for name in ("to", "successor"):
            self.fields[name].queryset = colleagues  # type: ignore[attr-defined]
        roles = [choice for choice in Membership.role_choices(member.school.sector) if choice[0] != self.PRINCIPAL]
        self.fields["stay"].choices = [*roles, (self.LEAVE, "Ik ga weg")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask who takes over the goals of who leaves; a goal that runs always has an owner."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        leaves = cleaned.get("stay") == self.LEAVE
        if leaves and self.needs_successor and not cleaned.get("successor") and "successor" not in self.errors:
            self.add_error(
                "successor", "Je gaat weg. Kies wie je doelen overneemt: een doel dat loopt, heeft altijd een eigenaar."
            )
        return cleaned


class MemberSearchForm(forms.Form):
    """A part of a name or an address."""

    zoek = forms.CharField(
        label="Zoek op naam of adres",
        max_length=100,
        required=False,
        error_messages={"max_length": "Dat is lang. Een deel van de naam of het adres is genoeg."},
    )


class TopicForm(forms.Form):
    """What part of the journal to show."""

    over = forms.ChoiceField(choices=[("", "Alles"), *TOPICS.items()], required=False)


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
