"""What is kept of what a person plans with a school: goals, evaluations, actions, decisions, and a calendar."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from schools.goal_history import lines_of
from schools.models import (
    Action,
    BoardMembership,
    BoardShare,
    CalendarFeed,
    Decision,
    Evaluation,
    Goal,
    GoalChange,
    Reminder,
    ReminderWish,
    User,
)
from schools.my_data import Row, Section

GOAL = {  # what is told of a goal that is the person's own
    "success": "hoe je ziet dat het werkt",
    "monitoring": "hoe je het volgt",
    "upkeep": "hoe het op de agenda blijft",
    "participation": "hoe ouders en leerlingen meedoen",
    "ring": "cirkel",
    "handvatten": "handvatten",
    "item_code": "punt van de checklist",
    "item_text": "wat dat punt zegt",
    "days": "dagen waarop je wilt terugkijken",
    "stop_reason": "waarom het stopte",
    "decline_reason": "waarom het niet doorging",
}


def sections(user: User) -> list[Section]:
    """Return all sections of what is planned."""
    return [*of_goals(user), *of_agenda(user), *of_reminders(user), *of_boards(user)]


def of_goals(user: User) -> list[Section]:
    """Return the goals that someone owns or proposed, and what they did to goals.

    All of a goal is told of what is theirs alone, or was before the school took it; else what it is about.
    """
    mine = Q(owner__user=user) | Q(proposer__user=user)
    goals = Goal.objects.filter(mine).select_related("school", "team", "owner", "proposer").order_by("pk")
    goals = goals.prefetch_related("evaluations")
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
    proposed = bool(goal.proposer and goal.proposer.user_id == user.pk)
    row: Row = {
        "school": goal.school.name,
        "for_whom": goal.for_whom,
        "aim": goal.aim,
        "state": goal.state.label,
        "owner": goal.owner.user_id == user.pk,
        "proposer": proposed,
        "made_on": goal.created_at,
        "started_on": goal.started_on,
        "proposed_at": goal.proposed_at,
        "declined_at": goal.declined_at,
        "shown_at": goal.shown_at,
        "achieved_on": goal.achieved_on,
        "secured_on": goal.secured_on,
        "stopped_on": goal.stopped_on,
    }
    if not (goal.is_private or (proposed and goal.is_concept)):
        return row
    moments = sorted(goal.evaluations.all(), key=lambda one: (one.due_on, one.pk))
    return row | {name: getattr(goal, name) for name in GOAL} | {"moments": [moment_in_words(one) for one in moments]}


def moment_in_words(one: Evaluation) -> str:
    """Return the day of an evaluation and what became of it; what was found stands where it was held."""
    if one.cancelled_on:
        became = f"vervallen op {one.cancelled_on:%d-%m-%Y}. {one.cancel_reason}".strip()
    else:
        became = f"gehouden op {one.held_on:%d-%m-%Y}" if one.held_on else "komt nog"
    return f"{one.due_on:%d-%m-%Y}: {became}"


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
    "achieved_on": "behaald op",
    "secured_on": "geborgd op",
    "stopped_on": "gestopt op",
    **GOAL,
    "moments": "evaluaties",
}
GOALS_NOTE = (
    "Van een doel voor je eigen klas, en van wat je bedacht en nog niet loopt, staat alles hier. Van een doel van de "
    "school of van een team staat er wat jij ermee te maken hebt."
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


def of_reminders(user: User) -> list[Section]:
    """Return which reminders someone wants, and which were sent."""
    wishes = ReminderWish.objects.filter(user=user)
    sent = Reminder.objects.filter(member__user=user).select_related("evaluation__goal").order_by("sent_on", "pk")
    return [
        Section(
            "reminder_wish",
            "Welke herinneringen je wilt",
            {"week": "een week ervoor", "day": "op de dag zelf", "late": "als de dag voorbij is"},
            [{"week": wish.week, "day": wish.day, "late": wish.late} for wish in wishes],
        ),
        Section(
            "reminders",
            "Herinneringen die we stuurden",
            {"goal": "over welk doel", "kind": "soort", "due_on": "voor het moment van", "sent_on": "verstuurd op"},
            [
                {
                    "goal": one.evaluation.goal.aim,
                    "kind": one.get_kind_display(),
                    "due_on": one.due_on,
                    "sent_on": one.sent_on,
                }
                for one in sent
            ],
        ),
    ]


def of_boards(user: User) -> list[Section]:
    """Return on which boards someone sits or sat, and which schools they let share with theirs."""
    seats = BoardMembership.objects.filter(user=user).select_related("board").order_by("since", "pk")
    shares = BoardShare.objects.filter(by__user=user).select_related("school", "board").order_by("since", "pk")
    return [
        Section(
            "seats",
            "Besturen waar je bij hoort of hoorde",
            {"board": "bestuur", "since": "sinds", "ended_at": "tot"},
            [{"board": str(one.board), "since": one.since, "ended_at": one.ended_at} for one in seats],
        ),
        Section(
            "board_shares",
            "Wat je voor een school met het bestuur deelde",
            {"school": "school", "board": "bestuur", "since": "sinds", "ended_at": "tot"},
            [
                {"school": one.school.name, "board": str(one.board), "since": one.since, "ended_at": one.ended_at}
                for one in shares
            ],
        ),
    ]
