"""School accounts: who someone is at an identity provider, linked to an account here.

An identity is (issuer, subject). An e-mail address that a provider gives is a suggestion in a field, nothing more:
it signs nobody in and links nothing (docs/decisions/identity-is-issuer-and-subject.md).

An identity that nobody here has waits in the session, and nowhere else, until it is linked or too old.
"""

import time
from dataclasses import asdict, dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from handreiking.identity_providers import OpenIDConnect, Saml
from schools.claims import Claims
from schools.invitations import Unusable, accept, lock
from schools.models import Invitation, Membership, School, User

PENDING = "identity"  # keys in the session
LASTS = 30 * 60  # seconds that an identity waits: schools share computers

Provider = OpenIDConnect | Saml


class Taken(Exception):
    """The identity belongs to another account."""


class OnlyWay(Exception):
    """Without this identity the person could not sign in any more."""


@dataclass(frozen=True)
class Pending:
    """An identity that waits in the session, with what the provider said of the person."""

    issuer: str
    subject: str
    since: float
    name: str = ""
    email: str = ""
    brin: str = ""
    school: str = ""

    @property
    def provider(self) -> Provider | None:
        """Return the provider, or None where the site knows it no longer."""
        return provider_of(self.issuer)


def provider_of(issuer: str) -> Provider | None:
    """Return the configured provider with this issuer, or None."""
    return next((provider for provider in settings.IDENTITY_PROVIDERS if provider.issuer == issuer), None)


# ---- waiting ----------------------------------------------------------------------------


def keep(request: HttpRequest, issuer: str, subject: str, claims: Claims) -> None:
    """Let an identity wait in the session, in place of any other; what was proven for another one is gone with it."""
    forget(request)
    said = {"name": claims.name, "email": claims.email, "brin": claims.brin, "school": claims.school}
    request.session[PENDING] = asdict(Pending(issuer, subject, time.time(), **said))


def pending_of(request: HttpRequest) -> Pending | None:
    """Return the identity that waits, or None where there is none or it is too old."""
    kept = request.session.get(PENDING)
    if not kept:
        return None
    pending = Pending(**kept)
    if time.time() - pending.since > LASTS or pending.provider is None:
        forget(request)
        return None
    return pending


def forget(request: HttpRequest) -> None:
    """Forget the identity that waits, and what was proven on its behalf."""
    from schools.address_proof import drop_proof

    request.session.pop(PENDING, None)
    drop_proof(request)


# ---- linking ----------------------------------------------------------------------------


def identities_of(user: User) -> list[SocialAccount]:
    """Return the identities with which a person signs in, the oldest first."""
    return list(SocialAccount.objects.filter(user=user).order_by("date_joined", "pk"))


def link(pending: Pending, user: User) -> None:
    """Let someone sign in with the identity that waits; raises Taken where another account has it."""
    try:
        with transaction.atomic():
            identity, _ = SocialAccount.objects.get_or_create(
                provider=pending.issuer, uid=pending.subject, defaults={"user": user}
            )
    except IntegrityError as error:  # two at once
        raise Taken from error
    if identity.user_id != user.pk:
        raise Taken


@transaction.atomic
def unlink(identity: SocialAccount) -> None:
    """Take an identity from its person; raises OnlyWay where nothing is left to sign in with."""
    user = User.objects.select_for_update().get(pk=identity.user_id)
    others = SocialAccount.objects.filter(user=user).exclude(pk=identity.pk)
    usable = any(provider_of(other.provider) for other in others)
    passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    if not (user.has_usable_password() or usable or any(key.wrap().is_passwordless for key in passkeys)):
        raise OnlyWay
    identity.delete()


def tell(request: HttpRequest, user: User, event: str, issuer: str) -> None:
    """Mail someone that a school account was linked or unlinked: it may not have been them."""
    provider = provider_of(issuer)
    context = {"name": provider.name if provider else issuer}
    get_adapter(request).send_notification_mail(f"socialaccount/email/account_{event}", user, context)


# ---- coming in by an invitation ---------------------------------------------------------


def open_invitations(email: str) -> list[Invitation]:
    """Return the invitations that who can read the mail of this address may accept now."""
    since = timezone.now() - Invitation.LASTS
    found = Invitation.objects.open().filter(email=email, sent_at__gt=since, school__archived_at__isnull=True)
    return list(found.select_related("school").order_by("sent_at", "pk"))


def has_account(email: str) -> bool:
    """Tell whether an account has this address."""
    return User.objects.filter(email__iexact=email).exists()


@transaction.atomic
def join(pending: Pending, name: str, invitations: list[Invitation]) -> Membership:
    """Make an account without a password for who was invited, link the identity, and accept the invitations.

    The address of the invitations has been proven: by a code that was mailed, or by a link. Returns the first
    membership; raises Unusable where an invitation is over or the address got an account, Taken where the identity did.
    """
    email = invitations[0].email
    for invitation in invitations:
        lock(invitation)
    if has_account(email):
        raise Unusable
    user = User.objects.create_user(email, name=name)
    link(pending, user)
    members = [accept(invitation, user) for invitation in invitations]
    return members[0]


# ---- without an invitation --------------------------------------------------------------


def schools_of(brin: str) -> list[School]:
    """Return the schools here that a BRIN of 4 or 6 characters can mean, by name.

    Only for who is proven to be of that BRIN: the names are all that is shown.
    """
    if not brin:
        return []
    schools = School.objects.filter(archived_at__isnull=True).order_by("name", "pk")
    if len(brin) == 4:
        return list(schools.filter(brin__startswith=brin))
    # A school may have left its vestiging out.
    return list(schools.filter(brin=brin)) or list(schools.filter(brin=brin[:4]))


def recorded(request: HttpRequest, user: User, issuer: str, subject: str) -> None:
    """Note in the session with what someone signed in, as allauth does: it counts as proof for the next minutes."""
    from allauth.account.internal.flows.login import record_authentication

    said: dict[str, Any] = {"provider": issuer, "uid": subject}
    record_authentication(request, user, "socialaccount", **said)
