"""The models of schools and people, of invitations, of planning, and of the journal."""

from schools.models.groups import Holiday, RegionHoliday, Team
from schools.models.invitations import Invitation
from schools.models.journal import JournalEntry
from schools.models.organisations import Board, School, SchoolRequest
from schools.models.people import Membership, User
from schools.models.planning import AgendaMoment, Evaluation, Goal

__all__ = [
    "AgendaMoment",
    "Board",
    "Evaluation",
    "Goal",
    "Holiday",
    "Invitation",
    "JournalEntry",
    "Membership",
    "RegionHoliday",
    "School",
    "SchoolRequest",
    "Team",
    "User",
]
