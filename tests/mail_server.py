"""A mail server on this machine, for tests of what happens when it refuses or is gone."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller


class MailServer:
    """Takes every mail but those to whom it refuses; `refuses` may hold "everyone"."""

    def __init__(self) -> None:
        self.refuses: set[str] = set()
        self.taken: list[str] = []
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refuses & {address, "everyone"}:
            return "451 Not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken += envelope.rcpt_tos
        return "250 OK"

    def stop(self) -> None:
        """Be gone."""
        if self.controller.server:
            self.controller.stop()


@contextmanager
def running(settings: Any) -> Iterator[MailServer]:
    """Give a server that runs, to which the settings lead."""
    server = MailServer()
    server.controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    yield server
    server.stop()
