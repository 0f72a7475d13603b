"""What is kept of a person in rounds: where they take part, and their answers for as long as those are theirs."""

from __future__ import annotations

from django.db.models import Q

from checklists.answering import own_answers
from checklists.models import Answer, Participation, Round
from schools.models import User
from schools.my_data import Row, Section

NOTE = (
    "In een checklist waar iedereen eerst alleen invult, vind je hier je antwoorden zolang de afname open is. Daarna "
    "zijn ze losgemaakt van wie ze gaf: niemand weet dan nog welke van jou waren."
)


def sections(user: User) -> list[Section]:
    """Return all sections of this app."""
    return [of_rounds(user), of_answers(user)]


def of_rounds(user: User) -> Section:
    """Return the rounds in which someone takes or took part, or which they prepared."""
    mine = Q(participations__member__user=user) | Q(made_by__user=user)
    parts = {part.round_id: part for part in Participation.objects.filter(member__user=user)}
    found = Round.objects.filter(mine).distinct().select_related("school", "made_by").order_by("pk")
    rows = [
        {
            "name": one.name,
            "school": one.school.name,
            "takes_part": one.pk in parts,
            "finished": parts[one.pk].finished if one.pk in parts else None,
            "invited_on": parts[one.pk].invited_on if one.pk in parts else None,
            "reminded_on": parts[one.pk].reminded_on if one.pk in parts else None,
            "made_by_me": bool(one.made_by and one.made_by.user_id == user.pk),
            "opened_at": one.opened_at,
            "closed_at": one.closed_at,
        }
        for one in found
    ]
    return Section("rounds", "Afnames van de checklist", ROUNDS, rows)


def of_answers(user: User) -> Section:
    """Return one's own answers in rounds that are open; there is nothing to find them with once one is closed."""
    parts = Participation.objects.filter(
        member__user=user, round__opened_at__isnull=False, round__closed_at__isnull=True
    ).select_related("round", "member")
    rows = [
        answer_row(part.round, answer)
        for part in parts.order_by("round")
        for answer in own_answers(part.round, part.member).answers.values()
    ]
    return Section("checklist_answers", "Je antwoorden in een open checklist", ANSWERS, rows, NOTE)


def answer_row(round_: Round, answer: Answer) -> Row:
    """Return one answer."""
    item = round_.item(answer.item_code)
    return {
        "round": round_.name,
        "item": item.text if item else answer.item_code,
        "stand": answer.get_stand_display(),
        "first": answer.flag is not None,
        "remark": answer.remark,
    }


ROUNDS = {
    "name": "afname",
    "school": "school",
    "takes_part": "jij doet mee",
    "finished": "jij bent klaar",
    "invited_on": "uitnodiging gemaild op",
    "reminded_on": "herinnering gemaild op",
    "made_by_me": "jij bereidde haar voor",
    "opened_at": "open sinds",
    "closed_at": "afgerond op",
}
ANSWERS = {"round": "afname", "item": "punt", "stand": "stand", "first": "hier eerst", "remark": "opmerking"}
