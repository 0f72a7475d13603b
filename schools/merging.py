"""Two schools become one: all that the source has moves to the target, and the source goes into the archive.

Every foreign key to a school or a membership is found in the models, those of the features too, and moves along.
What can't simply move is handled here by name, before the rest moves; `KNOWN` says of each key what becomes of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from schools.addresses import FORMER
from schools.board_sharing import end_unseen
from schools.calendar import SchoolYear
from schools.models import Holiday, Invitation, JournalEntry, Membership, School, Team

KNOWN = {  # a new key is thought about before it is put here; tests/schools/test_merging.py asks for it
    "schools.Membership.school": "one per person stays: see `doubles`",
    "schools.User.last_school": "moves",
    "schools.School.merged_into": "moves: what went into the source before, is in the target now",
    "schools.Team.school": "moves; a name that the target has too gets the source's name behind it",
    "schools.Holiday.school": "moves, except for years in which the target has its own",
    "schools.Invitation.school": "moves; an address that is invited by both keeps the target's",
    "schools.SchoolRequest.school": "moves",
    "schools.JournalEntry.school": "moves",
    "schools.Goal.school": "moves; whose own class it is for, stays so",
    "schools.AgendaMoment.school": "moves",
    "schools.BoardShare.school": "ends and moves; what the target shares or not is for the target to say",
    "schools.WavedProposal.school": "moves; one that both waved away is there twice, which says the same",
    "schools.Decision.owner": "moves",
    "checklists.Round.school": "moves; refused while both have an open one: see ONE_AT_A_TIME",
    "schools.Team_members.membership": "a person stands in a team once",
    "schools.Team.lead": "moves",
    "schools.Invitation.invited_by": "moves",
    "schools.JournalEntry.member": "moves",
    "schools.Goal.owner": "moves",
    "schools.Goal.proposer": "moves",
    "schools.Evaluation.held_by": "moves",
    "schools.Action.owner": "moves",
    "schools.BoardShare.by": "moves",
    "schools.GoalChange.by": "moves",
    "schools.Reminder.member": "moves: a moment is of one school, so nobody was reminded twice",
    "reflections.Share.by": "moves; what had ended does not open again: see `unite`",
    "reflections.Share.to": "moves; two of the same reflection to the same person become one",
    "reflections.PeerConversation.asker": "moves, as a share",
    "reflections.PeerConversation.partner": "moves, as a share",
    "checklists.Round.made_by": "moves",
    "checklists.Participation.member": "moves: a round is of one school, so nobody takes part twice",
}
# what waits for who left, and is found again; all else stays with the past
FOLLOWS_WHO_LEFT = {"schools.Goal.owner", "schools.Goal.proposer", "schools.Action.owner"}
OPEN_FOR_ALL = Q(team__isnull=True, opened_at__isnull=False, closed_at__isnull=True)
ONE_AT_A_TIME = {  # what a school has once, by name: this layer does not know the features
    "checklists.Round": (OPEN_FOR_ALL, "Beide scholen hebben een afname open. Rond er eerst een af."),
}


MOMENT = timedelta(seconds=1)  # between the two times that a new membership gets


class Refused(Exception):
    """The schools can't be merged as they are; `obstacles` holds the sentences that say why."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(*obstacles)
        self.obstacles = obstacles


@dataclass(frozen=True)
class Double:
    """A person who is, or was, in both schools: what hangs on `gone` goes to `kept`.

    `gone` is removed where it is alive. Where the person had left, it stays, with what had ended by leaving.
    """

    kept: Membership
    gone: Membership


@dataclass(frozen=True)
class Preview:
    """What merging would do, for the site admin to look at first; names are of what does not simply move."""

    source: School
    target: School
    counts: list[tuple[str, int]]
    people: list[str] = field(default_factory=list)
    teams: list[tuple[str, str]] = field(default_factory=list)
    invitations: list[str] = field(default_factory=list)
    holidays: list[str] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)


def preview(source: School, target: School) -> Preview:
    """Return what merging would do; nothing is changed."""
    return Preview(
        source,
        target,
        counts_of(source),
        [double.kept.user.name for double in doubles(source, target)],
        [(team.name, name) for team, name in renamed_teams(source, target)],
        [invitation.email for invitation in double_invitations(source, target)],
        [f"{holiday.name} {SchoolYear.of(holiday.starts_on)}" for holiday in dropped_holidays(source, target)],
        obstacles(source, target),
    )


@transaction.atomic
def merge(source: School, target: School) -> None:
    """Move everything of the source to the target, and archive the source; raises Refused. All or nothing."""
    locked = School.objects.select_for_update().filter(pk__in=[source.pk, target.pk]).order_by("pk")
    schools = {school.pk: school for school in locked}
    source, target = schools[source.pk], schools[target.pk]
    if sentences := obstacles(source, target):
        raise Refused(sentences)
    for double in doubles(source, target):
        unite(double)
    for team, name in renamed_teams(source, target):
        team.name = name
        team.save()
    for invitation in double_invitations(source, target):
        invitation.withdrawn_at = timezone.now()
        invitation.save()
    for holiday in dropped_holidays(source, target):
        holiday.delete()
    end_unseen(source)
    for key in keys_to(School):
        key.model._base_manager.filter(**{key.name: source}).update(**{key.name: target})
    source.archived_at = source.archived_at or timezone.now()
    source.merged_into = target
    source.save(update_fields=["archived_at", "merged_into"])
    JournalEntry.write_for_site(target, "school_merged", source.name)


