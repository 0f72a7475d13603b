"""Forms of a meeting: its agenda in order, the notes of each point, and what was decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from schools.agenda_forms import problem_with_day
from schools.agenda_lines import LONGEST_TEXT, MOST_LINES, Kind, Line, key_of, team_questions
from schools.arranging import Wanted
from schools.forms import LONGEST, TOO_LONG, LineField, date_field
from schools.meeting_notes import GENERAL, Clash, NewDecision, Text, stamp_of
from schools.models import AgendaItem, AgendaMoment, Decision, Goal, Membership

MINUTES = f"Schrijf hoeveel minuten: een getal van 1 tot {AgendaItem.MOST_MINUTES}."
GONE = "Dit lid of dit punt is er niet meer. Kies opnieuw."


def minutes_field(label: str) -> forms.IntegerField:
    """Return a field for the minutes that a point takes."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=AgendaItem.MOST_MINUTES,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), MINUTES),
    )


class ArrangeForm(forms.Form):
    """The agenda of a moment as a list: minutes, own texts, what goes, one place up or down, and a point to add."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    omhoog = forms.CharField(max_length=100, required=False)
    omlaag = forms.CharField(max_length=100, required=False)
    nieuw = forms.CharField(
        label="Een eigen punt", max_length=LONGEST_TEXT, required=False, error_messages={"max_length": TOO_LONG}
    )
    doel = forms.ChoiceField(label="Of een doel", required=False, error_messages={"invalid_choice": GONE})
    vraag = forms.ChoiceField(label="Of een gespreksvraag", required=False, error_messages={"invalid_choice": GONE})
    nieuw_minuten = minutes_field("Minuten")

    def __init__(self, member: Membership, moment: AgendaMoment, lines: list[Line], data: Any = None) -> None:
        super().__init__(data, initial={"version": moment.version})
        self.lines = lines
        for line in lines:
            self.fields[f"minuten-{line.key}"] = minutes_field(f"Minuten voor {line.text}")
            self.initial[f"minuten-{line.key}"] = line.minutes
            self.fields[f"weg-{line.key}"] = forms.BooleanField(label=f"Haal weg: {line.text}", required=False)
            if line.is_own:
                self.fields[f"tekst-{line.key}"] = forms.CharField(
                    label="Punt", max_length=LONGEST_TEXT, required=False, error_messages={"max_length": TOO_LONG}
                )
                self.initial[f"tekst-{line.key}"] = line.text
        known = {line.key for line in lines}
        self.goals = {
            key_of(Kind.GOAL, goal.pk): goal
            for goal in Goal.objects.visible_to(member).alive().exclude(scope=Goal.Scope.CLASS).order_by("pk")
        }
        self.questions = {key_of(Kind.QUESTION, one.slug): one for one in team_questions(member.school.sector)}
        goals = [(key, goal.aim) for key, goal in self.goals.items() if key not in known]
        questions = [(key, one.text) for key, one in self.questions.items() if key not in known]
        self.fields["doel"].choices = [("", "Geen"), *goals]  # type: ignore[attr-defined]
        self.fields["vraag"].choices = [("", "Geen"), *questions]  # type: ignore[attr-defined]

    def rows(self) -> list[dict[str, Any]]:
        """Return each line with its fields, for the page."""
        return [
            {
                "line": line,
                "minutes": self[f"minuten-{line.key}"],
                "drop": self[f"weg-{line.key}"],
                "text": self[f"tekst-{line.key}"] if line.is_own else None,
            }
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse more points than one meeting can bear."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if len(self.lines) + len(self.extra) > MOST_LINES:
            self.add_error("nieuw", f"Er staan al {MOST_LINES} punten op de agenda. Haal er eerst een weg.")
        return cleaned

    @property
    def wanted(self) -> dict[str, Wanted]:
        """Return what the form says of each line that it showed."""
        given = self.cleaned_data
        return {
            line.key: Wanted(
                given.get(f"minuten-{line.key}") or line.minutes,
                given.get(f"weg-{line.key}", False),
                " ".join(given.get(f"tekst-{line.key}", "").split()),
            )
            for line in self.lines
        }

    @property
    def move(self) -> tuple[str, int] | None:
        """Return which line goes up (-1) or down (1)."""
        for name, step in (("omhoog", -1), ("omlaag", 1)):
            if self.cleaned_data.get(name):
                return self.cleaned_data[name], step
        return None

    @property
    def extra(self) -> list[Line]:
        """Return the points to add: of one's own, a goal, a question."""
        given = self.cleaned_data
        found = []
        if text := " ".join(given.get("nieuw", "").split()):
            found.append(Line("", Kind.OWN, text, given.get("nieuw_minuten") or 10))
        if goal := self.goals.get(given.get("doel", "")):
            found.append(
                Line(given["doel"], Kind.GOAL, goal.aim[:LONGEST_TEXT], given.get("nieuw_minuten") or 10, goal=goal)
            )
        if one := self.questions.get(given.get("vraag", "")):
            minutes = given.get("nieuw_minuten") or 5
            found.append(Line(given["vraag"], Kind.QUESTION, one.text[:LONGEST_TEXT], minutes, question=one.slug))
        return found


