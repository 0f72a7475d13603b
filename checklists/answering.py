"""Answering alone: one sheet per person, found with the round's key and with nothing else."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction

from checklists.models import Answer, Participation, Round, RoundKey, Sheet
from checklists.models.answers import MOST_FLAGS
from schools.models import Membership


class TooManyFlags(Exception):
    """A fourth item would be 'hier eerst'."""


class Over(Exception):
    """The round is not open, the person does not take part, or is done already."""


class Twice(Exception):
    """This paper sheet was counted in already."""


class TooManyOnPaper(Exception):
    """There would be more sheets than people who take part."""


@dataclass(frozen=True)
class Change:
    """What someone does on one item; None leaves what stands there.

    `seen` is the mark of the remark that the form began from: what was written elsewhere since is not lost.
    """

    stand: str | None = None
    flag: bool | None = None
    remark: str | None = None
    seen: str = ""


@dataclass
class Kept:
    """What became of changes: all answers, by the item's code, and of which codes something could not be kept."""

    answers: dict[str, Answer]
    too_many_flags: set[str] = field(default_factory=set)
    written_elsewhere: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Own:
    """What a member answered in an open round, by the item's code; whether they are done.

    `counted`: they were so before the round was opened again, and their answers are loose.
    """

    answers: dict[str, Answer]
    finished: bool
    counted: bool

    @property
    def stands(self) -> set[str]:
        """Return the codes of the items with a stand."""
        return {code for code, one in self.answers.items() if one.stand}

    @property
    def flags(self) -> int:
        """Return how many items are 'hier eerst'."""
        return sum(1 for one in self.answers.values() if one.flag)


def mark(remark: str) -> str:
    """Return a short mark of a remark, by which a form knows again what it began from."""
    return sha256(remark.encode()).hexdigest()[:16]


def digest_for(round_: Round, user_id: int) -> str:
    """Return what finds a person's sheet in an open round; raise Over where the round has no key (any more)."""
    key = RoundKey.objects.filter(round=round_).first()
    if key is None:
        raise Over
    return digest(key.secret, round_.pk, user_id)


def digest(secret: str, round_id: int, user_id: int) -> str:
    """Return the keyed digest of a person in a round."""
    return hmac.new(bytes.fromhex(secret), f"{round_id}:{user_id}".encode(), sha256).hexdigest()


def own_sheet(round_: Round, member: Membership) -> Sheet | None:
    """Return the member's sheet in an open round, or None while nothing was answered."""
    return Sheet.objects.filter(round=round_, digest=digest_for(round_, member.user_id)).first()


def own_answers(round_: Round, member: Membership) -> Own:
    """Return what the member answered so far; nothing where the round has no key."""
    part = Participation.objects.filter(round=round_, member=member).first()
    try:
        sheet = own_sheet(round_, member)
    except Over:
        sheet = None
    finished = bool(part and part.finished)
    return Own(by_code(sheet), finished, counted=finished and sheet is None)


def by_code(sheet: Sheet | None) -> dict[str, Answer]:
    """Return the answers of a sheet by the item's code."""
    return {one.item_code: one for one in sheet.answers.all()} if sheet else {}


def take_part(round_: Round, member: Membership) -> Participation:
    """Return the member's part in a round that they may answer in; who came to the school later joins now."""
    found, _ = Participation.objects.get_or_create(round=round_, member=member)
    return found


@transaction.atomic
def answer(
    round_: Round, member: Membership, code: str, *, stand: str = "", remark: str = "", flag: bool = False
) -> Answer:
    """Keep what a member answers on one item, in place of what they answered before.

    Raises Over after closing, and after 'klaar' until that is taken back; TooManyFlags at a fourth 'hier eerst'.
    """
    sheet = writable_sheet(round_, member)
    own = sheet.answers.filter(item_code=code).first() or Answer(sheet=sheet, item_code=code)
    own.stand, own.remark = stand, remark
    own.flag = (own.flag or free_flag(sheet)) if flag else None
    own.save()
    return own


