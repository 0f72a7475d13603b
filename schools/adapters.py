"""How allauth fits this site."""

import time
from io import BytesIO
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from schools.encryption import keeper


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account for themselves: a school does."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "Je hebt het een paar keer geprobeerd. Vraag een nieuwe code.",
        "rate_limited": "Dat ging een paar keer snel achter elkaar. Wacht een minuut en probeer het dan opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse signing up."""
        return False

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Mail what changed in an account; also to an address that allauth has no row of its own for."""
        super().send_notification_mail(template_prefix, user, {"user": user, **(context or {})}, email or user.email)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask again who it is, but not of who signed in just now: that is proof enough."""
        if not super().is_reauthentication_required(app=app):
            return False
        records = get_authentication_records(self.request, self.request.user)
        return not records or time.time() - records[-1]["at"] > app_settings.REAUTHENTICATION_TIMEOUT


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets encrypted in the database, the QR code as a part of the page."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Deze passkey werkt hier niet. Log in op een andere manier.",
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database."""
        return str(keeper().encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a secret from the database."""
        return str(keeper().decrypt(encrypted_text.encode()).decode())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """Return the name that a new passkey gets where the person gives none."""
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code on white, as an element of the page: the policy admits no `data:` images."""
        import qrcode
        from qrcode.image.svg import SvgPathFillImage

        file = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(file)
        svg = file.getvalue().decode()
        return svg[svg.index("<svg") :].replace("<svg", '<svg role="img" aria-label="QR-code voor je app"', 1)


class UserSessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """allauth ends all other sessions of a person; here one of them can be chosen."""

    def end_sessions(self, sessions: list[Any]) -> None:
        """End the session that the form names, or all where it names none."""
        chosen = self.request.POST.get("session") if self.request else None
        super().end_sessions([session for session in sessions if chosen in (None, str(session.pk))])