class NotesForm(forms.Form):
    """The notes of a meeting: a text for each point and one for the rest, and a decision to add to each point."""

    def __init__(self, member: Membership, moment: AgendaMoment, lines: list[Line], data: Any = None) -> None:
        super().__init__(data)
        self.lines = lines
        self.clashes: dict[str, Clash] = {}
        self.people = {str(one.pk): one for one in Membership.objects.visible_to(member)}
        people = [("", "Niemand in het bijzonder"), *((key, str(one)) for key, one in self.people.items())]
        for line in lines:
            self.add_text(line.key, "Wat is er gezegd?", line.notes, line.version)
            self.add_decision(line.key, people)
        self.add_text(GENERAL, "Verder", moment.notes, moment.notes_version)

    def add_text(self, key: str, label: str, text: str, version: int) -> None:
        """Add the fields of one text."""
        self.fields[f"notitie-{key}"] = forms.CharField(
            label=label,
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"max_length": TOO_LONG},
        )
        self.fields[f"stand-{key}"] = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
        self.fields[f"beide-{key}"] = forms.BooleanField(label="Bewaar allebei, onder elkaar", required=False)
        self.initial[f"notitie-{key}"], self.initial[f"stand-{key}"] = text, stamp_of(text, version)

    def add_decision(self, key: str, people: list[tuple[str, str]]) -> None:
        """Add the fields of a decision."""
        self.fields[f"besluit-{key}"] = LineField(
            label="Wat besloten jullie?", required=False, max_length=300, error_messages={"max_length": TOO_LONG}
        )
        self.fields[f"wie-{key}"] = forms.ChoiceField(
            label="Wie pakt het op?", choices=people, required=False, error_messages={"invalid_choice": GONE}
        )
        self.fields[f"wanneer-{key}"] = date_field("Wanneer is het klaar?", required=False)

    def rows(self) -> list[dict[str, Any]]:
        """Return each line with its fields, for the page."""
        return [
            self.row(line.key)
            | {
                "line": line,
                "decision": self[f"besluit-{line.key}"],
                "owner": self[f"wie-{line.key}"],
                "due": self[f"wanneer-{line.key}"],
                "is_open": any(
                    self[f"{name}-{line.key}"].errors or (self.is_bound and self[f"{name}-{line.key}"].value())
                    for name in ("besluit", "wie", "wanneer")
                ),
            }
            for line in self.lines
        ]

    def row(self, key: str = GENERAL) -> dict[str, Any]:
        """Return the fields of one text."""
        return {
            "notes": self[f"notitie-{key}"],
            "stamp": self[f"stand-{key}"],
            "both": self[f"beide-{key}"],
            "clash": self.clashes.get(key),
        }

    def clean(self) -> dict[str, Any]:
        """Ask for words where somebody or a day was chosen; a day lies ahead."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for line in self.lines:
            words, owner, due = (cleaned.get(f"{name}-{line.key}") for name in ("besluit", "wie", "wanneer"))
            if not words and (owner or due) and f"besluit-{line.key}" not in self.errors:
                self.add_error(f"besluit-{line.key}", "Schrijf op wat jullie besloten, of haal de naam en de dag weg.")
            if due and (problem := problem_with_day(due)):
                self.add_error(f"wanneer-{line.key}", problem)
        return cleaned

    @property
    def texts(self) -> dict[str, Text]:
        """Return the texts by the key of their line, without the way in which a browser ends its lines."""
        given = self.cleaned_data
        return {
            key: Text(given[f"notitie-{key}"].replace("\r\n", "\n"), given[f"stand-{key}"], given[f"beide-{key}"])
            for key in [*(line.key for line in self.lines), GENERAL]
            if f"notitie-{key}" in self.data
        }

    @property
    def decisions(self) -> dict[str, NewDecision]:
        """Return the decisions by the key of their line."""
        given = self.cleaned_data
        return {
            line.key: NewDecision(words, self.people.get(given[f"wie-{line.key}"]), given[f"wanneer-{line.key}"])
            for line in self.lines
            if (words := given[f"besluit-{line.key}"])
        }

    def meet(self, clashes: dict[str, Clash], member: Membership, moment: AgendaMoment, lines: list[Line]) -> NotesForm:
        """Return the form again with what stands there now, except for the texts that two people wrote."""
        form = NotesForm(member, moment, lines)
        form.clashes = clashes
        for key, clash in clashes.items():
            form.initial[f"notitie-{key}"], form.initial[f"stand-{key}"] = clash.mine, clash.stamp
        return form


class DecisionForm(forms.ModelForm):
    """A decision: its words, who takes it on, until when, for which goal, and whether it is done."""

    text = LineField(
        label="Wat besloten jullie?",
        max_length=300,
        error_messages={"required": "Schrijf op wat jullie besloten.", "max_length": TOO_LONG},
    )
    due_on = date_field("Wanneer is het klaar?", required=False)
    done = forms.BooleanField(label="Het is gedaan", required=False)

    class Meta:
        model = Decision
        fields = ["text", "owner", "due_on", "goal"]
        labels = {"owner": "Wie pakt het op?", "goal": "Bij welk doel hoort het?"}
        error_messages = {
            "owner": {"invalid_choice": "Kies een collega van deze school."},
            "goal": {"invalid_choice": "Kies een doel van deze school."},
        }

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, goal = self.fields["owner"], self.fields["goal"]
        assert isinstance(owner, forms.ModelChoiceField)
        assert isinstance(goal, forms.ModelChoiceField)
        owner.queryset, owner.empty_label = Membership.objects.visible_to(member), "Niemand in het bijzonder"
        goal.queryset = Goal.objects.visible_to(member).exclude(scope=Goal.Scope.CLASS).order_by("pk")
        goal.empty_label = "Geen doel"
        self.initial["done"] = self.instance.done_on is not None

    def clean_due_on(self) -> date | None:
        """Refuse another day that lies behind."""
        day: date | None = self.cleaned_data["due_on"]
        if day and day != self.initial.get("due_on") and (problem := problem_with_day(day)):
            raise forms.ValidationError(problem)
        return day

    def keep(self) -> None:
        """Save the decision, and say that it is done or is not."""
        decision: Decision = self.save()
        if self.cleaned_data["done"]:
            decision.finish()
        else:
            decision.reopen()


class PointForm(forms.Form):
    """Which point of the agenda is on the board, counted from 1."""

    punt = forms.IntegerField(min_value=1, max_value=1000, required=False)


class DocumentForm(forms.Form):
    """What of a moment to keep, and in which form; without a form, as a page to print."""

    deel = forms.ChoiceField(choices=[("agenda", "Agenda"), ("verslag", "Verslag")], required=False)
    vorm = forms.ChoiceField(choices=[("docx", "Word"), ("pdf", "PDF")], required=False)
