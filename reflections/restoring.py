"""Take an answer away for good, and bring it back from what its writer holds: the server keeps no copy.

What `take_away` returns is the answer itself, encrypted for its writer and open for ten minutes; `restore` takes it.
"""

import json
import secrets
from datetime import date, timedelta

from cryptography.fernet import InvalidToken
from django.core.cache import cache

from reflections.models import Reflection
from reflections.writing import Conflict, Written, first_version, one_at_a_time
from schools.encryption import keeper
from schools.models import User

UNDO_FOR = timedelta(minutes=10)
PURPOSE = "an answer to restore"


class CannotRestore(Exception):
    """This can't be brought back: it is too late, it was done already, or it is somebody else's."""


def take_away(author: User, reflection: Reflection) -> str:
    """Remove an answer, and with it what was shared of it; return what brings the answer back, for its writer only."""
    with one_at_a_time(author):
        reflection.refresh_from_db()
        held = {
            "purpose": PURPOSE,
            "once": secrets.token_urlsafe(16),
            "author": author.pk,
            "question": reflection.question,
            "wording": reflection.wording,
            "answer": reflection.answer,
            "group": reflection.group,
            "written_on": reflection.written_on.isoformat(),
        }
        reflection.delete()
    return str(keeper().encrypt(json.dumps(held).encode()).decode())


def opened(author: User, token: str) -> Reflection:
    """Return the answer in a token of `take_away`, not saved. Raises CannotRestore: too late, or not this person's."""
    return held_in(author, token)[0]


def held_in(author: User, token: str) -> tuple[Reflection, str]:
    """Return the answer in a token, and the word by which a token counts once."""
    try:
        held = json.loads(keeper().decrypt(token.encode(errors="replace"), ttl=int(UNDO_FOR.total_seconds())))
    except (InvalidToken, ValueError) as problem:
        raise CannotRestore from problem
    if not isinstance(held, dict) or held.get("purpose") != PURPOSE or held["author"] != author.pk:
        raise CannotRestore
    names = ("question", "wording", "answer", "group")
    day = date.fromisoformat(held["written_on"])
    return Reflection(author=author, written_on=day, **{name: held[name] for name in names}), held["once"]


def restore(author: User, token: str) -> Reflection:
    """Bring an answer back; what was shared of it stays ended.

    Raises CannotRestore, also the second time; and Conflict where the person has written that answer anew meanwhile.
    """
    taken, once = held_in(author, token)
    same_day = Reflection.objects.visible_to(author).filter(question=taken.question, written_on=taken.written_on)
    with one_at_a_time(author):
        standing = same_day.first()
        if standing and not Written.of(taken).says_the_same_as(Written.of(standing)):
            raise Conflict(standing, taken.written_on)
        # In the database, so a failure below takes this back too. It says that something was restored, not what.
        if not cache.add(f"restored:{once}", 1, UNDO_FOR.total_seconds()):
            raise CannotRestore
        if standing:
            return standing
        taken.version = first_version()
        taken.save()
    return taken
