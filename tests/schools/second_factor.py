"""An app with codes, as a person sets it up and uses it."""

import base64
import hmac
import re
import struct
import time
from typing import Any

from django.test import Client

from schools.models import User
from tests.world import PASSWORD

INDEX = "/account/2fa/"
ACTIVATE = "/account/2fa/totp/activate/"
CODES = "/account/2fa/recovery-codes/"


def totp(secret: str) -> str:
    """Return the code that an app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def log_in(client: Client, user: User) -> Any:
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD})


def activate(client: Client) -> tuple[str, Any]:
    """Set up an app as a person who just signed in; return its secret and the answer."""
    page = client.get(ACTIVATE)
    assert page.status_code == 200
    found = re.search(r'id="sleutel">(\w+)<', page.text)
    assert found
    return found[1], client.post(ACTIVATE, {"code": totp(found[1])})


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<code>(\w+)</code>", client.get(CODES).text)


def is_in(client: Client) -> bool:
    return client.get("/reflecties/").status_code == 200


def with_app(user: User) -> tuple[str, list[str]]:
    """Give a person an app; return its secret and the recovery codes."""
    client = Client()
    log_in(client, user)
    secret, _ = activate(client)
    return secret, recovery_codes(client)


def set_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user
