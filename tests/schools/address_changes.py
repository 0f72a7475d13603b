"""Changing the address of an account, as people do it."""

from typing import Any

from django.test import Client

from tests.letters import mailed_code
from tests.world import PASSWORD

CHANGE = "/account/email/"
CONFIRM = "/account/email/code/"
OLD, NEW = "leerkracht@vijver.example", "joost@nieuw.example"


def signed_in(email: str = OLD) -> Client:
    client = Client()
    assert client.post("/account/login/", {"login": email, "password": PASSWORD}).status_code == 302
    return client


def changed(client: Client, new: str = NEW) -> Any:
    """Change the address as people do."""
    assert client.post(CHANGE, {"email": new})["Location"] == CONFIRM
    return client.post(CONFIRM, {"code": mailed_code()}, follow=True)
