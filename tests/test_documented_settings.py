"""docs/settings.md lists the environment variables that the settings read: all of them, and no others."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
READERS = {"os.environ.get", "os.getenv", "env_list"}


def read_by_settings() -> set[str]:
    """Return every name that settings.py takes from the environment, in whatever way."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / "handreiking" / "settings.py").read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in READERS:
            first: ast.expr | None = node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            first = node.slice
        else:
            continue
        if isinstance(first, ast.Constant):
            names.add(str(first.value))
    return names


def listed_in_docs() -> set[str]:
    """Return the names in the first column of the table of variables."""
    return set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))


def test_every_variable_of_the_settings_is_in_the_documented_table() -> None:
    assert read_by_settings() - listed_in_docs() == set()


def test_every_variable_in_the_documented_table_is_read_by_the_settings() -> None:
    assert listed_in_docs() - read_by_settings() == set()


def test_the_table_and_the_settings_are_found_at_all() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"} <= read_by_settings() & listed_in_docs()
