"""Closing a round: answers become figures, and what tied them to people is gone. Showing them, and opening again.

docs/decisions/anonymous-answers.md tells what is promised, and why it is done in this way.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import SystemRandom

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from checklists.answering import digest
from checklists.editions import root_of
from checklists.models import FEWEST, Answer, Participation, Remark, Round, RoundKey, Tally
from checklists.models.answers import FLAG
from checklists.opening import keep_shuffled, let_take_part, make_key
from checklists.subtracting import Figure, gives_away
from schools.models import JournalEntry, Membership, School

SAME_PERIOD = timedelta(days=60)  # within this, people may well have answered the same twice


class TooFew(Exception):
    """Fewer than FEWEST people are done: their answers can't be shown without telling who they are."""


@transaction.atomic
def close(round_: Round, by: Membership, *, without_answers: bool = False, by_itself: bool = False) -> bool:
    """End filling in, and tell whether it did. Answers become figures; who was not done, does not count.

    Raises TooFew where fewer than five answers would come out; `without_answers` closes it then, and throws them away.
    """
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if not fresh.is_open:
        return False
    if fresh.is_alone:
        end_answering(fresh, without_answers=without_answers)
    fresh.closed_at = timezone.now()
    fresh.save()
    fresh.changed()
    JournalEntry.write(by, "round_closed_itself" if by_itself else "round_closed", fresh.name)
    round_.refresh_from_db()
    return True


def end_answering(round_: Round, *, without_answers: bool) -> None:
    """Turn the sheets into figures, or throw them away; then delete them, and the key."""
    sheets = ready(round_)
    if sheets < FEWEST and not without_answers:
        raise TooFew
    if sheets >= FEWEST:
        count(round_)
        round_.waiting_sheets = sheets
    else:
        let_answer_again(round_)
    round_.sheets.all().delete()
    RoundKey.objects.filter(round=round_).delete()
    shuffle_participations(round_)
    transaction.on_commit(wipe)


def ready(round_: Round) -> int:
    """Return how many sheets of an open round would come into the figures if it closed now: paper counts too."""
    return round_.sheets.filter(finished=True).count() + round_.waiting_sheets


def wipe() -> None:
    """Clear away now what was deleted, and not some day. PostgreSQL gives the room free; its bytes wait for new rows.

    SQLite zeroes what is deleted (`secure_delete`), but its write-ahead log holds the pages as they were until it is
    emptied. Who reads in that very moment can hold that up; then SQLite waits for them, and each closing does it again.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM checklists_roundkey, checklists_sheet, checklists_answer, checklists_participation")
        elif connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def count(round_: Round) -> None:
    """Add what the finished sheets say to the figures that wait, and keep the remarks, in a random order."""
    figures: Counter[tuple[str, str]] = Counter()
    remarks = []
    for answer in Answer.objects.filter(sheet__round=round_, sheet__finished=True):
        if answer.stand:
            figures[answer.item_code, answer.stand] += 1
        if answer.flag:
            figures[answer.item_code, FLAG] += 1
        if answer.remark:
            remarks.append(Remark(round=round_, item_code=answer.item_code, text=answer.remark))
    add(round_, figures, shown=False)
    SystemRandom().shuffle(remarks)
    Remark.objects.bulk_create(remarks)


def add(round_: Round, figures: Counter[tuple[str, str]], *, shown: bool) -> None:
    """Add figures, by item and stand, to those that are shown or to those that wait."""
    known = {(one.item_code, one.stand): one for one in round_.tallies.filter(shown=shown)}
    for (code, stand), number in figures.items():
        if (code, stand) in known:
            known[code, stand].count += number
    Tally.objects.bulk_update(known.values(), ["count"])
    Tally.objects.bulk_create(
        Tally(round=round_, item_code=code, stand=stand, count=number, shown=shown)
        for (code, stand), number in sorted(figures.items())
        if (code, stand) not in known
    )


def let_answer_again(round_: Round) -> None:
    """Forget of everyone whose sheet is about to be thrown away that they were done."""
    key = RoundKey.objects.get(round=round_)
    mine = set(round_.sheets.exclude(digest=None).values_list("digest", flat=True))
    done = round_.participations.filter(finished=True).select_related("member")
    again = [one.pk for one in done if digest(key.secret, round_.pk, one.member.user_id) in mine]
    round_.participations.filter(pk__in=again).update(finished=False)


def shuffle_participations(round_: Round) -> None:
    """Write who took part anew, in a random order, so that not even the disk tells who was done last."""
    rows = list(round_.participations.all())
    round_.participations.all().delete()
    keep_shuffled(
        [
            Participation(
                round=round_,
                member_id=row.member_id,
                finished=row.finished,
                invited_on=row.invited_on,
                reminded_on=row.reminded_on,
            )
            for row in rows
        ]
    )


@transaction.atomic
def show(round_: Round, by: Membership) -> None:
    """Open the outcome to the team: what waits joins the figures, item by item, where that gives nobody away.

    Until then a round can be opened again freely. Raises TooFew where nothing waits.
    """
    School.objects.select_for_update().get(pk=round_.school_id)  # two rounds of a school are shown one after the other
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if not fresh.closed_at or fresh.waiting_sheets < FEWEST:
        raise TooFew
    beside = neighbours(fresh)
    if can_stand_beside(fresh, beside):
        join(fresh, beside)
        fresh.shown_sheets += fresh.waiting_sheets
        fresh.waiting_sheets = 0
    if not fresh.shown_at:
        JournalEntry.write(by, "round_shown", fresh.name)
    fresh.shown_at = fresh.shown_at or timezone.now()
    fresh.save()
    fresh.changed()
    round_.refresh_from_db()


def neighbours(round_: Round) -> list[Round]:
    """Return the school's other rounds with shown figures about the same time, also those that are open again now."""
    assert round_.closed_at is not None
    others = Round.objects.filter(
        Q(closed_at__isnull=True) | Q(closed_at__gt=(round_.opened_at or round_.closed_at) - SAME_PERIOD),
        school_id=round_.school_id,
        shown_sheets__gt=0,
        opened_at__lt=round_.closed_at + SAME_PERIOD,
    )
    asked = {root_of(round_.edition, item) for item in round_.items}
    return linked(round_, [one for one in others.exclude(pk=round_.pk) if asked & answers_by_root(one).keys()])


