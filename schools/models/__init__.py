"""The models of people and schools, of invitations, of planning, and of the journal."""

from schools.models.invitations import Invitation
from schools.models.journal import JournalEntry
from schools.models.people import Membership, School, User
from schools.models.planning import AgendaMoment, Evaluation, Goal

__all__ = ["AgendaMoment", "Evaluation", "Goal", "Invitation", "JournalEntry", "Membership", "School", "User"]
