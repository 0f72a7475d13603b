"""Change what a school says about itself. Two who do so at once never undo each other's work unseen."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from schools.models import JournalEntry, Membership, School
from schools.stamps import shown_by

LABELS = {
    "name": "Naam",
    "place": "Plaats",
    "brin": "BRIN",
    "sector": "Sector",
    "region": "Vakantieregio",
    "mailbox": "Mailbox van de school",
    "second_factor": "Extra beveiliging",
}
SALT = "school settings"


class SettingsChanged(Exception):
    """The settings are no longer what the form showed; `now` is what they are."""

    def __init__(self, now: dict[str, Any]) -> None:
        super().__init__()
        self.now = now


def settings_of(school: School) -> dict[str, Any]:
    """Return the settings by name; `second_factor` tells whether the school asks for one."""
    return {name: getattr(school, name) for name in LABELS if name != "second_factor"} | {
        "second_factor": school.second_factor_since is not None
    }


@transaction.atomic
def change_settings(by: Membership, wanted: dict[str, Any], stamp: str) -> list[str]:
    """Keep the settings and return what changed, in words; raise SettingsChanged where the form showed others."""
    school = School.objects.select_for_update().get(pk=by.school_id)
    now = settings_of(school)
    changes = [name for name in LABELS if wanted[name] != now[name]]
    if changes and shown_by(stamp, SALT) != now:
        raise SettingsChanged(now)
    for name in changes:
        if name == "second_factor":
            school.second_factor_since = timezone.now() if wanted[name] else None
        else:
            setattr(school, name, wanted[name])
    school.save()
    by.school = school
    words = [f"{LABELS[name]}: {in_words(name, now[name])} → {in_words(name, wanted[name])}" for name in changes]
    for change in words:
        JournalEntry.write(by, "school_changed", change)
    return words


def in_words(name: str, value: Any) -> str:
    """Return a setting as people say it: 'po en vo', 'gevraagd', 'leeg'."""
    if name == "second_factor":
        return "gevraagd" if value else "niet gevraagd"
    if name == "sector":
        return str(School.Sector(value).label)
    if name == "region":
        return str(School.Region(value).label)
    return str(value) or "leeg"
