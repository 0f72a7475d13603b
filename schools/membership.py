"""What happens to a member: another role, switched off, switched on again, leaving, handing the school over.

One person at least keeps managing the accounts. Each deed locks the school, so that two at once can't undo that.
"""

from django.db import transaction
from django.utils import timezone

from schools.addresses import FORMER
from schools.mailbox import watched
from schools.models import Action, Goal, JournalEntry, Membership, School, Team


class LastAdmin(Exception):
    """Nobody would be left who manages the accounts of the school."""


class NoSuccessor(Exception):
    """Goals that are alive would be left without an owner who is there."""


class NoColleague(Exception):
    """The school would be handed over to someone who does not take part in it."""


@transaction.atomic
def change(member: Membership, by: Membership, *, role: str, is_admin: bool) -> None:
    """Give a member another role."""
    lock(member)
    with watched(member.school):
        _change(member, by, role, is_admin)


@transaction.atomic
def deactivate(member: Membership, by: Membership, successor: Membership | None = None) -> None:
    """Let a member leave at once; the goals of school and teams that they own go to the successor.

    Their open actions go along, or to who owns the goal. A goal for the own class is the teacher's alone: it waits,
    unseen, for when they come back. Teams they leave.
    """
    lock(member)
    with watched(member.school):
        _deactivate(member, by, successor)


def leave(member: Membership, successor: Membership | None = None) -> None:
    """Let a member leave by themselves; as `deactivate`."""
    deactivate(member, member, successor)


@transaction.atomic
def hand_over(
    member: Membership,
    to: Membership,
    *,
    as_principal: bool,
    stay_as: str | None,
    successor: Membership | None = None,
) -> None:
    """Make a colleague manage the accounts, and let the member step back (`stay_as` a role) or leave (None), at once.

    The colleague keeps the own role or becomes principal; the successor takes the member's school goals over.
    """
    lock(member)
    to.refresh_from_db()
    if to == member or to.left_at or to.school_id != member.school_id:
        raise NoColleague
    with watched(member.school):
        JournalEntry.write(member, "school_handed_over", to.user.name)
        role = Membership.Role.PRINCIPAL if as_principal else to.role
        _change(to, member, role, is_admin=to.is_admin or not (as_principal or to.manages_accounts))
        if stay_as is None:
            _deactivate(member, member, successor)
        else:
            _hand_over_goals(member, successor, member)
            _change(member, member, stay_as, is_admin=False)


def leave_teams(member: Membership) -> None:
    """Take a member out of the teams that there are, also as their lead; coming back does not bring that back."""
    teams = list(Team.objects.visible_to(member).filter(members=member))
    member.teams.remove(*teams)
    member.led_teams.filter(ended_at__isnull=True).update(lead=None)


@transaction.atomic
def reactivate(member: Membership, by: Membership) -> None:
    """Let someone who left come back in the role they had; nothing happens for who is there (again)."""
    lock(member)
    if not member.left_at or member.school.memberships.present().filter(user_id=member.user_id).exists():
        return
    if member.user.email == FORMER:  # stands for who is gone, and is nobody
        return
    member.come_back()
    member.save()
    JournalEntry.write(by, "member_reactivated", member.user.name)


def lock(member: Membership) -> None:
    """Make others wait who change the people of this school, and read the member as it is now."""
    School.objects.select_for_update().get(pk=member.school_id)
    member.refresh_from_db()


def refuse_last_admin(member: Membership) -> None:
    """Raise LastAdmin where nobody else manages the accounts."""
    if is_last_admin(member):
        raise LastAdmin


def is_last_admin(member: Membership) -> bool:
    """Tell whether the member manages the accounts and nobody else does."""
    others = Membership.objects.admins().filter(school_id=member.school_id).exclude(pk=member.pk)
    return member.manages_accounts and not others.exists()


def _change(member: Membership, by: Membership, role: str, is_admin: bool) -> None:
    before = member.full_title
    if not Membership(role=role, is_admin=is_admin).manages_accounts:
        refuse_last_admin(member)
    member.role, member.is_admin = role, is_admin
    member.save()
    if member.full_title != before:
        JournalEntry.write(by, "member_changed", f"{member.user.name}, van {before} naar {member.full_title}")


def _deactivate(member: Membership, by: Membership, successor: Membership | None) -> None:
    refuse_last_admin(member)
    if successor is None and Goal.objects.to_hand_over(member).alive().exists():
        raise NoSuccessor
    _hand_over_goals(member, successor, by)
    _hand_over_actions(member, successor, by)
    member.left_at = timezone.now()
    member.save()
    leave_teams(member)
    JournalEntry.write(by, "member_left" if by == member else "member_deactivated", member.user.name)


def _hand_over_goals(member: Membership, successor: Membership | None, by: Membership) -> None:
    if successor is None:
        return
    successor.refresh_from_db()
    if successor == member or successor.left_at or successor.school_id != member.school_id:
        raise NoSuccessor
    for goal in list(Goal.objects.to_hand_over(member)):
        goal.give_to(successor, by)


def _hand_over_actions(member: Membership, successor: Membership | None, by: Membership) -> None:
    for action in list(Action.objects.to_hand_over(member).select_related("goal__owner")):
        action.give_to(successor or action.goal.owner, by)
