"""Forms for filling in alone and on paper: a stand, a flag and a remark per item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms

from checklists.answering import Change, Kept, mark
from checklists.editions import Item
from checklists.models import Answer
from checklists.models.answers import LONGEST_REMARK, MOST_FLAGS, random_id
from checklists.stands import Stand

TOO_LONG = (
    "Deze opmerking is te lang: hij mag %(limit_value)d tekens zijn en het zijn er %(show_value)d. Maak hem wat korter."
)
TOO_MANY_FLAGS = "Je hebt al drie punten aangewezen. Haal eerst ergens een vlag weg, en zet hem dan hier."
ELSEWHERE = "Je schreef bij dit punt ook iets in een ander venster. Kies wat je houdt."
STRANGE = "Er kwam een punt mee dat hier niet bij hoort. Dat is niet bewaard. Laad de pagina opnieuw."
HOLD, THERE = "houd", "daar"  # the two buttons by which one is chosen of two, and the value of what stands there
CODE = re.compile(r"((PO|VO)-[BEOS]|EIGEN-)[0-9]{1,2}")


class RemarkField(forms.CharField):
    """A remark that is not required. Its lines end the same, whether a browser or a script sent them."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"max_length": TOO_LONG}
        super().__init__(required=False, max_length=LONGEST_REMARK, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the text with one sign for the end of a line."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class StandField(forms.ChoiceField):
    """Where the school stands on an item; nothing is required."""

    def __init__(self, choices: list[tuple[str, str]] = Stand.choices, **kwargs: Any) -> None:
        messages = {"invalid_choice": "Dit antwoord kennen we niet. Kies een van de zes."}
        super().__init__(choices=choices, required=False, widget=forms.RadioSelect, error_messages=messages, **kwargs)


def cut(seen: str) -> list[str]:
    """Return the three parts of what a form says that it began from; empty where they are missing."""
    return [*seen.split("."), "", "", ""][:3]


class OneForm(forms.Form):
    """The form of one item among others; it is bound where something of the item was sent."""

    def __init__(self, item: Item, number: int, kept: Any, data: Mapping[str, Any] | None, **kwargs: Any) -> None:
        self.item, self.number, self.kept = item, number, kept
        self.choice = str((data or {}).get(f"{item.code}-{HOLD}", ""))  # of two: THERE, or a mark of what was shown
        is_sent = data is not None and any(self.add_prefix(name) in data for name in self.base_fields)
        super().__init__(data if is_sent else None, prefix=item.code, auto_id="%s", **kwargs)

    def add_prefix(self, field_name: str) -> str:
        """Return the name of a field on the page: the item's code, and what it is."""
        return f"{self.item.code}-{field_name}"


class ItemForm(OneForm):
    """What one person answers on an item. `seen` says what the form began from; `theirs` is a remark from elsewhere."""

    stand = StandField()
    flag = forms.BooleanField(required=False)
    remark = RemarkField()
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, item: Item, number: int, kept: Answer | None, data: Mapping[str, Any] | None = None) -> None:
        initial = {"stand": kept.stand, "flag": bool(kept.flag), "remark": kept.remark} if kept else {}
        super().__init__(item, number, kept, data, initial=initial)
        self.theirs = ""

    @property
    def seen_now(self) -> str:
        """Return what the form begins from now: the stand, the flag and a mark of the remark that are kept.

        While two remarks are there to choose from, it goes on from the remark that it began from.
        """
        if not self.kept:
            return f".0.{mark('')}"
        remark = self.began[2] if self.theirs else mark(self.kept.remark)
        return f"{self.kept.stand}.{int(bool(self.kept.flag))}.{remark}"

    @property
    def began(self) -> list[str]:
        """Return what the form says that it began from: a stand, a flag and a mark of a remark."""
        stand, flag, remark = cut(self.cleaned_data.get("seen", ""))
        return [stand, flag, remark or mark("")]

    @property
    def mark_of_theirs(self) -> str:
        """Return the mark of the remark that is kept, for the button that puts one's own in its place."""
        return mark(self.kept.remark) if self.kept else mark("")

    @property
    def has_flag(self) -> bool:
        """Tell whether the box of the flag is ticked; not where it was one too many."""
        return bool(self["flag"].value()) and not self["flag"].errors

    @property
    def shows_remark(self) -> bool:
        """Tell whether there is something to see where the remark is."""
        return bool(self["remark"].value() or self["remark"].errors)

    def change(self, *, alone: bool) -> Change:
        """Return what is to be kept of what was sent, where it is valid.

        `alone`: it was sent by itself, at once. In a whole form only what differs from what it began from counts, so
        that an old window does not undo what was chosen elsewhere.
        """
        stand, flag, began = self.began
        sent = self.cleaned_data
        wanted_stand, wanted_flag, remark = sent.get("stand") or None, sent.get("flag", False), sent.get("remark")
        if not alone and wanted_stand == stand:
            wanted_stand = None
        if not alone and wanted_flag == (flag == "1"):
            wanted_flag = None
        was_sent = self.add_prefix("remark") in self.data and self.choice != THERE
        if not was_sent or (remark is not None and mark(remark) == began):
            remark = None
        return Change(wanted_stand, wanted_flag, remark, self.choice or began)

    @property
    def chosen(self) -> tuple[str, str]:
        """Return what was sent: the stand in words, and the remark."""
        return dict(Stand.choices).get(self["stand"].value() or "", ""), self["remark"].value() or ""


