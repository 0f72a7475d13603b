"""The site as a process that can really die, with a database of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time

from django.conf import settings


class Server:
    """The site as a process of its own, with its own database."""

    def __init__(self, folder):
        self.database = folder / "site.sqlite3"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def manage(self, *arguments):
        environment = os.environ | {"DEBUG": "1", "DATABASE_URL": f"sqlite:///{self.database}"}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def start(self):
        self.process = self.manage("runserver", str(self.port), "--noreload", "--skip-checks")
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the server does not start")

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def forget(self, table):
        """Empty a table, behind the server's back."""
        with sqlite3.connect(self.database, timeout=20) as connection:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
