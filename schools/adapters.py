"""How allauth fits this site."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody makes an account for themselves: a school does."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse signing up."""
        return False
