"""The form of an answer: its fields follow the kind of the question."""

from typing import Any

from django import forms

from handreiking.records import Question
from reflections.models import QuestionMail

LONGEST = 20_000  # characters; about seven pages


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
                self.fields[f"sentence_{number}"] = self._text_field(1_000)
        else:
            self.fields["text"] = self._text_field(LONGEST)

    @staticmethod
    def _text_field(longest: int) -> forms.CharField:
        too_long = (
            "Dit antwoord is te lang: het mag %(limit_value)d tekens zijn en het zijn er %(show_value)d. "
            "Haal er een stuk af; je tekst staat er nog."
        )
        return forms.CharField(required=False, max_length=longest, error_messages={"max_length": too_long})

    def content(self) -> dict[str, Any]:
        """Return the cleaned answer as the model keeps it."""
        if self.question.kind == "sentence":
            return {"sentences": [self.cleaned_data[name] for name in self.fields]}
        return dict(self.cleaned_data)

    @staticmethod
    def initial_from(content: dict[str, Any]) -> dict[str, Any]:
        """Return a kept answer as initial values."""
        if "sentences" in content:
            return {f"sentence_{number}": text for number, text in enumerate(content["sentences"])}
        return content

    @property
    def sentences(self) -> list[tuple[str, forms.BoundField]]:
        """Return each sentence to finish, with its field."""
        return [(start, self[f"sentence_{number}"]) for number, start in enumerate(self.question.sentences)]


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
