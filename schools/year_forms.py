"""Forms of the end of a school year: which year to read, and what is decided about one goal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.timezone import localdate

from schools import year_closing
from schools.calendar import SchoolYear
from schools.forms import coming_date, date_field
from schools.goal_dates import ProposedDay, days_of
from schools.goal_forms import label_of, text_field
from schools.goal_years import GoalYear
from schools.holidays import SchoolDays
from schools.models import Membership, School
from schools.year_closing import after


class Choice(TextChoices):
    """How a goal goes on after a school year."""

    KEEP = "keep", "Houden"
    CARRY = "carry", "Meenemen"
    CLOSE = "close", "Afsluiten"


class Ending(TextChoices):
    """How a goal is closed."""

    SECURED = "secured", "Het is gewoon geworden"
    STOPPED = "stopped", "We stoppen ermee"


class YearForm(forms.Form):
    """Which school year, by the calendar year in which it begins: this one where none is asked for."""

    jaar = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)

    def __init__(self, years: list[SchoolYear], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jaar"].choices = [(year.first_year, str(year)) for year in years]  # type: ignore[attr-defined]

    @property
    def year(self) -> SchoolYear:
        """Return the year that was asked for, once the form is cleaned."""
        return SchoolYear(self.cleaned_data["jaar"] or SchoolYear.of(localdate()).first_year)


class TextForm(YearForm):
    """Which text of a year, and whether as a Word file."""

    soort = forms.ChoiceField(choices=[("verslag", "Jaarverslag"), ("plan", "Jaarplan")], required=False)
    vorm = forms.ChoiceField(choices=[("docx", "Word")], required=False)


class AtHandForm(forms.Form):
    """Which goal to talk about now; the first that waits where none is asked for."""

    doel = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)


class YearDecisionForm(forms.Form):
    """How one goal goes on after the year. The choice says what else is asked."""

    choice = forms.ChoiceField(
        label="Hoe gaat het verder met dit doel?",
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe het verdergaat.", "invalid_choice": "Kies hoe het verdergaat."},
    )
    next_on = date_field("Wanneer kijken jullie weer?", required=False)
    days = forms.MultipleChoiceField(
        label="Wanneer kijken jullie terug?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Kies uit de dagen hieronder."},
    )
    owner: Any = forms.ModelChoiceField(
        label="Wie trekt het volgend jaar?",
        queryset=None,
        required=False,
        empty_label="Kies een collega",
        error_messages={"invalid_choice": "Kies een collega die meedoet."},
    )
    note = text_field("Wat doen jullie anders?", required=False)
    ending = forms.ChoiceField(
        label="Hoe sluiten jullie het af?",
        choices=Ending.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Kies hoe jullie het afsluiten."},
    )
    reason = text_field("Waarom stoppen jullie?", required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)

    def __init__(self, member: Membership, row: GoalYear, data: Any = None) -> None:
        self.member, self.row, self.year = member, row, row.year
        proposed = new_days(member.school, row.year)
        self.proposed = [day for day in proposed if day.on not in row.days_ahead]
        super().__init__(data, initial=self.standing(proposed))
        self.fields["days"].choices = [(day.on.isoformat(), label_of(day)) for day in self.proposed]  # type: ignore[attr-defined]
        self.fields["owner"].queryset = Membership.objects.visible_to(member)  # type: ignore[attr-defined]

    def standing(self, proposed: Iterable[ProposedDay]) -> dict[str, Any]:
        """Return what the form shows that was not sent yet: the first day of the new year, or what was decided."""
        first = [*self.row.days_ahead, *(day.on for day in proposed)]
        return {
            "next_on": first[0] if first else None,
            "days": [day.on.isoformat() for day in self.proposed] if not self.row.days_ahead else [],
            "owner": self.row.goal.owner_id,
            "version": self.row.goal.version,
        }

    def clean_days(self) -> list[date]:
        """Return the ticked days."""
        return [date.fromisoformat(day) for day in self.cleaned_data["days"]]

    def clean(self) -> dict[str, Any]:
        """Ask for what the choice needs."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        choice = cleaned.get("choice")
        if choice == Choice.KEEP:
            self.ask_next_on(cleaned)
        elif choice == Choice.CARRY:
            if not cleaned.get("days") and not self.row.days_ahead and "days" not in self.errors:
                self.add_error("days", "Kies een dag in het nieuwe schooljaar, dan blijft het doel in beeld.")
            if not cleaned.get("owner") and "owner" not in self.errors:
                self.add_error("owner", "Kies wie het doel trekt.")
        elif choice == Choice.CLOSE:
            if not cleaned.get("ending") and "ending" not in self.errors:
                self.add_error("ending", "Kies hoe jullie het afsluiten.")
            if cleaned.get("ending") == Ending.STOPPED and not cleaned.get("reason") and "reason" not in self.errors:
                self.add_error("reason", "Schrijf kort op waarom jullie stoppen.")
        return cleaned

    def ask_next_on(self, cleaned: dict[str, Any]) -> None:
        """Ask for a day in the new school year."""
        day, following = coming_date(self, "next_on"), after(self.year)
        if "next_on" in self.errors:
            return
        if not day or day not in following:
            start = date_format(following.start, "j F Y")
            self.add_error("next_on", f"Kies een dag in schooljaar {following}, vanaf {start}.")

    def keep(self) -> None:
        """Carry the choice out. Raises YearConflict and OwnerLeft; nothing was saved then."""
        given, goal, year = self.cleaned_data, self.row.goal, self.year
        began = given["version"]
        if given["choice"] == Choice.KEEP:
            year_closing.keep_running(goal, self.member, year, given["next_on"], began)
        elif given["choice"] == Choice.CARRY:
            year_closing.carry_over(
                goal, self.member, year, given["days"], began, owner=given["owner"], note=given["note"]
            )
        else:
            reason = given["reason"] if given["ending"] == Ending.STOPPED else ""
            year_closing.close(goal, self.member, year, began, reason=reason)

    def refuse_owner(self) -> None:
        """Say that who leads the goal does not take part any more."""
        if self.cleaned_data["choice"] == Choice.KEEP:
            self.add_error("choice", "Wie dit doel trekt, doet niet meer mee. Neem het mee, en kies een collega.")
        else:
            self.add_error("owner", "Deze collega doet niet meer mee. Kies een ander.")

    @property
    def in_words(self) -> str:
        """Return what was decided, in words that follow on 'Bewaard'."""
        given = self.cleaned_data
        if given["choice"] == Choice.KEEP:
            return f"het doel loopt door in {after(self.year)}"
        if given["choice"] == Choice.CARRY:
            return f"het doel gaat mee naar {after(self.year)}"
        return "het doel is gestopt" if given["ending"] == Ending.STOPPED else "het doel is geborgd"


def new_days(school: School, year: SchoolYear) -> list[ProposedDay]:
    """Return the days to look back in the school year that follows, without those that have been."""
    days = sorted(days_of(SchoolDays(school), after(year)), key=lambda day: day.on)
    return [day for day in days if day.on > localdate()]
