"""What people write for themselves, what they share of it, their talks in pairs, and the weekly question by mail."""

from reflections.models.answers import is_empty
from reflections.models.conversations import PeerAnswer, PeerConversation
from reflections.models.question_mail import QuestionMail
from reflections.models.reflections import Reflection
from reflections.models.shares import Reaction, Share

__all__ = [
    "PeerAnswer",
    "PeerConversation",
    "QuestionMail",
    "Reaction",
    "Reflection",
    "Share",
    "is_empty",
]
