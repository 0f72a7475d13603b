"""Sharing what one wrote with a colleague, taking it back, and saying something to it."""

import json
from typing import Any

from django.db import IntegrityError, transaction

from reflections.models import Reaction, Reflection, Share
from reflections.models.answers import lines_of
from schools.emails import send_mail
from schools.models import Membership, User


def share(
    reflection: Reflection, pairs: list[tuple[Membership, Membership]], *, way: str, word: str, link: str
) -> list[Share]:
    """Open a reflection to colleagues, each a pair of the writer's membership and the colleague's; mail them a link.

    Who has it already is left as it is. The mail says who shared something, never what.
    """
    made = []
    for by, to in pairs:
        content = {"wording": reflection.wording, "answer": reflection.content}
        copy = json.dumps(content, ensure_ascii=False) if way == Share.Way.COPY else ""
        try:
            with transaction.atomic():
                made.append(Share.objects.create(reflection=reflection, by=by, to=to, way=way, copy=copy, word=word))
        except IntegrityError:  # shared with this colleague before, perhaps in another window just now
            continue
    for one in made:  # after the transactions: a slow mail server must not hold a lock
        send_mail("shared", one.to.user.email, {"writer": one.by.user.name, "address": link})
    return made


def shown(one: Share) -> dict[str, Any]:
    """Return what the colleague reads: the question and the answer in lines, as a copy or as it is now."""
    if one.way == Share.Way.COPY:
        copy: dict[str, Any] = json.loads(one.copy)
        return {"wording": copy["wording"], "lines": lines_of(one.reflection.question, copy["answer"])}
    return {"wording": one.reflection.wording, "lines": one.reflection.lines}


def react(one: Share, user: User, text: str) -> Reaction:
    """Say something to what is shared."""
    return Reaction.objects.create(share=one, author=user, text=text)
