"""Erasing an account: all of a person goes, and what the school needs stays without them.

What a school keeps points to nobody any more, or to 'oud-lid' (schools/former.py) where it has to point to somebody.
The features say in settings.ERASE_PARTS what else has to happen. docs/decisions/account-erased.md says what stays.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from schools import journal_names, membership
from schools.former import NAME, former_member, former_user
from schools.merging import keys_to
from schools.models import Goal, Invitation, JournalEntry, Membership, School, SchoolRequest, User

Rows = dict[type[models.Model], list[int]]


@dataclass(frozen=True)
class Obstacle:
    """Why an account can't go yet: `kind` is 'admin' or 'goals', of a school; or 'site'."""

    kind: str
    member: Membership | None = None


class InTheWay(Exception):
    """The account can't be erased yet."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(*(obstacle.kind for obstacle in obstacles))
        self.obstacles = obstacles


def obstacles_of(user: User) -> list[Obstacle]:
    """Return what has to be handed over first. Where no colleague is left there is nobody to hand over to."""
    found = []
    for member in user.memberships.present().select_related("school").order_by("pk"):
        if not leaves_somebody(member):
            continue
        if membership.is_last_admin(member):
            found.append(Obstacle("admin", member))
        elif Goal.objects.to_hand_over(member).alive().exists():
            found.append(Obstacle("goals", member))
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and user.is_active and not others.exists():
        found.append(Obstacle("site"))
    return found


def leaves_somebody(member: Membership) -> bool:
    """Tell whether colleagues go on in a school that is alive when this one goes."""
    colleagues = member.school.memberships.present().exclude(pk=member.pk).filter(user__is_active=True)
    return not member.school.archived_at and colleagues.exists()


@transaction.atomic
def erase(user: User) -> None:
    """Erase an account and all that is the person's; all or nothing. Raises InTheWay, and then nothing changed."""
    schools = list(user.memberships.values_list("school", flat=True))
    list(School.objects.select_for_update().filter(pk__in=schools).order_by("pk"))
    user = User.objects.select_for_update().get(pk=user.pk)
    if obstacles := obstacles_of(user):
        raise InTheWay(obstacles)
    members = list(user.memberships.select_related("school", "user"))
    for member in members:
        leave(member)
    forget_names(user, members)
    for member in members:
        forget(member)
    end_sessions(user)
    LogEntry.objects.filter(user=user).update(user=former_user())
    user.delete()


def leave(member: Membership) -> None:
    """Let a member go from a school, with what that does to actions, teams and the mailbox."""
    if member.left_at:
        return
    if leaves_somebody(member):
        membership.leave(member)
    else:
        membership.leave_teams(member)


def forget(member: Membership) -> None:
    """Take a membership away. What was theirs alone goes along; what the school keeps is then of 'oud-lid'."""
    former = former_member(member.school)
    private = Q(scope=Goal.Scope.CLASS, owner=member) | Q(
        proposer=member, proposed_at__isnull=True, started_on__isnull=True
    )
    Goal.objects.filter(private).delete()
    for part in settings.ERASE_PARTS:
        import_string(part)(member, former)
    for key in keys_to(Membership):
        if key.remote_field.on_delete in {models.PROTECT, models.RESTRICT}:
            key.model._base_manager.filter(**{key.name: member}).update(**{key.name: former})
    member.delete()


def forget_names(user: User, members: list[Membership]) -> None:
    """Take the name and the addresses away where they stand as text: journals, invitations, requests, mailboxes."""
    addresses = {user.email.lower(), *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    rows: Rows = {User: [user.pk], Membership: [member.pk for member in members]}
    journal_names.replace(user.name, NAME, journal_names.of_schools(member.school_id for member in members))
    for address in addresses:
        journal_names.replace(address.lower(), NAME, JournalEntry.objects.all())
        for asked in SchoolRequest.objects.filter(email__iexact=address):
            if asked.school_id:
                journal_names.replace(asked.name, NAME, journal_names.of_schools([asked.school_id]))
        for model in (SchoolRequest, Invitation):
            found = model._base_manager.filter(email__iexact=address)
            rows.setdefault(model, []).extend(found.values_list("pk", flat=True))
            found.delete()
        School.objects.filter(mailbox__iexact=address).update(mailbox="")
    forget_in_site_log(user.name, addresses, rows)


def forget_in_site_log(name: str, addresses: Collection[str], rows: Rows) -> None:
    """Leave in the log of the site's administration that something was done, and no more, where it names somebody."""
    about = Q(object_repr=name) | Q(change_message__contains=json.dumps(name)) | Q(change_message__contains=f'"{name}"')
    for model, pks in rows.items():
        kind = ContentType.objects.get_for_model(model)
        about |= Q(content_type=kind, object_id__in=[str(pk) for pk in pks])
    for address in addresses:
        about |= Q(object_repr__icontains=address) | Q(change_message__icontains=address)
    LogEntry.objects.filter(about).update(object_repr=NAME, change_message="")


def end_sessions(user: User) -> None:
    """End every session of a person, and those that hold the address, such as of someone who asked for a code."""
    mine = []
    for session in Session.objects.iterator():
        content = session.get_decoded()
        if content.get(SESSION_KEY) == str(user.pk) or json.dumps(user.email) in json.dumps(content, default=str):
            mine.append(session.pk)
    Session.objects.filter(pk__in=mine).delete()
