"""Migrations run while the previous version serves: after the first release they add first, and take away later."""

from collections.abc import Iterator

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

OURS = {"schools", "reflections", "checklists"}
# The last migration of each app in the first release. There is no release yet: until then they may be written anew.
RELEASED: dict[str, str] = {}
# A step that takes away, as "app.0007_name: what", with the release since which nothing reads it.
NOTHING_READS_IT_SINCE: dict[str, str] = {}


def breaking(operation: Operation) -> str:
    """Return what the previous version would miss after this step, or nothing."""
    match operation:
        case migrations.RemoveField() | migrations.DeleteModel() | migrations.RenameField() | migrations.RenameModel():
            return operation.describe()
        case migrations.AlterModelTable():
            return operation.describe()
        case migrations.AddField(field=field) if not (field.null or field.many_to_many or field.has_db_default()):
            return f"{operation.describe()}: the previous version writes no value for it (db_default=…, or null=True)"
        case migrations.AlterField(field=field) if not field.null and not field.has_db_default():
            return f"{operation.describe()}: say why what the previous version writes still fits"
        case migrations.AddConstraint():
            return f"{operation.describe()}: say why what the previous version writes still fits"
        case migrations.SeparateDatabaseAndState(database_operations=inner):
            return "; ".join(filter(None, map(breaking, inner)))
        case migrations.RunSQL():
            return f"{operation.describe()}: say what it does to the previous version"
        case _:
            return ""


def after_the_first_release() -> Iterator[tuple[str, migrations.Migration]]:
    """Yield every migration of ours that came later, with its name."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for app, first in RELEASED.items():
        old = set(loader.graph.forwards_plan((app, first)))
        yield from (
            (f"{key[0]}.{key[1]}", loader.get_migration(*key))
            for key in loader.disk_migrations
            if key[0] == app and key not in old
        )


def test_no_migration_takes_away_what_the_previous_version_reads() -> None:
    found = {
        f"{name}: {what}"
        for name, migration in after_the_first_release()
        for operation in migration.operations
        if (what := breaking(operation))
    }
    assert found - NOTHING_READS_IT_SINCE.keys() == set()
    assert NOTHING_READS_IT_SINCE.keys() - found == set(), "these are not there (any more)"


def test_a_release_names_a_migration_of_every_app() -> None:
    assert RELEASED.keys() in (set(), OURS)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("goal", "aim"),
        migrations.RenameField("goal", "aim", "title"),
        migrations.RenameModel("Goal", "Target"),
        migrations.DeleteModel("Goal"),
        migrations.AddField("goal", "size", models.IntegerField(default=1)),
        migrations.AlterField("goal", "aim", models.CharField(max_length=10)),
        migrations.AddConstraint("goal", models.UniqueConstraint(fields=["aim"], name="one")),
        migrations.RunSQL("DROP TABLE goal"),
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("goal", "aim")]),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_a_step_that_breaks_the_previous_version_is_seen(operation: Operation) -> None:
    assert breaking(operation)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.CreateModel("Thing", fields=[("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("goal", "size", models.IntegerField(null=True)),
        migrations.AddField("goal", "size", models.IntegerField(db_default=1)),
        migrations.AddIndex("goal", models.Index(fields=["aim"], name="goal_aim")),
        migrations.RunPython(migrations.RunPython.noop),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_a_step_that_adds_is_not(operation: Operation) -> None:
    assert not breaking(operation)
