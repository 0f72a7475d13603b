"""Changing the address of an account: a code goes to the new address and is typed where it was asked for.

Until then nothing changes. No answer tells whether an address has an account: the mail to it does.
"""

import time
from dataclasses import asdict, dataclass

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import consume
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from schools import journal_names
from schools.mailed_codes import fits, new_code, seal_of
from schools.models import User

SESSION_KEY = "address_change"
LASTS = 15 * 60  # seconds
TRIES = 5


class TooMany(Exception):
    """There were too many tries: of codes, which are worthless now, or of asking for one."""


class WrongCode(Exception):
    """This is not the code of the newest mail."""


class AddressTaken(Exception):
    """Another account has the address: since the code was asked for, or the code was guessed."""


@dataclass
class Pending:
    """A change that waits for its code. `old` is the address it was asked from: after another change it is void."""

    email: str
    seal: str  # of the code
    old: str
    asked_at: float
    tries: int = 0


def ask(request: HttpRequest, email: str) -> None:
    """Mail a code to the new address, and remember it in this session; raises TooMany."""
    user = person(request)
    if not consume(request, action="change_email", key=email):
        raise TooMany
    code = new_code()
    if account_with(email):
        get_adapter().send_account_already_exists_mail(email)
    else:
        get_adapter().send_mail("account/email/email_confirmation", email, {"user": user, "code": code})
    keep(request, Pending(email, seal_of(email, code), user.email, time.time()))


def pending_in(request: HttpRequest) -> Pending | None:
    """Return the change that waits in this session, unless it is too old or the account's address is another now."""
    state = request.session.get(SESSION_KEY)
    pending = Pending(**state) if state else None
    if pending and pending.old == person(request).email and time.time() - pending.asked_at < LASTS:
        return pending
    return None


def confirm(request: HttpRequest, pending: Pending, code: str) -> None:
    """Change the address where the code is right; raises WrongCode, TooMany or AddressTaken.

    All other sessions end, open links for a new password stop working, and the old address gets a mail.
    """
    if not consume(request, action="confirm_change_email"):  # counted for all tabs at once; `tries` is of one session
        call_off(request)
        raise TooMany
    if not fits(pending.seal, pending.email, "".join(code.split())):
        pending.tries += 1
        if pending.tries >= TRIES:
            call_off(request)
            raise TooMany
        keep(request, pending)
        raise WrongCode
    call_off(request)
    user = person(request)
    change_address(user, pending.email)
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)
    addresses = {"from_email": pending.old, "to_email": pending.email}
    get_adapter().send_notification_mail("account/email/email_changed", user, addresses, pending.old)


def change_address(user: User, email: str) -> None:
    """Give an account another address; raises AddressTaken, which the database knows."""
    old, user.email = user.email, email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
            journal_names.follow(user, email=old)
    except IntegrityError as error:  # user_email_unique: another account has it, however it is written
        user.email = old
        raise AddressTaken from error


def account_with(email: str) -> bool:
    """Tell whether an account has the address, however it is written."""
    return User.objects.filter(email__iexact=email).exists()


def call_off(request: HttpRequest) -> None:
    """Forget the change that waits in this session."""
    request.session.pop(SESSION_KEY, None)


def keep(request: HttpRequest, pending: Pending) -> None:
    """Remember a change in this session, which stays on the server."""
    request.session[SESSION_KEY] = asdict(pending)


def person(request: HttpRequest) -> User:
    """Return who is signed in."""
    assert request.user.is_authenticated
    return request.user
