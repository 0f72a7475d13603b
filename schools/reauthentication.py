"""Asks again who it is, before what changes how someone signs in."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

APP = "schools"


def ask_again(request: HttpRequest, otherwise: str) -> HttpResponse | None:
    """Return None for who signed in, or showed again who they are, in the last five minutes.

    Raises ReauthenticationRequired for others: allauth leads them to a password, an app or a passkey, and back. It
    would let who has none of these through at any time; here such a person goes to the page named `otherwise`.
    """
    if is_reauthentication_required(request, app=APP):
        raise ReauthenticationRequired
    has_way = bool(get_reauthentication_flows(request.user))
    if has_way or not get_adapter(request).is_reauthentication_required(app=APP):
        return None
    messages.error(request, "Log eerst uit en weer in. Dan weten we zeker dat jij het bent.")
    return redirect(otherwise)
