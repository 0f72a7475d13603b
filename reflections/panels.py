"""What the page of one's account shows of what one writes."""

from typing import Any

from django.http import HttpRequest

from reflections.models import QuestionMail, Reflection
from schools.models import User


def writing_panel(request: HttpRequest) -> dict[str, Any]:
    """Return the weekly question that the person asked for, if any, and how many answers there are to keep."""
    assert isinstance(request.user, User)
    return {
        "question_mail": QuestionMail.objects.visible_to(request.user).first(),
        "number": Reflection.objects.visible_to(request.user).count(),
    }
