"""What the page of today shows of the checklist."""

from typing import Any

from django.http import HttpRequest

from checklists.models import Round
from schools.models import Membership


def round_panel(request: HttpRequest, member: Membership | None) -> dict[str, Any] | None:
    """Return the school's newest round, open or just closed, with how far it is; None without one."""
    if member is None:
        return None
    newest = Round.objects.visible_to(member).with_progress().first()
    if newest is None:
        return {"round": None, "may_fill": member.may_change("coordinator")}
    return {"round": newest, "total": len(newest.items), "may_fill": member.may_change("coordinator")}
