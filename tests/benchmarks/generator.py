"""A country of schools, or a part of it, in one database: 8,000 schools with all that they make in two years.

Twenty schools are a block: one transaction of COPY. A block always has the same numbers (BLOCK), so any size adds up, and
the first schools are the same in every size. What is there already is skipped by its code, so a run that was killed goes
on where it stopped, and nothing comes in twice.

    python -m tests.benchmarks.generate --size 0.1
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from django.db import connection

from schools.models import School
from tests.benchmarks import people, planning, rounds, texts, writing
from tests.benchmarks.copying import whole
from tests.benchmarks.progress import bar

SCHOOLS = 8000  # in the whole country
MEMBERS = (8, 10, 12, 14, 16, 18, 20, 21, 22, 24, 25, 26, 28, 30, 33, 38, 45, 55, 80, 100)  # in the schools of a block
BLOCK = {"reflections": 6250, "goals": 500, "moments": 600, "answers": 30_000}  # and 625 members, 100 rounds
BIG = 55  # members, from which it is a school for vo


@dataclass(frozen=True)
class Plan:
    """What a school gets: how many of everything."""

    number: int
    members: int
    reflections: int
    goals: int
    moments: int
    answers: int

    @property
    def code(self) -> str:
        """Return the school's address, by which it is known again."""
        return f"land{self.number:05}"

    @property
    def sector(self) -> str:
        """Return the kind of education."""
        return "vo" if self.members >= BIG else "po"


def plans(schools: int) -> Iterator[list[Plan]]:
    """Yield the schools block by block; of the last block perhaps only the first few."""
    for first in range(0, schools, len(MEMBERS)):
        sizes = list(MEMBERS)
        Random(first).shuffle(sizes)
        parts = {name: share(total, sizes) for name, total in BLOCK.items()}
        yield [
            Plan(first + place, members, **{name: part[place] for name, part in parts.items()})
            for place, members in enumerate(sizes)
            if first + place < schools
        ]


def share(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole parts of a total in proportion to weights; together they are exactly the total."""
    whole_, parts = sum(weights), []
    for weight in weights:
        part = round(total * weight / whole_) if whole_ else 0
        parts.append(part)
        total, whole_ = total - part, whole_ - weight
    return parts


def generate(schools: int) -> None:
    """Make so many schools, with a progress bar on stderr; those that are there are skipped."""
    pools = texts.make()
    there = set(School.objects.filter(code__startswith="land").values_list("code", flat=True))
    for block in bar(list(plans(schools)), "blocks of 20 schools"):
        if wanted := [plan for plan in block if plan.code not in there]:
            with whole():
                for plan in wanted:
                    fill(plan, pools)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def fill(plan: Plan, pools: texts.Texts) -> None:
    """Make one school; the same one each time."""
    random = Random(plan.number)
    staff = people.fill(plan, random)
    writing.fill(plan, random, staff, pools)
    planning.fill(plan, random, staff)
    rounds.fill(plan, random, staff, pools)
