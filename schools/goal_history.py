"""The history of a goal in words: who changed what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from handreiking.library import library
from schools.calendar import SchoolYear
from schools.models import Evaluation, Goal, GoalChange, Membership, Team

FIELDS = {
    "aim": "wat jullie willen bereiken",
    "scope": "voor wie het is",
    "team": "het team",
    "success": "hoe jullie zien dat het werkt",
    "monitoring": "hoe jullie het volgen",
    "upkeep": "hoe het op de agenda blijft",
    "participation": "hoe leerlingen en ouders meedoen",
    "ring": "de cirkel",
    "handvatten": "de handvatten",
    "owner": "wie het trekt",
    "days": "de dagen om terug te kijken",
    "shown_at": "of collega’s het zien",
    "seen": "wat jullie zagen",
    "worked": "wat werkte",
    "progress": "hoe ver jullie waren",
}
SENTENCES = {  # what stands after who did it; {} is what it became, {before} what it was
    "proposed": "stelde dit doel voor.",
    "declined": "zette het voorstel niet door: {}",
    "planned": "plande een moment op {}.",
    "moved": "verzette het moment van {before} naar {}.",
    "cancelled": "liet het moment van {before} vervallen: {}",
    "held": "legde een evaluatie vast: {}.",
    "action_done": "rondde een actie af: {}",
    "action_given": "gaf een actie aan een ander: {}",
    "action_undone": "zette een actie weer open: {}",
}
YEARS = {  # what was decided at the end of a school year; {} is that year
    "year_kept": "liet het doel doorlopen na {}.",
    "year_carried": "nam het doel mee naar het jaar na {}.",
    "year_closed": "rondde het doel af met {}.",
}
STATES = {
    "concept": "maakte dit doel.",
    "running": "liet het doel lopen.",
    "achieved": "noemde het doel behaald.",
    "secured": "noemde het doel geborgd.",
    "stopped": "stopte het doel.",
}


@dataclass(frozen=True)
class Line:
    """A line of the history; before and after are shown apart where a text changed."""

    at: datetime
    who: str
    what: str
    before: str = ""
    after: str = ""


class Words:
    """Turns what the history keeps into words; names are looked up once, in two queries at most."""

    def __init__(self, changes: Iterable[GoalChange]) -> None:
        changes = list(changes)
        self.people = self._names(Membership, changes, "owner")
        self.teams = self._names(Team, changes, "team")

    @staticmethod
    def _names(model: type[Membership | Team], changes: list[GoalChange], field: str) -> dict[str, str]:
        keys = {key for change in changes if change.field == field for key in (change.before, change.after) if key}
        if not keys:
            return {}
        rows = Membership.objects.select_related("user") if model is Membership else Team.objects.all()
        return {str(row.pk): str(row) for row in rows.filter(pk__in=keys)}

    def of(self, field: str, value: str) -> str:
        """Return a value in words; nothing stays nothing."""
        if not value:
            return "nee" if field == "shown_at" else ""
        if field in {"moved", "planned", "cancelled"} and (day := as_date(value)):
            return date_format(day, "j F Y")
        known: Mapping[str, Mapping[str, str]] = {
            "scope": dict(Goal.Scope.choices),
            "held": {key: label.lower() for key, label in Evaluation.Decision.choices},
            "progress": {str(key): str(label) for key, label in Evaluation.Progress.choices},
            "ring": {str(circle.ring): f"{circle.ring}. {circle.short}" for circle in library().circles},
        }
        if field in known:
            return known[field].get(value, value)
        if field == "owner":
            return self.people.get(value, "oud-lid")
        if field == "team":
            return self.teams.get(value, "een team dat er niet meer is")
        return self.of_list(field, value)

    def of_list(self, field: str, value: str) -> str:
        """Return several values in words; another value as it is."""
        if field == "handvatten":
            by_slug = library().handvat_by_slug
            return ", ".join(f"{by_slug[slug].code} {by_slug[slug].title}" for slug in value.split() if slug in by_slug)
        if field == "days":
            return ", ".join(date_format(day, "j F Y") for day in map(as_date, value.split()) if day)
        return value


def as_date(value: str) -> date | None:
    """Return an ISO day as a date; None for what is none, such as a reason."""
    try:
        return parse_date(value)
    except ValueError:
        return None


def lines_of(goal: Goal, changes: Iterable[GoalChange]) -> list[Line]:
    """Return the history as lines, in the order of the changes; a concept that was filled in says nothing new."""
    told = [change for change in changes if not is_filling_in(goal, change)]
    words = Words(told)
    return [line_of(change, words) for change in told]


def is_filling_in(goal: Goal, change: GoalChange) -> bool:
    """Tell whether an empty field was filled in before the goal ran."""
    before_start = goal.started_on is None or change.at.date() < goal.started_on
    return (before_start and change.field in FIELDS and not change.before) or (change.field == "days")


def line_of(change: GoalChange, words: Words) -> Line:
    """Return one change as a line."""
    who = change.by.user.name if change.by else "Een oud-lid"
    before, after = words.of(change.field, change.before), words.of(change.field, change.after)
    if change.field == "state":
        return Line(change.at, who, STATES.get(change.after, "wijzigde het doel."))
    if change.field in YEARS:
        year = SchoolYear(int(change.before)) if change.before.isdecimal() else "het schooljaar"
        return Line(change.at, who, YEARS[change.field].format(year), "", change.after)
    if change.field in SENTENCES:
        return Line(change.at, who, SENTENCES[change.field].format(after, before=before))
    if change.field == "action":
        did = "voegde een actie toe" if not before else "haalde een actie weg" if not after else "wijzigde een actie"
        return Line(change.at, who, f"{did}.", before, after)
    return Line(change.at, who, f"wijzigde {FIELDS.get(change.field, 'het doel')}.", before, after)


def since_last_time(goal: Goal, changes: Iterable[GoalChange]) -> list[Line] | None:
    """Return what changed after the last evaluation that was held; None where none was, or nobody kept when."""
    changes = list(changes)
    last = max((place for place, change in enumerate(changes) if change.field == "held"), default=None)
    if last is None:
        return None
    carried_out = {"state", "held"}
    return lines_of(goal, [change for change in changes[last + 1 :] if change.field not in carried_out])
