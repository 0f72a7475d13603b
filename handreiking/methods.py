"""Which methods there are: a page is read or a form is sent, and nothing here knows of TRACE, PUT or DELETE."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

METHODS = ["GET", "HEAD", "POST"]


class MethodsMiddleware:
    """Refuses every other method, before a view that does not ask takes it for a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, or answer 405."""
        if request.method in METHODS:
            return self.get_response(request)
        return HttpResponseNotAllowed(METHODS, "Dit kan hier niet.", content_type="text/plain; charset=utf-8")
