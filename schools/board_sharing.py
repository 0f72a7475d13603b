"""Letting the board of a school see its figures, and stopping that. Only the school itself says yes."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from schools.board_querysets import BoardShareQuerySet
from schools.models import BoardShare, JournalEntry, Membership, School


class OtherBoard(Exception):
    """The school has another board now than the one that it said yes to, or none."""


@transaction.atomic
def share(by: Membership, board_id: int | None) -> bool:
    """Let this board see the school's figures from now on; tell whether it did not already. Raises OtherBoard."""
    school = lock(by.school_id)
    if school.board is None or school.board.pk != board_id or school.archived_at:
        raise OtherBoard
    if BoardShare.objects.running().filter(school=school, board_id=board_id).exists():
        return False
    end(BoardShare.objects.running().filter(school=school))  # what was left of another board
    BoardShare.objects.create(school=school, board=school.board, by=by)
    JournalEntry.write(by, "board_shared", school.board.name)
    return True


@transaction.atomic
def unshare(by: Membership) -> bool:
    """Let the board see nothing any more, at once; tell whether it saw anything."""
    school = lock(by.school_id)
    ended = end(BoardShare.objects.running().filter(school=school))
    for one in ended:
        JournalEntry.write(by, "board_unshared", one.board.name)
    return bool(ended)


def end_in_archive(school: School) -> None:
    """End what a school shares that goes into the archive; coming back does not open it again."""
    tell(end(BoardShare.objects.running().filter(school=school)))


def end_where_moved(schools: Iterable[School]) -> None:
    """End what these schools share with a board that is theirs no more; the new board is given nothing."""
    tell(end(BoardShare.objects.moved().filter(school__in=[school.pk for school in schools])))


def end_unseen(school: School) -> None:
    """End what a school shares that goes into another one: the other has its own say, and its journal tells enough."""
    end(BoardShare.objects.running().filter(school=school))


def end(shares: BoardShareQuerySet) -> list[BoardShare]:
    """End the leave of these rows now, and return them with their school and board."""
    ended = list(shares.select_related("school", "board"))
    BoardShare.objects.running().filter(pk__in=[one.pk for one in ended]).update(ended_at=timezone.now())
    return ended


def tell(ended: list[BoardShare]) -> None:
    """Note in the journals of the schools that the sharing ended by what a site admin did."""
    for one in ended:
        JournalEntry.write_for_site(one.school, "board_unshared", one.board.name)


def lock(school_id: int) -> School:
    """Make others wait who change the school, and return it as it is now."""
    return School.objects.select_for_update().get(pk=school_id)
