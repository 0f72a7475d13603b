"""Row-level security of PostgreSQL as a step of a migration: a policy for each table. On SQLite it does nothing.

A row is there for whoever has not raised the wall (a command, the admin, a page without an account), and behind the
wall only where the table's condition holds. `schools.wall` raises it, and sets what the conditions ask for.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.base import Operation

NOT_RAISED = "current_setting('handreiking.wall', true) IS DISTINCT FROM 'up'"
MY_SCHOOLS = "nullif(current_setting('handreiking.schools', true), '')::bigint[]"
ME = "nullif(current_setting('handreiking.user', true), '')::bigint"
MY_MEMBERSHIPS = "nullif(current_setting('handreiking.members', true), '')::bigint[]"
ONCE_MY_SCHOOLS = "nullif(current_setting('handreiking.once', true), '')::bigint[]"
OF_MY_SCHOOLS = f"school_id = ANY ({MY_SCHOOLS})"
NAME = "handreiking_wall"


def of_parent(table: str, parent: str, column: str) -> str:
    """Return the condition that the row which `column` leads to can be seen."""
    return f"EXISTS (SELECT 1 FROM {parent} AS parent WHERE parent.id = {table}.{column})"  # noqa: S608  # nosec B608


class RowPolicies(Operation):
    """Put a policy on each table: {table: condition in SQL}. Holds for the owner of the tables too."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, conditions: dict[str, str]) -> None:
        self.conditions = conditions

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change no model."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the policies."""
        if schema_editor.connection.vendor == "postgresql":
            for table, condition in self.conditions.items():
                schema_editor.execute(f"CREATE POLICY {NAME} ON {table} USING ({NOT_RAISED} OR {condition})")
                schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
                schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take them away."""
        if schema_editor.connection.vendor == "postgresql":
            for table in self.conditions:
                schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
                schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
                schema_editor.execute(f"DROP POLICY {NAME} ON {table}")

    def describe(self) -> str:
        """Return what the step does."""
        return f"Row-level security on {', '.join(self.conditions)}"
