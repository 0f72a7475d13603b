"""Putting the agenda of a moment in order: its lines become rows, and a colleague's order is never wiped unseen."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from schools.agenda_lines import Line, all_lines, is_dropped
from schools.models import AgendaMoment, Membership


@transaction.atomic
def settle(moment: AgendaMoment, member: Membership) -> list[Line]:
    """Give every line of an agenda a row, and return them, in order; those that were dropped come along.

    Call it inside the transaction that changes them: it locks the moment, so two people take turns.
    """
    AgendaMoment.objects.visible_to(member).select_for_update(of=("self",)).get(pk=moment.pk)
    lines = all_lines(moment, member)
    for position, line in enumerate(lines):
        if line.item is None:
            line.item = line.row(moment, position)
            line.item.save()
        elif line.item.position != position:
            line.item.position = position
            line.item.save(update_fields=["position"])
    return lines


class Rearranged(Exception):
    """A colleague arranged the agenda after the form was opened. Nothing was saved."""


@dataclass(frozen=True)
class Wanted:
    """What a form says of one line: its minutes, whether it goes, and the text of one's own."""

    minutes: int
    drop: bool = False
    text: str = ""


@transaction.atomic
def arrange(
    moment: AgendaMoment,
    by: Membership,
    version: int,
    wanted: dict[str, Wanted],
    *,
    move: tuple[str, int] | None = None,
    extra: list[Line] | None = None,
) -> None:
    """Keep minutes, own texts and the order; `move` is a line's key and -1 or 1, `extra` comes at the end.

    Raises Rearranged where a colleague did so since the form was opened (`version`).
    """
    now = AgendaMoment.objects.editable_by(by).select_for_update(of=("self",)).get(pk=moment.pk)
    if now.version != version:
        raise Rearranged
    every = settle(now, by)
    for line in every:
        if line.key in wanted and not is_dropped(line):
            _apply(line, wanted[line.key])
    lines = [line for line in every if not is_dropped(line)]
    if move:
        lines = moved(lines, *move)
    there = {line.key: line for line in every}
    for new in extra or []:
        line = there.get(new.key, new)  # what was taken off before comes back as it was
        if line.item is None:
            line.item = line.row(now, len(lines))
        if line not in lines:
            line.item.dropped_at = None
            lines.append(line)
    for position, line in enumerate([*lines, *(one for one in every if is_dropped(one))]):
        assert line.item
        line.item.position = position
        line.item.save()
    now.version = version + 1
    now.save(update_fields=["version"])


def _apply(line: Line, wanted: Wanted) -> None:
    assert line.item
    line.item.minutes = wanted.minutes
    if wanted.drop:
        line.item.dropped_at = timezone.now()
    if line.is_own and wanted.text:
        line.item.text = wanted.text


def moved(lines: list[Line], key: str, step: int) -> list[Line]:
    """Return the lines with one of them a place up (-1) or down (1); at the edge, or unknown, it stays."""
    keys = [line.key for line in lines]
    if key not in keys:
        return lines
    place = keys.index(key)
    other = place + step
    if 0 <= other < len(lines):
        lines[place], lines[other] = lines[other], lines[place]
    return lines