def linked(round_: Round, others: list[Round]) -> list[Round]:
    """Return the rounds that share people with this one, and those that share people with these: two teams, say."""
    found: list[Round] = []
    figures = {one.pk: figure_of(one) for one in (round_, *others)}
    while more := [
        one
        for one in others
        if one not in found and any(may_share(figures[one.pk], figures[near.pk]) for near in (round_, *found))
    ]:
        found += more
    return found


def may_share(one: Figure, other: Figure) -> bool:
    """Tell whether somebody may be in both figures: somebody known, or on paper."""
    return bool(one.people & other.people or one.unknown or other.unknown)


def figure_of(round_: Round) -> Figure:
    """Return who is in the figures of a round, as far as is known, those that wait included."""
    people = frozenset(round_.participations.filter(finished=True).values_list("member_id", flat=True))
    return Figure(people, unknown=max(sheets_of(round_) - len(people), 0))


def shown_in_one_go(round_: Round) -> bool:
    """Tell whether all figures of a round were shown at once; else it is not known who was in the earlier ones."""
    return bool(round_.closed_at and round_.shown_at and round_.closed_at <= round_.shown_at)


def can_stand_beside(round_: Round, beside: list[Round]) -> bool:
    """Tell whether a round's figures can be shown beside those of its neighbours at all."""
    if not beside:
        return True
    if round_.shown_sheets or not all(shown_in_one_go(other) for other in beside):
        return False
    return not gives_away(figure_of(round_), [figure_of(other) for other in beside])


def join(round_: Round, beside: list[Round]) -> None:
    """Let the waiting figures of every item that can be shown join those that are."""
    waiting, mine = figures_of(round_, shown=False), figure_of(round_)
    others = [(figure_of(other), sheets_of(other), answers_by_root(other)) for other in beside]
    for item in round_.items:
        new, root = answers_on(waiting, item.code), root_of(round_.edition, item)
        near = [
            replace(figure, skipped=sheets - answers[root]) for figure, sheets, answers in others if root in answers
        ]
        if new >= FEWEST and not gives_away(replace(mine, skipped=sheets_of(round_) - new), near):
            add(round_, Counter({key: number for key, number in waiting.items() if key[0] == item.code}), shown=True)
            round_.tallies.filter(item_code=item.code, shown=False).delete()
            round_.remarks.filter(item_code=item.code).update(shown=True)


def sheets_of(round_: Round) -> int:
    """Return how many sheets are in the figures of a round, those that wait included."""
    return round_.shown_sheets + round_.waiting_sheets


def answers_by_root(round_: Round) -> dict[str, int]:
    """Return how many answers are shown on each item, by what the item goes back to in the oldest edition."""
    shown = figures_of(round_, shown=True)
    answers = {root_of(round_.edition, item): answers_on(shown, item.code) for item in round_.items}
    return {root: number for root, number in answers.items() if number}


def figures_of(round_: Round, *, shown: bool) -> Counter[tuple[str, str]]:
    """Return how often each stand was chosen, by item and stand: what is shown, or what waits."""
    rows = round_.tallies.filter(shown=shown).values_list("item_code", "stand", "count")
    return Counter({(code, stand): number for code, stand, number in rows})


def answers_on(figures: Counter[tuple[str, str]], code: str) -> int:
    """Return how many answered on an item; 'hier eerst' is not an answer."""
    return sum(number for (one, stand), number in figures.items() if one == code and stand != FLAG)


@transaction.atomic
def reopen(round_: Round, by: Membership) -> None:
    """Let who was not done go on; all that was answered and agreed stays.

    Raises TooFew for a round whose figures are seen, where fewer than five people are left: theirs could be told.
    """
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if not fresh.closed_at:
        return
    if fresh.is_alone:
        let_take_part(fresh)
        if fresh.shown_sheets and fresh.participations.unfinished().count() < FEWEST:
            raise TooFew
        make_key(fresh)
        fresh.participations.update(reminded_on=None)
    fresh.closed_at = fresh.agreed_at = None
    fresh.closes_on = fresh.reminds_from = fresh.told_on = None
    fresh.save()
    fresh.changed()
    JournalEntry.write(by, "round_reopened", fresh.name)
    round_.refresh_from_db()
