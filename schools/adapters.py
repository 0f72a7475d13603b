"""How allauth fits this site."""

import logging
import time
from io import BytesIO
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schools import emails
from schools.encryption import keeper

logger = logging.getLogger(__name__)
TOO_MANY = {"too_many_login_attempts", "rate_limited"}


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

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Return the sentence for what is wrong; note where it is too many tries (schools/rate_limits.py)."""
        if code in TOO_MANY and self.request:
            self.request.too_many_tries = True
        error: ValidationError = super().validation_error(code, *args)
        return error

    def pre_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse | None:
        """Refuse a code that was mailed to an address which the account has left in the meantime."""
        email = details.get("email")
        if email and email.lower() != user.email.lower():
            clear_login(request)
            return redirect("account_login")
        response: HttpResponse | None = super().pre_login(request, user, **details)
        return response

    def render_mail(self, *args: Any, **kwargs: Any) -> EmailMultiAlternatives:
        """Return the mail as text and as HTML."""
        mail: EmailMultiAlternatives = super().render_mail(*args, **kwargs)
        emails.dress(mail)
        return mail

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail; where the mail server does not take it, answer with a page that says so."""
        try:
            super().send_mail(template_prefix, email, context)
        except emails.FAILURES as error:
            fields = {"event": "mail_refused", "mail": template_prefix}
            logger.exception("The mail server did not take the mail %s", template_prefix, extra=fields)
            raise ImmediateHttpResponse(render(self.request, "account/mail_failed.html", status=503)) from error

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Mail what changed in an account; also to an address that allauth has no row of its own for.

        It has changed whether or not the mail goes out: a mail server that is down is for the log.
        """
        context = {"user": user, **(context or {})}
        try:
            super().send_notification_mail(template_prefix, user, context, email or user.email)
        except ImmediateHttpResponse:
            return

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
