"""Opening a round, and who takes part in it."""

from __future__ import annotations

from random import SystemRandom
from secrets import token_hex

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from checklists.models import FEWEST, Participation, Round, RoundKey
from checklists.querysets import RoundQuerySet
from schools.models import JournalEntry, Membership


@transaction.atomic
def open_round(round_: Round, by: Membership, *, by_itself: bool = False) -> bool:
    """Open a draft now; whoever it is for takes part. Tell whether it did: one that was opened before stays as it is.

    Raises IntegrityError where another one of the same school or team is open; `hindrance` says so before.
    """
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if fresh.opened_at:
        return False
    fresh.opened_at = timezone.now()
    fresh.opens_on = localdate() if fresh.opens_on else None
    fresh.told_on = None
    fresh.save(update_fields=["opened_at", "opens_on", "told_on"])
    if fresh.is_alone:
        make_key(fresh)
        let_take_part(fresh)
    JournalEntry.write(by, "round_opened_itself" if by_itself else "round_opened", fresh.name)
    round_.refresh_from_db()
    return True


def hindrance(round_: Round) -> str:
    """Return why a draft can't open now, as a sentence that says what to do; nothing where it can."""
    if round_.team and round_.team.ended_at:
        return "Dit team is opgeheven. Kies een ander team, of de hele school."
    if others_open(round_).exists():
        whom = "dit team" if round_.team_id else "de hele school"
        return f"Er is al een afname open voor {whom}. Rond die eerst af."
    if round_.is_alone and not round_.closes_on:
        return "Kies eerst tot en met welke dag iedereen kan invullen."
    if round_.is_alone and round_.closes_on and round_.closes_on < localdate():
        return "De laatste dag is al geweest. Kies eerst een nieuwe dag."
    return too_small(round_)


def too_small(round_: Round) -> str:
    """Return why a group can't answer alone, as a sentence; nothing for a round that is filled in together."""
    people = len(invited(round_)) if round_.is_alone else FEWEST
    return "" if people >= FEWEST else TOO_SMALL.format(people)


TOO_SMALL = (
    "Jullie zijn met {}, en pas vanaf vijf antwoorden kunnen we iets laten zien zonder te verraden wie wat koos. "
    "Vul samen in, of kies een grotere groep."
)


def others_open(round_: Round) -> RoundQuerySet:
    """Return the open rounds beside which this one can't be open: of the same team, or of the whole school."""
    return Round.objects.of_same(round_).open().exclude(pk=round_.pk)


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
