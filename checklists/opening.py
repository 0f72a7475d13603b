"""Opening a round, and who takes part in it."""

from __future__ import annotations

from random import SystemRandom
from secrets import token_hex

from django.db import transaction
from django.utils import timezone

from checklists.models import Participation, Round, RoundKey
from schools.models import JournalEntry, Membership


@transaction.atomic
def open_round(round_: Round, by: Membership) -> None:
    """Open a draft now; whoever it is for takes part. Nothing happens to one that was opened before."""
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if fresh.opened_at:
        return
    round_.opened_at = fresh.opened_at = timezone.now()
    fresh.save(update_fields=["opened_at"])
    if fresh.is_alone:
        make_key(fresh)
        let_take_part(fresh)
    JournalEntry.write(by, "round_opened", fresh.name)


def make_key(round_: Round) -> None:
    """Give an open round a key of its own to find sheets with; it is not made from anything, so nothing remakes it."""
    RoundKey.objects.create(round=round_, secret=token_hex(32))


def invited(round_: Round) -> list[Membership]:
    """Return whom a round is for: the present members of its team, or of the school."""
    people = Membership.objects.filter(school_id=round_.school_id).present()
    return list(people.filter(teams=round_.team_id) if round_.team_id else people)


def let_take_part(round_: Round) -> None:
    """Write down who takes part and did not yet; in a random order, which then tells nothing."""
    known = set(round_.participations.values_list("member_id", flat=True))
    keep_shuffled([Participation(round=round_, member=member) for member in invited(round_) if member.pk not in known])


def keep_shuffled(rows: list[Participation]) -> None:
    """Write rows in a random order: also the order on the disk says nothing."""
    SystemRandom().shuffle(rows)
    Participation.objects.bulk_create(rows)