@transaction.atomic
def change(round_: Round, member: Membership, changes: dict[str, Change]) -> Kept:
    """Keep what a member changes on some items, by their codes; of two at once the last one counts, per item.

    A fourth 'hier eerst', and a remark that was changed elsewhere too, are not kept and named in what is returned.
    Raises Over as `answer` does.
    """
    sheet = writable_sheet(round_, member)
    kept = Kept(by_code(sheet))
    for code, wanted in sorted(changes.items(), key=lambda pair: bool(pair[1].flag)):  # a flag that goes makes room
        apply(sheet, code, wanted, kept)
    return kept


def apply(sheet: Sheet, code: str, wanted: Change, kept: Kept) -> None:
    """Keep one change, and note in `kept` what of it could not be."""
    own = kept.answers.get(code) or Answer(sheet=sheet, item_code=code)
    before = (own.stand, own.remark, own.flag)
    own.stand = own.stand if wanted.stand is None else wanted.stand
    if wanted.flag is False:
        own.flag = None
    elif wanted.flag and not own.flag:
        try:
            own.flag = free_flag(sheet)
        except TooManyFlags:
            kept.too_many_flags.add(code)
    if wanted.remark is not None and wanted.remark != own.remark:
        if mark(own.remark) == wanted.seen:
            own.remark = wanted.remark
        else:
            kept.written_elsewhere.add(code)
    if before != (own.stand, own.remark, own.flag):
        own.save()
        kept.answers[code] = own


def free_flag(sheet: Sheet) -> int:
    """Return a number of 'hier eerst' that is not used yet; raise TooManyFlags where none is."""
    used = set(sheet.answers.exclude(flag=None).values_list("flag", flat=True))
    free = [number for number in range(1, MOST_FLAGS + 1) if number not in used]
    if not free:
        raise TooManyFlags
    return free[0]


def writable_sheet(round_: Round, member: Membership) -> Sheet:
    """Return the member's sheet, made where there is none, locked until the end of the transaction."""
    still_open(round_)
    if take_part(round_, member).finished:
        raise Over
    found = digest_for(round_, member.user_id)
    sheet, _ = Sheet.objects.select_for_update().get_or_create(round=round_, digest=found)
    return sheet


def still_open(round_: Round) -> Round:
    """Return the round, locked, so that it can't close in between; raise Over where it is not open."""
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if not fresh.is_open:
        raise Over
    return fresh


@transaction.atomic
def finish(round_: Round, member: Membership) -> None:
    """Say 'klaar': from now on the answers count. A sheet without answers can be finished too: that counts as none."""
    sheet = writable_sheet(round_, member)
    sheet.finished = True
    sheet.save()
    Participation.objects.filter(round=round_, member=member).update(finished=True)


@transaction.atomic
def take_back(round_: Round, member: Membership) -> None:
    """Take 'klaar' back; nothing happens to who answered before the round was opened again: those answers are loose."""
    still_open(round_)
    sheet = own_sheet(round_, member)
    if sheet and sheet.finished:
        sheet.finished = False
        sheet.save()
        Participation.objects.filter(round=round_, member=member).update(finished=False)


@transaction.atomic
def enter_paper(
    round_: Round, answers: dict[str, tuple[str, str]], *, flags: Collection[str] = (), number: int | None = None
) -> None:
    """Count a paper sheet in: a stand and a remark by the item's code. There is no undo, for it belongs to nobody.

    `flags`: the codes among them that are 'hier eerst'. `number` is the sheet's own, made with its form: what is sent
    twice raises Twice.
    """
    still_open(round_)
    if number and Sheet.objects.filter(pk=number).exists():
        raise Twice
    if paper_places(round_) < 1:
        raise TooManyOnPaper
    sheet = Sheet.objects.create(**({"pk": number} if number else {}), round=round_, finished=True)
    numbers = {code: flag for flag, code in enumerate(sorted(flags), 1)}
    Answer.objects.bulk_create(
        Answer(sheet=sheet, item_code=code, stand=stand, remark=remark, flag=numbers.get(code))
        for code, (stand, remark) in answers.items()
    )


def paper_places(round_: Round) -> int:
    """Return how many sheets on paper can still be counted in: no more than people who are not done."""
    waiting = Participation.objects.filter(round=round_).unfinished().count()
    return waiting - round_.sheets.filter(digest=None).count()
