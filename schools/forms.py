"""Forms of goals and evaluations. Choices come from the gates."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from handreiking.library import library
from schools.calendar import SchoolYear
from schools.models import Evaluation, Goal, Membership

LONGEST = 5_000  # characters of one answer
DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
TOO_LONG = "Dit is te lang: het mag %(limit_value)d tekens zijn en het zijn er %(show_value)d."


def date_field(label: str, **options: Any) -> forms.DateField:
    """Return a date field that explains what it wants."""
    messages = {"invalid": "Dit is geen datum. Schrijf bijvoorbeeld 2027-01-26.", "required": "Kies een datum."}
    return forms.DateField(label=label, widget=DATE, error_messages=messages, **options)


def coming_date(form: forms.Form | forms.ModelForm, name: str) -> Any:
    """Return a cleaned date; add an error where it lies before today or beyond the next school year."""
    day = form.cleaned_data.get(name)
    if day and day < localdate():
        form.add_error(name, "Deze dag is al geweest. Kies vandaag of een dag daarna.")
    elif day and day > SchoolYear(SchoolYear.of(localdate()).first_year + 1).end:
        form.add_error(name, "Deze dag ligt te ver weg. Kies een dag in dit schooljaar of het volgende.")
    return day


class GoalForm(forms.ModelForm):
    """A goal, by the questions of handvat 4b. `start` asks to let it run at once, which needs a date."""

    ring = forms.TypedChoiceField(
        label="Bij welke cirkel hoort het?",
        choices=[("", "Nog niet gekozen")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    handvatten = forms.MultipleChoiceField(
        label="Welke handvatten helpen?", required=False, widget=forms.CheckboxSelectMultiple
    )
    evaluate_on = date_field("Wanneer kijken jullie voor het eerst terug?", required=False)

    class Meta:
        model = Goal
        fields = ["aim", "scope", "success", "monitoring", "upkeep", "participation", "ring", "handvatten", "owner"]
        labels = {
            "aim": "Wat willen jullie bereiken?",
            "scope": "Voor wie is het doel?",
            "success": "Hoe zien jullie dat het werkt?",
            "monitoring": "Hoe volgen jullie het?",
            "upkeep": "Hoe blijft het op de agenda?",
            "participation": "Hoe doen ouders en leerlingen mee?",
            "owner": "Wie trekt het?",
        }
        error_messages = {
            "aim": {"required": "Schrijf op wat jullie willen bereiken.", "max_length": TOO_LONG},
            "owner": {"required": "Kies wie het doel trekt.", "invalid_choice": "Kies een collega van deze school."},
        }

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["aim"].widget = forms.Textarea(attrs={"rows": 2})  # one sentence, but all of it in sight
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = Membership.objects.visible_to(member)
        owner.empty_label = "Kies een collega"
        rings = [(str(circle.ring), f"{circle.ring}. {circle.name}") for circle in library().circles]
        self.fields["ring"].choices = [("", "Nog niet gekozen"), *rings]  # type: ignore[attr-defined]
        self.fields["handvatten"].choices = [  # type: ignore[attr-defined]
            (handvat.slug, f"{handvat.code} {handvat.title}") for handvat in library().handvatten
        ]
        for name in ("success", "monitoring", "upkeep", "participation"):
            self.fields[name] = forms.CharField(
                label=self.fields[name].label,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"max_length": TOO_LONG},
            )
        if not member.may("coordinator"):  # a teacher's own class goal has no other owner or reach
            del self.fields["owner"], self.fields["scope"]
            self.instance.owner, self.instance.scope = member, Goal.Scope.CLASS
        elif self.instance.item_code:  # what came from the team's checklist stays the school's
            del self.fields["scope"]
        if self.instance.started_on:
            del self.fields["evaluate_on"]

    def clean_aim(self) -> str:
        """Return the aim as one line."""
        return " ".join(self.cleaned_data["aim"].split())

    @property
    def wants_start(self) -> bool:
        """Tell whether the goal shall run at once."""
        return "start" in self.data and "evaluate_on" in self.fields

    def clean(self) -> dict[str, Any]:
        """Ask for a coming date where the goal shall run; keep a class goal with the one who makes it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "evaluate_on" in self.fields:
            coming_date(self, "evaluate_on")
        if self.wants_start and not cleaned.get("evaluate_on") and "evaluate_on" not in self.errors:
            self.add_error(
                "evaluate_on", "Een doel loopt pas als jullie weten wanneer jullie terugkijken. Kies een dag."
            )
        owner = cleaned.get("owner")
        if cleaned.get("scope") == Goal.Scope.CLASS and owner and owner != self.member:
            self.add_error("owner", "Een doel voor je eigen klas trek je zelf.")
        return cleaned


class EvaluationForm(forms.ModelForm):
    """What was found and decided. The decision says whether a next date or a reason is needed."""

    progress = forms.TypedChoiceField(
        label="Hoe ver zijn we?",
        choices=Evaluation.Progress.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe ver jullie zijn.", "invalid_choice": "Kies een van de stappen."},
    )
    decision = forms.ChoiceField(
        label="Hoe gaan we verder?",
        choices=Evaluation.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe jullie verdergaan.", "invalid_choice": "Kies hoe jullie verdergaan."},
    )
    next_on = date_field("Wanneer kijken we weer?", required=False)
    reason = forms.CharField(
        label="Waarom stoppen we?",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )

    class Meta:
        model = Evaluation
        fields = ["seen", "worked"]
        labels = {"seen": "Wat zien we?", "worked": "Wat werkte?"}
        widgets = {"seen": forms.Textarea(attrs={"rows": 3}), "worked": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].required = True
        self.fields["seen"].error_messages["required"] = "Schrijf op wat jullie zien. Eén zin is genoeg."
        for name in ("seen", "worked"):
            self.fields[name].max_length = LONGEST  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the next date to go on, and for a reason to stop."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        decision = cleaned.get("decision")
        if decision in Evaluation.WITH_NEXT_DATE:
            coming_date(self, "next_on")
            if not cleaned.get("next_on") and "next_on" not in self.errors:
                self.add_error("next_on", "Spreek af wanneer jullie weer kijken. Kies een dag.")
        else:
            cleaned["next_on"] = None
        if decision == Evaluation.Decision.STOP and not cleaned.get("reason"):
            self.add_error("reason", "Schrijf kort op waarom jullie stoppen.")
        return cleaned

    def hold(self, by: Membership) -> None:
        """Record the evaluation with the cleaned input."""
        names = ("seen", "progress", "worked", "decision", "next_on", "reason")
        Evaluation.objects.get(pk=self.instance.pk).hold(by, **{name: self.cleaned_data[name] for name in names})
