"""Asking to take part, as the tests of requests need it."""

from typing import Any

from django.core import mail

from schools.models import SchoolRequest
from tests.world import (
    SchoolRequestFactory,
)

EMAIL = "s.dewit@x.example"


def whole(path: str) -> str:
    return f"https://handreiking.example{path}"


def waiting(**changes: Any) -> SchoolRequest:
    return SchoolRequestFactory(confirmed=True, **({"name": "Sam de Wit", "email": EMAIL} | changes))


def receivers() -> list[str]:
    return [address for message in mail.outbox for address in message.to]
