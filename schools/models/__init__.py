"""The models of schools and people, of invitations, of planning and the agenda, of boards, and of the journal."""

from schools.models.actions import Action
from schools.models.agenda import AgendaItem, AgendaMoment, Decision, WavedProposal
from schools.models.boards import BoardMembership, BoardShare
from schools.models.evaluations import Evaluation
from schools.models.feeds import CalendarFeed
from schools.models.goal_changes import GoalChange
from schools.models.goals import Goal
from schools.models.groups import Holiday, RegionHoliday, Team
from schools.models.invitations import Invitation
from schools.models.journal import JournalEntry
from schools.models.organisations import Board, School, SchoolRequest
from schools.models.people import Membership, User
from schools.models.reminders import Reminder, ReminderWish

__all__ = [
    "Action",
    "AgendaItem",
    "AgendaMoment",
    "Board",
    "BoardMembership",
    "BoardShare",
    "CalendarFeed",
    "Decision",
    "Evaluation",
    "Goal",
    "GoalChange",
    "Holiday",
    "Invitation",
    "JournalEntry",
    "Membership",
    "RegionHoliday",
    "Reminder",
    "ReminderWish",
    "School",
    "SchoolRequest",
    "Team",
    "User",
    "WavedProposal",
]
