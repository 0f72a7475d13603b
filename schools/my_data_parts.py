"""What the schools keep of a person: the account, how they sign in, and what they do in a school."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import Q

from schools import journal_names
from schools.goal_history import lines_of
from schools.models import (
    Action,
    CalendarFeed,
    Decision,
    Evaluation,
    Goal,
    GoalChange,
    Invitation,
    JournalEntry,
    Membership,
    SchoolRequest,
    User,
)
from schools.my_data import Row, Section

SIGNING_IN = {"totp": "code uit een app", "webauthn": "passkey", "recovery_codes": "herstelcodes"}
GOAL = {  # what is told of a goal that is the person's own
    "success": "hoe je ziet dat het werkt",
    "monitoring": "hoe je het volgt",
    "upkeep": "hoe het op de agenda blijft",
    "participation": "hoe ouders en leerlingen meedoen",
}


def sections(user: User) -> list[Section]:
    """Return all sections of this app."""
    return [*of_account(user), *of_signing_in(user), *of_goals(user), *of_agenda(user), *of_school(user)]


def of_account(user: User) -> list[Section]:
    """Return who someone is, and in which schools."""
    others = EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email)
    account: Row = {
        "name": user.name,
        "email": user.email,
        "other_addresses": list(others.values_list("email", flat=True)),
        "has_password": user.has_usable_password(),
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
            {"kind": "wat", "since": "ingesteld op", "last_used_at": "gebruikt op"},
            [
                {"kind": SIGNING_IN.get(one.type, one.type), "since": one.created_at, "last_used_at": one.last_used_at}
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


def of_goals(user: User) -> list[Section]:
    """Return the goals that someone owns or proposed, and what they did to goals.

    All of a goal's text is told of what is theirs alone; of a goal of the school or a team what it is about.
    """
    mine = Q(owner__user=user) | Q(proposer__user=user)
    goals = Goal.objects.filter(mine).select_related("school", "team", "owner", "proposer").order_by("pk")
    held = Evaluation.objects.filter(held_by__user=user).select_related("goal").order_by("held_on", "pk")
    actions = Action.objects.filter(owner__user=user).select_related("goal").order_by("pk")
    return [
        Section("goals", "Doelen", GOALS, [goal_row(goal, user) for goal in goals], GOALS_NOTE),
        Section("goal_changes", "Wat je aan doelen deed", CHANGES, list(changes_of(user))),
        Section(
            "evaluations",
            "Evaluaties die je vastlegde",
            EVALUATIONS,
            [
                {
                    "goal": one.goal.aim,
                    "held_on": one.held_on,
                    "seen": one.seen,
                    "progress": one.get_progress_display(),
                    "worked": one.worked,
                    "decision": one.get_decision_display(),
                }
                for one in held
            ],
        ),
        Section(
            "actions",
            "Acties van jou",
            {"text": "wat", "goal": "bij welk doel", "due_on": "klaar voor", "done_on": "gedaan op"},
            [{"text": one.text, "goal": one.goal.aim, "due_on": one.due_on, "done_on": one.done_on} for one in actions],
        ),
    ]


def goal_row(goal: Goal, user: User) -> Row:
    """Return what is told of one goal."""
    row: Row = {
        "school": goal.school.name,
        "for_whom": goal.for_whom,
        "aim": goal.aim,
        "state": goal.state.label,
        "owner": goal.owner.user_id == user.pk,
        "proposer": bool(goal.proposer and goal.proposer.user_id == user.pk),
        "made_on": goal.created_at,
        "started_on": goal.started_on,
        "proposed_at": goal.proposed_at,
        "declined_at": goal.declined_at,
        "shown_at": goal.shown_at,
    }
    own = {name: getattr(goal, name) for name in GOAL} | {"stop_reason": goal.stop_reason}
    return row | (own if goal.is_private else {})


def changes_of(user: User) -> Iterable[Row]:
    """Yield what someone changed in goals, in words, as the history of a goal says it."""
    changes = GoalChange.objects.filter(by__user=user).select_related("goal", "by__user").order_by("goal", "at", "pk")
    by_goal: dict[int, list[GoalChange]] = {}
    for change in changes:
        by_goal.setdefault(change.goal_id, []).append(change)
    for found in by_goal.values():
        for line in lines_of(found[0].goal, found):
            yield {
                "at": line.at,
                "goal": found[0].goal.aim,
                "what": line.what,
                "before": line.before,
                "after": line.after,
            }


def of_agenda(user: User) -> list[Section]:
    """Return what someone took on in meetings, and that there is an address for a calendar; not the address itself."""
    decisions = Decision.objects.filter(owner__user=user).select_related("item__moment").order_by("pk")
    feed = CalendarFeed.objects.for_user(user).first()
    return [
        Section(
            "decisions",
            "Besluiten die je oppakte",
            {
                "text": "besluit",
                "meeting": "waar",
                "made_on": "genomen op",
                "due_on": "klaar voor",
                "done_on": "gedaan",
            },
            [
                {
                    "text": one.text,
                    "meeting": one.item.moment.title,
                    "made_on": one.made_on,
                    "due_on": one.due_on,
                    "done_on": one.done_on,
                }
                for one in decisions
            ],
        ),
        Section(
            "calendar",
            "De teamagenda in je eigen agenda",
            {"made_at": "adres gemaakt op", "read_at": "voor het laatst opgehaald"},
            [{"made_at": feed.made_at, "read_at": feed.read_at}] if feed else [],
            "Je geheime adres zelf staat hier niet in. Je vindt het bij je account.",
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
    names = ("school_name", "place", "name", "email", "why", "sent_at", "confirmed_at", "decided_at", "answer")
    row: Row = {name: getattr(one, name) for name in names}
    return row | {"role": one.get_role_display(), "decision": one.get_decision_display()}


def journal_row(one: JournalEntry) -> dict[str, Any]:
    """Return a line of the journal."""
    return {"at": one.at, "school": one.school.name, "what": one.words}


ACCOUNT = {
    "name": "naam",
    "email": "e-mailadres",
    "other_addresses": "andere adressen",
    "has_password": "er is een wachtwoord",
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
GOALS = {
    "school": "school",
    "for_whom": "voor wie",
    "aim": "doel",
    "state": "stand",
    "owner": "jij trekt het",
    "proposer": "jij dacht het uit",
    "made_on": "gemaakt op",
    "started_on": "loopt sinds",
    "proposed_at": "voorgesteld op",
    "declined_at": "niet doorgezet op",
    "shown_at": "collega’s zien het sinds",
    **GOAL,
    "stop_reason": "waarom het stopte",
}
GOALS_NOTE = (
    "Van een doel voor je eigen klas staat alles hier. Van een doel van de school of van een team staat er wat jij "
    "ermee te maken hebt."
)
CHANGES = {"at": "wanneer", "goal": "doel", "what": "wat je deed", "before": "eerst stond er", "after": "daarna"}
EVALUATIONS = {
    "goal": "doel",
    "held_on": "op",
    "seen": "wat jullie zagen",
    "progress": "hoe ver",
    "worked": "wat werkte",
    "decision": "hoe verder",
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
