"""What an administrator does with a member: change the role, switch off, switch on again.

One person at least keeps managing the accounts. Each deed locks the school, so that two at once can't undo that.
"""

from django.db import transaction
from django.utils import timezone

from schools.models import Goal, JournalEntry, Membership, School, Team


class LastAdmin(Exception):
    """Nobody would be left who manages the accounts of the school."""


class NoSuccessor(Exception):
    """Goals that are alive would be left without an owner who is there."""


@transaction.atomic
def change(member: Membership, by: Membership, *, role: str, is_admin: bool) -> None:
    """Give a member another role."""
    lock(member)
    changed = Membership(role=role, is_admin=is_admin)
    if not changed.manages_accounts:
        refuse_last_admin(member)
    member.role, member.is_admin = role, is_admin
    member.save()
    JournalEntry.write(by, "member_changed", member.user.name)


@transaction.atomic
def deactivate(member: Membership, by: Membership, successor: Membership | None = None) -> None:
    """Let a member leave at once; the school's goals that they own go to the successor.

    A goal for the own class is the teacher's alone: it waits, unseen, for when they come back. Teams they leave.
    """
    lock(member)
    refuse_last_admin(member)
    goals = Goal.objects.to_hand_over(member)
    if successor is None and goals.alive().exists():
        raise NoSuccessor
    if successor is not None:
        successor.refresh_from_db()
        if successor == member or successor.left_at or successor.school_id != member.school_id:
            raise NoSuccessor
        for goal in list(goals):
            goal.owner = successor
            goal.save()
            goal.note(by, "goal_handed_over")
    member.left_at = timezone.now()
    member.save()
    leave_teams(member)
    JournalEntry.write(by, "member_deactivated", member.user.name)


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
    member.come_back()
    member.save()
    JournalEntry.write(by, "member_reactivated", member.user.name)


def lock(member: Membership) -> None:
    """Make others wait who change the people of this school, and read the member as it is now."""
    School.objects.select_for_update().get(pk=member.school_id)
    member.refresh_from_db()


def refuse_last_admin(member: Membership) -> None:
    """Raise LastAdmin where nobody else manages the accounts."""
    others = Membership.objects.admins().filter(school_id=member.school_id).exclude(pk=member.pk)
    if member.manages_accounts and not others.exists():
        raise LastAdmin
