"""Forms of the team conversation: one per step, each of which knows how to keep what it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.http import QueryDict

from checklists.agreeing import agree
from checklists.conversation import LONGEST_TEXT, TextField, choose, keep_text, make_first_goal
from checklists.forms import PriorityField
from checklists.models import Conversation, Round
from checklists.script import EQUITY, FIRST_GOAL, PILLARS, PRIORITIES, SCRIPT, TELLING
from checklists.stands import TeamStand
from schools.forms import TOO_LONG, coming_date, date_field
from schools.models import Membership

LONGEST_NOTE = 1_000
STANDS = TeamStand.choices


class PlaceForm(forms.Form):
    """From where something is sent, and where to go next: a step, or a step and an item ('pijlers:PO-B1')."""

    at = forms.ChoiceField(choices=[(step.slug, step.name) for step in SCRIPT])
    item = forms.CharField(max_length=12, required=False)
    go = forms.RegexField(r"^[a-z-]{1,20}(:[A-Z0-9-]{1,12})?$", required=False)

    holds = forms.BooleanField(required=False)  # something was filled in here
    drops = forms.BooleanField(required=False)  # but what somebody else wrote is to stay

    @property
    def keeps(self) -> bool:
        """Tell whether what was filled in is to be kept."""
        return bool(self.cleaned_data["holds"] and not self.cleaned_data["drops"])

    @property
    def target(self) -> tuple[str, str] | None:
        """Return the step and the item to go to, or None to stay."""
        slug, _, code = self.cleaned_data["go"].partition(":")
        return (slug, code) if slug else None


class FillForm(forms.Form):
    """How filling in alone ends: with what was answered, or together without it."""

    together = forms.BooleanField(required=False)


class StepForm(forms.Form):
    """What can be kept at a step. `seen` says from what the form began."""

    seen = forms.CharField(max_length=80, required=False)

    def __init__(self, member: Membership, round_: Round, talk: Conversation, code: str, data: Any = None) -> None:
        self.member, self.round, self.talk, self.code = member, round_, talk, code
        super().__init__(data, initial=self.kept())

    @property
    def seen_version(self) -> int:
        """Return the version that the form began from; 0 where it says none."""
        seen = self.cleaned_data.get("seen") or ""
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0

    def kept(self) -> dict[str, Any]:
        """Return what stands there now."""
        return {}

    def keep(self) -> None:
        """Keep what was filled in."""

    @property
    def is_kept(self) -> bool:
        """Tell whether the text on the page is the one that is kept."""
        return not self.is_bound and bool(self.initial.get("note") or self.initial.get("text"))

    def carry_on(self, seen: object) -> None:
        """Let the form, as it was filled in, go on from what stands there now."""
        sent = cast(QueryDict, self.data).copy()
        sent["seen"] = str(seen)
        self.data = sent


class AgreeForm(StepForm):
    """Where the team stands on an item, and a line of what was said. A button gives the stand, `stood` keeps it."""

    stand = forms.ChoiceField(choices=STANDS, required=False, error_messages={"invalid_choice": "Kies een van de zes."})
    stood = forms.ChoiceField(choices=STANDS, required=False)
    note = forms.CharField(
        label="Wat er gezegd is, in één zin",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )

    def kept(self) -> dict[str, Any]:
        """Return what the team agreed before."""
        view = self.round.team_views.filter(item_code=self.code).first()
        return {"stood": view.stand, "note": view.note, "seen": view.version} if view else {"seen": 0}

    def keep(self) -> None:
        """Keep the stand and the line; raises agreeing.Conflict and agreeing.NotNow."""
        stand = self.cleaned_data["stand"] or self.cleaned_data["stood"]
        note = self.cleaned_data["note"].strip()
        if stand or note or self.seen_version:
            agree(self.round, self.code, stand=stand, note=note, seen=self.seen_version)

    @property
    def pressed_words(self) -> str:
        """Return the stand that shows as chosen, in words."""
        return str(dict(STANDS).get(self.pressed, ""))

    @property
    def pressed(self) -> str:
        """Return the stand that shows as chosen."""
        return str(self["stand"].value() or self["stood"].value() or "")


class TextForm(StepForm):
    """What was said that belongs to no single item."""

    field: TextField
    text = forms.CharField(
        max_length=LONGEST_TEXT, required=False, widget=forms.Textarea, error_messages={"max_length": TOO_LONG}
    )

    def kept(self) -> dict[str, Any]:
        """Return the text as it stands."""
        return {"text": getattr(self.talk, self.field), "seen": self.talk.version}

    def keep(self) -> None:
        """Keep the text; raises TextConflict."""
        keep_text(self.round, self.field, self.cleaned_data["text"].strip(), self.seen_version)


class EquityForm(TextForm):
    """What was said about equal opportunities."""

    field = "equity"


class TellingForm(TextForm):
    """Who tells pupils and parents, and when."""

    field = "telling"


class ChoiceForm(StepForm):
    """The priorities: three are asked for, five is the limit. Who only goes on without a choice, chooses nothing."""

    items = PriorityField(required=False)
    firm = forms.CharField(max_length=1, required=False)  # the button 'leg vast'

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].offer(self.round)  # type: ignore[attr-defined]

    def kept(self) -> dict[str, Any]:
        """Return the choice as it stands."""
        codes = list(self.round.priorities.values_list("item_code", flat=True))
        return {"items": codes, "seen": " ".join(codes)}

    def clean(self) -> dict[str, Any]:
        """Ask for a choice where it is to be laid down."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("firm") and cleaned.get("items") == []:
            self.add_error("items", self.fields["items"].error_messages["required"])
        return cleaned

    def keep(self) -> None:
        """Keep the choice; raises ChoiceConflict."""
        seen = (self.cleaned_data["seen"] or "").split()
        if self.cleaned_data["items"]:
            choose(self.round, self.member, self.cleaned_data["items"], seen)


