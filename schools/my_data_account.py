"""What is kept of a person's account: who they are, how they sign in, and who let them in; and the journals."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry

from schools import journal_names
from schools.models import (
    Invitation,
    JournalEntry,
    Membership,
    SchoolRequest,
    User,
)
from schools.my_data import Row, Section

SIGNING_IN = {"totp": "code uit een app", "webauthn": "passkey", "recovery_codes": "herstelcodes"}


def sections(user: User) -> list[Section]:
    """Return all sections of this app."""
    return [*of_account(user), *of_signing_in(user), *of_school(user)]


def of_account(user: User) -> list[Section]:
    """Return who someone is, and in which schools."""
    others = EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email)
    account: Row = {
        "name": user.name,
        "email": user.email,
        "other_addresses": list(others.values_list("email", flat=True)),
        "signs_in_without": not user.has_usable_password(),
        "is_active": user.is_active,
        "since": user.date_joined,
        "last_login": user.last_login,
        "last_school": str(user.last_school or ""),
        "erase_on": user.erase_on,
        "is_site_admin": user.is_staff or user.is_superuser,
        "groups": list(user.groups.values_list("name", flat=True)),
        "permissions": list(user.user_permissions.values_list("codename", flat=True)),
    }
    memberships = [
        {
            "school": member.school.name,
            "role": member.full_title,
            "since": member.joined_at,
            "here_since": member.here_since,
            "left_at": member.left_at,
            "teams": [team.name for team in member.teams.all()],
            "leads": [team.name for team in member.led_teams.all()],
        }
        for member in Membership.objects.filter(user=user)
        .select_related("school")
        .prefetch_related("teams", "led_teams")
    ]
    return [
        Section("account", "Je account", ACCOUNT, [account]),
        Section("memberships", "Je scholen", MEMBERSHIPS, memberships),
    ]


def of_signing_in(user: User) -> list[Section]:
    """Return how and where someone signs in; never what would let another do so."""
    accounts = SocialAccount.objects.filter(user=user).order_by("pk")
    factors = Authenticator.objects.filter(user=user).order_by("pk")
    sessions = UserSession.objects.filter(user=user).order_by("-last_seen_at")
    return [
        Section(
            "school_accounts",
            "Je schoolaccount",
            {
                "provider": "dienst",
                "uid": "nummer bij die dienst",
                "since": "gekoppeld op",
                "last_login": "gebruikt op",
            },
            [
                {"provider": one.provider, "uid": one.uid, "since": one.date_joined, "last_login": one.last_login}
                for one in accounts
            ],
        ),
        Section(
            "second_factors",
            "Extra beveiliging",
            {"kind": "wat", "name": "naam", "since": "ingesteld op", "last_used_at": "gebruikt op"},
            [
                {
                    "kind": SIGNING_IN.get(one.type, one.type),
                    "name": one.data.get("name", ""),
                    "since": one.created_at,
                    "last_used_at": one.last_used_at,
                }
                for one in factors
            ],
        ),
        Section(
            "sessions",
            "Waar je bent ingelogd",
            {"since": "sinds", "last_seen_at": "laatst gezien", "ip": "internetadres", "browser": "browser"},
            [
                {"since": one.created_at, "last_seen_at": one.last_seen_at, "ip": one.ip, "browser": one.user_agent}
                for one in sessions
            ],
        ),
    ]


def of_school(user: User) -> list[Section]:
    """Return invitations, requests, and what the journals say that someone did, or that was done to them."""
    sent = Invitation.objects.filter(invited_by__user=user).select_related("school").order_by("pk")
    received = Invitation.objects.filter(email__iexact=user.email).select_related("school").order_by("pk")
    requests = SchoolRequest.objects.filter(email__iexact=user.email).order_by("pk")
    did = JournalEntry.objects.filter(member__user=user).select_related("school").order_by("at", "pk")
    deeds = LogEntry.objects.filter(user=user).order_by("action_time", "pk")
    return [
        Section(
            "invitations_sent",
            "Uitnodigingen die je verstuurde",
            INVITATIONS,
            [invitation_row(one) for one in sent],
        ),
        Section(
            "invitations_received",
            "Uitnodigingen aan jou",
            INVITATIONS,
            [invitation_row(one) for one in received],
        ),
        Section("requests", "Aanvragen om mee te doen", REQUESTS, [request_row(one) for one in requests]),
        Section("journal", "Wat je deed, in het logboek van je school", JOURNAL, [journal_row(one) for one in did]),
        Section(
            "journal_about_me",
            "Wat het logboek over jou zegt",
            JOURNAL,
            [journal_row(one) for one in about(user)],
            "Wie het deed, staat er niet bij. Vraag dat zo nodig aan wie de accounts van je school beheert.",
        ),
        Section(
            "site_admin",
            "Wat je deed als beheerder van de site",
            {"at": "wanneer", "kind": "soort", "what": "wat"},
            [
                {"at": one.action_time, "kind": str(one.content_type or ""), "what": one.get_action_flag_display()}
                for one in deeds
            ],
        ),
    ]


def about(user: User) -> list[JournalEntry]:
    """Return the lines in which the journals of one's schools name someone, by name or address."""
    schools = Membership.objects.filter(user=user).values_list("school", flat=True)
    entries = journal_names.of_schools(schools).exclude(member__user=user).select_related("school").order_by("at", "pk")
    found = {one.pk: one for word in (user.name, user.email) for one in journal_names.lines_naming(word, entries)}
    return list(found.values())


