"""The identity provider as a process of its own, run by Playwright's node."""

import os
import socket
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

FOLDER = Path(__file__).parent


class Provider:
    """The provider as a process of its own."""

    def __init__(self, redirect_uri: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.issuer = f"http://127.0.0.1:{self.port}"
        node = str(compute_driver_executable()[0])
        command = [node, "provider.js", str(self.port), redirect_uri]
        self.process = subprocess.Popen(
            command, cwd=FOLDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout
        assert self.process.stdout.readline().startswith("ready"), "the identity provider does not start"

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


def find_provider() -> None:
    """Skip the test where the provider is not installed; on the build server that is a failure."""
    if not (FOLDER / "node_modules" / "oidc-provider").exists():
        missing = "the identity provider is not installed: npm ci in tests/identity_provider"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
