"""Proves that someone can read the mail of an address: six digits, mailed, and typed in the same session.

Every address gets a mail, whether it is known here or not.
"""

import time
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest

from schools.emails import send_mail
from schools.mailed_codes import fits, new_code, seal_of

PROOF = "proof"  # key in the session
LASTS = 10 * 60  # seconds


class TooManyMails(Exception):
    """This address, or this network, asked for too many codes."""


class TooManyTries(Exception):
    """The code was guessed at too often; a new one is needed."""


class NotSent(Exception):
    """The mail server did not take the mail."""


def send_code(request: HttpRequest, email: str) -> None:
    """Mail a code to the address, and keep its seal in the session in place of an earlier one."""
    drop_proof(request)
    if not ratelimit.consume(request, action="prove_address", key=email):
        raise TooManyMails
    code = new_code()
    if not mail_code(email, code):
        raise NotSent
    request.session[PROOF] = {"email": email, "seal": seal_of(email, code), "since": time.time()}


def mail_code(email: str, code: str) -> bool:
    """Mail the code; tell whether the mail server took it."""
    return send_mail("address_code", email, {"code": code, "minutes": LASTS // 60})


def asked_address(request: HttpRequest) -> str:
    """Return the address to which a code went that still works, or nothing."""
    kept = request.session.get(PROOF)
    return str(kept["email"]) if kept and time.time() - kept["since"] <= LASTS else ""


def check_code(request: HttpRequest, code: str) -> bool:
    """Tell whether this is the code, and remember that the address is proven; raises TooManyTries after five."""
    kept: dict[str, Any] = request.session.get(PROOF) or {}
    if not asked_address(request) or "seal" not in kept:
        return False
    if not ratelimit.consume(request, action="prove_address_try", key=kept["seal"]):
        drop_proof(request)
        raise TooManyTries
    if not fits(kept["seal"], kept["email"], code):
        return False
    request.session[PROOF] = {"email": kept["email"], "proven": True, "since": time.time()}
    return True


def proven_address(request: HttpRequest) -> str:
    """Return the address of which the person in this session can read the mail, or nothing."""
    kept = request.session.get(PROOF) or {}
    return asked_address(request) if kept.get("proven") else ""


def drop_proof(request: HttpRequest) -> None:
    """Forget the code and what it proved."""
    request.session.pop(PROOF, None)
