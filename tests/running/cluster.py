"""A PostgreSQL of its own that keeps what it acknowledged, and that can be killed."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

ROOT = Path(__file__).parents[2]


class Cluster:
    """A throw-away cluster in a temporary folder, with the settings PostgreSQL comes with: fsync, full_page_writes and
    synchronous_commit on. It listens on a socket in there and on no port.
    """

    def __init__(self) -> None:
        self.programs = Path(
            subprocess.run(
                [ROOT / "bin/with-postgres", "--find"], check=True, capture_output=True, text=True
            ).stdout.strip()
        )
        self.folder = Path(tempfile.mkdtemp(prefix="cluster.", dir="/tmp"))
        self.folder.chmod(0o755)
        self.user = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
        if self.user:
            shutil.chown(self.folder, self.user)
        self.run("initdb", "-D", "data", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        self.server: subprocess.Popen[bytes] | None = None
        self.start()
        # No superuser: row-level security does not hold for one.
        self.run("createuser", "-h", str(self.folder), "-U", "postgres", "--createdb", "handreiking")
        self.run("createdb", "-h", str(self.folder), "-U", "postgres", "--owner", "handreiking", "handreiking")
        self.url = f"postgres://handreiking@{quote(str(self.folder), safe='')}/handreiking"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs to its end, as the user it wants."""
        subprocess.run(
            [self.programs / program, *arguments], cwd=self.folder, user=self.user, check=True, capture_output=True
        )

    def start(self) -> float:
        """Start the server, and return after how many seconds it let somebody in."""
        begun = time.monotonic()
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(
                [
                    self.programs / "postgres",
                    "-D",
                    "data",
                    "-k",
                    self.folder,
                    "-c",
                    "listen_addresses=",
                    "-c",
                    "max_connections=50",
                ],
                cwd=self.folder,
                user=self.user,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while True:
            assert self.server.poll() is None, (self.folder / "log").read_text()
            try:
                self.control().close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return time.monotonic() - begun

    def control(self) -> psycopg.Connection:
        """Return a connection as superuser."""
        return psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True)

    def settings(self) -> dict[str, str]:
        """Return what the server says of how it keeps things."""
        with self.control() as control:
            names = ("server_version", "fsync", "synchronous_commit", "full_page_writes")
            return {name: control.execute(f"SHOW {name}").fetchone()[0] for name in names}  # type: ignore[index]

    def kill_backend(self) -> str:
        """`kill -9` the process of a connection that the site uses; PostgreSQL then ends all others and recovers."""
        with self.control() as control:
            found = control.execute(
                "SELECT pid FROM pg_stat_activity WHERE usename = 'handreiking' ORDER BY state = 'idle', random() LIMIT 1"
            ).fetchone()
        if not found:
            return "no connection to kill"
        os.kill(found[0], signal.SIGKILL)
        return "kill -9 of a connection's process"

    def kill_all(self) -> str:
        """`kill -9` the postmaster and then its processes, as systemd would, and start it again."""
        assert self.server
        kill_with_children(self.server)
        return f"kill -9 of the postmaster; let people in again {self.start():.1f} s after its start"

    def stop(self) -> None:
        """End it, and take everything away."""
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGQUIT)
            self.server.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started and that still run."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def kill_with_children(process: subprocess.Popen[bytes]) -> None:
    """`kill -9` a process, and then what it started, as systemd does when a service's first process is gone."""
    children = children_of(process.pid)
    process.kill()
    process.wait()
    for child in children:
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
    while any(runs(child) for child in children):
        time.sleep(0.02)


def runs(pid: int) -> bool:
    """Tell whether a process is there, and not only its number that nobody has asked back yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
