"""Migrations run while the previous version serves: after the first release they add first, and take away later."""

from collections.abc import Iterator

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from handreiking.row_policies import RowPolicies

OURS = {"schools", "reflections", "checklists"}
# The last migration of each app in the first release. There is no release yet: until then they may be written anew.
RELEASED: dict[str, str] = {}
# A step that does more than add, as "app.0007_name: what", with why the previous version goes on all the same: the
# release since which nothing reads it, say.
WHY_IT_FITS: dict[str, str] = {}
ADDS = (
    migrations.CreateModel,
    migrations.AddIndex,
    migrations.RemoveIndex,
    migrations.RenameIndex,
    migrations.RemoveConstraint,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
)


def breaking(operation: Operation, new: frozenset[str] = frozenset()) -> str:
    """Return what of this step could break the previous version, or nothing; of tables that are `new` it knows nothing.

    What is not known to add only, has to say why it fits: code and SQL that change rows, our own kinds of steps, and
    each AlterField, since the step itself does not tell what the field was before.
    """
    match operation:
        case migrations.AddField() | migrations.AddConstraint() if operation.model_name_lower in new:
            return ""
        case migrations.AddField(field=field) if field.null or field.many_to_many or field.has_db_default():
            return ""
        case migrations.AddField():
            return f"{operation.describe()}: the previous version writes no value for it (db_default=…, or null=True)"
        case migrations.SeparateDatabaseAndState(database_operations=inner):
            return "; ".join(filter(None, (breaking(one, new) for one in inner)))
        case _:
            return "" if isinstance(operation, ADDS) else operation.describe()


def made_in(migration: migrations.Migration) -> frozenset[str]:
    """Return the names of the models that a migration makes."""
    return frozenset(one.name_lower for one in migration.operations if isinstance(one, migrations.CreateModel))


def after(released: dict[str, str]) -> Iterator[tuple[str, migrations.Migration]]:
    """Yield every migration of ours that came after those of a release, with its name."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for app, last in released.items():
        old = set(loader.graph.forwards_plan((app, last)))
        yield from (
            (f"{key[0]}.{key[1]}", loader.get_migration(*key))
            for key in loader.disk_migrations
            if key[0] == app and key not in old
        )


def found_after(released: dict[str, str]) -> set[str]:
    """Return the steps after a release that have to say why they fit."""
    return {
        f"{name}: {what}"
        for name, migration in after(released)
        for operation in migration.operations
        if (what := breaking(operation, made_in(migration)))
    }


def test_no_migration_takes_away_what_the_previous_version_reads() -> None:
    found = found_after(RELEASED)
    assert found - WHY_IT_FITS.keys() == set()
    assert WHY_IT_FITS.keys() - found == set(), "these are not there (any more)"


def test_the_rule_reads_our_own_files() -> None:
    """As if the first release had been made at the first migration of each app."""
    found = found_after(dict.fromkeys(sorted(OURS), "0001_initial"))
    apps_with_a_wall = {line.partition(".")[0] for line in found if "Row-level security" in line}
    assert apps_with_a_wall == OURS
    assert any("Create constraint" in line for line in found)
    assert not any("Create model" in line for line in found)


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
        migrations.AlterField("goal", "aim", models.CharField(max_length=10, null=True)),
        migrations.AddConstraint("goal", models.UniqueConstraint(fields=["aim"], name="one")),
        migrations.AlterUniqueTogether("goal", {("aim", "owner")}),
        migrations.RunSQL("DROP TABLE goal"),
        migrations.RunPython(migrations.RunPython.noop),
        RowPolicies({"goal": "false"}),
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
        migrations.RemoveConstraint("goal", "one"),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_a_step_that_adds_is_not(operation: Operation) -> None:
    assert not breaking(operation)


def test_of_a_table_that_the_same_migration_makes_the_previous_version_knows_nothing() -> None:
    constraint = migrations.AddConstraint("Thing", models.UniqueConstraint(fields=["aim"], name="one"))
    assert not breaking(constraint, frozenset({"thing"}))
    assert breaking(constraint, frozenset({"goal"}))
    assert breaking(migrations.RemoveField("Thing", "aim"), frozenset({"thing"}))
