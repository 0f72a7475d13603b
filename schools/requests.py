"""Asking to take part with a school: by a form and a mail, decided by the school's admins or by the site's.

Nothing here says to the one who asks whether a school or an address is known: only a mail to the address itself does.
A lock on the school comes before one on the request, as with invitations. Mails go out after the transaction.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from enum import Enum

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from schools.emails import send_mail
from schools.invitations import send
from schools.models import Invitation, JournalEntry, Membership, School, SchoolRequest, User
from schools.querysets import SchoolRequestQuerySet
from schools.tokens import digest_of, new_token

Whole = Callable[[str], str]  # makes a whole address of a path, as request.build_absolute_uri does
UNCONFIRMED_KEPT = timedelta(days=14)  # the link worked for the first seven; its page then says why it does not
DECIDED_KEPT = timedelta(days=365)  # as long as the journal
logger = logging.getLogger(__name__)


class Unusable(Exception):
    """The request was confirmed already, or the link to confirm it is too old."""


class Decided(Exception):
    """The request was decided on, or sent on to another school, in the meantime; or it was never confirmed."""


class NoAdmin(Exception):
    """The school has members, and nobody who manages their accounts and could decide."""


class Outcome(Enum):
    """What granting led to: an invitation that went out, one whose mail failed, or nothing for who is a member."""

    SENT = "sent"
    UNSENT = "unsent"
    MEMBER = "member"


# ---- asking -----------------------------------------------------------------------------


def ask(asked: SchoolRequest, whole: Whole) -> bool:
    """Mail the address of a new request a link to confirm it, or what else to do; tell whether the mail went out.

    An address with an account, an invitation or the same request gets a mail that says so, and nothing is kept.
    """
    forget()
    context = {"school": asked.school_name, "address": whole(reverse("account_login"))}
    if User.objects.filter(email__iexact=asked.email).exists():
        return send_mail("school_request_known", asked.email, context | {"case": "account"})
    if inviting := list(with_admins(School.objects.filter(invitations__in=open_invitations(asked.email)))):
        names = " en ".join(school.name for school in inviting)
        return send_mail("school_request_known", asked.email, context | {"case": "invited", "school": names})
    if twins(asked).filter(confirmed_at__isnull=False).exists():
        return send_mail("school_request_known", asked.email, context | {"case": "waiting"})
    token = new_token()
    asked.token_digest = digest_of(token)
    asked.save()
    link = whole(reverse("school_request_confirm", args=[token]))
    return send_mail("school_request_confirm", asked.email, {"address": link})


def forget() -> int:
    """Erase the requests that nobody needs any more; return how many."""
    return too_old().delete()[0]


def too_old() -> SchoolRequestQuerySet:
    """Return the requests that nobody confirmed in time, and those decided on long ago."""
    old = Q(confirmed_at=None, sent_at__lt=timezone.now() - UNCONFIRMED_KEPT)
    return SchoolRequest.objects.filter(old | Q(decided_at__lt=timezone.now() - DECIDED_KEPT))


def confirm(asked: SchoolRequest, whole: Whole) -> None:
    """Take it that the address is the applicant's, once, and tell who decides; raise Unusable where it is too late."""
    with transaction.atomic():
        asked = SchoolRequest.objects.select_for_update().get(pk=asked.pk)
        if not asked.is_usable:
            raise Unusable
        asked.confirmed_at = timezone.now()
        asked.school = school_of(asked.brin)
        asked.save()
        twins(asked).filter(confirmed_at=None).exclude(pk=asked.pk).delete()
    tell_who_decides(asked, whole)


def school_of(brin: str) -> School | None:
    """Return the one school with this BRIN whose admins can decide; four characters stand for any vestiging."""
    if not brin:
        return None
    same = Q(brin=brin) if len(brin) == 6 else Q(brin__startswith=brin)
    found = with_admins(School.objects.filter(same, archived_at=None))[:2]
    return found[0] if len(found) == 1 else None


def with_admins(schools: QuerySet[School]) -> QuerySet[School]:
    """Return those of the schools that have someone who manages the accounts and can sign in."""
    admins = Membership.objects.admins().filter(school=OuterRef("pk"), user__is_active=True)
    return schools.filter(Exists(admins)).order_by("name", "pk")


def open_invitations(email: str) -> QuerySet[Invitation]:
    """Return the open invitations of an address, expired ones too: a school's admin sends those again."""
    return Invitation.objects.open().filter(email=email, school__archived_at=None)


def twins(asked: SchoolRequest) -> QuerySet[SchoolRequest]:
    """Return the undecided requests of the same address for the same school, as it was written."""
    same = {"email": asked.email, "school_name__iexact": asked.school_name, "brin": asked.brin}
    return SchoolRequest.objects.open().filter(**same)


