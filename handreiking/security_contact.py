"""Whom to tell of a weakness, and until when that holds: /.well-known/security.txt, as RFC 9116 writes it."""

from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone

ADDRESS = "/.well-known/security.txt"


def read_contact(contact: str, expires: str) -> tuple[str, date | None]:
    """Return the contact and its last day, as the environment gives them; ("", None) where it gives neither.

    Exits with a sentence for the operator where one of the two is missing or is not what it should be.
    """
    if not contact and not expires:
        return "", None
    if not (contact and expires):
        raise SystemExit("SECURITY_CONTACT and SECURITY_EXPIRES belong together: give both, or neither.")
    if not contact.startswith(("mailto:", "https://")) or not contact.isprintable() or " " in contact:
        raise SystemExit("SECURITY_CONTACT takes one address that begins with mailto: or https://.")
    try:
        return contact, date.fromisoformat(expires)
    except ValueError:
        raise SystemExit("SECURITY_EXPIRES takes a day, such as 2027-06-30.") from None


def security_text() -> str:
    """Return the file's text; empty where nothing is configured, or where its last day has passed."""
    expires = settings.SECURITY_EXPIRES
    if expires is None or expires < timezone.now().date():
        return ""
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}T23:59:59Z",
        "Preferred-Languages: nl, en",
        f"Canonical: {urljoin(settings.SITE_URL, ADDRESS)}",
    ]
    return "\n".join(lines) + "\n"
