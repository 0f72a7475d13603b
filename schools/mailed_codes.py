"""Six digits that go out by mail and are typed in the session that asked. A session has their seal, not the code."""

import secrets

from django.utils.crypto import constant_time_compare, salted_hmac


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(1_000_000):06}"


def seal_of(email: str, code: str, nonce: str = "") -> str:
    """Return what is kept of a code; another one each time, unless the nonce of an earlier one is given."""
    nonce = nonce or secrets.token_hex(16)
    return f"{nonce}.{salted_hmac('schools.mailed_codes', f'{nonce}:{email}:{code}', algorithm='sha256').hexdigest()}"


def fits(seal: str, email: str, code: str) -> bool:
    """Tell whether a seal was made of this address and this code."""
    return constant_time_compare(seal_of(email, code, seal.partition(".")[0]), seal)
