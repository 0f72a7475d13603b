"""The key with which a person's own browser encrypts what is typed and not yet saved (static/js/drafts.js).

It is never stored in the browser: only a page of who is signed in has it, and no cache keeps those pages. Without it,
what stays behind on a shared computer can't be read.
"""

import base64

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from schools.models import User


def drafts(request: HttpRequest) -> dict[str, str]:
    """Give templates `draft_keys` for who is signed in (context processor)."""
    user = getattr(request, "user", None)
    return {"draft_keys": draft_keys(user)} if user is not None and user.is_authenticated else {}


def draft_keys(user: User) -> str:
    """Return the person's name and key in the browser's storage as `name:key`; those of earlier secrets follow."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return " ".join(f"{derived(user, 'name', secret)[:16]}:{derived(user, 'key', secret)}" for secret in secrets)


def derived(user: User, purpose: str, secret: str) -> str:
    """Return 32 bytes for a person and a purpose, in base64 that fits in a page and in a key of the storage."""
    made = salted_hmac(f"reflections.drafts {purpose}", str(user.pk), secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode()