class GoalForm(StepForm):
    """The first goal in its smallest form: what, who, and when to look back."""

    priority = forms.ChoiceField(
        label="Van welke prioriteit?",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een prioriteit.", "invalid_choice": "Dit is geen prioriteit meer."},
    )
    aim = forms.CharField(
        label="Wat willen jullie bereiken?",
        max_length=250,
        widget=forms.Textarea,
        error_messages={"required": "Schrijf op wat jullie willen bereiken.", "max_length": TOO_LONG},
    )
    owner: Any = forms.ModelChoiceField(
        label="Wie trekt het?",
        queryset=None,
        empty_label="Kies een collega",
        error_messages={"required": "Kies wie het doel trekt.", "invalid_choice": "Kies een collega van deze school."},
    )
    evaluate_on = date_field("Wanneer kijken jullie terug?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Membership.objects.visible_to(self.member)  # type: ignore[attr-defined]
        items = [self.round.item(code) for code in self.round.priorities.values_list("item_code", flat=True)]
        self.fields["priority"].choices = [(item.code, item.text) for item in items if item]  # type: ignore[attr-defined]

    def kept(self) -> dict[str, Any]:
        """Return the first priority without a goal that runs."""
        first = self.round.priorities.filter(goal__started_on=None).first()
        return {"priority": first.item_code} if first else {}

    def clean_aim(self) -> str:
        """Return the aim as one line."""
        return " ".join(self.cleaned_data["aim"].split())

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has passed, or that lies too far away."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        coming_date(self, "evaluate_on")
        return cleaned

    def keep(self) -> None:
        """Make the goal, and let it run."""
        facts = {name: self.cleaned_data[name] for name in ("aim", "owner", "evaluate_on")}
        make_first_goal(self.round, self.cleaned_data["priority"], self.member, **facts)


FORMS: dict[str, Callable[..., StepForm]] = {
    PILLARS: AgreeForm,
    EQUITY: EquityForm,
    PRIORITIES: ChoiceForm,
    FIRST_GOAL: GoalForm,
    TELLING: TellingForm,
}


def form_of(slug: str) -> Callable[..., StepForm]:
    """Return the form of a step; one that keeps nothing where the step has nothing to keep."""
    return FORMS.get(slug, StepForm)
