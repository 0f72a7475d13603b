"""Inviting people to a school, and accepting an invitation."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from schools.addresses import read_addresses
from schools.emails import send_mail
from schools.models import Invitation, JournalEntry, Membership, School, User

Link = Callable[[str], str]  # makes the whole address of the page for a token
MOST = 100  # addresses at once


class Unusable(Exception):
    """The invitation was accepted, withdrawn or sent again in the meantime, or is too old."""


class OtherAddress(Exception):
    """The invitation was sent to another address than the account's."""


@dataclass
class Report:
    """What became of each address, and each piece that is none (`wrong`). `unsent`: invited, but the mail failed."""

    invited: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unsent: list[str] = field(default_factory=list)


def invite(by: Membership, text: str, *, role: str, is_admin: bool, link: Link) -> Report:
    """Invite every address in the text that is no member and has no open invitation; report all of them."""
    pasted = read_addresses(text)
    report = Report(wrong=list(pasted.wrong))
    made: list[tuple[Invitation, str]] = []
    with transaction.atomic():
        school = School.objects.select_for_update().get(pk=by.school_id)
        members = {email.lower() for email in school.memberships.present().values_list("user__email", flat=True)}
        waiting = set(school.invitations.open().values_list("email", flat=True))
        for address in pasted.addresses:
            if address in members:
                report.members.append(address)
            elif address in waiting:
                report.waiting.append(address)
            else:
                invitation = Invitation(school=school, email=address, role=role, is_admin=is_admin, invited_by=by)
                token = invitation.renew()
                invitation.save()
                JournalEntry.write(by, "invitation_sent", address)
                made.append((invitation, token))
    for invitation, token in made:  # after the transaction: a slow mail server must not hold a lock
        (report.invited if send(invitation, link(token)) else report.unsent).append(invitation.email)
    return report


def resend(invitation: Invitation, by: Membership, link: Link) -> bool:
    """Send an open invitation again with a new link; the old one stops working. Tell whether the mail went out."""
    with transaction.atomic():
        invitation = lock(invitation)
        if not invitation.is_open:
            raise Unusable
        token = invitation.renew()
        invitation.save()
        JournalEntry.write(by, "invitation_resent", invitation.email)
    return send(invitation, link(token))


@transaction.atomic
def withdraw(invitation: Invitation, by: Membership) -> None:
    """Let the link of an open invitation stop working."""
    invitation = lock(invitation)
    if not invitation.is_open:
        raise Unusable
    invitation.withdrawn_at = timezone.now()
    invitation.save()
    JournalEntry.write(by, "invitation_withdrawn", invitation.email)


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Membership:
    """Make the person a member, once; who was a member before comes back, who is one keeps the role they have."""
    invitation = lock(invitation)
    if not invitation.is_usable:
        raise Unusable
    if user.email.lower() != invitation.email:
        raise OtherAddress
    invitation.accepted_at = timezone.now()
    invitation.save()
    school = invitation.school
    member: Membership | None = school.memberships.present().filter(user=user).first()
    if member is None:
        member = school.memberships.departed().filter(user=user).order_by("-left_at").first()
        member = member or Membership(user=user, school=school)
        member.come_back()
        member.role, member.is_admin = invitation.role, invitation.is_admin
        member.save()
    JournalEntry.write(member, "invitation_accepted", user.name)
    return member


@transaction.atomic
def join(invitation: Invitation, name: str, password: str) -> Membership:
    """Make an account for the invited address, and the person a member; raises Unusable where it has an account."""
    invitation = lock(invitation)
    if account_of(invitation):
        raise Unusable
    return accept(invitation, User.objects.create_user(invitation.email, password, name=name))


def account_of(invitation: Invitation) -> User | None:
    """Return the account with the invited address, or None."""
    return User.objects.filter(email__iexact=invitation.email).first()


def lock(invitation: Invitation) -> Invitation:
    """Make others wait who change the people of this school, and return the invitation as it is now."""
    School.objects.select_for_update().get(pk=invitation.school_id)
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def send(invitation: Invitation, address: str) -> bool:
    """Mail the link, with the school's name and nothing about a person; tell whether the mail server took it."""
    context = {"school": invitation.school.name, "address": address, "days": Invitation.LASTS.days}
    return send_mail("invitation", invitation.email, context)
