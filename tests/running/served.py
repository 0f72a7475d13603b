"""The site as it runs for real: gunicorn with the settings of production, on a database of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Served:
    """A gunicorn of one worker in a folder; `more` are environment variables, such as DATABASE_URL."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder, self.port, self.log = folder, free_port(), folder / "log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in {"DEBUG", "IDENTITY_PROVIDERS"}},
            "SECRET_KEY": "a-key-that-opens-nothing-" + "x" * 30,
            "ENCRYPTION_SALTS": "salt",
            "ALLOWED_HOSTS": "handreiking.example",
            "BEHIND_PROXY": "1",
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "EMAIL_PORT": "9",
            "WEB_CONCURRENCY": "1",
            **more,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py with the same environment."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )

    def start(self, door: socket.socket | None = None) -> None:
        """Start gunicorn and wait until it listens and lives; at a socket that stays open, as systemd gives it."""
        assert (ROOT / "var/static/staticfiles.json").exists(), "first: bin/deployable collectstatic, as make test does"
        command = [sys.executable, "-m", "gunicorn", "--config", "python:handreiking.gunicorn_settings"]
        if door:
            self.port = door.getsockname()[1]
            given = f"exec 3<&{door.fileno()}; export LISTEN_FDS=1 LISTEN_PID=$$; exec {' '.join(command)}"
            command = ["bash", "-c", given]
        else:
            command += ["--bind", f"127.0.0.1:{self.port}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                pass_fds=[door.fileno()] if door else [],
            )
        for _ in range(600):
            assert self.process.poll() is None, self.log.read_text()
            try:
                if self.get("/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, HTTPMessage, bytes]:
        """Ask as the proxy would; return the status, the headers and the body. A header without a value is not sent."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        proxied = {"Host": "handreiking.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.77"}
        connection.request(method, path, body, {name: value for name, value in (proxied | headers).items() if value})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def get(self, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        """Ask as the proxy would; return the status, the headers and the text."""
        status, found, content = self.ask(path, method, body, **headers)
        return status, dict(found.items()), content.decode()

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of the log so far; every one has to be JSON."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def stop(self) -> None:
        """End gunicorn, whatever state it is in."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