def tell_who_decides(asked: SchoolRequest, whole: Whole) -> None:
    """Mail who decides on a confirmed request, with the school's name and nothing about the applicant."""
    context = {"school": asked.school.name if asked.school else asked.school_name, "known": bool(asked.school)}
    if asked.school:
        admins = Membership.objects.admins().filter(school=asked.school, user__is_active=True)
        addresses = [*admins.values_list("user__email", flat=True).order_by("pk"), asked.school.mailbox]
        path = reverse("schools:request_decide", args=[asked.school.code, asked.pk])
    else:
        staff = User.objects.filter(is_staff=True, is_active=True).order_by("pk")
        addresses = [user.email for user in staff if user.has_perm("schools.change_schoolrequest")]
        path = reverse("admin:schools_schoolrequest_change", args=[asked.pk])
    for address in dict.fromkeys(filter(None, addresses)):
        send_mail("school_request_decide", address, context | {"address": whole(path)})
    if not addresses:
        lacking = "a request waits, and no active staff account has the permission schools.change_schoolrequest"
        logger.warning(lacking, extra={"event": "request_without_decider"})


# ---- deciding ---------------------------------------------------------------------------


def grant(asked: SchoolRequest, by: Membership, *, role: str, whole: Whole) -> Outcome:
    """Invite the applicant to the school of an admin, in the role that the admin chooses."""
    with transaction.atomic():
        asked = lock(asked, by.school)
        if asked.school_id != by.school_id:
            raise Decided
        invitation, token = invite(asked, by.school, role=role, is_admin=False, by=by)
        settle(asked, SchoolRequest.Decision.GRANTED)
        JournalEntry.write(by, "request_granted", asked.name)
    return deliver(invitation, token, whole)


def grant_as_new(asked: SchoolRequest, *, region: str, whole: Whole) -> tuple[School, Outcome]:
    """Make the school that was asked for, and invite the applicant as the first who manages its accounts."""
    with transaction.atomic():
        asked = lock(asked)
        told = {"name": asked.school_name, "place": asked.place, "sector": asked.sector, "brin": asked.brin}
        school = School.objects.create(region=region, **told)
        asked.school = school
        invitation, token = invite_first(asked, school)
        settle(asked, SchoolRequest.Decision.GRANTED)
        JournalEntry.write_for_site(school, "school_made", asked.name)
    return school, deliver(invitation, token, whole)


def forward(asked: SchoolRequest, school: School, *, whole: Whole) -> Outcome | None:
    """Let an existing school decide: its admins are mailed, and None is returned.

    A school without members has nobody to decide: the applicant is invited as the first, and the outcome returned.
    """
    with transaction.atomic():
        asked = lock(asked, school)
        asked.school = school
        if school.memberships.present().exists():
            if not with_admins(School.objects.filter(pk=school.pk)).exists():
                raise NoAdmin
            asked.save()
            JournalEntry.write_for_site(school, "request_forwarded", asked.name)
            first = None
        else:
            first = invite_first(asked, school)
            settle(asked, SchoolRequest.Decision.GRANTED)
            JournalEntry.write_for_site(school, "request_granted", asked.name)
    if first:
        return deliver(*first, whole)
    tell_who_decides(asked, whole)
    return None


def refuse(asked: SchoolRequest, reason: str, by: Membership | None = None) -> bool:
    """Refuse a request, as a school's admin or (without `by`) as the site's; tell whether the mail went out."""
    with transaction.atomic():
        asked = lock(asked, asked.school)
        if by is not None and asked.school_id != by.school_id:
            raise Decided
        asked.answer = reason
        settle(asked, SchoolRequest.Decision.REFUSED)
        if by is not None:
            JournalEntry.write(by, "request_refused", asked.name)
        elif asked.school:
            JournalEntry.write_for_site(asked.school, "request_refused", asked.name)
    context = {"school": asked.school.name if asked.school else asked.school_name, "reason": reason}
    return send_mail("school_request_refused", asked.email, context)


def lock(asked: SchoolRequest, school: School | None = None) -> SchoolRequest:
    """Make others wait who decide or change the people of the school; return the request as it is now, if open."""
    if school is not None:
        School.objects.select_for_update().get(pk=school.pk)
    asked = SchoolRequest.objects.select_for_update().get(pk=asked.pk)
    if not asked.is_open:
        raise Decided
    return asked


def settle(asked: SchoolRequest, decision: SchoolRequest.Decision) -> None:
    """Keep what was decided, with the time."""
    asked.decision, asked.decided_at = decision, timezone.now()
    asked.save()


def invite_first(asked: SchoolRequest, school: School) -> tuple[Invitation | None, str]:
    """Invite the applicant as the first of a school: with the own role, and to manage the accounts."""
    return invite(asked, school, role=asked.role, is_admin=asked.role != SchoolRequest.Role.PRINCIPAL, by=None)


def invite(
    asked: SchoolRequest, school: School, *, role: str, is_admin: bool, by: Membership | None
) -> tuple[Invitation | None, str]:
    """Make the applicant's invitation, or renew the open one, and return it with its token; None for a member."""
    if school.memberships.present().filter(user__email__iexact=asked.email).exists():
        return None, ""
    invitation = school.invitations.open().filter(email=asked.email).first()
    invitation = invitation or Invitation(school=school, email=asked.email)
    invitation.role, invitation.is_admin, invitation.invited_by = role, is_admin, by
    token = invitation.renew()
    invitation.save()
    return invitation, token


def deliver(invitation: Invitation | None, token: str, whole: Whole) -> Outcome:
    """Mail the invitation, where there is one."""
    if invitation is None:
        return Outcome.MEMBER
    sent = send(invitation, whole(reverse("invitation_accept", args=[token])))
    return Outcome.SENT if sent else Outcome.UNSENT
