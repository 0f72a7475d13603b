"""A device that follows a conversation asks every few seconds: what tells it in one query that there is nothing new.

The page of who follows holds a pass. A question with it is answered 304, before the doors, where everything by which
the door let that person in is still so and the round is as the device has it. Anything else goes by the door as ever,
so a pass opens nothing: it only spares the question. docs/decisions/follow-by-polling.md.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.db.models import Exists, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import quote_etag

from checklists.models import Round
from schools.access import kept_private
from schools.models import Membership, User

SALT = "checklists.following"
LASTS = timedelta(hours=4)  # a conversation takes two
HEADER = "HTTP_FOLLOW_PASS"  # static/js/talk.js sends it
VIEW = "checklists:conversation_follow"


def pass_for(request: HttpRequest, member: Membership, round_: Round) -> str:
    """Return the pass of a member whom the door let in, for this round, in this session, as who they are now."""
    return signing.dumps(
        {
            "user": member.user_id,
            "member": member.pk,
            "school": member.school_id,
            "role": member.role,
            "round": round_.pk,
            "session": bound_to(request.session.session_key, member.user),
        },
        salt=SALT,
    )


def bound_to(session_key: str | None, user: User) -> str:
    """Return a mark of a session and of the password and address that it was begun with; it tells neither."""
    return salted_hmac(SALT, f"{session_key} {user.get_session_auth_hash()}", algorithm="sha256").hexdigest()


def etag_of(pk: int, version: int, done: int) -> str:
    """Return what is another as soon as something else is to be seen: what was recorded, or who is done."""
    return quote_etag(f"{pk}.{version}.{done}")


class NothingNewMiddleware:
    """Answers a device that asks with a pass and has what there is; everything else is passed on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 304, or let the site answer."""
        return (nothing_new(request) if HEADER in request.META else None) or self.get_response(request)


def nothing_new(request: HttpRequest) -> HttpResponseBase | None:
    """Return 304 where the pass holds and the device has what there is; else None."""
    try:
        match = resolve(request.path_info)
        facts = signing.loads(request.META[HEADER], salt=SALT, max_age=LASTS)
    except (Resolver404, signing.BadSignature):
        return None
    if match.view_name != VIEW or match.kwargs["round_id"] != facts["round"] or request.method != "GET":
        return None
    etag = etag_now(facts, match.kwargs["code"], request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))
    response = get_conditional_response(request, etag=etag) if etag else None
    if response is None or response.status_code != 304:
        return None
    request.resolver_match = match  # for the log
    return kept_private(response)


def etag_now(facts: dict[str, Any], code: str, session_key: str) -> str | None:
    """Return the ETag of the round for who has this pass, or None where it holds no longer; in one query.

    It holds while the session lives and is the one that it was made in, the account is active, the door of the school
    would find the person there with the same role, and the round can still be seen by them.
    """
    user = User(pk=facts["user"])
    member = Membership(pk=facts["member"], user=user, school_id=facts["school"], role=facts["role"])
    lives = Session.objects.filter(pk=session_key, expire_date__gt=timezone.now())
    belongs = Membership.objects.for_user(user).filter(pk=member.pk, role=member.role, school__code=code)
    seen = Round.objects.visible_to(member).with_talk().filter(pk=facts["round"])
    known = (
        User.objects.filter(Exists(lives), Exists(belongs), pk=user.pk, is_active=True)
        .annotate(seen=Subquery(seen.values(seen=JSONObject(version="version", done="done_count"))))
        .first()
    )
    if known is None or not known.seen or not constant_time_compare(facts["session"], bound_to(session_key, known)):
        return None
    return etag_of(facts["round"], known.seen["version"], known.seen["done"])
