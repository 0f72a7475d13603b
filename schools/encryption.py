"""Texts that are encrypted in the database, with keys that are not in it."""

from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models
from encrypted_fields.fields import EncryptedTextField


class KeyMissing(Exception):
    """No key of SECRET_KEY, SECRET_KEY_FALLBACKS and ENCRYPTION_SALTS opens a text: one that was used is missing."""


def keeper() -> Fernet | MultiFernet:
    """Return what encrypts with the first key and decrypts with all; made once for as long as the keys are the same."""
    return _keeper(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS), tuple(settings.SALT_KEY))


@cache
def _keeper(*keys: str | tuple[str, ...]) -> Fernet | MultiFernet:
    opener: Fernet | MultiFernet = EncryptedTextField().f  # derives the keys from the settings, slowly on purpose
    return opener


if TYPE_CHECKING:  # the library has no types; those of a text field fit
    TextField = models.TextField
else:
    TextField = EncryptedTextField


class EncryptedText(TextField):
    """A text, encrypted on its way to the database and decrypted on its way back, and nowhere else.

    The library's own field guesses in `to_python` whether a text is encrypted, gives back what it can't decrypt as if
    it were the text, and keeps state while a form is cleaned, which two threads then share. This one does none of that.
    """

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """Return the text; raise KeyMissing rather than show what is stored."""
        if value is None:
            return None
        try:
            return str(keeper().decrypt(value.encode()).decode())
        except InvalidToken as problem:
            raise KeyMissing(KeyMissing.__doc__) from problem

    def to_python(self, value: Any) -> Any:
        """Return the text as it is: what Python holds is never encrypted."""
        return value if value is None or isinstance(value, str) else str(value)

    def get_prep_value(self, value: Any) -> str | None:
        """Return the text encrypted, also where it is empty: how many are empty is nobody's to count."""
        return None if value is None else str(keeper().encrypt(str(value).encode()).decode())

    def clean(self, value: Any, model_instance: Any) -> Any:
        """Check a text without the library's state."""
        value = self.to_python(value)
        self.validate(value, model_instance)
        self.run_validators(value)
        return value
