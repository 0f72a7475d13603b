"""Asks again who it is, before what would hand the account to who happens to sit at the computer."""

from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from handreiking.access import View

APP = "schools"  # allauth asks the adapter for which app; ours always wants proof


def recently_proven(view: View) -> View:
    """Let in who signed in just now, or shows again who they are with a password, an app or a passkey.

    Who has none of those is asked to sign in once more: allauth would let them pass.
    """
    asks_again: View = reauthentication_required(view, app=APP)

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        adapter = get_adapter()
        if adapter.is_reauthentication_required(app=APP) and not adapter.get_reauthentication_methods(request.user):
            status = 200 if request.method in {"GET", "HEAD"} else 403
            return render(request, "account/sign_in_again.html", {"back": request.path}, status=status)
        return asks_again(request, *args, **kwargs)

    return wrapper
