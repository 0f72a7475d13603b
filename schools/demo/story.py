"""The shape of a school of the demo. Days are school days from today: below zero past, above zero coming."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Someone of the fixed cast, who can sign in with the password of the demo."""

    name: str
    email: str
    role: str = "teacher"
    is_admin: bool = False


@dataclass(frozen=True)
class LookBack:
    """An evaluation that was held: what was found and decided."""

    on: int
    seen: str
    progress: int
    worked: str
    decision: str


@dataclass(frozen=True)
class DemoChange:
    """Something that was changed in a goal, by its owner."""

    on: int
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class DemoAction:
    """A step towards a goal: who, by which day, and when it was done."""

    text: str
    owner: str
    due: int
    done: int | None = None


@dataclass(frozen=True)
class DemoGoal:
    """A goal by the questions of handvat 4b, with its life so far. What was decided says how far it is.

    `cancelled` is the evaluation that was still planned when the goal stopped.
    """

    aim: str
    owner: str
    made: int
    success: str
    monitoring: str = ""
    upkeep: str = ""
    participation: str = ""
    ring: int | None = None
    handvatten: tuple[str, ...] = ()
    scope: str = "school"
    item_code: str = ""
    started: int | None = None
    held: tuple[LookBack, ...] = ()
    coming: tuple[int, ...] = ()
    stop_reason: str = ""
    cancelled: int | None = None
    team: str = ""
    shown: bool = False
    proposed: int | None = None
    declined: int | None = None
    decline_reason: str = ""
    by_teacher: bool = False
    changed: tuple[DemoChange, ...] = ()
    actions: tuple[DemoAction, ...] = ()

    def day_of(self, *decisions: str) -> int | None:
        """Return on which day one of these was decided first, or None."""
        return next((look.on for look in self.held if look.decision in decisions), None)


@dataclass(frozen=True)
class DemoDecision:
    """What was decided on a point; days as elsewhere, from today."""

    text: str
    owner: str = ""
    due: int | None = None
    done: int | None = None


@dataclass(frozen=True)
class DemoPoint:
    """A point on the agenda of a meeting that is past: its notes and what was decided. `goal` is a goal's place."""

    text: str
    minutes: int
    notes: str = ""
    kind: str = "own"
    goal: int | None = None
    decisions: tuple[DemoDecision, ...] = ()


@dataclass(frozen=True)
class DemoMoment:
    """A team meeting, with the question that opens it; `points` for one that is past or that the team arranged."""

    on: int
    begin: str
    end: str
    title: str
    place: str
    talk: str
    kind: str = "meeting"
    team: str = ""
    cancelled: str = ""
    weekly: int = 0
    notes: str = ""
    points: tuple[DemoPoint, ...] = ()


@dataclass(frozen=True)
class DemoTeam:
    """A team inside a school: its name and who is in it, the lead first."""

    name: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class DemoSchool:
    """A school with its people and its planning."""

    code: str
    name: str
    sector: str
    region: str
    brin: str
    domain: str
    cast: tuple[Person, ...]
    others: tuple[str, ...]
    invited: tuple[str, ...]
    teams: tuple[DemoTeam, ...]
    goals: tuple[DemoGoal, ...]
    moments: tuple[DemoMoment, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Return the cast and the others, each with an address."""
        return (*self.cast, *(Person(name, address(name, self.domain)) for name in self.others))


def address(name: str, domain: str) -> str:
    """Return a made-up address: 'Anouk van der Veen' at x.example is a.vanderveen@x.example."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l")).encode("ascii", "ignore").decode()
    first, *rest = plain.lower().replace("-", "").split()
    return f"{first[0]}.{''.join(rest)}@{domain}"
