"""Asks again who it is, before what changes how someone signs in, or hands the account to who sits at the computer."""

from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from handreiking.access import View

APP = "schools"  # allauth asks the adapter for which app; ours always wants proof


def has_no_way(request: HttpRequest) -> bool:
    """Tell whether proof is wanted of someone who has no password, app or passkey: allauth would let them pass."""
    adapter = get_adapter(request)
    return adapter.is_reauthentication_required(app=APP) and not adapter.get_reauthentication_methods(request.user)


def recently_proven(view: View) -> View:
    """Let in who signed in just now, or shows again who they are with a password, an app or a passkey.

    Who has none of those is asked to sign in once more.
    """
    asks_again: View = reauthentication_required(view, app=APP)

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if has_no_way(request):
            status = 200 if request.method in {"GET", "HEAD"} else 403
            return render(request, "account/sign_in_again.html", {"back": request.path}, status=status)
        return asks_again(request, *args, **kwargs)

    return wrapper


def prove_again(request: HttpRequest, otherwise: str) -> HttpResponse | None:
    """Return None for who signed in, or showed again who they are, in the last five minutes.

    For a view that first looks whether there is anything to prove it for. Raises ReauthenticationRequired, with which
    allauth leads to a password, an app or a passkey, and back; who has none of those goes to the page `otherwise`.
    """
    if has_no_way(request):
        messages.error(request, "Log eerst uit en weer in. Dan weten we zeker dat jij het bent.")
        return redirect(otherwise)
    if is_reauthentication_required(request, app=APP):
        raise ReauthenticationRequired
    return None
