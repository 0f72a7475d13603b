"""Secrets that travel in a link: the link has the token, the database only its digest."""

import hashlib
import secrets


def new_token() -> str:
    """Return a token that nobody guesses (256 bits), fit for an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return what is kept of a token. It is as random as a key, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
