"""The form of an answer: its fields follow the kind of the question."""

import json
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from handreiking.records import Question
from reflections.models import QuestionMail, Reflection
from reflections.writing import Began, Written

LONGEST = 20_000  # characters; about seven pages
LONGEST_GROUP = 40
TOO_LONG = (
    "Dit antwoord is te lang: het mag %(limit_value)d tekens zijn en het zijn er %(show_value)d. "
    "Haal er een stuk af; je tekst staat er nog."
)
GROUP_TOO_LONG = "De naam van je klas of groep is te lang: het mag %(limit_value)d tekens zijn. Maak hem wat korter."


class TextField(forms.CharField):
    """A text that is not required. Its lines end the same, whether a browser or a script sent them."""

    def __init__(self, longest: int, too_long: str = TOO_LONG, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=longest, error_messages={"max_length": too_long}, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the text with one sign for the end of a line."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class AnswerForm(forms.Form):
    """An answer to one question. Nothing is required: an empty answer removes what stood there."""

    def __init__(self, question: Question, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"{question.slug}-%s"
        super().__init__(*args, **kwargs)
        self.question = question
        if question.kind == "scale":
            self.fields["level"] = forms.TypedChoiceField(
                choices=[(str(level), words) for level, words in enumerate(question.scale)],
                coerce=int,
                empty_value=None,
                required=False,
                error_messages={"invalid_choice": "Kies een van de stappen."},
            )
        elif question.kind == "sentence":
            for number in range(len(question.sentences)):
                self.fields[f"sentence_{number}"] = TextField(1_000)
        else:
            self.fields["text"] = TextField(LONGEST)
        self.fields["group"] = TextField(LONGEST_GROUP, GROUP_TOO_LONG, label="Voor welke klas of groep?")

    def written(self) -> Written:
        """Return the cleaned answer as the model keeps it."""
        content = {name: value for name, value in self.cleaned_data.items() if name != "group"}
        if self.question.kind == "sentence":
            content = {"sentences": list(content.values())}
        return Written(content, self.cleaned_data.get("group", ""))

    @staticmethod
    def initial_from(reflection: Reflection) -> dict[str, Any]:
        """Return a kept answer as initial values."""
        return fields_of(reflection.content) | {"group": reflection.group}

    @property
    def sentences(self) -> list[tuple[str, forms.BoundField]]:
        """Return each sentence to finish, with its field."""
        return [(start, self[f"sentence_{number}"]) for number, start in enumerate(self.question.sentences)]


def fields_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return the content of an answer by the names of the form's fields."""
    if "sentences" in content:
        return {f"sentence_{number}": text for number, text in enumerate(content["sentences"])}
    return content


def day_field() -> forms.DateField:
    """Return a field for the day of an answer; a day before there was a site is no day."""
    return forms.DateField(required=False, validators=[MinValueValidator(date(2020, 1, 1))])


def version_field() -> forms.IntegerField:
    """Return a field for the version of an answer."""
    return forms.IntegerField(required=False, min_value=0, validators=[MaxValueValidator(2**31 - 1)])


class BeganForm(forms.Form):
    """What a form of an answer began from, and what was chosen where both versions were shown.

    Sense that can't be made of it counts as "none yet": at worst both versions are shown.
    """

    day = day_field()
    version = version_field()
    sent = forms.CharField(required=False)
    choice = forms.ChoiceField(choices=[("here", ""), ("there", ""), ("both", "")], required=False)
    seen_day = day_field()
    seen_version = version_field()

    def began(self, question: Question) -> Began:
        """Return what the form began from; after a choice that is what was shown beside it."""
        if self.chosen:
            return Began(self._cleaned("seen_day"), self._cleaned("seen_version") or 0)
        return Began(self._cleaned("day"), self._cleaned("version") or 0, self._sent(question))

    @property
    def chosen(self) -> str:
        """Return 'here', 'there', 'both', or nothing where nothing was to be chosen."""
        return str(self._cleaned("choice") or "")

    @property
    def meant_day(self) -> date | None:
        """Return the day of the answer that the form is about, None for today's."""
        day: date | None = self._cleaned("seen_day" if self.chosen else "day")
        return day

    def _cleaned(self, name: str) -> Any:
        """Return what a field holds, or None where that makes no sense."""
        self.is_valid()
        return self.cleaned_data.get(name)

    def _sent(self, question: Question) -> tuple[Written, ...]:
        """Return what the form sent before and never heard of again: JSON, a list of what its fields held."""
        try:
            earlier = json.loads(self._cleaned("sent") or "[]")
        except (ValueError, RecursionError):
            return ()
        entries = [entry for entry in earlier if isinstance(entry, dict)] if isinstance(earlier, list) else []
        forms_sent = [AnswerForm(question, entry) for entry in entries[:5]]
        return tuple(form.written() for form in forms_sent if form.is_valid())


class RestoreForm(forms.Form):
    """What was taken away, encrypted, as the page after it holds it."""

    token = forms.CharField(max_length=1_000_000)


class WishForm(forms.Form):
    """What someone wants with today's question: another one, rest, or a question after all."""

    keuze = forms.ChoiceField(choices=[("andere", ""), ("rust", ""), ("toch", "")])


class QuestionMailForm(forms.Form):
    """On which weekday, and at which hour, someone wants a question by mail."""

    weekday = forms.TypedChoiceField(
        label="Dag",
        choices=QuestionMail.Weekday.choices,
        coerce=int,
        initial=QuestionMail.Weekday.TUESDAY,
        error_messages={"required": "Kies een dag.", "invalid_choice": "Kies een dag uit de lijst."},
    )
    hour = forms.TypedChoiceField(
        label="Tijd",
        choices=[(hour, f"{hour}:00") for hour in range(6, 22)],
        coerce=int,
        initial=8,
        error_messages={"required": "Kies een tijd.", "invalid_choice": "Kies een tijd uit de lijst."},
    )
