"""Forms of the team agenda's moments: what one is, how it comes back, and why it does not take place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate

from schools.calendar import SchoolYear
from schools.forms import TOO_LONG, LineField, date_field
from schools.holidays import SchoolDays
from schools.models import AgendaMoment, Membership, Team
from schools.moments import Facts, is_later, untouched
from schools.recurrence import MOST, MOST_WEEKS, Rhythm, Series, series_of

ENDLESS = (
    "Zeg wanneer de reeks stopt: kies een laatste dag of een aantal. "
    f"Een reeks loopt hooguit tot het eind van het schooljaar en telt hooguit {MOST} momenten."
)
MONTHLY = "maand"
REPEATS = [
    ("", "Eén keer"),
    ("1", "Elke week"),
    ("2", "Elke twee weken"),
    ("3", "Elke drie weken"),
    ("4", "Elke vier weken"),
    ("6", "Elke zes weken"),
    (MONTHLY, "Elke maand, op dezelfde weekdag"),
]
assert all(value in {"", MONTHLY} or int(value) <= MOST_WEEKS for value, _ in REPEATS)


def time_field(label: str) -> forms.TimeField:
    """Return a field for a clock time that explains what it wants."""
    sentence = "Schrijf een tijd, bijvoorbeeld 15:15."
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=widget, error_messages={"required": sentence, "invalid": sentence})


def possible_years() -> list[SchoolYear]:
    """Return the school years in which one can plan: this one and the next."""
    now = SchoolYear.of(localdate())
    return [now, SchoolYear(now.first_year + 1)]


def problem_with_day(day: date) -> str:
    """Return why nothing can be planned on a day, with what can; nothing where it can."""
    now, following = possible_years()
    if day < localdate():
        return "Deze dag is al geweest. Kies vandaag of een dag daarna."
    if day > following.end:
        last = date_format(following.end, "j F Y")
        return (
            f"Deze dag ligt te ver weg. Plannen kan in schooljaar {now} en {following}: kies een dag tot en met {last}."
        )
    return ""


class MomentForm(forms.Form):
    """A dated team meeting: what, for whom, a day, from and to. `stamp` remembers what the form showed."""

    title = forms.CharField(
        label="Wat gaan jullie doen?",
        max_length=120,
        error_messages={"required": "Schrijf op wat jullie gaan doen.", "max_length": TOO_LONG},
    )
    kind = forms.ChoiceField(
        label="Wat voor moment is het?",
        choices=AgendaMoment.Kind.choices,
        error_messages={
            "required": "Kies wat voor moment het is.",
            "invalid_choice": "Kies een van de soorten uit de lijst.",
        },
    )
    day = date_field("Op welke dag?")
    begin = time_field("Van")
    end = time_field("Tot")
    team: Any = forms.ModelChoiceField(
        label="Voor wie?",
        queryset=None,
        empty_label="De hele school",
        required=False,
        error_messages={"invalid_choice": "Kies een team van deze school."},
    )
    place = forms.CharField(label="Waar?", max_length=120, required=False, error_messages={"max_length": TOO_LONG})
    talk = LineField(
        label="Met welke vraag openen jullie?",
        max_length=300,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    following = forms.BooleanField(label="Wijzig ook alle volgende momenten van de reeks", required=False)

    def __init__(self, member: Membership, moment: AgendaMoment | None, *args: Any, **kwargs: Any) -> None:
        self.member, self.moment = member, moment
        if moment:
            facts = Facts.of(moment)
            kwargs["initial"] = {**vars(facts), "team": facts.team and facts.team.pk, "stamp": facts.stamp}
        super().__init__(*args, **kwargs)
        team = self.fields["team"]
        assert isinstance(team, forms.ModelChoiceField)
        team.queryset = Team.objects.visible_to(member)
        if moment is None or moment.series is None:
            del self.fields["following"]

    def clean_title(self) -> str:
        """Return the title as one line."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_day(self) -> date:
        """Refuse a day on which nothing can be planned; a moment that is past keeps its own."""
        day: date = self.cleaned_data["day"]
        problem = problem_with_day(day)
        if problem and not (self.moment and day == self.moment.day):
            raise forms.ValidationError(problem)
        return day

    def clean(self) -> dict[str, Any]:
        """Look whether the end comes after the begin."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"day", "begin", "end"} <= cleaned.keys() and not is_later(cleaned["day"], cleaned["begin"], cleaned["end"]):
            self.add_error("end", "Het einde ligt vóór het begin. Kies een later einde.")
        return cleaned

    @property
    def facts(self) -> Facts:
        """Return what was filled in."""
        names = ("title", "kind", "day", "begin", "end", "place", "team", "talk")
        return Facts(**{name: self.cleaned_data[name] for name in names})

    def meet(self, now: Facts) -> MomentForm:
        """Return the form again, against what a colleague made of the moment meanwhile.

        What was not touched here is taken over; what was filled in here stays.
        """
        left = untouched(self.facts, self.cleaned_data["stamp"])
        kept = replace(self.facts, **{name: getattr(now, name) for name in left})
        data = vars(kept) | {"team": kept.team.pk if kept.team else "", "stamp": now.stamp}
        form = MomentForm(self.member, self.moment, data | {"following": self.cleaned_data.get("following", False)})
        form.full_clean()
        return form


class NewMomentForm(MomentForm):
    """A moment that is not there yet, once or as a series that ends."""

    repeat = forms.ChoiceField(
        label="Hoe vaak?",
        choices=REPEATS,
        required=False,
        error_messages={"invalid_choice": "Kies een van de ritmes uit de lijst."},
    )
    until = date_field("Tot en met welke dag?", required=False)
    number = forms.IntegerField(
        label="Of: hoeveel keer?",
        required=False,
        min_value=2,
        max_value=MOST,
        error_messages={
            "invalid": "Schrijf een getal, bijvoorbeeld 10.",
            "min_value": "Een reeks is twee keer of vaker. Kies anders ‘Eén keer’.",
            "max_value": f"Een reeks telt hooguit {MOST} momenten. Kies een kleiner aantal.",
        },
    )

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(member, None, *args, **kwargs)
        self.series: Series | None = None

    def clean(self) -> dict[str, Any]:
        """Work out the days of a series; say what is wrong with one that has no end, or an end before its begin."""
        cleaned = super().clean()
        repeat, day = cleaned.get("repeat"), cleaned.get("day")
        if not repeat or day is None or {"until", "number", "repeat"} & self.errors.keys():
            return cleaned
        until, number = cleaned.get("until"), cleaned.get("number")
        year = SchoolYear.of(day)
        if until is None and number is None:
            self.add_error("until", ENDLESS)
        elif until and until <= day:
            self.add_error("until", "De laatste dag ligt niet na de eerste. Kies een latere dag.")
        elif until and until > year.end:
            last = date_format(year.end, "j F Y")
            self.add_error("until", f"Een reeks blijft in één schooljaar. Kies een dag tot en met {last}.")
        else:
            self.work_out(day, Rhythm(0 if repeat == MONTHLY else int(repeat), until, number))
        return cleaned

    def work_out(self, day: date, rhythm: Rhythm) -> None:
        """Keep the days of the series; its first day is one on which the school is open."""
        school_days = SchoolDays(self.member.school)
        if not school_days.is_open(day):
            self.add_error("day", f"{closed_on(day, school_days)} Begin de reeks op een schooldag.")
            return
        self.series = series_of(day, rhythm, school_days)

    @property
    def days(self) -> list[date]:
        """Return the days on which the moment comes."""
        return self.series.days if self.series else [self.cleaned_data["day"]]


def closed_on(day: date, school_days: SchoolDays) -> str:
    """Return a sentence about a day on which the school is closed; nothing for a school day."""
    if school_days.is_open(day):
        return ""
    holiday = school_days.holiday_on(day)
    words = date_format(day, "l j F").capitalize()
    return f"{words} valt in de {holiday.name.lower()}." if holiday else f"{words} valt in het weekend."


class CancelForm(forms.Form):
    """Why a moment does not take place, and whether those after it in the series do."""

    reason = LineField(
        label="Waarom vervalt het?",
        max_length=200,
        error_messages={"required": "Schrijf kort op waarom het vervalt.", "max_length": TOO_LONG},
    )
    following = forms.BooleanField(label="Laat ook alle volgende momenten van de reeks vervallen", required=False)

    def __init__(self, moment: AgendaMoment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if moment.series is None:
            del self.fields["following"]


class AgendaYearForm(forms.Form):
    """Which school year of the agenda, by the calendar year in which it begins: this one where none is asked for."""

    jaar = forms.TypedChoiceField(label="Schooljaar", coerce=int, empty_value=None, required=False)

    def __init__(self, first_year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, following = possible_years()
        self.years = [
            SchoolYear(year) for year in range(min(first_year, self.now.first_year), following.first_year + 1)
        ]
        self.fields["jaar"].choices = [(year.first_year, str(year)) for year in self.years]  # type: ignore[attr-defined]

    @property
    def year(self) -> SchoolYear:
        """Return the year that was asked for, once the form is cleaned."""
        return SchoolYear(self.cleaned_data["jaar"] or self.now.first_year)


class ProposalForm(forms.Form):
    """Which of the proposals, of which school year."""

    voorstel = forms.SlugField(max_length=30)
    jaar = forms.IntegerField(min_value=2000, max_value=2200)