class SheetForm:
    """The items of a pillar, or of a whole sheet, each with a form: what is wrong in one leaves the others."""

    each: type[Any] = ItemForm

    def __init__(
        self, items: Iterable[tuple[int, Item]], kept: Mapping[str, Any], data: Mapping[str, Any] | None = None
    ) -> None:
        self.forms = [self.each(item, number, kept.get(item.code), data) for number, item in items]
        cut = {name: name.rpartition("-") for name in data or ()}
        codes = {code for code, _, field in cut.values() if field in self.each.base_fields}
        codes |= {name for name in cut if CODE.fullmatch(name)}
        self.strange = codes - {form.item.code for form in self.forms}
        for form in self.sent:
            form.is_valid()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.forms)

    @property
    def sent(self) -> list[Any]:
        """Return the forms of the items that were sent along."""
        return [form for form in self.forms if form.is_bound]

    @property
    def sentences(self) -> list[tuple[Any, str]]:
        """Return what is wrong, each with the form of its item; None for the sheet as a whole."""
        told: list[tuple[Any, str]] = [(None, STRANGE)] if self.strange else []
        return told + [(form, str(error)) for form in self.sent for errors in form.errors.values() for error in errors]

    @property
    def has_chosen(self) -> bool:
        """Tell whether one was chosen of two."""
        return any(form.choice for form in self.forms)

    @property
    def status(self) -> int:
        """Return how the page is answered: 200, 422 where something is wrong, 409 where it was changed elsewhere."""
        if any(form.theirs for form in self.sent):
            return 409
        return 422 if self.sentences else 200

    def changes(self, *, alone: bool) -> dict[str, Change]:
        """Return what one person changes, by the item's code."""
        return {form.item.code: form.change(alone=alone) for form in self.sent}

    def tell(self, kept: Kept) -> None:
        """Say beside the items what could not be kept."""
        for form in self.forms:
            code = form.item.code
            form.kept = kept.answers.get(code, form.kept)
            if code in kept.too_many_flags:
                form.add_error("flag", TOO_MANY_FLAGS)
            if code in kept.written_elsewhere and form.kept:
                form.theirs = form.kept.remark or "(geen opmerking)"
                form.add_error("remark", ELSEWHERE)

    def typed(self) -> list[tuple[Item, str, str]]:
        """Return what was sent, to copy where it can't be kept: the item, the stand in words, and the text."""
        return [(form.item, *form.chosen) for form in self.sent if any(form.chosen)]


class PaperSheetForm(SheetForm):
    """A whole sheet that came in on paper; it is counted in as a whole, or not at all. `number` is its own."""

    def __init__(self, items: Iterable[tuple[int, Item]], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(items, {}, data)
        given = str((data or {}).get("number", ""))
        self.number = int(given) if re.fullmatch(r"[0-9]{1,19}", given) and 0 < int(given) < 2**63 else random_id()
        self.whole: list[str] = []
        if data is not None and not any(form["stand"].value() for form in self.sent):
            self.whole.append("Er is nog niets ingevuld. Neem eerst de antwoorden van het papier over.")
        if sum(bool(form["flag"].value()) for form in self.sent) > MOST_FLAGS:
            self.whole.append("Er staan meer dan drie vlaggen. Laat er hooguit drie staan.")

    @property
    def sentences(self) -> list[tuple[Any, str]]:
        """Return what is wrong, also with the sheet as a whole."""
        return [(None, sentence) for sentence in self.whole] + super().sentences

    def answers(self) -> dict[str, tuple[str, str]]:
        """Return the stand and the remark by the item's code, of what was filled in."""
        found = {form.item.code: (form.cleaned_data["stand"], form.cleaned_data["remark"]) for form in self.sent}
        return {code: pair for code, pair in found.items() if any(pair)} | {
            code: found[code] for code in self.flags() if code in found
        }

    def flags(self) -> list[str]:
        """Return the codes of the items with 'hier eerst'."""
        return [form.item.code for form in self.sent if form.cleaned_data["flag"]]


class DoneForm(forms.Form):
    """'Klaar', or taking that back."""

    deed = forms.ChoiceField(choices=[("klaar", "Klaar"), ("terug", "Toch nog iets veranderen")])


class OnwardForm(forms.Form):
    """To which pillar one goes after saving; none: to the end."""

    naar = forms.SlugField(required=False)


class PaperForm(forms.Form):
    """As a page to print, or as a PDF."""

    vorm = forms.ChoiceField(choices=[("pdf", "PDF")], required=False)
