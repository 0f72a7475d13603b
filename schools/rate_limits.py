"""Answers too many tries with status 429 wherever allauth only says so in a form."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

WAIT = 60  # seconds until it is worth trying again, for a program that asks; people read it in the sentence


class TooManyTriesMiddleware:
    """Give a form that was refused because of too many tries the status that says so (AccountAdapter notes it)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the status, and the header for when to come back."""
        response = self.get_response(request)
        if getattr(request, "too_many_tries", False) and response.status_code == 200:
            response.status_code = 429
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", str(WAIT))
        return response
