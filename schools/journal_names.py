"""Where the journal names a person in the text of a line, and what to do there when the name goes or changes.

A line keeps the name as text, between marks that say where it begins and ends. Only deeds of NAMING name people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from schools.models import JournalEntry, Membership, User

BY_ADDRESS = ("invitation_sent", "invitation_resent", "invitation_withdrawn")
NAMING = (
    *BY_ADDRESS,
    "invitation_accepted",
    "member_changed",
    "member_deactivated",
    "member_left",
    "member_reactivated",
    "member_added",
    "school_handed_over",
    "request_forwarded",
    "request_granted",
    "request_refused",
    "school_made",
    "school_changed",
    "team_changed",
)
MOST = 250  # signs of a line's subject; a longer one was cut, perhaps in the middle of a name


def lines_naming(word: str, entries: QuerySet[JournalEntry]) -> list[JournalEntry]:
    """Return the lines that name this person, by a name or an address written exactly so."""
    near = entries.filter(deed__in=NAMING).filter(Q(subject__icontains=word) | Q(subject__regex=rf"^(.|\n){{{MOST}}}$"))
    return [entry for entry in near if replaced(entry.subject, word, "") != entry.subject]


def replaced(subject: str, word: str, by: str) -> str:
    """Return a line's subject with one word for a person in place of another; a name that is only a part stays."""
    found = re.sub(rf"(^|: |, |→ ){re.escape(word)}(?= ?$|,(?: |$)|;(?: |$)| →)", lambda match: match[1] + by, subject)
    return cut_off(found, word, by) if len(subject) == MOST else found


def cut_off(subject: str, word: str, by: str) -> str:
    """Return a subject that was cut, without the beginning of the word that was left at its end."""
    for length in range(len(word) - 1, 0, -1):
        if re.search(rf"(: |, |→ ){re.escape(word[:length])}$", subject):
            return subject[:-length] + by
    return subject


def replace(word: str, by: str, entries: QuerySet[JournalEntry]) -> int:
    """Write one word for a person in place of another in these lines; return in how many."""
    lines = lines_naming(word, entries)
    for entry in lines:
        entry.subject = replaced(entry.subject, word, by)[:MOST]
        entry.save(update_fields=["subject"])
    return len(lines)


def of_schools(schools: Iterable[int]) -> QuerySet[JournalEntry]:
    """Return the lines of these schools."""
    return JournalEntry.objects.filter(school__in=list(schools))


def follow(user: User, *, name: str = "", email: str = "") -> None:
    """Let lines that name a person by what they were called before (`name`, `email`) say what they are called now.

    So there is no older name left to look for when the account goes. Where a colleague has, or had, the same name,
    a line may be about either, and stays.
    """
    if name and name != user.name:
        mine = set(Membership.objects.filter(user=user).values_list("school", flat=True))
        shared = Membership.objects.filter(school__in=mine, user__name=name).exclude(user=user)
        replace(name, user.name, of_schools(mine - set(shared.values_list("school", flat=True))))
    if email and email.lower() != user.email.lower():
        replace(email.lower(), user.email.lower(), JournalEntry.objects.all())
