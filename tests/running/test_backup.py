"""bin/backup and bin/try-backup: what was copied can be restored, and what cannot says so."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from tests.running.served import ROOT, Served

COUNTS = re.compile(r"^(\d+ schools, \d+ people, \d+ memberships)$", re.MULTILINE)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty database of the kind that the suite runs on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('live')}/site.sqlite3"
        return
    given = connection.settings_dict
    name = f"backup_{os.getpid()}"
    control = psycopg.connect(host=given["HOST"], user=given["USER"], dbname="postgres", autocommit=True)
    control.execute(f"CREATE DATABASE {name}")
    yield f"postgres://{given['USER']}@{quote(given['HOST'], safe='')}/{name}"
    control.execute(f"DROP DATABASE {name} WITH (FORCE)")
    control.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, address: str) -> Served:
    """A site with the two demo schools; it need not run."""
    site = Served(tmp_path_factory.mktemp("site"), DATABASE_URL=address)
    site.manage("migrate", "--verbosity", "0")
    site.manage("createcachetable")
    site.manage("seed_demo", "--yes")
    return site


@pytest.fixture(scope="module")
def copy(site: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    made = run(site, "bin/backup", str(tmp_path_factory.mktemp("backups")))
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.strip())


def run(site: Served, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a script with the site's variables."""
    return subprocess.run(
        command, cwd=ROOT, env=site.environment | more, check=False, capture_output=True, text=True, timeout=300
    )


def test_only_its_owner_can_read_a_backup(copy: Path) -> None:
    assert copy.stat().st_mode & 0o077 == 0
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]  # nothing half done beside it


def test_a_backup_that_is_restored_is_the_site_again(site: Served, copy: Path) -> None:
    tried = run(site, "bin/try-backup", str(copy))
    assert tried.returncode == 0, tried.stdout + tried.stderr
    count = (
        "from schools.models import *; print(School.objects.count(), User.objects.count(), Membership.objects.count())"
    )
    schools, people, memberships = site.manage("shell", "--verbosity", "0", "-c", count).stdout.split()
    found = COUNTS.search(tried.stdout)
    assert found
    assert found[1] == f"{schools} schools, {people} people, {memberships} memberships"
    assert re.search(r"[1-9]\d* of reflections\.Reflection", tried.stdout)
    assert re.search(r"visited as 6 people: [1-9]\d+ × 200", tried.stdout)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no row-level security")
def test_what_is_restored_has_every_row_and_the_second_wall(address: str, copy: Path) -> None:
    """Restored as docs/backup.md says, but beside the site; both databases are then looked at by the site's own role."""
    beside = f"{address}_restored"
    name = beside.rpartition("/")[2]
    with psycopg.connect(address, autocommit=True) as live:
        live.execute(f"CREATE DATABASE {name}")
        try:
            restore = ["pg_restore", "--no-owner", "--exit-on-error", "--dbname", beside, str(copy)]
            subprocess.run(restore, check=True, capture_output=True)
            with psycopg.connect(beside) as restored:
                assert rows(restored) == rows(live)
                assert wall(restored) == wall(live)
                all_goals = restored.execute("SELECT count(*) FROM schools_goal").fetchone()
                restored.execute("SELECT set_config('handreiking.wall', 'up', true)")
                mine = "SELECT set_config('handreiking.schools', array(SELECT id FROM schools_school WHERE code = 'vijver23')::text, true)"
                restored.execute(mine)
                behind = restored.execute("SELECT count(*), count(DISTINCT school_id) FROM schools_goal").fetchone()
                assert all_goals
                assert behind
                assert 0 < behind[0] < all_goals[0]
                assert behind[1] == 1
                assert restored.execute("SELECT count(*) FROM reflections_reflection").fetchone() == (0,)
        finally:
            live.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows(database: psycopg.Connection) -> dict[str, tuple[int] | None]:
    """Return the number of rows of every table, but for those that a backup leaves empty."""
    tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    counts = {table: database.execute(f"SELECT count(*) FROM {table}").fetchone() for (table,) in tables}  # noqa: S608
    assert counts["schools_goal"] != (0,)
    return counts | dict.fromkeys(("django_session", "cache"), (0,))


def wall(database: psycopg.Connection) -> list[tuple[object, ...]]:
    """Return the policies, and of each table whether they hold, for its owner too."""
    found = database.execute(
        "SELECT relname, relrowsecurity, relforcerowsecurity, polname, pg_get_expr(polqual, polrelid)"
        " FROM pg_class LEFT JOIN pg_policy ON polrelid = pg_class.oid"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1, 4"
    ).fetchall()
    assert sum(bool(policy) for *_, policy, _ in found) > 20
    return found


def test_a_backup_without_its_keys_is_found_out(site: Served, copy: Path) -> None:
    tried = run(site, "bin/try-backup", str(copy), ENCRYPTION_SALTS="another")
    assert tried.returncode != 0
    assert "KeyMissing" in tried.stderr


def test_half_a_file_is_found_out(site: Served, copy: Path, tmp_path: Path) -> None:
    half = tmp_path / f"half{copy.suffix}"
    half.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    assert run(site, "bin/try-backup", str(half)).returncode != 0


def test_an_empty_database_is_no_backup(tmp_path: Path) -> None:
    empty = Served(tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3")
    empty.manage("migrate", "--verbosity", "0")
    tried = run(empty, "bin/try-backup", f"{tmp_path}/empty.sqlite3")
    assert tried.returncode != 0
    assert "nobody is in it" in tried.stdout
