"""allauth's forms of a second factor: a code of the app works once for as long as it is good, not for half a minute."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from schools.tokens import digest_of

# Seconds: a step of the clock, and one to either side (MFA_TOTP_TOLERANCE). allauth forgets after one step.
GOOD_FOR = 90


class OnceMixin:
    """Refuses a code of the app that was used a moment ago."""

    def clean_code(self) -> str:
        """Read the code as allauth does, and note it; in the cache is its digest, and only for as long as needed."""
        code = str(super().clean_code())  # type: ignore[misc]
        found: Authenticator = self.authenticator  # type: ignore[attr-defined]
        key = f"totp-used-{found.pk}-{digest_of(''.join(code.split()))}"
        if found.type == Authenticator.Type.TOTP and not cache.add(key, "", timeout=GOOD_FOR):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceMixin, forms.AuthenticateForm):  # type: ignore[misc]
    """The second step."""


class ReauthenticateForm(OnceMixin, forms.ReauthenticateForm):  # type: ignore[misc]
    """Show again that it is you."""
