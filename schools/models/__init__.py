"""The models of people and schools, of planning, and of the journal."""

from schools.models.journal import JournalEntry
from schools.models.people import Membership, School, User
from schools.models.planning import AgendaMoment, Evaluation, Goal

__all__ = ["AgendaMoment", "Evaluation", "Goal", "JournalEntry", "Membership", "School", "User"]
