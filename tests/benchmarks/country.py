"""The country that the other benchmarks run on: what is in it, and how long it took to make."""

from __future__ import annotations

from time import monotonic

from django.apps import apps
from django.db import connection

from tests.benchmarks import databases
from tests.benchmarks.generator import SCHOOLS
from tests.benchmarks.report import Section, table

APPS = ("schools", "reflections", "checklists")
BODY = """
`python -m tests.benchmarks.generate --size 0.1` fills any database on PostgreSQL that is migrated: 1 is the whole country of
8,000 schools, 250,000 members, 2.5 million reflections, 40,000 rounds with 12 million answers, and 200,000 goals with their
evaluations, actions, changes and agenda moments. Here {schools:,} schools, made in {seconds:.0f} seconds with COPY, {megabytes:,.0f} MB with indexes.

- Twenty schools, from 8 to 100 people, are one transaction, so a run that was killed goes on at the next run, and nothing
  comes in twice. Few people write much, and many little.
- **Answers exist only in open rounds**: closing a round makes figures of them and deletes them
  ([why](decisions/anonymous-answers.md)). So every school has two open rounds, of the whole school and of a team, that hold all of its
  answers, which is more than will ever be open at once; and three that are over, which hold what closing leaves.
- The texts are some thousands of different ones, encrypted once each; the ciphertexts are used again and again.

{table}
"""


def measure(size: float) -> Section:
    """Make the country, and count what is in it."""
    begun = monotonic()
    name = databases.country(size)
    seconds = monotonic() - begun
    with databases.using(name):
        models = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
        counts = {str(model._meta.db_table): model._default_manager.count() for model in models}
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            (number,) = cursor.fetchone()
    lines = [(f"`{one}`", f"{count:,}") for one, count in sorted(counts.items(), key=lambda pair: -pair[1])[:16]]
    body = BODY.format(
        schools=round(SCHOOLS * size),
        seconds=seconds,
        megabytes=number / 2**20,
        table=table(("the sixteen largest tables", "rows"), lines),
    )
    raw = "\n".join(f"{one}: {count}" for one, count in counts.items())
    return Section("The data", body, (), f"{seconds:.0f} seconds, {number} bytes\n{raw}")
