"""Forms of sharing and of talks in pairs. Choices come from the gates."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms

from reflections.models import Reflection, Share
from schools.models import Membership, User

LONGEST_WORD = 500  # characters
LONGEST_REACTION = 2_000
LONGEST_AGREEMENTS = 5_000


def text_field(label: str, longest: int, required: str = "") -> forms.CharField:
    """Return a field of several lines; `required` is the sentence for who leaves it empty, where it is needed."""
    too_long = f"Dit is te lang. Gebruik hooguit {longest} tekens."
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(required),
        widget=forms.Textarea,
        error_messages={"max_length": too_long, "required": required},
    )


class Colleagues:
    """A person's colleagues in all their schools that are not archived, with the membership that they share one by."""

    def __init__(self, user: User) -> None:
        mine = [member for member in Membership.objects.for_user(user) if not member.school.archived_at]
        self.mine = {member.school_id: member for member in mine}
        found = [Membership.objects.visible_to(member) for member in mine]
        people = reduce(or_, found) if found else Membership.objects.for_user(user).none()
        self.people = people.exclude(user=user).select_related("user", "school")

    def pair(self, to: Membership) -> tuple[Membership, Membership]:
        """Return one's own membership of the colleague's school, and the colleague's."""
        return self.mine[to.school_id], to

    def choices(self) -> list[tuple[str, str]]:
        """Return the colleagues by name; with the school where one works at several."""
        several = len(self.mine) > 1
        return [
            (str(one.pk), f"{one.user.name} ({one.school.name})" if several else one.user.name) for one in self.people
        ]


class ShareForm(forms.Form):
    """With whom, whether they see later changes, and a word with it."""

    to: Any = forms.ModelMultipleChoiceField(
        label="Met wie deel je dit?",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Kies een collega, of meer dan één.",
            "invalid_choice": "Kies collega’s van je eigen school.",
            "invalid_pk_value": "Kies collega’s van je eigen school.",
        },
    )
    way = forms.ChoiceField(
        label="Wat ziet je collega?",
        choices=Share.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat je collega ziet.", "invalid_choice": "Kies een van de twee."},
    )
    word = text_field("Een woord erbij", LONGEST_WORD)

    def __init__(self, user: User, reflection: Reflection, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"way": Share.Way.COPY})
        super().__init__(*args, **kwargs)
        self.colleagues = Colleagues(user)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        have = Share.objects.editable_by(user).filter(reflection=reflection).values("to")
        field.queryset = self.colleagues.people.exclude(pk__in=have)
        left = {str(pk) for pk in field.queryset.values_list("pk", flat=True)}
        everyone = self.colleagues.choices()
        field.choices = [choice for choice in everyone if choice[0] in left]
        if len(left) < len(everyone):
            field.label = "Met wie deel je dit nog meer?"

    def pairs(self) -> list[tuple[Membership, Membership]]:
        """Return the chosen colleagues with one's own membership."""
        return [self.colleagues.pair(to) for to in self.cleaned_data["to"]]


class ReactionForm(forms.Form):
    """A few words to what is shared."""

    text = text_field("Jouw reactie", LONGEST_REACTION, required="Schrijf eerst iets op.")


class AskForm(forms.Form):
    """Which colleague to ask for a talk, and a word with it."""

    partner: Any = forms.ModelChoiceField(
        label="Met wie wil je dit gesprek voeren?",
        queryset=None,
        empty_label="Kies een collega",
        error_messages={
            "required": "Kies een collega.",
            "invalid_choice": "Kies een collega van je eigen school.",
        },
    )
    word = text_field("Een woord erbij", LONGEST_WORD)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = Colleagues(user)
        field = self.fields["partner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = self.colleagues.people
        field.choices = [("", "Kies een collega"), *self.colleagues.choices()]


class AgreementsForm(forms.Form):
    """What the two agreed, and the version that was changed."""

    agreements = text_field("Wat spreken jullie af?", LONGEST_AGREEMENTS)
    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)

    def on_top_of(self, version: int) -> "AgreementsForm":
        """Return the form with what was typed, to be kept over a newer version."""
        return AgreementsForm(initial={"agreements": self.cleaned_data["agreements"], "version": version})
