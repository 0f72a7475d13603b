"""The demo's rounds in which everyone answered alone: one that was shown, and one of a team that is open.

They go through the verbs of the site, as a school would; then their days are put in the past.
"""

from __future__ import annotations

from datetime import date

from checklists.answering import digest
from checklists.closing import close, show
from checklists.editions import newest
from checklists.models import Answer, Participation, Round, Sheet
from checklists.opening import open_round
from schools.demo.days import at, meeting_day, school_day
from schools.models import JournalEntry, Membership, Team

SCHOOL, TEAM = "vijver23", "Groep 5 tot en met 8"
STANDS = {"?": "unknown", "-": "na"}  # a digit stands for itself
OPENED, CLOSED, SHOWN = -72, -62, -61  # school days from today

# A line for each who was done, a sign for each item of the short list; the flags are of items, counted from 0.
SHEETS = (
    ("212310332213", (0, 5)),
    ("222211332113", (5, 8)),
    ("1023?13231?2", (0,)),
    ("221311232212", (5, 1)),
    ("202310?32213", ()),
    ("323321332323", (8,)),
    ("1123113221?2", (5, 0, 10)),
    ("222300332213", (5,)),
    ("21231-232213", (0,)),
)
REMARKS = (
    (5, 0, "De eerste weken wel, na de kerst vergeten we het."),
    (8, 4, "Vooral als het druk is, lukt dit niet."),
)
SO_FAR = ("2123103", "222211332113", "102311323112")  # of the open round; who began first is not done
INVITATION = "We praten er op de bouwvergadering over door. Vul in wat je zelf ziet, niet wat je hoopt."


def keep_shown_round(by: Membership, today: date) -> None:
    """Make a round of the whole school that was closed and shown; nine were done."""
    closed = meeting_day(today, CLOSED)
    round_ = made(by, f"Peiling, {'najaar' if closed.month >= 8 else 'voorjaar'} {closed.year}")
    open_round(round_, by)
    sheets = fill_in(round_, [signs for signs, _ in SHEETS], done=len(SHEETS))
    codes = [item.code for item in round_.items]
    for sheet, (_, flagged) in zip(sheets, SHEETS, strict=True):
        for number, place in enumerate(flagged, 1):
            Answer.objects.filter(sheet=sheet, item_code=codes[place]).update(flag=number)
    for place, whose, text in REMARKS:
        answer = Answer.objects.get(sheet=sheets[whose], item_code=codes[place])
        answer.remark = text
        answer.save()
    close(round_, by)
    show(round_, by)
    days = {"opened_at": meeting_day(today, OPENED), "closed_at": closed, "shown_at": meeting_day(today, SHOWN)}
    put_back(round_, days)


def keep_team_round(by: Membership, today: date) -> None:
    """Make a round of a team that is open; two of five are done."""
    opened = meeting_day(today, -3)
    round_ = made(by, f"Bouwpeiling {opened.year}", team=by.school.teams.get(name=TEAM), invitation=INVITATION)
    open_round(round_, by)
    fill_in(round_, SO_FAR, done=2)
    round_.participations.update(invited_on=opened)
    put_back(round_, {"opened_at": opened})
    Round.objects.filter(pk=round_.pk).update(opens_on=opened, closes_on=school_day(today, 7))


def made(by: Membership, name: str, team: Team | None = None, invitation: str = "") -> Round:
    """Return a draft of the short list."""
    return Round.objects.create(
        school_id=by.school_id,
        made_by=by,
        name=name,
        team=team,
        invitation=invitation,
        edition_key=newest("po").key,
        depth=Round.Depth.KERN,
        way=Round.Way.ALONE,
    )


def fill_in(round_: Round, sheets: tuple[str, ...] | list[str], *, done: int) -> list[Sheet]:
    """Answer for the first by name, leaving the teacher of the demo out; the last `done` of them say 'klaar'."""
    parts = round_.participations.exclude(member__user__email="leerkracht@vijver.example")
    people = [part.member for part in parts.select_related("member").order_by("member__user__name")]
    codes, kept = [item.code for item in round_.items], []
    for number, (member, signs) in enumerate(zip(people, sheets, strict=False)):
        finished = number >= len(sheets) - done
        found = digest(round_.key.secret, round_.pk, member.user_id)
        sheet = Sheet.objects.create(round=round_, digest=found, finished=finished)
        Answer.objects.bulk_create(
            Answer(sheet=sheet, item_code=code, stand=STANDS.get(sign, sign))
            for code, sign in zip(codes, signs, strict=False)
        )
        Participation.objects.filter(round=round_, member=member).update(finished=finished)
        kept.append(sheet)
    return kept


def put_back(round_: Round, days: dict[str, date]) -> None:
    """Say that the steps were taken on these days, in the round and in the journal."""
    clocks = {"opened_at": "09:00", "closed_at": "15:20", "shown_at": "15:50"}
    moments = {name: at(day, clocks[name]) for name, day in days.items()}
    Round.objects.filter(pk=round_.pk).update(created_at=moments["opened_at"], **moments)
    for name, moment in moments.items():
        deed = name.replace("_at", "")
        JournalEntry.objects.filter(school=round_.school_id, deed=f"round_{deed}", subject=round_.name).update(
            at=moment
        )
