"""Everything that is kept of a person, in one zip: a page to read and JSON for another program.

Each app says what it keeps, in settings.MY_DATA_PARTS. The zip is made in memory, in the request, and lies nowhere
(docs/decisions/my-data-at-once.md). `WHERE` says of every key to a person where it is told, or why it is not.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from schools.models import User

Row = dict[str, Any]

NOT_IN_IT = (  # what people may look for, and why it isn't there
    "Wat een collega met jou deelde, en wat een collega schreef in jullie gesprek: dat is van die collega.",
    (
        "Wat je invulde in een checklist die is afgerond. Bij het afronden zijn de antwoorden losgemaakt van wie ze "
        "gaf. Niemand weet meer welke van jou waren, ook wij niet."
    ),
    "Wat collega’s over de school schreven: de doelen, de agenda en de verslagen. Dat is van de school.",
    "Wat je browser bewaarde en nog niet bij ons aankwam. Dat staat alleen op dat apparaat.",
    "Je wachtwoord en de geheimen van je extra beveiliging. Daarmee zou een ander kunnen inloggen.",
)

WHERE = {  # of each key to a user or a membership: the section that tells it, or after a dash why none does
    "schools.Membership.user": "memberships",
    "schools.User_groups.user": "account",
    "schools.User_user_permissions.user": "account",
    "schools.CalendarFeed.user": "calendar",
    "schools.Team_members.membership": "memberships",
    "schools.Team.lead": "memberships",
    "schools.Invitation.invited_by": "invitations_sent",
    "schools.JournalEntry.member": "journal",
    "schools.Goal.owner": "goals",
    "schools.Goal.proposer": "goals",
    "schools.Evaluation.held_by": "evaluations",
    "schools.Action.owner": "actions",
    "schools.Decision.owner": "decisions",
    "schools.GoalChange.by": "goal_changes",
    "schools.ReminderWish.user": "reminder_wish",
    "schools.Reminder.member": "reminders",
    "schools.BoardMembership.user": "seats",
    "schools.BoardShare.by": "board_shares",
    "reflections.Reflection.author": "reflections",
    "reflections.Share.by": "reflections",
    "reflections.Share.to": "shared_with_me",
    "reflections.Reaction.author": "reactions",
    "reflections.PeerConversation.asker": "conversations",
    "reflections.PeerConversation.partner": "conversations",
    "reflections.PeerAnswer.author": "conversations",
    "reflections.QuestionMail.user": "weekly_question",
    "checklists.Participation.member": "rounds",
    "checklists.Round.made_by": "rounds",
    "account.EmailAddress.user": "account",
    "socialaccount.SocialAccount.user": "school_accounts",
    "mfa.Authenticator.user": "second_factors",
    "usersessions.UserSession.user": "sessions",
    "admin.LogEntry.user": "site_admin",
}


@dataclass(frozen=True)
class Section:
    """What is kept of one kind: rows whose keys are those of `labels`, which say in Dutch what each is.

    A value is text, a number, a day, a moment, yes or no, a list of texts, or None. `note` stands above the rows.
    """

    key: str
    title: str
    labels: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    note: str = ""

    def in_words(self) -> Iterator[list[tuple[str, list[str]]]]:
        """Yield each row as labels with lines to read, without what is empty."""
        for row in self.rows:
            lines = [(label, words_of(row.get(key))) for key, label in self.labels.items()]
            yield [(label, words) for label, words in lines if words]


def sections_of(user: User) -> list[Section]:
    """Return all that is kept of a person, in the order of the parts."""
    return [section for part in settings.MY_DATA_PARTS for section in import_string(part)(user)]


def words_of(value: Any) -> list[str]:
    """Return a value as lines to read; none where there is nothing."""
    if value is None or (isinstance(value, str | list) and not value):
        return []
    if isinstance(value, bool):
        return ["ja" if value else "nee"]
    if isinstance(value, datetime):
        return [date_format(localtime(value), "j F Y, H:i")]
    if isinstance(value, date):
        return [date_format(value, "j F Y")]
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]


def to_json(sections: list[Section], made_at: datetime) -> bytes:
    """Return everything for another program."""
    whole = {
        "title": "Mijn gegevens",
        "site": settings.SITE_URL,
        "language": "nl",
        "made_at": made_at,
        "not_in_it": NOT_IN_IT,
        "sections": {section.key: section.rows for section in sections},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder).encode()


def to_html(sections: list[Section], user: User, made_at: datetime) -> bytes:
    """Return everything as one page to read, which needs nothing of the internet."""
    filled = [section for section in sections if section.rows]
    empty = ", ".join(f"‘{section.title}’" for section in sections if not section.rows)
    context = {"filled": filled, "empty": empty, "person": user, "made_at": made_at, "not_in_it": NOT_IN_IT}
    return render_to_string("schools/my_data_file.html", context).encode()


def to_zip(user: User, made_at: datetime) -> bytes:
    """Return the zip with everything of a person. It is made in memory: nothing readable touches a disk."""
    sections = sections_of(user)
    parts = {
        "mijn-gegevens.html": to_html(sections, user, made_at),
        "opmaak.css": style(),
        "mijn-gegevens.json": to_json(sections, made_at),
    }
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@cache
def style() -> bytes:
    """Return the style of the page to read."""
    return Path(__file__).with_name("my_data.css").read_bytes()