def invitation_row(one: Invitation) -> Row:
    """Return what is told of an invitation."""
    return {
        "school": one.school.name,
        "email": one.email,
        "role": one.title,
        "sent_at": one.sent_at,
        "accepted_at": one.accepted_at,
        "withdrawn_at": one.withdrawn_at,
    }


def request_row(one: SchoolRequest) -> Row:
    """Return what is told of a request."""
    names = ("school_name", "place", "brin", "name", "email", "why", "sent_at", "confirmed_at", "decided_at", "answer")
    row: Row = {name: getattr(one, name) for name in names}
    chosen = ("sector", "role", "decision")
    return row | {name: getattr(one, f"get_{name}_display")() for name in chosen}


def journal_row(one: JournalEntry) -> dict[str, Any]:
    """Return a line of the journal."""
    return {"at": one.at, "school": one.school.name, "what": one.words}


ACCOUNT = {
    "name": "naam",
    "email": "e-mailadres",
    "other_addresses": "andere adressen",
    "signs_in_without": "je logt in zonder wachtwoord",
    "is_active": "je mag inloggen",
    "since": "account sinds",
    "last_login": "voor het laatst ingelogd",
    "last_school": "school waar je het laatst was",
    "erase_on": "wordt verwijderd op",
    "is_site_admin": "je beheert de site",
    "groups": "groepen",
    "permissions": "aparte rechten",
}
MEMBERSHIPS = {
    "school": "school",
    "role": "rol",
    "since": "lid sinds",
    "here_since": "hier sinds",
    "left_at": "vertrokken op",
    "teams": "teams",
    "leads": "teams die je trekt",
}
INVITATIONS = {
    "school": "school",
    "email": "adres",
    "role": "rol",
    "sent_at": "verstuurd op",
    "accepted_at": "aangenomen op",
    "withdrawn_at": "ingetrokken op",
}
REQUESTS = {
    "school_name": "school",
    "place": "plaats",
    "brin": "BRIN",
    "sector": "soort onderwijs",
    "name": "naam",
    "email": "e-mailadres",
    "role": "rol",
    "why": "waarom",
    "sent_at": "verstuurd op",
    "confirmed_at": "bevestigd op",
    "decided_at": "besloten op",
    "decision": "besluit",
    "answer": "antwoord",
}
JOURNAL = {"at": "wanneer", "school": "school", "what": "wat"}
