"""What goes with every answer to someone who is signed in, and with the last one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from schools.access import kept_private


class SignedInMiddleware:
    """Keep every page of who is signed in out of caches, also public ones: they show a name and perhaps answers.

    Signing out, in whatever way, asks the browser to throw away what this site stored and cached in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, and look who it was and still is."""
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return kept_private(response) if was_signed_in or request.user.is_authenticated else response
