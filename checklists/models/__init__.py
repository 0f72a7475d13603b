"""Rounds of the checklist, the answers in them, and what a team made of it."""

from checklists.models.answers import Answer, Participation, Remark, RoundKey, Sheet, Tally
from checklists.models.conversations import Conversation
from checklists.models.rounds import ASKED_PRIORITIES, FEWEST, MOST_OWN_ITEMS, MOST_PRIORITIES, Round
from checklists.models.views import Priority, TeamView

__all__ = [
    "ASKED_PRIORITIES",
    "FEWEST",
    "MOST_OWN_ITEMS",
    "MOST_PRIORITIES",
    "Answer",
    "Conversation",
    "Participation",
    "Priority",
    "Remark",
    "Round",
    "RoundKey",
    "Sheet",
    "Tally",
    "TeamView",
]
