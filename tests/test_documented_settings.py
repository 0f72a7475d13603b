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


def plain_defaults() -> dict[str, str]:
    """Return what the settings take where a variable is absent, as the table says it; only where that is a literal."""
    found: dict[str, str] = {}
    for node in ast.walk(ast.parse((ROOT / "handreiking" / "settings.py").read_text())):
        match node:
            case ast.Call(func=reader, args=[ast.Constant(str(name)), ast.Constant(default)]):
                pass
            case ast.BoolOp(op=ast.Or(), values=[ast.Call(func=reader, args=[ast.Constant(str(name))]), fallback]):
                default = fallback.value if isinstance(fallback, ast.Constant) else None
            case ast.Compare(
                left=ast.Call(func=reader, args=[ast.Constant(str(name))]), comparators=[ast.Constant("1")]
            ):
                default = "off"
            case _:
                continue
        if ast.unparse(reader) in READERS and default is not None:
            found[name] = "off" if default == "off" else f"`{default}`" if default else "empty"
    return found


def defaults_in_docs() -> dict[str, str]:
    """Return the second column of that table."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    return {name: "empty" if default == "none" else default for name, default in rows}


def listed_in_docs() -> set[str]:
    """Return the names in the first column of the table of variables."""
    return set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))


def test_every_variable_of_the_settings_is_in_the_documented_table() -> None:
    assert read_by_settings() - listed_in_docs() == set()


def test_every_variable_in_the_documented_table_is_read_by_the_settings() -> None:
    assert listed_in_docs() - read_by_settings() == set()


def test_the_defaults_in_the_table_are_those_of_the_settings() -> None:
    said, taken = defaults_in_docs(), plain_defaults()
    assert {"EMAIL_PORT", "DATABASE_POOL_SIZE", "BEHIND_PROXY", "SENTRY_DSN"} <= taken.keys()
    assert {name: said[name] for name in taken} == taken


def test_the_table_and_the_settings_are_found_at_all() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"} <= read_by_settings() & listed_in_docs()
