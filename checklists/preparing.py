"""A round is made, changed, or thrown away while it is a draft; its name and last day may change later too."""

from __future__ import annotations

from django.db import transaction

from checklists.models import Round
from schools.models import JournalEntry, Membership


@transaction.atomic
def keep(round_: Round, by: Membership) -> None:
    """Save a round that is new or was changed; what it could not do by itself before, it tries again."""
    is_new = round_.pk is None
    if is_new:
        round_.made_by = by
    round_.told_on = None
    round_.save()
    JournalEntry.write(by, "round_made" if is_new else "round_changed", round_.name)


@transaction.atomic
def discard(round_: Round, by: Membership) -> bool:
    """Throw a draft away, and tell whether it was one; a round that was ever open stays."""
    fresh = Round.objects.select_for_update().filter(pk=round_.pk, opened_at=None).first()
    if fresh is None:
        return False
    fresh.delete()
    JournalEntry.write(by, "round_deleted", round_.name)
    return True


def leader_of(round_: Round) -> Membership | None:
    """Return who hears it when a round can't go on by itself: who made it, else the first who may lead one."""
    people = (
        Membership.objects.filter(school_id=round_.school_id, user__is_active=True).present().select_related("user")
    )
    may_lead = list(people.filter(role__in=["coordinator", "principal"]).order_by("role", "pk"))
    return next((one for one in may_lead if one.pk == round_.made_by_id), next(iter(may_lead), None))
