"""The board of the demo: one person, and one of its two schools that lets it look. The other has not said yes."""

from datetime import date

from schools.demo.days import at, meeting_day, school_day
from schools.demo.people import BEFORE_ALL, hashed_password
from schools.models import Board, BoardMembership, BoardShare, JournalEntry, Membership, School, User

NAME = "Stichting De Oever"
MEMBER = ("Anneke de Wit", "bestuur@oever.example")


def keep_board(school: School, today: date, *, shares: bool) -> None:
    """Put a new school under the board, made with its person where they are not there; `shares`: it said yes."""
    since = at(school_day(today, BEFORE_ALL), "09:00")
    board, _ = Board.objects.get_or_create(name=NAME)
    name, email = MEMBER
    user, _ = User.objects.get_or_create(
        email=email, defaults={"name": name, "password": hashed_password(), "date_joined": since}
    )
    if not user.seats.filter(board=board).exists():
        BoardMembership.objects.create(user=user, board=board, since=since)
    school.board = board
    school.save(update_fields=["board"])
    if shares:
        principal = school.memberships.filter(role=Membership.Role.PRINCIPAL).first()
        on = at(meeting_day(today, -40), "16:20")
        BoardShare.objects.create(school=school, board=board, by=principal, since=on)
        JournalEntry.objects.create(school=school, member=principal, deed="board_shared", subject=board.name, at=on)
