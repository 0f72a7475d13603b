"""allauth's forms of passkeys, which stumble over an answer that no browser gives: here it is refused as any other."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError


@contextmanager
def nonsense_refused() -> Iterator[None]:
    """Turn what reading a credential may raise (its parts missing, of another type, garbled) into a plain refusal."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, struct.error) as error:
        raise ValidationError("Met de passkey lukte het niet. Probeer het nog een keer.", code="nonsense") from error


class AddForm(forms.AddWebAuthnForm):  # type: ignore[misc]
    """Make a passkey."""

    def clean(self) -> dict[str, Any]:
        """Read the credential as allauth does, or refuse it."""
        with nonsense_refused():
            return dict(super().clean())


class CarefulMixin:
    """What the forms that use a passkey share."""

    def clean_credential(self) -> Any:
        """Read the credential as allauth does, or refuse it."""
        with nonsense_refused():
            return super().clean_credential()  # type: ignore[misc]


class AuthenticateForm(CarefulMixin, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """Use one as the second step."""


class LoginForm(CarefulMixin, forms.LoginWebAuthnForm):  # type: ignore[misc]
    """Use one instead of a password."""


class ReauthenticateForm(CarefulMixin, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Use one to show again that it is you."""
