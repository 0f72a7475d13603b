"""The outer door: what everyone may see. `schools.access` has the doors for people with an account and for schools."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase

View = Callable[..., HttpResponseBase]
ACCESSES = {"public", "account", "school", "board"}


def declare(view: View, access: str) -> View:
    """Return the view with the access that it declares, for the checks and the sweep to read."""
    view.access = access  # type: ignore[attr-defined]
    return view


def public_view(why: str) -> Callable[[View], View]:
    """Let everybody in, also without an account; `why` says why that is right."""
    if not why:
        raise ValueError("public_view wants a reason")

    def decorator(view: View) -> View:
        return declare(login_not_required(view), "public")

    return decorator
