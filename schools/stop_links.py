"""Stopping a kind of mail with a link in it, or with one POST of a mail program, without signing in (RFC 8058)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schools.models import User


@dataclass(frozen=True)
class StopLink:
    """The link that stops one kind of mail: `salt` tells it from other kinds, `view` names its page."""

    salt: str
    view: str

    def token(self, user: User) -> str:
        """Return what proves, in a link, that whoever has it may stop this person's mail. It does not expire."""
        return signing.Signer(salt=self.salt).sign(str(user.pk))

    def address(self, user: User) -> str:
        """Return the address that ends a person's mail with one press."""
        return str(settings.SITE_URL + reverse(self.view, args=[self.token(user)]))

    def headers(self, user: User) -> dict[str, str]:
        """Return the headers with which a mail program may do the same with one POST."""
        return {
            "List-Unsubscribe": f"<{self.address(user)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }

    def user_of(self, token: str) -> int | None:
        """Return whose mail a link may stop, or None for a link that we did not make."""
        try:
            return int(signing.Signer(salt=self.salt).unsign(token))
        except (signing.BadSignature, ValueError):
            return None

    def answer(self, request: HttpRequest, token: str, stop: Callable[[int], None], template: str) -> HttpResponse:
        """Stop the mail after a POST, and show the page.

        Opening the link changes nothing: scanners of mail open links. It answers a POST without a redirect, which the
        RFC forbids; doing it twice does no harm.
        """
        user_id = self.user_of(token)
        done = request.method == "POST" and user_id is not None
        if done and user_id is not None:
            stop(user_id)
        return render(request, template, {"done": done, "known": user_id is not None})