def keys_to(model: type[models.Model]) -> Iterator[Any]:
    """Yield every foreign key to a model, in whatever app, those of many-to-many tables too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            yield relation.field  # type: ignore[union-attr]


def counts_of(school: School) -> list[tuple[str, int]]:
    """Return how many rows of each kind belong to a school, by the kind's Dutch plural; no zeros."""
    own = [key for key in keys_to(School) if not key.remote_field.hidden]
    counts = [(key.model._meta, key.model._base_manager.filter(**{key.name: school}).count()) for key in own]
    return [(str(meta.verbose_name_plural), number) for meta, number in counts if number]


def obstacles(source: School, target: School) -> list[str]:
    """Return why these two can't be merged, in sentences; none where they can."""
    if source == target:
        return ["Kies een andere school: een school kan niet in zichzelf opgaan."]
    found = []
    if source.merged_into_id:
        found.append(f"{source} is al opgegaan in een andere school.")
    if target.archived_at:
        found.append(f"{target} is gearchiveerd. Haal die school eerst terug uit het archief.")
    for label, (condition, sentence) in ONE_AT_A_TIME.items():
        rows = apps.get_model(label)._base_manager.filter(condition)
        if rows.filter(school=source).exists() and rows.filter(school=target).exists():
            found.append(sentence)
    return found


def doubles(source: School, target: School) -> list[Double]:
    """Return who is or was in both schools, by name.

    Kept is the membership that is alive, the target's before the source's; of those that are over, the latest.
    """
    both = source.memberships.filter(user__in=target.memberships.values("user")).exclude(user__email=FORMER)
    rows = Membership.objects.filter(school__in=[source, target], user__in=both.values("user")).select_related("user")
    people: dict[int, list[Membership]] = {}
    for row in rows.order_by("user__name", "pk"):
        people.setdefault(row.user_id, []).append(row)

    def weight(row: Membership) -> tuple[bool, bool, float]:
        ended = row.left_at.timestamp() if row.left_at else 0
        return not row.left_at, not row.left_at and row.school_id == target.pk, ended

    return [
        Double(kept, gone)
        for memberships in people.values()
        for kept in [max(memberships, key=weight)]
        for gone in memberships
        if gone != kept
    ]


def unite(double: Double) -> None:
    """Give one membership of a person what hangs on the other, and the higher of the two roles where both are alive.

    What someone shared ends when they leave, and does not open again when they come back (`here_since`), nor here.
    """
    kept, gone = double.kept, double.gone
    for key in keys_to(Membership):
        if not gone.left_at or label_of(key) in FOLLOWS_WHO_LEFT:
            repoint(key, gone, kept)
    if gone.left_at:
        return
    kept.role = max(kept.role, gone.role, key=lambda role: Membership.RANKS.index(Membership.Role(role)))
    kept.is_admin = kept.is_admin or gone.is_admin
    returned = [one.here_since for one in (kept, gone) if one.here_since > one.joined_at + MOMENT]
    kept.here_since = max(returned) if returned else min(kept.here_since, gone.here_since)
    kept.joined_at = min(kept.joined_at, gone.joined_at)
    kept.save()
    gone.delete()


def repoint(key: Any, gone: models.Model, kept: models.Model) -> None:
    """Let every row that points to one row by this key point to the other.

    Where that would say the same thing twice, what hangs on it moves to the row that is there, and it is removed.
    """
    rows = key.model._base_manager
    for others in others_of(key):
        for row in rows.filter(**{key.name: gone}):
            there = rows.filter(**{key.name: kept}, **{name: getattr(row, name) for name in others}).first()
            if there is not None:
                for child in keys_to(key.model):
                    repoint(child, row, there)
                row.delete()
    rows.filter(**{key.name: gone}).update(**{key.name: kept})


def others_of(key: Any) -> Iterator[list[str]]:
    """Yield, for each rule that a row with this key is there once, the other fields of that rule."""
    meta = key.model._meta
    rules = [*meta.unique_together, *(rule.fields for rule in meta.total_unique_constraints)]
    for rule in rules:
        if key.name in rule:
            yield [name for name in rule if name != key.name]


def label_of(key: Any) -> str:
    """Return the name of a key as in KNOWN."""
    return f"{key.model._meta.label}.{key.name}"


def renamed_teams(source: School, target: School) -> list[tuple[Team, str]]:
    """Return the source's teams whose name a team of the target has too, each with the name that it gets."""
    names = {team.name.lower() for team in target.teams.filter(ended_at__isnull=True)}
    teams = list(source.teams.filter(ended_at__isnull=True).order_by("pk"))
    taken = names | {team.name.lower() for team in teams}
    found = []
    for team in teams:
        if team.name.lower() in names:
            new = free_name(team.name, source.name, taken)
            taken.add(new.lower())
            found.append((team, new))
    return found


def free_name(name: str, school: str, taken: set[str]) -> str:
    """Return the name of a team with the school's behind it; both shortened, and numbered, where they must be."""
    longest = Team._meta.get_field("name").max_length or 80
    number = 1
    while True:
        end = ")" if number == 1 else f" {number})"
        place = school[: longest // 2 - len(end) - 2]
        new = f"{name[: longest - len(place) - len(end) - 2]} ({place}{end}"
        if new.lower() not in taken:
            return new
        number += 1


def double_invitations(source: School, target: School) -> list[Invitation]:
    """Return the source's open invitations to an address that the target invited too."""
    invited = target.invitations.open().values("email")
    return list(source.invitations.open().filter(email__in=invited).order_by("email"))


def dropped_holidays(source: School, target: School) -> list[Holiday]:
    """Return the source's own holidays of years in which the target has its own."""
    years = {SchoolYear.of(holiday.starts_on) for holiday in target.holidays.all()}
    return [holiday for holiday in source.holidays.all() if SchoolYear.of(holiday.starts_on) in years]
