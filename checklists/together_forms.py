"""Forms for filling in together: a stand and a line of what was said per item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from checklists.agreeing import Conflict, agree
from checklists.answer_forms import THERE, OneForm, RemarkField, SheetForm, StandField, cut
from checklists.answering import mark
from checklists.editions import Item
from checklists.models import Round, TeamView
from checklists.stands import TeamStand

BY_ANOTHER = "Iemand anders legde bij dit punt net iets anders vast. Kies wat jullie houden."


class TogetherItemForm(OneForm):
    """What the team agrees on one item, and a line of what was said. `theirs` is what somebody else recorded."""

    stand = StandField(choices=TeamStand.choices)
    note = RemarkField()
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, item: Item, number: int, kept: TeamView | None, data: Mapping[str, Any] | None = None) -> None:
        initial = {"stand": kept.stand, "note": kept.note} if kept else {}
        super().__init__(item, number, kept, data, initial=initial)
        self.theirs: TeamView | None = None

    def add_prefix(self, field_name: str) -> str:
        """Return the name of a field on the page; the stand has the item's code alone."""
        return self.item.code if field_name == "stand" else super().add_prefix(field_name)

    @property
    def seen_now(self) -> str:
        """Return what the form begins from now: the version that is kept, its stand, and a mark of its note."""
        if self.theirs:  # two are there to choose from: whatever is sent now is not to pass as untouched
            return "0.twee.twee"
        kept = self.kept
        return f"{kept.version}.{kept.stand}.{mark(kept.note)}" if kept else f"0..{mark('')}"

    @property
    def shows_note(self) -> bool:
        """Tell whether there is something to see where the note is."""
        return bool(self["note"].value() or self["note"].errors)

    @property
    def chosen(self) -> tuple[str, str]:
        """Return what was sent: the stand in words, and the note."""
        return dict(TeamStand.choices).get(self["stand"].value() or "", ""), self["note"].value() or ""

    def keep(self, round_: Round) -> None:
        """Keep what was changed here, where it is valid; raises NotNow when the round is over.

        Of what is invalid the rest is kept: a note that is too long does not cost the stand.
        """
        version, began_stand, began_note = cut(self.cleaned_data.get("seen", ""))
        stand, note = self.cleaned_data.get("stand") or "", self.cleaned_data.get("note")
        stand = stand or (began_stand if began_stand in TeamStand.values else "")
        wrote = note is not None and self.add_prefix("note") in self.data and mark(note) != (began_note or mark(""))
        if self.choice == THERE or not (wrote or stand != began_stand):
            return
        version = self.choice or version
        if not wrote or note is None:  # what was written elsewhere since, stays
            note = self.kept.note if self.kept else ""
        try:
            self.kept = agree(
                round_, self.item.code, stand=stand, note=note, seen=int(version) if version.isdecimal() else 0
            )
        except Conflict as conflict:
            self.kept = self.theirs = conflict.stands
            self.add_error(None, BY_ANOTHER)


class TogetherForm(SheetForm):
    """The items of a pillar, as the team agrees on them."""

    each = TogetherItemForm

    def keep(self, round_: Round) -> None:
        """Keep each item by itself, so that one that somebody else changed leaves the others."""
        for form in self.sent:
            form.keep(round_)
