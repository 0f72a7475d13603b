"""Someone whose school account nobody here has: the addresses, and proving an address."""

from typing import Any

from django.test import Client

from tests.letters import mailed_code
from tests.schools.oidc import FAILED, NEW

ADDRESS, CODE, ACCEPT, SCHOOL = f"{NEW}adres/", f"{NEW}code/", f"{NEW}uitnodiging/", f"{NEW}school/"
OVER = f"{FAILED}voorbij"
EMAIL = "w.tan@vijver.example"


def prove(client: Client, email: str = EMAIL) -> Any:
    """Ask for a code at an address, and type it."""
    assert client.post(ADDRESS, {"email": email})["Location"] == CODE
    return client.post(CODE, {"code": mailed_code()})
